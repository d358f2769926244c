using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Booked visits that a location or a provider still has to keep.</summary>
internal sealed class VisitsAhead : IRestsOnDirectory
{
    public Task<IReadOnlyList<string>> OnLocationAsync(Desk desk, LocationId location, CancellationToken ct) =>
        SayAsync(desk, desk.Db.Set<AppointmentRow>().Where(a => a.LocationId == location), desk.Db.Set<GroupVisit>().Where(g => g.LocationId == location), ct);

    public Task<IReadOnlyList<string>> OnProviderAsync(Desk desk, ProviderId provider, CancellationToken ct) =>
        SayAsync(desk, desk.Db.Set<AppointmentRow>().Where(a => a.ProviderId == provider), desk.Db.Set<GroupVisit>().Where(g => g.ProviderId == provider), ct);

    private static async Task<IReadOnlyList<string>> SayAsync(Desk desk, IQueryable<AppointmentRow> theirs, IQueryable<GroupVisit> groups, CancellationToken ct)
    {
        var now = desk.Now;
        var ahead = await theirs.CountAsync(
            a => a.StartsAt > now && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed), ct);
        var together = await groups.CountAsync(g => g.StartsAt > now && !g.IsCancelled, ct);
        return [.. Say(ahead, "visit"), .. Say(together, "group visit")];
    }

    private static IReadOnlyList<string> Say(int count, string what) => count == 0 ? [] : [count == 1 ? $"1 {what} ahead" : $"{count} {what}s ahead"];
}
