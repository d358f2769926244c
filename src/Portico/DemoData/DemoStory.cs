using System.Globalization;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.DemoData;

/// <summary>Who comes to a site on a day, and at which minute each step of a visit is made. The same for the same day and people.</summary>
internal static class DemoStory
{
    private const int SlotMinutes = 30;

    // 08:00 to 11:30 and 13:00 to 16:30; in the evening 17:30 to 21:30.
    private static readonly TimeOnly[] s_day =
        [.. Enumerable.Range(0, 18).Select(i => new TimeOnly(8, 0).AddMinutes(i * SlotMinutes)).Where(t => t.Hour != 12)];

    private static readonly TimeOnly[] s_evening = [.. Enumerable.Range(0, 9).Select(i => new TimeOnly(17, 30).AddMinutes(i * SlotMinutes))];

    /// <summary>Steps through the people of a site; one of them shares no divisor with however many there are.</summary>
    private static readonly int[] s_strides = [7, 11, 13, 17, 19, 23];

    internal enum Fate { Kept, NoShow, Left, Cancelled }

    /// <param name="Minute">Of the day on the wall.</param>
    internal readonly record struct Step(VisitState To, int Minute);

    /// <param name="IsThin">One of the few that are booked on days around today.</param>
    /// <param name="IsConfirmed">Called some days before.</param>
    /// <param name="Seen">The steps of somebody who is seen.</param>
    /// <param name="GivesUpAt">The minute at which a no-show is marked, or at which who waits too long goes away.</param>
    internal sealed record Slot(AppointmentId Id, DemoHouse.Doctor Doctor, int Row, TimeOnly Time, DemoPeople.Person Person,
        DemoHouse.Kind Kind, bool IsThin, Fate Fate, bool IsConfirmed, IReadOnlyList<Step> Seen, int GivesUpAt)
    {
        /// <summary>What happens to a visit that has begun, or that will.</summary>
        /// <param name="state">Where it is: somebody at the desk may have done more than the story had in mind.</param>
        public IReadOnlyList<Step> StepsFrom(VisitState state) =>
            Fate == Fate.Left && state is VisitState.Expected or VisitState.Arrived or VisitState.CheckedIn or VisitState.LeftWithoutBeingSeen
                ? [.. Seen.Take(2), new(VisitState.LeftWithoutBeingSeen, GivesUpAt)]
                : Seen;
    }

    internal static IReadOnlyList<Slot> Of(DemoHouse.Site site, DateOnly date, IReadOnlyList<DemoPeople.Person> people)
    {
        var doctors = DemoHouse.Doctors.Where(d => d.Site.Id == site.Id).ToList();
        var theirs = people.Where(p => p.Site.Id == site.Id).ToList();
        var stride = s_strides.First(s => theirs.Count % s != 0);
        var queue = Enumerable.Range(0, theirs.Count).Select(k => theirs[(int)((date.DayNumber * 211L + (long)k * stride) % theirs.Count)]).ToList();
        List<Slot> slots = [];
        foreach (var (row, doctor) in doctors.Index())
        {
            var free = 0;
            foreach (var (i, time) in (doctor.HasEvening ? [.. s_day, .. s_evening] : s_day).Index())
            {
                // Nobody comes twice on one day.
                var at = queue.FindIndex(p => Fits(doctor, p, date));
                if (at < 0)
                    continue;
                var person = queue[at];
                queue.RemoveAt(at);
                var name = string.Create(CultureInfo.InvariantCulture, $"{site.Name}/{date:yyyy-MM-dd}/{row}/{i}");
                slots.Add(Make(name, doctor, row, time, person, date, row * 25 + i + date.DayNumber, ref free));
            }
        }
        return slots;
    }

    private static Slot Make(string name, DemoHouse.Doctor doctor, int row, TimeOnly time, DemoPeople.Person person, DateOnly date, int number, ref int free)
    {
        var dice = new DemoDice(name);
        var kind = DemoHouse.KindOf(dice.Of(KindsFor(doctor, person, person.AgeOn(date))));
        var isThin = dice.Percent(18);
        // The last one of the evening comes, so that somebody is to come at any hour.
        var fate = time == s_evening[^1] ? Fate.Kept : (number % 17) switch { 3 => Fate.NoShow, 8 => Fate.Left, 5 or 12 => Fate.Cancelled, _ => Fate.Kept };
        var starts = time.Hour * 60 + time.Minute;
        // Most are early; one in ten is late.
        var arrived = dice.Percent(10) ? starts + 2 + dice.Below(6) : starts - 5 - dice.Below(28);
        var checkedIn = arrived + 4 + dice.Below(5);
        var roomed = Math.Max(Math.Max(starts - 5, checkedIn + 2), free);
        var begun = roomed + 4 + dice.Below(4);
        // As long as was booked, but out before the next one is due.
        var ended = begun + (kind.Minutes < 30 ? kind.Minutes + dice.Below(5) : 22 + dice.Below(3));
        if (fate == Fate.Kept)
            free = ended;
        var givesUp = fate == Fate.Left ? checkedIn + 30 + dice.Below(15) : starts + 25 + dice.Below(15);
        return new Slot(DemoDice.Id<AppointmentId>(name), doctor, row, time, person, kind, isThin, fate, fate != Fate.Cancelled && number % 5 < 3,
        [
            new(VisitState.Arrived, arrived), new(VisitState.CheckedIn, checkedIn), new(VisitState.Roomed, roomed),
            new(VisitState.WithProvider, begun), new(VisitState.CheckedOut, ended),
        ], givesUp);
    }

    private static bool Fits(DemoHouse.Doctor doctor, DemoPeople.Person person, DateOnly date)
    {
        // A new patient is one once, not on every other day.
        if (person.IsNew && (date.DayNumber + person.Number) % 25 != 0)
            return false;
        var age = person.AgeOn(date);
        return doctor.Specialty switch
        {
            "Pediatrics" => age < 18,
            "Internal medicine" => age >= 18,
            "Cardiology" => age >= 40,
            "Obstetrics and gynecology" => age >= 16 && person.Registration.Sex == Sex.Female,
            _ => true,
        };
    }

    private static string[] KindsFor(DemoHouse.Doctor doctor, DemoPeople.Person person, int age) => person.IsNew ? ["New patient"] : doctor.Specialty switch
    {
        "Cardiology" or "Dermatology" => ["Follow-up", "Follow-up", "Procedure"],
        "Obstetrics and gynecology" => ["Follow-up", "Annual physical", "Procedure"],
        "Internal medicine" => ["Follow-up", "Follow-up", "Annual physical", "Sick visit", "Immunization"],
        _ when age < 18 => ["Well child", "Well child", "Sick visit", "Immunization", "Follow-up"],
        _ => ["Follow-up", "Annual physical", "Sick visit", "Immunization", "Procedure"],
    };
}
