using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Contracts;
using Portico.Platform;
using Portico.Platform.Commands;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Looks, before the server answers, whether visits ahead were computed with another edition of the tz database.</summary>
/// <remarks>A location for which it fails stays as it is until the next start: the desk works on, and the log says so.</remarks>
internal sealed partial class TzEditions(Practices practices, DeskStore store, DeskEngine engine, IWork work, ILogger<TzEditions> log) : IBeforeServing
{
    public async Task PrepareAsync(CancellationToken ct)
    {
        foreach (var practice in await practices.AllAsync(ct))
        {
            foreach (var location in await OutdatedAsync(practice.Id, ct))
            {
                try
                {
                    await engine.ActAsync(practice.Id, "keep-wall-time", desk => WallTimes.KeepAsync(desk, work, location, ct), ct);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogLeft(log, location.Id.Value, failure.GetType().Name);
                }
            }
        }
    }

    private async Task<List<LocationRow>> OutdatedAsync(int practice, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        var known = await transaction.Db.Set<LocationZone>().ToDictionaryAsync(z => z.LocationId, ct);
        return [.. (await transaction.Db.Set<LocationRow>().Where(l => l.IsActive).ToListAsync(ct)).Where(l =>
            !known.TryGetValue(l.Id, out var zone) || zone.TzVersion != WallTimes.TzVersion || zone.Zone != l.Zone)];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The visits ahead at location {Location} could not be brought to the present tz database: {Failure}")]
    private static partial void LogLeft(ILogger log, Guid location, string failure);
}
