using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.KeepWallTime;

/// <summary>A location changed its zone: its visits ahead stay at the time that the patients were told.</summary>
public sealed class KeepWallTime(IPracticeDirectory practice, IWork work) : IHandle<LocationZoneChanged>
{
    public async Task HandleAsync(LocationZoneChanged heard, Desk desk, CancellationToken ct) =>
        await WallTimes.KeepAsync(desk, work, await practice.LocationAsync(desk, heard.Location, ct), ct);
}
