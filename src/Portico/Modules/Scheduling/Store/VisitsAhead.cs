using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Booked visits that a location or a provider still has to keep.</summary>
internal sealed class VisitsAhead : IRestsOnDirectory
{
    public Task<IReadOnlyList<string>> OnLocationAsync(Desk desk, LocationId location, CancellationToken ct) =>
        SayAsync(desk, desk.Db.Set<AppointmentRow>().Where(a => a.LocationId == location), ct);

    public Task<IReadOnlyList<string>> OnProviderAsync(Desk desk, ProviderId provider, CancellationToken ct) =>
        SayAsync(desk, desk.Db.Set<AppointmentRow>().Where(a => a.ProviderId == provider), ct);

    private static async Task<IReadOnlyList<string>> SayAsync(Desk desk, IQueryable<AppointmentRow> theirs, CancellationToken ct)
    {
        var now = desk.Now;
        var ahead = await theirs.CountAsync(
            a => a.StartsAt > now && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed), ct);
        return ahead == 0 ? [] : [ahead == 1 ? "1 visit ahead" : $"{ahead} visits ahead"];
    }
}
