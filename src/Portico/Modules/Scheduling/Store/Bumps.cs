using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>A booked visit that a change of hours leaves without a session, or a group of them. The name is masked where the patient is restricted.</summary>
/// <param name="Appointment">Null for a group as a whole; those in it are bumps of their own.</param>
/// <param name="Patient">Null for a group.</param>
/// <param name="Name">Of a group its title.</param>
/// <param name="Group">Null for a single visit.</param>
public sealed record Bump(AppointmentId? Appointment, PatientId? Patient, string Name, DateOnly Date, TimeOnly Time, GroupVisitId? Group = null);

/// <summary>What a change of a provider's hours does to those already booked: shown first, then put on the reschedule list.</summary>
internal static class Bumps
{
    /// <summary>The queue of tasks that is the reschedule list.</summary>
    public const string Queue = "reschedule";

    /// <param name="desk">Of this attempt.</param>
    /// <param name="practice">Knows the zones.</param>
    /// <param name="provider">Whose hours change.</param>
    /// <param name="location">Null: at every location.</param>
    /// <param name="from">The first date that changes.</param>
    /// <param name="to">The last. Null: open.</param>
    /// <param name="change">What the plan becomes.</param>
    /// <param name="ct">Stops the search.</param>
    public static async Task<IReadOnlyList<Bump>> FindAsync(Desk desk, IPracticeDirectory practice, ProviderId provider,
        LocationId? location, DateOnly from, DateOnly? to, Func<DayPlans, DayPlans> change, CancellationToken ct)
    {
        // Before anything is asked: nobody books into hours that are about to change.
        await ProviderHours.ChangeAsync(desk, provider, ct);
        var now = desk.Now;
        var ahead = desk.Db.Set<AppointmentRow>().Where(a => a.ProviderId == provider && a.Date >= from && a.StartsAt >= now
            && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed));
        if (location is { } only)
            ahead = ahead.Where(a => a.LocationId == only);
        if (to is { } lastDay)
        {
            // What begins on the last day may go on after midnight.
            var last = lastDay.AddDays(1);
            ahead = ahead.Where(a => a.Date <= last);
        }
        var booked = await (from a in ahead
                            join p in desk.Db.Set<PatientRow>()
                                on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
                            orderby a.StartsAt
                            select new { a.Id, a.LocationId, a.Date, a.Time, a.StartsAt, a.Minutes, Patient = p }).ToListAsync(ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        List<(LocationId Location, CellSpan Span, Bump Bump)> found = [.. await GroupsAsync(desk, provider, location, from, to, ct),
            .. booked.Select(b => (b.LocationId, CellSpan.Of(b.StartsAt, b.Minutes),
                new Bump(b.Id, b.Patient.Id, PatientNames.OnList(b.Patient, closed), b.Date, b.Time)))];
        List<Bump> bumps = [];
        foreach (var place in found.GroupBy(b => b.Location))
        {
            var zone = (await practice.LocationAsync(desk, place.Key, ct)).Zone;
            var before = await DayPlans.ReadAsync(desk, place.Key, zone, provider, place.Min(b => b.Bump.Date), place.Max(b => b.Bump.Date), ct);
            var after = change(before);
            foreach (var (_, span, bump) in place)
            {
                // Whoever was booked outside the sessions on purpose is not bumped by a change of them.
                if (before.Of(provider, bump.Date).LanesFor(span) == 0 || after.Of(provider, bump.Date).LanesFor(span) > 0)
                    continue;
                if (bump.Patient is { } patient)
                    desk.Saw(patient);
                bumps.Add(bump);
            }
        }
        return bumps;
    }

    private static async Task<IEnumerable<(LocationId, CellSpan, Bump)>> GroupsAsync(Desk desk, ProviderId provider, LocationId? location, DateOnly from,
        DateOnly? to, CancellationToken ct)
    {
        var now = desk.Now;
        var ahead = desk.Db.Set<GroupVisit>().AsNoTracking().Where(g => g.ProviderId == provider && g.Date >= from && g.StartsAt >= now && !g.IsCancelled);
        if (location is { } only)
            ahead = ahead.Where(g => g.LocationId == only);
        if (to is { } lastDay)
        {
            var last = lastDay.AddDays(1);
            ahead = ahead.Where(g => g.Date <= last);
        }
        return (await ahead.OrderBy(g => g.StartsAt).ToListAsync(ct)).Select(g => (g.LocationId, g.Span, Of(g)));
    }

    /// <summary>The bump of a group as a whole.</summary>
    public static Bump Of(GroupVisit group) => new(null, null, group.Title, group.Date, group.Time, group.Id);

    /// <summary>Whom a day without sessions would bump: everybody who sees patients there.</summary>
    /// <param name="desk">Of this attempt.</param>
    /// <param name="practice">Knows the zones.</param>
    /// <param name="location">Null: everywhere.</param>
    /// <param name="date">The day.</param>
    /// <param name="change">What the plan becomes.</param>
    /// <param name="ct">Stops the search.</param>
    public static async Task<IReadOnlyList<Bump>> OnDayAsync(Desk desk, IPracticeDirectory practice, LocationId? location, DateOnly date,
        Func<DayPlans, DayPlans> change, CancellationToken ct)
    {
        List<Bump> bumps = [];
        await ProviderHours.ChangeAllAsync(desk, ct);
        // The evening before may last into the day.
        foreach (var provider in await practice.EveryProviderAsync(desk, ct))
            bumps.AddRange(await FindAsync(desk, practice, provider.Id, location, date.AddDays(-1), date, change, ct));
        return [.. bumps.OrderBy(b => b.Date).ThenBy(b => b.Time)];
    }

    /// <summary>The visit was moved or cancelled: nobody has to be called about it any more.</summary>
    public static Task DoneAsync(Desk desk, IWork work, AppointmentId appointment, string outcome, CancellationToken ct) =>
        work.CompleteAboutAsync(desk, Queue, appointment.Value, outcome, ct);

    /// <summary>The patient was called and did not answer.</summary>
    /// <returns>False: the visit is not on the list.</returns>
    public static async Task<bool> TriedAsync(Desk desk, IWork work, AppointmentId appointment, string note, CancellationToken ct) =>
        await work.NoteAboutAsync(desk, Queue, appointment.Value, note, ct) > 0;

    /// <summary>The move or the cancellation was taken back: whoever stood on the list for the visit stands there again.</summary>
    /// <param name="desk">Of this attempt.</param>
    /// <param name="work">Keeps the list.</param>
    /// <param name="change">What was taken back.</param>
    /// <param name="ct">Stops before the write.</param>
    public static Task BackAsync(Desk desk, IWork work, AppointmentChange change, CancellationToken ct) =>
        work.ReopenAboutAsync(desk, Queue, change.AppointmentId.Value, change.At, ct);

    /// <summary>The same for a group as a whole.</summary>
    public static Task DoneAsync(Desk desk, IWork work, GroupVisit group, string outcome, CancellationToken ct) =>
        work.CompleteAboutAsync(desk, Queue, group.Id.Value, outcome, ct);

    /// <summary>One task a visit, due before it: a bump is never silent.</summary>
    /// <param name="desk">Of this attempt.</param>
    /// <param name="work">Keeps the list.</param>
    /// <param name="bumps">Those that were shown.</param>
    /// <param name="reason">What the patients are told.</param>
    /// <param name="why">In the middle of a sentence.</param>
    public static void Open(Desk desk, IWork work, IReadOnlyList<Bump> bumps, string reason, string why = "the provider is no longer there")
    {
        foreach (var bump in bumps)
        {
            if (bump is { Appointment: { } visit, Patient: { } patient })
                Open(desk, work, visit, patient, bump.Date, bump.Time, $": {why} on ", reason);
            else if (bump.Group is { } group)
                work.Open(desk, new NewTask(Queue, string.Create(CultureInfo.InvariantCulture,
                    $"Move or cancel the group “{bump.Name}”: {why} on {bump.Date:d-MMM-yyyy} at {bump.Time:h:mm tt}."), bump.Date, Owner: null, Patient: null,
                    Roles.Desk, group.Value, Detail: reason));
        }
    }

    /// <summary>The same for a visit that a person chose.</summary>
    /// <param name="desk">Of this attempt.</param>
    /// <param name="work">Keeps the list.</param>
    /// <param name="visit">Which.</param>
    /// <param name="why">What the patient is told.</param>
    public static void Open(Desk desk, IWork work, AppointmentRow visit, string why) =>
        Open(desk, work, visit.Id, visit.PatientId, visit.Date, visit.Time, " for the visit on ", why);

    private static void Open(Desk desk, IWork work, AppointmentId appointment, PatientId patient, DateOnly date, TimeOnly time,
        string what, string detail) =>
        work.Open(desk, new NewTask(Queue, "Call and find a new time" + what
            + string.Create(CultureInfo.InvariantCulture, $"{date:d-MMM-yyyy} at {time:h:mm tt}."),
            date, Owner: null, patient, Roles.Desk, appointment.Value, Detail: detail));
}
