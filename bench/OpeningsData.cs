using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;

namespace Portico.Bench;

/// <summary>A large practice as the openings bench searches it: who works where and when, and what is booked. Synthetic, from one seed.</summary>
/// <remarks>The near days are nearly full and the far ones half empty, as they are: a search has to look past weeks that offer nothing.</remarks>
internal sealed class OpeningsData
{
    /// <summary>Five ZIP codes a zone, with their coordinates: made up beside the real ones.</summary>
    private static readonly (string Zone, string Zip, double North, double East)[] s_places =
    [
        ("America/New_York", "10001", 40.75, -73.99), ("America/New_York", "10451", 40.82, -73.92), ("America/New_York", "11201", 40.69, -73.99),
        ("America/New_York", "07030", 40.74, -74.03), ("America/New_York", "08540", 40.36, -74.65), ("America/New_York", "19103", 39.95, -75.17),
        ("America/Chicago", "60601", 41.89, -87.62), ("America/Chicago", "60201", 42.05, -87.69), ("America/Chicago", "53202", 43.05, -87.90),
        ("America/Denver", "80202", 39.75, -104.99), ("America/Denver", "80302", 40.02, -105.29), ("America/Denver", "87102", 35.08, -106.65),
    ];

    private static readonly string[] s_specialties = ["Family medicine", "Internal medicine", "Pediatrics", "Cardiology", "Dermatology"];
    private static readonly (TimeOnly Starts, TimeOnly Ends)[] s_sessions = [(new(8, 0), new(12, 30)), (new(13, 0), new(18, 0))];
    private static readonly int[] s_lengths = [15, 15, 20, 25];

    public sealed record Place(LocationId Id, string Name, string Zone, string Zip, double North, double East);

    public sealed record Doctor(ProviderId Id, string Name, string Specialty, ProviderSex Sex, bool IsPanelOpen, IReadOnlySet<string> Languages, Place Home, Place? Second);

    /// <summary>A session every week on a weekday, in the place's wall time.</summary>
    public sealed record Hours(Guid Id, Doctor Doctor, Place Place, DayOfWeek Weekday, TimeOnly Starts, TimeOnly Ends);

    /// <summary>A day off, or a block between two times.</summary>
    public sealed record Away(Guid Id, Doctor Doctor, DateOnly From, DateOnly To, TimeOnly? Starts, TimeOnly? Ends);

    public sealed record Visit(Guid Id, Guid Patient, Doctor Doctor, Place Place, DateOnly Date, TimeOnly Time, int Minutes, Instant StartsAt);

    public sealed record Type(VisitTypeId Id, string Name, int Minutes);

    public required IReadOnlyList<Place> Places { get; init; }
    public required IReadOnlyList<Doctor> Doctors { get; init; }
    public required IReadOnlyList<Type> Types { get; init; }
    public required IReadOnlyList<Hours> Sessions { get; init; }
    public required IReadOnlyList<Away> Exceptions { get; init; }
    public required IReadOnlyList<Guid> Patients { get; init; }
    public required IReadOnlyList<Visit> Visits { get; init; }
    public required DateOnly First { get; init; }
    public required DateOnly Last { get; init; }

    /// <param name="doctors">How many providers.</param>
    /// <param name="days">How many days from <paramref name="first"/> on.</param>
    /// <param name="visits">How many appointments in all.</param>
    public static OpeningsData Make(int doctors, int days, int visits, DateOnly first)
    {
        var random = new Random(20260301);
        List<Place> places = [.. s_places.Select((p, i) => new Place(new(Made(1, i)), $"Location {i + 1}", p.Zone, p.Zip, p.North, p.East))];
        List<Doctor> staff = [];
        for (var i = 0; i < doctors; i++)
        {
            HashSet<string> languages = ["en"];
            if (i % 5 == 0)
                languages.Add("es");
            if (i % 11 == 0)
                languages.Add("zh");
            var home = places[i % places.Count];
            // The second place is in the same zone: nobody works in two of them on one day.
            var second = i % 4 == 0 ? places.First(p => p.Zone == home.Zone && p != home) : null;
            staff.Add(new(new(Made(2, i)), $"Dr. Synthetic {i + 1}", s_specialties[i % 5 == 0 ? i / 5 % 2 : i % s_specialties.Length],
                i / 5 % 2 == 0 ? ProviderSex.Female : ProviderSex.Male, i % 7 != 0, languages, home, second));
        }
        List<Type> types = [new(new(Made(3, 0)), "New patient", 40), new(new(Made(3, 1)), "Follow-up", 20), new(new(Made(3, 2)), "Short visit", 10),
            new(new(Made(3, 3)), "Procedure", 75)];
        List<Hours> sessions = [];
        foreach (var doctor in staff)
        {
            for (var weekday = DayOfWeek.Monday; weekday <= DayOfWeek.Friday; weekday++)
            {
                foreach (var (starts, ends) in s_sessions)
                    sessions.Add(new(Made(4, sessions.Count), doctor, weekday == DayOfWeek.Thursday && doctor.Second is { } other ? other : doctor.Home, weekday, starts, ends));
            }
        }
        var last = first.AddDays(days - 1);
        List<Away> exceptions = [];
        foreach (var doctor in staff)
        {
            var off = first.AddDays(random.Next(days));
            exceptions.Add(new(Made(5, exceptions.Count), doctor, off, off.AddDays(random.Next(5)), null, null));
            var meeting = first.AddDays(random.Next(days));
            exceptions.Add(new(Made(5, exceptions.Count), doctor, meeting, meeting, new(9, 0), new(11, 0)));
        }
        List<Guid> patients = [.. Enumerable.Range(0, Math.Max(50, visits / 12)).Select(i => Made(6, i))];
        return new OpeningsData
        {
            Places = places, Doctors = staff, Types = types, Sessions = sessions, Exceptions = exceptions, Patients = patients, First = first, Last = last,
            Visits = Book(sessions, patients, first, days, visits, random),
        };
    }

    private static List<Visit> Book(List<Hours> sessions, List<Guid> patients, DateOnly first, int days, int visits, Random random)
    {
        var byDay = sessions.ToLookup(s => s.Weekday);
        var turns = Enumerable.Range(0, days).Sum(d => byDay[first.AddDays(d).DayOfWeek].Count());
        List<Visit> made = new(visits);
        var turn = 0;
        for (var d = 0; d < days; d++)
        {
            var date = first.AddDays(d);
            foreach (var session in byDay[date.DayOfWeek])
            {
                // From 125 % of the mean at first down to 75 % at last; what did not fit is made up for as it goes.
                var share = (double)++turn / turns;
                var wanted = (int)Math.Round(visits * (1.25 * share - 0.25 * share * share)) - made.Count;
                var room = (int)(session.Ends - session.Starts).TotalMinutes;
                List<int> lengths = [];
                while (lengths.Count < wanted)
                {
                    var length = s_lengths[random.Next(s_lengths.Length)];
                    if (lengths.Sum() + length > room)
                        break;
                    lengths.Add(length);
                }
                // What is free lies in three places at most, as calls and cancellations leave it: a full day offers short gaps, a later one an hour.
                var gaps = new int[lengths.Count + 1];
                var places = new[] { random.Next(gaps.Length), random.Next(gaps.Length), random.Next(gaps.Length) };
                for (var free = (room - lengths.Sum()) / Cells.Minutes; free > 0; free--)
                    gaps[places[random.Next(places.Length)]] += Cells.Minutes;
                var minute = 0;
                for (var i = 0; i < lengths.Count; i++)
                {
                    minute += gaps[i];
                    var time = session.Starts.AddMinutes(minute);
                    made.Add(new(Made(7, made.Count), patients[random.Next(patients.Count)], session.Doctor, session.Place, date, time, lengths[i],
                        PracticeClock.At(date, time, session.Place.Zone)));
                    minute += lengths[i];
                }
            }
        }
        return made;
    }

    private static Guid Made(int kind, int number) => new(kind, 0, 0, 0, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    public async Task LoadAsync(BenchDesk desk, CancellationToken ct)
    {
        var now = Instant.FromUtc(First.Year, First.Month, First.Day, 0, 0).ToUnixTimeTicks() / 10;
        var by = Guid.CreateVersion7();
        static long Micros(Instant at) => at.ToUnixTimeTicks() / 10;
        await BulkLoad.RunAsync(desk, "location", "id, name, zone, zip, is_active", Places.Select(p => new object?[] { p.Id.Value, p.Name, p.Zone, p.Zip, true }), ct);
        await BulkLoad.RunAsync(desk, "zip_place", "zip, latitude, longitude", Places.Select(p => new object?[] { p.Zip, p.North, p.East }), ct);
        await BulkLoad.RunAsync(desk, "provider", "id, display_name, specialty, sex, is_panel_open, is_active",
            Doctors.Select(d => new object?[] { d.Id.Value, d.Name, d.Specialty, d.Sex.ToString(), d.IsPanelOpen, true }), ct);
        await BulkLoad.RunAsync(desk, "provider_language", "provider_id, language",
            Doctors.SelectMany(d => d.Languages.Select(l => new object?[] { d.Id.Value, l })), ct);
        await BulkLoad.RunAsync(desk, "visit_type", "id, name, minutes, tint, mode, patients, only_for, is_hospital_follow_up, late_cancel_hours, is_active",
            Types.Select(t => new object?[] { t.Id.Value, t.Name, t.Minutes, "blue", "OnSite", "Anyone", "Anyone", false, 24, true }), ct);
        await BulkLoad.RunAsync(desk, "session_template",
            "id, provider_id, location_id, weekday, starts, ends, valid_from, lanes, buffer_before, buffer_after, lead_minutes",
            Sessions.Select(s => new object?[] { s.Id, s.Doctor.Id.Value, s.Place.Id.Value, s.Weekday.ToString(), s.Starts, s.Ends, First.AddDays(-365), 1, 0, 0, 0 }), ct);
        await BulkLoad.RunAsync(desk, "template_exception", "id, provider_id, kind, from_date, to_date, starts, ends, lanes, reason",
            Exceptions.Select(e => new object?[] { e.Id, e.Doctor.Id.Value, e.Starts is null ? "DayOff" : "Block", e.From, e.To, e.Starts, e.Ends, 1, "Synthetic" }), ct);
        await BulkLoad.RunAsync(desk, "patient",
            "id, mrn, family, given, birth_date, sex, is_restricted, is_unnamed_newborn, is_deceased, version, changed_at",
            Patients.Select((p, i) => new object?[] { p, (100000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), "Synthetic", "Testa",
                new DateOnly(1980, 1, 1), "Female", false, false, false, 1, now }), ct);
        await BulkLoad.RunAsync(desk, "appointment",
            "id, patient_id, provider_id, location_id, visit_type_id, date, time, minutes, starts_at, ends_at, state, version, booked_at, booked_by, " +
            "is_confidential, is_later, is_overbooked, is_new_patient, is_self_pay",
            Visits.Select(v => new object?[] { v.Id, v.Patient, v.Doctor.Id.Value, v.Place.Id.Value, Types[1].Id.Value, v.Date, v.Time, v.Minutes, Micros(v.StartsAt),
                Micros(v.StartsAt + Duration.FromMinutes(v.Minutes)), "Booked", 0, now, by, false, false, false, false, false }), ct);
        await BulkLoad.RunAsync(desk, "appointment_cell", "resource_id, cell, lane, appointment_id",
            Visits.SelectMany(v => Enumerable.Range(0, Cells.Count(v.Minutes)).Select(c => (v.Doctor.Id.Value, Cell: Cells.At(v.StartsAt) + c, v.Id)))
                .OrderBy(c => c.Value).ThenBy(c => c.Cell).Select(c => new object?[] { c.Value, c.Cell, 0, c.Id }), ct);
        // The server's own look at its tables comes a minute later; until then plans made for empty tables would be measured.
        await BulkLoad.ExecuteAsync(desk, "ANALYZE", ct);
    }
}
