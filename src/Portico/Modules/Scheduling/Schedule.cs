using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling;

/// <inheritdoc/>
internal sealed class Schedule : ISchedule
{
    // Beside the session's own: who is at the counter is there, whatever the template says.
    private const int WalkInLanes = 8;

    public Task<AppointmentRow?> FindAsync(Desk desk, AppointmentId id, CancellationToken ct) =>
        desk.Db.Set<AppointmentRow>().SingleOrDefaultAsync(a => a.Id == id, ct);

    public async Task<IReadOnlyList<InSession>> InSessionAsync(Desk desk, IReadOnlyList<LocationRow> locations, CancellationToken ct)
    {
        List<InSession> found = [];
        var now = new CellSpan(Cells.At(desk.Now), 1);
        foreach (var location in locations)
        {
            var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, location.Zone));
            var plans = await DayPlans.ReadAsync(desk, location.Id, location.Zone, provider: null, today, today, ct);
            found.AddRange(plans.Providers.Where(p => plans.Of(p, today).LanesFor(now) > 0).Select(p => new InSession(location.Id, p)));
        }
        return found;
    }

    public async Task<bool> MarkKeptAsync(Desk desk, AppointmentId id, bool kept, CancellationToken ct)
    {
        var appointment = await desk.Db.Set<Appointment>().SingleAsync(a => a.Id == id, ct);
        if (kept == (appointment.State == AppointmentState.Kept))
            return true;
        if (kept && !appointment.IsStanding)
            return false;
        desk.Db.Add(kept
            ? appointment.Keep(desk.Call.User, desk.Now)
            : appointment.UndoKeep(desk.Call.User, desk.Now, await Before.StateAsync(desk, id, ChangeKind.Kept, ct)));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return true;
    }

    public async Task<bool> TryAddAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider,
        LocationId location, VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct) =>
        await AddAsync(desk, id, patient, provider, location, visitType, date, time, minutes, note, extraLanes: 0, ct) is not null;

    public Task<Added?> TryAddBookedElsewhereAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider,
        LocationId location, VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct) =>
        AddAsync(desk, id, patient, provider, location, visitType, date, time, minutes, note, extraLanes: 0, ct);

    public Task<Added?> TryAddWalkInAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider,
        LocationId location, VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct) =>
        AddAsync(desk, id, patient, provider, location, visitType, date, time, minutes, note, WalkInLanes, ct);

    private static async Task<Added?> AddAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
        VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, int extraLanes, CancellationToken ct)
    {
        // The patient may have been added a moment ago by the same act: the foreign key wants them there.
        await desk.SaveAsync(ct);
        var visit = await VisitCase.ReadAsync(desk, new(patient, visitType, provider, location, date) { AsksOthers = false, Minutes = minutes }, ct);
        if (visit.Found is not { } found)
            throw new InvalidOperationException("The patient, visit type, provider or location is not there, or no longer in use.");
        var place = new Place(provider, location, date, time, visit.Plan.Minutes, found.Zone);
        var verdict = visit.Judge(place, desk.Now);
        var appointment = Appointment.Book(id, patient, place, visitType, note, why: null, desk.Call.User, desk.Now);
        if (await new TakingIn(desk, visit, place, verdict, extraLanes).AddAsync(appointment, ct) is not { } added)
            return null;
        if (added.NotFree is { } notFree)
            desk.Note("not-free", notFree);
        if (added.IsBeyondCap)
            desk.Note("beyond-cap", "true");
        if (added.IsWithoutBuffer)
            desk.Note("without-buffer", "true");
        desk.Raise(new AppointmentBooked(id, patient, place.Date));
        desk.Touch(ScheduleTopics.Day(location, place.Date));
        return added;
    }

    public async Task SettleAsync(Desk desk, AppointmentId id, AppointmentState state, string? reason, CancellationToken ct)
    {
        var appointment = await desk.Db.Set<Appointment>().AsTracking().SingleAsync(a => a.Id == id, ct);
        if (appointment.State == state)
            return;
        if (!appointment.IsAhead)
            throw new InvalidOperationException("Only an appointment that is still ahead can be settled.");
        desk.Db.Add(state switch
        {
            AppointmentState.Confirmed => appointment.Confirm(desk.Call.User, desk.Now),
            AppointmentState.Cancelled => appointment.Cancel(desk.Call.User, desk.Now, reason ?? "Not stated"),
            AppointmentState.NoShow => appointment.Miss(desk.Call.User, desk.Now),
            AppointmentState.Kept => appointment.Keep(desk.Call.User, desk.Now),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An appointment is not settled as booked."),
        });
        if (state == AppointmentState.Cancelled)
            await desk.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == id).ExecuteDeleteAsync(ct);
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
    }

    public void AddSession(Desk desk, SessionTemplateId id, ProviderId provider, LocationId location, DayOfWeek weekday,
        TimeOnly starts, TimeOnly ends, DateOnly validFrom, DateOnly? validTo, int lanes)
    {
        if (desk.Db.Set<SessionTemplate>().Find(desk.Db.PracticeId, id) is not null)
            return;
        desk.Db.Add(SessionTemplate.Weekly(id, provider, location, weekday, starts, ends, validFrom, validTo, lanes));
    }
}
