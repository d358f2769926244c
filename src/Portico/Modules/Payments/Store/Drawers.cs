using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>Finds drawers and holds them: a count waits for the payments before it, and a payment for the count.</summary>
internal static class Drawers
{
    /// <summary>The person's open drawer of this day at this place. Yesterday's, left open, is not asked.</summary>
    public static async Task<Drawer?> HoldOpenAsync(Desk desk, UserId user, LocationId location, DateOnly date, CancellationToken ct)
    {
        var id = await desk.Db.Set<Drawer>().AsNoTracking()
            .Where(d => d.UserId == user && d.LocationId == location && d.Date == date && d.State == DrawerState.Open)
            .Select(d => (DrawerId?)d.Id).SingleOrDefaultAsync(ct);
        if (id is not { } found)
            return null;
        return await HoldForPostAsync(desk, found, ct) is { State: DrawerState.Open } drawer ? drawer : null;
    }

    public static async Task<Drawer?> HoldForCountAsync(Desk desk, DrawerId id, CancellationToken ct)
    {
        if (desk.Db.Kind == StoreKind.Postgres)
            await desk.Db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM drawer WHERE practice_id = {desk.Db.PracticeId} AND id = {id.Value} FOR UPDATE", ct);
        return await ReadAsync(desk, id, ct);
    }

    public static async Task<Drawer?> HoldForPostAsync(Desk desk, DrawerId id, CancellationToken ct)
    {
        if (desk.Db.Kind == StoreKind.Postgres)
            await desk.Db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM drawer WHERE practice_id = {desk.Db.PracticeId} AND id = {id.Value} FOR SHARE", ct);
        return await ReadAsync(desk, id, ct);
    }

    // Read after the wait for the lock: what was read before it may be stale.
    private static Task<Drawer?> ReadAsync(Desk desk, DrawerId id, CancellationToken ct) =>
        desk.Db.Set<Drawer>().SingleOrDefaultAsync(d => d.Id == id, ct);
}
