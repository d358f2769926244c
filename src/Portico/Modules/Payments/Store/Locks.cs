using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>Whether a count is still to come that must stay blind: who knows the day's cash knows what their drawer should hold.</summary>
internal static class OwnDrawers
{
    /// <summary>The caller has a drawer at the place, of that day or an earlier one, that is not counted.</summary>
    public static Task<bool> AreUncountedAsync(Desk desk, LocationId place, DateOnly date, CancellationToken ct)
    {
        var user = desk.Call.User;
        // After a close, cash of an earlier day's drawer counts in a later day: every drawer up to the date hides it.
        return desk.Db.Set<Drawer>().AnyAsync(d => d.UserId == user && d.LocationId == place && d.Date <= date && d.State == DrawerState.Open, ct);
    }
}

/// <summary>Holds rows that two desks may want at once: a count waits for the payments before it, and a payment for the count.</summary>
/// <remarks>Read a row after it is held: what was read before the wait may be stale. Days are held before drawers.</remarks>
internal static class Locks
{
    /// <summary>The person's open drawer of this day at this place, held for share. Yesterday's, left open, is not asked.</summary>
    public static async Task<Drawer?> OpenDrawerAsync(Desk desk, UserId user, LocationId location, DateOnly date, CancellationToken ct)
    {
        var id = await desk.Db.Set<Drawer>().AsNoTracking()
            .Where(d => d.UserId == user && d.LocationId == location && d.Date == date && d.State == DrawerState.Open)
            .Select(d => (DrawerId?)d.Id).SingleOrDefaultAsync(ct);
        return id is { } found && await DrawerAsync(desk, found, toChange: false, ct) is { State: DrawerState.Open } drawer ? drawer : null;
    }

    public static async Task<Drawer?> DrawerAsync(Desk desk, DrawerId id, bool toChange, CancellationToken ct)
    {
        await HoldAsync(desk, "drawer", id, toChange, ct);
        return await desk.Db.Set<Drawer>().SingleOrDefaultAsync(d => d.Id == id, ct);
    }

    public static async Task<PaymentApproval?> ApprovalAsync(Desk desk, ApprovalId id, CancellationToken ct)
    {
        await HoldAsync(desk, "payment_approval", id, toChange: true, ct);
        return await desk.Db.Set<PaymentApproval>().SingleOrDefaultAsync(a => a.Id == id, ct);
    }

    private static async Task HoldAsync(Desk desk, string table, IId id, bool toChange, CancellationToken ct)
    {
        // SQLite has one writer, so the transaction itself is the lock.
        if (desk.Db.Kind != StoreKind.Postgres)
            return;
        await using var command = desk.Db.Database.GetDbConnection().CreateCommand();
        command.Transaction = desk.Db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT 1 FROM {table} WHERE practice_id = @practice AND id = @id FOR {(toChange ? "UPDATE" : "SHARE")}";
        foreach (var (name, value) in new (string, object)[] { ("practice", desk.Db.PracticeId), ("id", desk.Db.ToStore(id.Value)) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteScalarAsync(ct);
    }
}
