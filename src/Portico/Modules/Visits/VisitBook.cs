using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Visits.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Visits;

internal sealed class VisitBook(IPatients patients, IPracticeDirectory directory) : IVisits
{
    private const string TimelineKind = "visit";

    public async Task<VisitRow> ForAppointmentAsync(Desk desk, AppointmentId appointment, CancellationToken ct)
    {
        var booked = await desk.Db.Set<AppointmentRow>().SingleOrDefaultAsync(a => a.Id == appointment, ct)
            ?? throw new InvalidOperationException("No such appointment in this practice.");
        var visit = Visit.Expect(Id.New<VisitId>(), booked, desk.Now);
        var db = desk.Db;
        // The event of the booking and the desk may both be first: the second one finds the first one's row.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO visit (practice_id, id, patient_id, appointment_id, location_id, provider_id, date, state, since,
                is_self_pay, is_claim, is_walk_in, steps)
            VALUES ({db.PracticeId}, {db.ToStore(visit.Id.Value)}, {db.ToStore(visit.PatientId.Value)},
                {db.ToStore(booked.Id.Value)}, {db.ToStore(visit.LocationId.Value)}, {db.ToStore(booked.ProviderId.Value)},
                {visit.Date}, {visit.State.ToString()}, {visit.Since.ToUnixTimeTicks() / 10}, {false}, {false}, {false}, {0})
            ON CONFLICT DO NOTHING
            """, ct);
        var stored = await db.Set<Visit>().AsTracking().SingleAsync(v => v.AppointmentId == appointment, ct);
        stored.Follow(booked);
        await desk.SaveAsync(ct);
        return Row(stored);
    }

    public async Task<VisitRow?> FindAsync(Desk desk, VisitId id, CancellationToken ct)
    {
        // What this act already changed may still be unsaved.
        if (desk.Writes)
            await desk.SaveAsync(ct);
        return await desk.Db.Set<VisitRow>().SingleOrDefaultAsync(v => v.Id == id, ct);
    }

    public async Task<VisitRow?> TakeAsync(Desk desk, VisitId id, CancellationToken ct) =>
        await LockedAsync(desk, id, ct) is { } visit ? Row(visit) : null;

    public async Task<IReadOnlyList<VisitStep>> HistoryAsync(Desk desk, VisitId id, CancellationToken ct) =>
        await desk.Db.Set<VisitEvent>().AsNoTracking().Where(e => e.VisitId == id).OrderBy(e => e.Number)
            .Select(e => new VisitStep(e.Number, e.From, e.To, e.At, e.ById, e.UndoneAt, e.UndoneById, e.UndoneFor)).ToListAsync(ct);

    public async Task AddPastAsync(Desk desk, VisitId id, PatientId patient, LocationId location, ProviderId? provider,
        NodaTime.Instant at, CancellationToken ct)
    {
        if (desk.Db.Set<Visit>().Local.Any(v => v.Id == id) || await desk.Db.Set<Visit>().AnyAsync(v => v.Id == id, ct))
            return;
        var zone = (await directory.LocationAsync(desk, location, ct)).Zone;
        desk.Db.Add(Visit.Past(id, patient, location, provider, DateOnly.FromDateTime(PracticeClock.Local(at, zone)), at));
        patients.AddToTimeline(desk, patient, at, TimelineKind, "Visit");
    }

    public async Task MarkWalkInAsync(Desk desk, VisitId id, CancellationToken ct) => (await TakenAsync(desk, id, ct)).BeWalkIn();

    public Task ChangeAsync(Desk desk, VisitId id, VisitState to, RoomId? room, CancellationToken ct) =>
        ChangeAsync(desk, id, to, room, desk.Now, ct);

    public async Task ChangeAsync(Desk desk, VisitId id, VisitState to, RoomId? room, NodaTime.Instant at, CancellationToken ct)
    {
        var visit = await TakenAsync(desk, id, ct);
        var from = visit.State;
        desk.Db.Add(visit.Go(to, room, at, desk.Call.User));
        Tell(desk, visit, from);
        patients.AddToTimeline(desk, visit.PatientId, at, TimelineKind, VisitSteps.Word(to));
    }

    public async Task<VisitState> UndoAsync(Desk desk, VisitId id, string reason, CancellationToken ct)
    {
        var visit = await TakenAsync(desk, id, ct);
        var last = await desk.Db.Set<VisitEvent>().AsTracking().Where(e => e.VisitId == id && e.UndoneAt == null)
            .OrderByDescending(e => e.Number).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("This visit has no step to undo.");
        var from = visit.State;
        visit.Undo(last, desk.Now, desk.Call.User, reason);
        Tell(desk, visit, from);
        patients.AddToTimeline(desk, visit.PatientId, desk.Now, TimelineKind, $"Undone: {VisitSteps.Word(from)}");
        await desk.SaveAsync(ct);
        return visit.State;
    }

    public async Task<IReadOnlyList<PolicyId>> FilingOrderAsync(Desk desk, VisitId id, CancellationToken ct) =>
        await desk.Db.Set<VisitPolicyRow>().Where(p => p.VisitId == id).OrderBy(p => p.Rank).Select(p => p.PolicyId).ToListAsync(ct);

    public async Task SetFilingOrderAsync(Desk desk, VisitId id, IReadOnlyList<PolicyId>? policies, CancellationToken ct)
    {
        var visit = await TakenAsync(desk, id, ct);
        await desk.Db.Set<VisitPolicy>().Where(p => p.VisitId == id).ExecuteDeleteAsync(ct);
        foreach (var (i, policy) in (policies ?? []).Index())
            desk.Db.Add(new VisitPolicy { VisitId = id, Rank = i + 1, PolicyId = policy });
        visit.FileWith(policies is not { Count: 0 });
        Touch(desk, visit);
        await desk.SaveAsync(ct);
    }

    public async Task BillClaimAsync(Desk desk, VisitId id, bool isClaim, CancellationToken ct)
    {
        var visit = await TakenAsync(desk, id, ct);
        if (isClaim)
            await desk.Db.Set<VisitPolicy>().Where(p => p.VisitId == id).ExecuteDeleteAsync(ct);
        visit.BillClaim(isClaim);
        Touch(desk, visit);
        await desk.SaveAsync(ct);
    }

    public async Task SetGuarantorAsync(Desk desk, VisitId id, GuarantorAccountId account, CancellationToken ct)
    {
        var visit = await TakenAsync(desk, id, ct);
        visit.PickGuarantor(account);
        Touch(desk, visit);
    }

    private static async Task<Visit> TakenAsync(Desk desk, VisitId id, CancellationToken ct) =>
        await LockedAsync(desk, id, ct) ?? throw new InvalidOperationException("No such visit in this practice.");

    /// <summary>Two people at two desks act on one patient: the second waits here and then sees what the first did.</summary>
    private static async Task<Visit?> LockedAsync(Desk desk, VisitId id, CancellationToken ct)
    {
        await desk.SaveAsync(ct);
        var (practice, key) = (desk.Db.PracticeId, desk.Db.ToStore(id.Value));
        if (desk.Db.Kind == StoreKind.Postgres)
            await desk.Db.Database.ExecuteSqlAsync($"SELECT 1 FROM visit WHERE practice_id = {practice} AND id = {key} FOR UPDATE", ct);
        // Read before the lock was ours, it may have been another's by now.
        if (desk.Db.Set<Visit>().Local.FindEntryUntyped([desk.Db.PracticeId, id]) is not { } known)
            return await desk.Db.Set<Visit>().AsTracking().SingleOrDefaultAsync(v => v.Id == id, ct);
        await known.ReloadAsync(ct);
        return known.Entity;
    }

    private static void Tell(Desk desk, Visit visit, VisitState from)
    {
        desk.Raise(new VisitStateChanged(visit.Id, visit.PatientId, from, visit.State));
        desk.Note("from", from.ToString());
        desk.Note("to", visit.State.ToString());
        Touch(desk, visit);
    }

    private static void Touch(Desk desk, Visit visit)
    {
        desk.Touch(ScheduleTopics.Day(visit.LocationId, visit.Date));
        desk.Touch(VisitTopics.Visit(visit.Id));
    }

    private static VisitRow Row(Visit visit) => new()
    {
        PracticeId = visit.PracticeId, Id = visit.Id, PatientId = visit.PatientId, AppointmentId = visit.AppointmentId,
        LocationId = visit.LocationId, ProviderId = visit.ProviderId, Date = visit.Date, State = visit.State, Since = visit.Since,
        ArrivedAt = visit.ArrivedAt, RoomId = visit.RoomId, GuarantorAccountId = visit.GuarantorAccountId,
        IsSelfPay = visit.IsSelfPay, IsClaim = visit.IsClaim, IsWalkIn = visit.IsWalkIn,
    };
}
