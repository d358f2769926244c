using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.DemoData;

/// <summary>Books a site's day and takes its visits as far as the clock there is. Running it again changes nothing.</summary>
internal sealed class DemoDay(ISchedule schedule, IVisits visits, CompleteRegistration completeRegistration)
{
    /// <summary>Books what is missing of a day.</summary>
    /// <param name="isFull">Today. Else a few a provider.</param>
    public async Task BookAsync(DemoActs acts, DemoHouse.Site site, DateOnly date, IReadOnlyList<DemoPeople.Person> people, bool isFull,
        Instant now, CancellationToken ct)
    {
        var booked = await BookedAsync(acts.Db, site, date, ct);
        var away = await DemoAgenda.AwayAsync(acts.Db, site, date, ct);
        foreach (var slot in DemoStory.Of(site, date, people).Where(s => isFull || s.IsThin))
        {
            if (booked.ContainsKey(slot.Id) || away.Contains(slot.Doctor.Id))
                continue;
            await AddAsync(acts.At(DemoHouse.Clerk(site), Earlier(now, PracticeClock.At(date, slot.Time, site.Zone).Minus(Duration.FromDays(9)))), slot,
                site, date, ct);
            // A context grows slow with everything it has seen.
            acts.Db.ChangeTracker.Clear();
        }
    }

    /// <summary>Makes every step of a day's visits that has its time behind it. What somebody at the desk did stands, and is followed.</summary>
    /// <returns>How many visits it touched.</returns>
    public async Task<int> FollowAsync(DemoActs acts, DemoHouse.Site site, DateOnly date, IReadOnlyList<DemoPeople.Person> people, Instant now,
        CancellationToken ct)
    {
        var booked = await BookedAsync(acts.Db, site, date, ct);
        var begun = await acts.Db.Set<VisitRow>().Where(v => v.LocationId == site.Id && v.Date == date && v.AppointmentId != null)
            .ToDictionaryAsync(v => v.AppointmentId.GetValueOrDefault(), ct);
        var touched = 0;
        foreach (var slot in DemoStory.Of(site, date, people))
        {
            // Moved by somebody: that is theirs.
            if (!booked.TryGetValue(slot.Id, out var known) || known.Time != slot.Time || known.PatientId != slot.Person.Id)
                continue;
            if (await FollowAsync(acts, new(slot, site, date, now), known, begun.GetValueOrDefault(slot.Id), ct))
                touched++;
            acts.Db.ChangeTracker.Clear();
        }
        return touched;
    }

    /// <summary>Somebody was already seen there today.</summary>
    internal static Task<bool> HasBegunAsync(DeskDb db, DemoHouse.Site site, DateOnly today, CancellationToken ct) =>
        db.Set<VisitRow>().AnyAsync(v => v.LocationId == site.Id && v.Date == today && v.State != VisitState.Expected, ct);

    private sealed record Moment(DemoStory.Slot Slot, DemoHouse.Site Site, DateOnly Date, Instant Now)
    {
        public Instant At(int minute) => PracticeClock.At(Date, new TimeOnly(minute / 60, minute % 60), Site.Zone);
    }

    private async Task<bool> FollowAsync(DemoActs acts, Moment moment, AppointmentRow known, VisitRow? visit, CancellationToken ct)
    {
        var slot = moment.Slot;
        var isAhead = known.State is AppointmentState.Booked or AppointmentState.Confirmed;
        if (visit?.State is null or VisitState.Expected)
        {
            if (!isAhead)
                return false;
            if (slot.Fate == DemoStory.Fate.Cancelled)
                return await SettleAsync(moment.Date.AddDays(-1), 16, AppointmentState.Cancelled, "Patient called: cannot come");
            var isCalled = slot.IsConfirmed && known.State == AppointmentState.Booked
                && await SettleAsync(moment.Date.AddDays(-3), 15, AppointmentState.Confirmed, null);
            if (slot.Fate != DemoStory.Fate.NoShow)
                return await SeeAsync(acts, moment, visit, ct) || isCalled;
            if (moment.At(slot.GivesUpAt) > moment.Now)
                return isCalled;
            await schedule.SettleAsync(Desk(moment.At(slot.GivesUpAt)), slot.Id, AppointmentState.NoShow, null, ct);
            await Desk(moment.Now).SaveAsync(ct);
            return true;
        }
        return visit is not null && await SeeAsync(acts, moment, visit, ct);

        Desk Desk(Instant at) => acts.At(DemoHouse.Clerk(moment.Site), at);

        async Task<bool> SettleAsync(DateOnly day, int hour, AppointmentState state, string? reason)
        {
            var at = PracticeClock.At(day, new TimeOnly(hour, 0), moment.Site.Zone);
            if (at > moment.Now)
                return false;
            await schedule.SettleAsync(Desk(at), slot.Id, state, reason, ct);
            await Desk(at).SaveAsync(ct);
            return true;
        }
    }

    /// <summary>Takes a visit on from where it is.</summary>
    private async Task<bool> SeeAsync(DemoActs acts, Moment moment, VisitRow? visit, CancellationToken ct)
    {
        var (slot, state, last) = (moment.Slot, visit?.State ?? VisitState.Expected, visit?.Since ?? Instant.MinValue);
        var steps = moment.Slot.StepsFrom(state);
        var next = state == VisitState.Expected ? 0 : steps.TakeWhile(s => s.To != state).Count() + 1;
        var isExpected = state == VisitState.Expected;
        var touched = false;
        for (; next < steps.Count && moment.At(steps[next].Minute) <= moment.Now; next++)
        {
            // What was done by hand may have come later than the story had it.
            var planned = moment.At(steps[next].Minute);
            var at = Earlier(moment.Now, !isExpected && planned < last ? last.Plus(Duration.FromMinutes(5)) : planned);
            var (desk, to) = (acts.At(DemoHouse.Clerk(moment.Site), at), steps[next].To);
            var id = visit?.Id ?? (await visits.ForAppointmentAsync(desk, slot.Id, ct)).Id;
            if (to == VisitState.Arrived)
                await schedule.SettleAsync(desk, slot.Id, AppointmentState.Kept, null, ct);
            if (to == VisitState.CheckedIn && slot.Person.IsNew)
                await AskTheRestAsync(acts, moment.Site, slot.Person, at, ct);
            await visits.ChangeAsync(desk, id, to, to == VisitState.Roomed ? DemoHouse.Room(moment.Site, 1 + slot.Row) : null, ct);
            await desk.SaveAsync(ct);
            (last, isExpected, touched) = (at, false, true);
        }
        return touched;
    }

    /// <summary>What check-in asks of somebody who is here for the first time.</summary>
    private async Task AskTheRestAsync(DemoActs acts, DemoHouse.Site site, DemoPeople.Person person, Instant at, CancellationToken ct)
    {
        var id = person.Id;
        var asked = await acts.Db.Set<PatientAnswer>().Where(a => a.PatientId == id).Select(a => a.Question).ToListAsync(ct);
        var due = RegistrationRules.Due.Except(asked).ToList();
        if (due.Count == 0 || await acts.Db.Set<Patient>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } known)
            return;
        var isMinor = person.AgeOn(DateOnly.FromDateTime(PracticeClock.Local(at, site.Zone))) < 18;
        await acts.DoAsync(completeRegistration, new()
        {
            Patient = id, Version = known.Version, Family = known.Family, Given = known.Given, Preferred = known.Preferred,
            BirthDate = known.BirthDate, Sex = known.Sex,
            Guarantor = isMinor ? new($"Parent {known.Family}", Relation.Parent, known.Phone) : null,
            Answers = [.. due.Where(q => !(isMinor && q == Question.Guarantor)).Select(q => q switch
            {
                Question.Phones => new CompleteRegistration.Answered(q, AnswerState.Given, null),
                Question.Interpreter => new(q, AnswerState.Given, "no"),
                Question.PreferredContact => new(q, AnswerState.Given, "phone"),
                Question.ConsentToText => new(q, AnswerState.Given, "yes"),
                Question.ConsentToMail => new(q, AnswerState.Given, "no"),
                Question.EmergencyContact or Question.Employer => new(q, AnswerState.Unknown, null),
                _ => new(q, AnswerState.Declined, null),
            })],
        }, DemoHouse.Clerk(site), at, ct);
    }

    private async Task AddAsync(Desk desk, DemoStory.Slot slot, DemoHouse.Site site, DateOnly date, CancellationToken ct)
    {
        // Somebody may have moved it to another day: that is theirs now.
        if (await schedule.FindAsync(desk, slot.Id, ct) is not null
            || !await schedule.TryAddAsync(desk, slot.Id, slot.Person.Id, slot.Doctor.Id, site.Id, slot.Kind.Id, date, slot.Time,
                slot.Kind.Minutes, null, ct))
            return;
        await visits.ForAppointmentAsync(desk, slot.Id, ct);
    }

    private static Task<Dictionary<AppointmentId, AppointmentRow>> BookedAsync(DeskDb db, DemoHouse.Site site, DateOnly date, CancellationToken ct) =>
        db.Set<AppointmentRow>().Where(a => a.LocationId == site.Id && a.Date == date).ToDictionaryAsync(a => a.Id, ct);

    private static Instant Earlier(Instant one, Instant other) => one < other ? one : other;
}
