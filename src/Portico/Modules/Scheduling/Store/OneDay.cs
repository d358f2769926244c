using System.Globalization;
using System.Text;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Scheduling.Store;

/// <summary>One location on one date, read for the grid and for the sheet alike.</summary>
/// <param name="Columns">Providers with a session or a visit, by name.</param>
/// <param name="Closed">Whose charts are closed to the reader.</param>
internal sealed record OneDay(LocationRow Location, DateOnly Date, IReadOnlyList<OneDay.Column> Columns, ClosedCharts Closed)
{
    /// <param name="Away">Holidays, days off and blocks.</param>
    /// <param name="Booked">By time, those in a group too; cancelled ones are left out.</param>
    /// <param name="Groups">By time, with nobody in it too; cancelled ones are left out.</param>
    public sealed record Column(ProviderRow Provider, IReadOnlyList<DayPlan.Session> Sessions, IReadOnlyList<DayPlan.Away> Away,
        IReadOnlyList<Booked> Booked, IReadOnlyList<Together> Groups);

    /// <summary>What a visit is for, as it is shown.</summary>
    public sealed record Purpose(string Name, string Tint);

    /// <param name="Room">Null while in none.</param>
    /// <param name="Group">Null for a visit alone with the provider, and when the group was cancelled.</param>
    public sealed record Booked(AppointmentRow Appointment, PatientRow Patient, Purpose Purpose, BoardState State, RoomId? Room, Together? Group);

    /// <summary>A group.</summary>
    public sealed record Together(GroupVisitId Id, ProviderId Provider, DateOnly Date, TimeOnly Time, int Minutes, string Title, int Places, bool IsClosed, Purpose Purpose);

    /// <summary>Every patient of the day is seen in a list.</summary>
    public static async Task<OneDay> ReadAsync(Desk desk, IPracticeDirectory practice, IWhereabouts whereabouts, LocationId at, DateOnly date,
        CancellationToken ct) => (await ReadAsync(desk, practice, whereabouts, at, date, date, only: [], ct))[0];

    /// <summary>The same for every date from the first to the last, read at once.</summary>
    /// <param name="desk">Of this attempt.</param>
    /// <param name="practice">Says that a location is not there.</param>
    /// <param name="whereabouts">Where the patients are.</param>
    /// <param name="at">The location.</param>
    /// <param name="from">The first date.</param>
    /// <param name="to">The last.</param>
    /// <param name="only">These providers. Empty: everyone.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<IReadOnlyList<OneDay>> ReadAsync(Desk desk, IPracticeDirectory practice, IWhereabouts whereabouts, LocationId at,
        DateOnly from, DateOnly to, IReadOnlyList<ProviderId> only, CancellationToken ct)
    {
        var read = new Reads(desk, at, from, to, only);
        var closed = await read.RunAsync(ct);
        var location = read.Location ?? await practice.LocationAsync(desk, at, ct);
        var plans = DayPlans.Of(at, location.Zone, read.Hours);
        foreach (var (_, patient, _) in read.Visits)
            desk.Saw(patient.Id);
        var where = await whereabouts.FindAsync(desk,
            [.. read.Visits.Where(v => v.Appointment.State == AppointmentState.Kept).Select(v => v.Appointment.Id)], ct);
        var groups = read.Groups.ToDictionary(g => g.Id);
        var together = read.Groups.ToLookup(g => (g.Date, g.Provider));
        var booked = read.Visits.ToLookup(v => (v.Appointment.Date, v.Appointment.ProviderId), v =>
        {
            var here = where.GetValueOrDefault(v.Appointment.Id);
            return new Booked(v.Appointment, v.Patient, v.Purpose, here?.State ?? BoardStates.Of(v.Appointment.State), here?.Room,
                v.Appointment.GroupVisitId is { } group ? groups.GetValueOrDefault(group) : null);
        });
        var providers = read.Providers.Where(p => only.Count == 0 || only.Contains(p.Id)).OrderBy(p => p.DisplayName).ThenBy(p => p.Id.Value).ToList();
        List<OneDay> days = [];
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            var day = date;
            days.Add(new OneDay(location, day, [.. from provider in providers
                let plan = plans.Of(provider.Id, day)
                let away = plan.AwayTimes()
                where provider.IsActive && plan.Sessions.Count > 0 || booked.Contains((day, provider.Id)) || together.Contains((day, provider.Id))
                      || (provider.IsActive && away.Count > 0 && plans.HasWeekly(provider.Id, day))
                select new Column(provider, plan.Sessions, away, [.. booked[(day, provider.Id)]], [.. together[(day, provider.Id)]])], closed));
        }
        return days;
    }

    /// <summary>All that a day needs in one round trip: a grid with 250 visits is asked for again at every change of one of them.</summary>
    private sealed class Reads(Desk desk, LocationId at, DateOnly from, DateOnly to, IReadOnlyList<ProviderId> only)
    {
        private const string Visit = "SELECT a.id, a.provider_id, a.visit_type_id, a.date, a.time, a.minutes, a.starts_at, a.ends_at, a.state, a.note, " +
            "a.is_confidential, a.group_visit_id, a.version, p.id, p.mrn, p.family, p.given, p.preferred, p.birth_date, p.sex, p.is_restricted, p.phone " +
            "FROM appointment a JOIN patient p ON p.practice_id = $1 AND p.id = a.patient_id " +
            "WHERE a.practice_id = $1 AND a.location_id = $2 AND a.date >= $3 AND a.date <= $4 AND a.state <> 'Cancelled'";

        private const string Group = "SELECT g.id, g.provider_id, g.visit_type_id, g.date, g.time, g.minutes, g.title, g.places, g.is_closed FROM group_visit g " +
            "WHERE g.practice_id = $1 AND g.location_id = $2 AND g.date >= $3 AND g.date <= $4 AND NOT g.is_cancelled";

        private readonly Dictionary<VisitTypeId, Purpose> _purposes = [];

        public HoursReads Hours { get; } = new();
        public LocationRow? Location { get; private set; }
        public List<ProviderRow> Providers { get; } = [];
        public List<(AppointmentRow Appointment, PatientRow Patient, Purpose Purpose)> Visits { get; } = [];
        public List<Together> Groups { get; } = [];

        public async Task<ClosedCharts> RunAsync(CancellationToken ct)
        {
            var (batch, practice) = (desk.Batch(), desk.Db.PracticeId);
            var closed = ClosedCharts.Ask(desk, batch);
            batch.Read("SELECT name, zone, phone, zip, state, is_active FROM location WHERE practice_id = $1 AND id = $2", async (reader, token) =>
            {
                if (await reader.ReadAsync(token))
                    Location = new LocationRow
                    {
                        Id = at, Name = reader.GetString(0), Zone = reader.GetString(1), Phone = reader.Text(2), Zip = reader.Text(3), State = reader.Text(4),
                        IsActive = reader.GetBoolean(5),
                    };
            }, practice, at);
            batch.Read("SELECT id, display_name, specialty, npi, sex, is_panel_open, is_active FROM provider WHERE practice_id = $1", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    Providers.Add(new ProviderRow
                    {
                        Id = new ProviderId(reader.Id(0)), DisplayName = reader.GetString(1), Specialty = reader.GetString(2), Npi = reader.Text(3),
                        Sex = reader.IsDBNull(4) ? null : reader.Word<ProviderSex>(4), IsPanelOpen = reader.GetBoolean(5), IsActive = reader.GetBoolean(6),
                    });
            }, practice);
            batch.Read("SELECT id, name, tint FROM visit_type WHERE practice_id = $1", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _purposes[new VisitTypeId(reader.Id(0))] = new Purpose(reader.GetString(1), reader.GetString(2));
            }, practice);
            Hours.Add(batch, practice, only is [var one] ? one : null, at, from, to);
            object?[] of = [practice, at, from, to, .. only.Cast<object?>()];
            batch.Read(Group + Among("g") + " ORDER BY g.date, g.time", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    Groups.Add(new Together(new GroupVisitId(reader.Id(0)), new ProviderId(reader.Id(1)), reader.GetFieldValue<DateOnly>(3),
                        reader.GetFieldValue<TimeOnly>(4), reader.GetInt32(5), reader.GetString(6), reader.GetInt32(7), reader.GetBoolean(8),
                        _purposes[new VisitTypeId(reader.Id(2))]));
            }, of);
            batch.Read(Visit + Among("a") + " ORDER BY a.date, a.time", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    Visits.Add(VisitOf(reader));
            }, of);
            await batch.RunAsync(ct);
            return closed;
        }

        // A week of some: as few texts as there are numbers of them.
        private string Among(string table)
        {
            if (only.Count == 0)
                return "";
            var text = new StringBuilder($" AND {table}.provider_id IN (");
            for (var i = 0; i < only.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "$" : ", $")}{i + 5}");
            return text.Append(')').ToString();
        }

        private (AppointmentRow Appointment, PatientRow Patient, Purpose Purpose) VisitOf(System.Data.Common.DbDataReader reader)
        {
            var (type, patient) = (new VisitTypeId(reader.Id(2)), new PatientId(reader.Id(13)));
            return (new AppointmentRow
            {
                Id = new AppointmentId(reader.Id(0)), PatientId = patient, ProviderId = new ProviderId(reader.Id(1)), LocationId = at, VisitTypeId = type,
                Date = reader.GetFieldValue<DateOnly>(3), Time = reader.GetFieldValue<TimeOnly>(4), Minutes = reader.GetInt32(5),
                StartsAt = reader.Instant(6), EndsAt = reader.Instant(7), State = reader.Word<AppointmentState>(8), Note = reader.Text(9),
                IsConfidential = reader.GetBoolean(10), GroupVisitId = reader.IsDBNull(11) ? null : new GroupVisitId(reader.Id(11)), Version = reader.GetInt32(12),
            }, new PatientRow
            {
                Id = patient, Mrn = reader.GetString(14), Family = reader.GetString(15), Given = reader.GetString(16), Preferred = reader.Text(17),
                BirthDate = reader.Maybe<DateOnly>(18), Sex = reader.Word<Sex>(19), IsRestricted = reader.GetBoolean(20), Phone = reader.Text(21),
            }, _purposes[type]);
        }
    }
}
