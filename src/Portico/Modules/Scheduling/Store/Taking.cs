using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Takes what one visit wants, by the shortest way that is right for it.</summary>
/// <param name="desk">The attempt.</param>
/// <param name="visit">What it takes.</param>
/// <param name="place">Where it is to stand.</param>
/// <param name="verdict">Of that place.</param>
/// <param name="hold">Whose cells become the visit's. Null: none.</param>
/// <param name="overbook">A lane beyond those of the session will do.</param>
internal sealed class Taking(Desk desk, VisitCase visit, Place place, Verdict verdict, HoldId? hold, bool overbook)
{
    // Outside the sessions a provider still sees one patient at a time.
    private readonly int _lanes = Math.Max(1, verdict.Lanes);

    private int AllLanes => _lanes + (overbook ? Overbooking.Lanes : 0);

    /// <summary>Adds the appointment with all that it takes.</summary>
    /// <returns>Null: it stands. Otherwise what could not be had; the caller refuses.</returns>
    public async Task<Wanted?> BookAsync(Appointment appointment, CancellationToken ct)
    {
        var from = hold is { } held && await Holds.LockAsync(desk, held, ct) ? CellOwner.Of(held) : (CellOwner?)null;
        if (from is null && !overbook && visit.IsPlain(place, verdict))
            return await CellGuard.AddAsync(desk, appointment, _lanes, ct) is null ? Provider(appointment) : null;
        var (_, missing) = await CellGuard.TakeAsync(desk, Wanted(appointment), from, (batch, claims) =>
        {
            appointment.Overbook(IsBeyond(claims));
            CellGuard.Insert(batch, desk.Db, appointment);
            if (!visit.Plan.IsProviderAlone)
                CellGuard.InsertParts(batch, desk.Db, appointment.Id, claims);
        }, ct);
        if (missing is null && hold is { } used && from is not null)
            await Holds.DropAsync(desk, used, ct);
        return missing;
    }

    /// <summary>Gives a visit that already stands somewhere the cells and parts of the place instead.</summary>
    /// <returns>As for a booking.</returns>
    public async Task<Wanted?> MoveAsync(Appointment appointment, CancellationToken ct)
    {
        // What was held is free again within this attempt, and for nobody else: a refusal brings it back.
        if (hold is { } held && await Holds.LockAsync(desk, held, ct))
            await Holds.DropAsync(desk, held, ct);
        var (claims, missing) = await CellGuard.TakeAsync(desk, Wanted(appointment), CellOwner.Of(appointment.Id), (batch, chosen) =>
            CellGuard.ReplaceParts(batch, desk.Db, appointment.Id, visit.Plan.IsProviderAlone ? [] : chosen), ct);
        if (claims is null)
            return missing;
        appointment.Overbook(IsBeyond(claims));
        await desk.SaveAsync(ct);
        return null;
    }

    private Wanted Provider(Appointment appointment) => Wanted(appointment)[0];

    private IReadOnlyList<Wanted> Wanted(Appointment appointment) =>
        visit.Wanted(CellOwner.Of(appointment.Id), place, verdict, AllLanes, beyondCaps: !verdict.Allows);

    private bool IsBeyond(IReadOnlyList<Claim> claims) => claims.Any(c => c.Wanted.Of == WantedOf.Provider && c.Lane >= _lanes);
}

/// <summary>Holds below the use cases.</summary>
internal static class Holds
{
    /// <summary>Keeps a hold from expiring while it is booked.</summary>
    /// <returns>False: it is over, or somebody else's.</returns>
    public static async Task<bool> LockAsync(Desk desk, HoldId hold, CancellationToken ct)
    {
        var rows = await desk.Batch().Write("UPDATE slot_hold SET expires_at = expires_at WHERE practice_id = $1 AND id = $2 AND held_by = $3 " +
            "AND expires_at > $4", desk.Db.PracticeId, hold, desk.Call.User, desk.Now).RunAsync(ct);
        return rows[0] == 1;
    }

    /// <summary>Throws away the caller's own holds that are over: nobody else has to. The last that an act does with holds.</summary>
    /// <remarks>Whoever wants cells of holds that are over deletes those in the order of their ids. This takes them in any order, so it
    /// waits for nobody: what another one is deleting is left to them.</remarks>
    public static Task ForgetAsync(Desk desk, CancellationToken ct)
    {
        var batch = desk.Batch();
        var over = "SELECT id FROM slot_hold WHERE practice_id = $1 AND held_by = $2 AND expires_at <= $3" + (batch.HasRowLocks ? " FOR UPDATE SKIP LOCKED" : "");
        return batch.Write($"DELETE FROM slot_hold WHERE practice_id = $1 AND id IN ({over})", desk.Db.PracticeId, desk.Call.User, desk.Now).RunAsync(ct);
    }

    /// <summary>Ends a hold; its cells go with it, unless they became a visit's.</summary>
    public static Task DropAsync(Desk desk, HoldId hold, CancellationToken ct) =>
        desk.Batch().Write("DELETE FROM slot_hold WHERE practice_id = $1 AND id = $2", desk.Db.PracticeId, hold).RunAsync(ct);
}
