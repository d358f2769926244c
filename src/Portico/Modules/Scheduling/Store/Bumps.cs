using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>A booked visit that a change of hours leaves without a session. The name is masked where the patient is restricted.</summary>
public sealed record Bump(AppointmentId Appointment, PatientId Patient, string Name, DateOnly Date, TimeOnly Time);

/// <summary>What a change of a provider's hours does to those already booked: shown first, then put on the reschedule list.</summary>
internal static class Bumps
{
    private const string Queue = "reschedule";

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
        if (to is { } last)
            ahead = ahead.Where(a => a.Date <= last);
        var booked = await (from a in ahead
                            join p in desk.Db.Set<PatientRow>()
                                on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
                            orderby a.StartsAt
                            select new { a.Id, a.LocationId, a.Date, a.Time, a.StartsAt, a.Minutes, Patient = p }).ToListAsync(ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        List<Bump> bumps = [];
        foreach (var place in booked.GroupBy(b => b.LocationId))
        {
            var zone = (await practice.LocationAsync(desk, place.Key, ct)).Zone;
            var before = await DayPlans.ReadAsync(desk, place.Key, zone, provider, place.Min(b => b.Date), place.Max(b => b.Date), ct);
            var after = change(before);
            foreach (var visit in place)
            {
                var span = CellSpan.Of(visit.StartsAt, visit.Minutes);
                // Whoever was booked outside the sessions on purpose is not bumped by a change of them.
                if (before.Of(provider, visit.Date).LanesFor(span) == 0 || after.Of(provider, visit.Date).LanesFor(span) > 0)
                    continue;
                desk.Saw(visit.Patient.Id);
                bumps.Add(new Bump(visit.Id, visit.Patient.Id, PatientNames.OnList(visit.Patient, closed), visit.Date, visit.Time));
            }
        }
        return bumps;
    }

    /// <summary>The visit was moved or cancelled: nobody has to be called about it any more.</summary>
    public static Task DoneAsync(Desk desk, IWork work, AppointmentId appointment, string outcome, CancellationToken ct) =>
        work.CompleteAboutAsync(desk, Queue, appointment.Value, outcome, ct);

    /// <summary>One task a visit, due before it: a bump is never silent.</summary>
    public static void Open(Desk desk, IWork work, IReadOnlyList<Bump> bumps)
    {
        foreach (var bump in bumps)
        {
            work.Open(desk, new NewTask(Queue, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"Call and find a new time: the provider is no longer there on {bump.Date:d-MMM-yyyy} at {bump.Time:h:mm tt}."),
                bump.Date, Owner: null, bump.Patient, Roles.Desk, bump.Appointment.Value));
        }
    }
}
