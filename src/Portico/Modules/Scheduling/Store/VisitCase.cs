using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>What is to be booked, held or moved: who, what for, with whom, where and on which date.</summary>
/// <param name="Patient">Null: a hold for somebody who is not found yet.</param>
internal sealed record VisitQuestion(PatientId? Patient, VisitTypeId VisitType, ProviderId Provider, LocationId Location, DateOnly Date)
{
    /// <summary>The language of the interpreter that is needed, BCP 47. Null: none.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Where the patient will be, two letters. Null: on site, or not asked.</summary>
    public string? PatientState { get; init; }

    /// <summary>The visit that is moved: it is not in its own way.</summary>
    public AppointmentId? Except { get; init; }

    /// <summary>The hold that is booked: its place under a cap is this visit's.</summary>
    public HoldId? Hold { get; init; }

    /// <summary>The group visit that is moved: its place under a cap is its own.</summary>
    public GroupVisitId? Group { get; init; }

    /// <summary>What was decided when it was booked. Null: a new visit, to be computed.</summary>
    public bool? IsNew { get; init; }

    /// <summary>As long as it is already. Null: as the visit type says.</summary>
    public int? Minutes { get; init; }

    /// <summary>The first and last date, of many visits. Null: the one date.</summary>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="From"/>
    public DateOnly? Until { get; init; }

    /// <summary>Another provider than before: where that one has a length of their own, it counts and <see cref="Minutes"/> does not.</summary>
    public bool ByProvider { get; init; }

    /// <summary>Whether the patient's other visits matter.</summary>
    public bool AsksOthers { get; init; } = true;

    /// <summary>Asked for the patient's payers, where the provider's network matters. Null: not asked.</summary>
    public IPatientPlans? Plans { get; init; }

    /// <summary>A visit that was booked, at another place or the same.</summary>
    public static VisitQuestion Of(Appointment appointment, ProviderId provider, LocationId location, DateOnly date) =>
        new(appointment.PatientId, appointment.VisitTypeId, provider, location, date)
        {
            Interpreter = appointment.InterpreterLanguage, PatientState = appointment.PatientState, Except = appointment.Id,
            IsNew = appointment.IsNewPatient, Minutes = appointment.Minutes,
        };
}

/// <summary>What a booking, a move or a hold reads before it decides: in one round trip, and in a second what only some visits need.</summary>
internal sealed class VisitCase
{
    private const int YearsUntilNew = 3;

    private readonly VisitQuestion _question;
    private readonly List<StandingVisit> _standing = [];
    private readonly List<(string Zip, double North, double East)> _zips = [];
    private readonly HoursReads _hours = new();
    private readonly List<ProviderLicenseRow> _licenses = [];
    private readonly List<PatientPlan> _plans = [];
    private readonly List<(PayerId Payer, string Product)> _networks = [];
    private readonly Dictionary<VisitPlan.Part, IReadOnlyList<Guid>> _candidates = [];
    private IReadOnlyList<ResourceRow> _resources = [];
    private IReadOnlyList<ResourceBlock> _blocks = [];
    private IReadOnlyDictionary<(Guid Counter, long Day), int>? _capsTaken;
    private DayPlan? _plan;
    private bool _hasPhasesOrNeeds;

    private VisitCase(VisitQuestion question) => _question = question;

    /// <summary>Null when the visit type, location or provider is not there or no longer in use, or nobody has that id.</summary>
    public Named? Found { get; private set; }

    /// <summary>What it takes. Set when <see cref="Found"/> is.</summary>
    public VisitPlan Plan { get; private set; } = VisitPlan.Alone(Cells.Minutes);

    /// <summary>The payer whose network the provider is not in on that day, at that place. Null: in it, not known, or nobody's.</summary>
    public OutsideNetwork? Outside { get; private set; }

    /// <param name="Type">What for.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Zone">The location's.</param>
    /// <param name="Zip">The location's. Null: not known.</param>
    /// <param name="ProviderMinutes">How long this provider takes for the type. Null: as long as the others.</param>
    /// <param name="BornOn">Null: not known, or no patient.</param>
    /// <param name="Sex">Unknown without a patient.</param>
    /// <param name="IsNew">Nobody of the specialty saw the patient in three years. Null without a patient.</param>
    public sealed record Named(VisitTypeRow Type, ProviderRow Provider, string Zone, string? Zip, int? ProviderMinutes, DateOnly? BornOn, Sex Sex, bool? IsNew);

    public sealed record OutsideNetwork(PayerId Payer, string Name);

    /// <exception cref="CallRejectedException">The chart is closed to the caller.</exception>
    public static async Task<VisitCase> ReadAsync(Desk desk, VisitQuestion question, CancellationToken ct)
    {
        var read = new VisitCase(question);
        var batch = desk.Batch();
        var practice = desk.Call.Practice;
        if (question.Patient is { } chart)
            desk.OpenChart(chart, batch);
        // First, so that the hours read below stay true until the commit.
        ProviderHours.Hold(batch, practice, question.Provider);
        read.Ask(batch, practice);
        if (question is { Patient: { } patient, AsksOthers: true } && question.Date.Year is > 1 and < 9000)
            read.AskOthers(batch, practice, patient);
        if (question is { Patient: { } payers, Plans: { } plans })
            read.AskPayer(batch, practice, plans, payers);
        read._hours.Add(batch, practice, question.Provider, question.Location, question.Date, question.Date);
        await batch.RunAsync(ct);
        if (read.Found is { } found)
            await read.ReadMoreAsync(desk, found, ct);
        return read;
    }

    private void Ask(DeskBatch batch, int practice)
    {
        // Seen by anybody of the specialty, the provider's own visits included.
        var since = Instant.FromUtc(Math.Max(1, _question.Date.Year - YearsUntilNew), _question.Date.Month, Math.Min(28, _question.Date.Day), 0, 0);
        batch.Read("SELECT v.minutes, v.mode, v.patients, v.only_for, v.min_age_months, v.max_age_months, v.new_patient_minutes, v.specialty, " +
            "v.group_size, v.is_hospital_follow_up, v.late_cancel_hours, l.zone, d.specialty, d.is_panel_open, p.id, p.birth_date, p.sex, n.minutes, " +
            "EXISTS (SELECT 1 FROM visit_phase h WHERE h.practice_id = $1 AND h.visit_type_id = v.id) OR " +
            "EXISTS (SELECT 1 FROM visit_need h WHERE h.practice_id = $1 AND h.visit_type_id = v.id), " +
            "EXISTS (SELECT 1 FROM appointment a JOIN provider q ON q.practice_id = $1 AND q.id = a.provider_id WHERE a.practice_id = $1 " +
            "AND a.patient_id = $5 AND a.starts_at >= $6 AND a.state = 'Kept' AND q.specialty = d.specialty), l.zip, z.latitude, z.longitude " +
            "FROM visit_type v JOIN location l ON l.practice_id = $1 AND l.id = $3 AND l.is_active " +
            "JOIN provider d ON d.practice_id = $1 AND d.id = $4 AND d.is_active LEFT JOIN patient p ON p.practice_id = $1 AND p.id = $5 " +
            "LEFT JOIN visit_length n ON n.practice_id = $1 AND n.visit_type_id = v.id AND n.provider_id = d.id " +
            "LEFT JOIN zip_place z ON z.practice_id = $1 AND z.zip = substr(l.zip, 1, 5) " +
            "WHERE v.practice_id = $1 AND v.id = $2" + (_question.Except is null ? " AND v.is_active" : ""),
            async (reader, token) =>
            {
                if (!await reader.ReadAsync(token) || (_question.Patient is not null && reader.IsDBNull(14)))
                    return;
                var type = new VisitTypeRow
                {
                    Id = _question.VisitType, Name = "", Tint = VisitTypeRow.NoTint, Minutes = reader.GetInt32(0), Mode = reader.Word<VisitMode>(1),
                    Patients = reader.Word<ForPatients>(2), OnlyFor = reader.Word<ForSex>(3), MinAgeMonths = reader.Maybe<int>(4),
                    MaxAgeMonths = reader.Maybe<int>(5), NewPatientMinutes = reader.Maybe<int>(6),
                    Specialty = reader.IsDBNull(7) ? null : reader.GetString(7), GroupSize = reader.Maybe<int>(8),
                    IsHospitalFollowUp = reader.GetBoolean(9), LateCancelHours = reader.GetInt32(10), IsActive = true,
                };
                var provider = new ProviderRow
                {
                    Id = _question.Provider, DisplayName = "", Specialty = reader.GetString(12), IsPanelOpen = reader.GetBoolean(13), IsActive = true,
                };
                var zip = ReadZip(reader, 20);
                Found = new Named(type, provider, reader.GetString(11), zip, reader.Maybe<int>(17), reader.Maybe<DateOnly>(15),
                    reader.IsDBNull(16) ? Sex.Unknown : reader.Word<Sex>(16),
                    _question.IsNew ?? (_question.Patient is null ? null : !reader.GetBoolean(19)));
                _hasPhasesOrNeeds = reader.GetBoolean(18);
            }, practice, _question.VisitType, _question.Location, _question.Provider, _question.Patient?.Value ?? Guid.Empty, since);
    }

    private void AskOthers(DeskBatch batch, int practice, PatientId patient)
    {
        // Which instant the wall time means is known once the zone is: two days either way hold every zone and every length.
        var noon = Noon(_question.Date);
        batch.Read("SELECT a.id, a.date, a.time, a.minutes, a.starts_at, a.ends_at, a.location_id, a.visit_type_id, v.mode, l.zip, z.latitude, z.longitude " +
            "FROM appointment a JOIN visit_type v ON v.practice_id = $1 AND v.id = a.visit_type_id " +
            "JOIN location l ON l.practice_id = $1 AND l.id = a.location_id LEFT JOIN zip_place z ON z.practice_id = $1 AND z.zip = substr(l.zip, 1, 5) WHERE a.practice_id = $1 AND a.patient_id = $2 " +
            "AND a.starts_at > $3 AND a.starts_at < $4 AND a.state NOT IN ('Cancelled', 'NoShow') ORDER BY a.starts_at",
            async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    _standing.Add(new(new AppointmentId(reader.Id(0)), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<TimeOnly>(2),
                        reader.GetInt32(3), reader.Instant(4), reader.Instant(5), new LocationId(reader.Id(6)), ReadZip(reader, 9), new VisitTypeId(reader.Id(7)),
                        reader.Word<VisitMode>(8) == VisitMode.OnSite));
            }, practice, patient, noon.Minus(Duration.FromDays(3)), noon.Plus(Duration.FromDays(6)));
    }

    // A location's ZIP code, with where it is if that was imported.
    private string? ReadZip(DbDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
            return null;
        var zip = reader.GetString(column);
        if (!reader.IsDBNull(column + 1))
            _zips.Add((zip.Trim()[..5], reader.GetDouble(column + 1), reader.GetDouble(column + 2)));
        return zip;
    }

    private static Instant Noon(DateOnly date) =>
        Instant.FromUtc(Math.Clamp(date.Year, 2, 9000), date.Month, Math.Min(28, date.Day), 12, 0);

    private void AskPayer(DeskBatch batch, int practice, IPatientPlans plans, PatientId patient)
    {
        plans.Ask(batch, practice, patient, _question.Date, _plans.Add);
        batch.Read("SELECT payer_id, product FROM participation WHERE practice_id = $1 AND provider_id = $3 AND location_id = $4 " +
            "AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)", async (reader, token) =>
        {
            while (await reader.ReadAsync(token))
                _networks.Add((new PayerId(reader.Id(0)), reader.GetString(1)));
        }, practice, _question.Date, _question.Provider, _question.Location);
    }

    // A payer of whom the practice has recorded nothing is not judged; of several policies one in the network is enough.
    private async Task<OutsideNetwork?> FindOutsideAsync(Desk desk, CancellationToken ct)
    {
        if (_plans.Count == 0 || _plans.Exists(p => _networks.Exists(n => n.Payer == p.Payer && (n.Product.Length == 0 || n.Product == p.Product))))
            return null;
        var payers = _plans.Select(p => p.Payer).ToList();
        var recorded = await desk.Db.Set<ParticipationRow>().Where(n => payers.Contains(n.PayerId)).Select(n => n.PayerId).Distinct().ToListAsync(ct);
        return _plans.Find(p => recorded.Contains(p.Payer)) is { } outside ? new(outside.Payer, outside.PayerName) : null;
    }

    private async Task ReadMoreAsync(Desk desk, Named found, CancellationToken ct)
    {
        Outside = await FindOutsideAsync(desk, ct);
        var (type, provider, location) = (found.Type.Id, found.Provider.Id, _question.Location);
        IReadOnlyList<VisitPhaseRow> phases = [];
        IReadOnlyList<VisitNeedRow> needs = [];
        if (_hasPhasesOrNeeds)
        {
            phases = await desk.Db.Set<VisitPhaseRow>().Where(p => p.VisitTypeId == type).ToListAsync(ct);
            needs = await desk.Db.Set<VisitNeedRow>().Where(n => n.VisitTypeId == type).ToListAsync(ct);
        }
        if (found.Type.Mode == VisitMode.Telehealth)
            _licenses.AddRange(await desk.Db.Set<ProviderLicenseRow>().Where(l => l.ProviderId == provider).ToListAsync(ct));
        Plan = VisitPlan.Of(found.Type, phases, needs, found.ProviderMinutes, found.IsNew == true, _question.Interpreter,
            _question.ByProvider && found.ProviderMinutes is not null ? null : _question.Minutes);
        await ReadCapsAsync(desk, found, ct);
        if (Plan.Parts.All(p => p.Class is null))
            return;
        var classes = Plan.Parts.Select(p => p.Class).OfType<ResourceClass>().Distinct().ToList();
        _resources = await desk.Db.Set<ResourceRow>().Where(r => r.IsActive && classes.Contains(r.Class)
            && (r.LocationId == null || r.LocationId == location)).OrderBy(r => r.Name).ThenBy(r => r.Id).ToListAsync(ct);
        // As wide as any zone and any visit.
        var (from, to) = (Noon(_question.From ?? _question.Date).Minus(Duration.FromDays(2)), Noon(_question.Until ?? _question.Date).Plus(Duration.FromDays(6)));
        _blocks = await desk.Db.Set<ResourceBlock>().AsNoTracking().Where(b => b.EndsAt > from && b.StartsAt < to).ToListAsync(ct);
    }

    // A hint, so that a senior is asked: the cells of the caps decide.
    private async Task ReadCapsAsync(Desk desk, Named found, CancellationToken ct)
    {
        // Nobody has a visit at the end of the calendar, where no day follows; the horizon refuses it.
        if (_question.Date.Year is <= 1 or >= 9000)
            return;
        var counters = PlanAt(_question.Date, _question.Location, found.Zone).Counters.ToList();
        if (counters.Count == 0)
            return;
        var (ids, first, last, now) = (counters.Select(c => c.Counter).ToArray(), counters.Min(c => c.Day), counters.Max(c => c.Day), desk.Now);
        var (self, hold, group) = (_question.Except, _question.Hold, _question.Group);
        var over = desk.Db.Set<SlotHold>().Where(h => h.ExpiresAt <= now).Select(h => (HoldId?)h.Id);
        var taken = await desk.Db.Set<AppointmentCell>().AsNoTracking().Where(c => ids.Contains(c.ResourceId) && c.Cell >= first && c.Cell <= last
            && !over.Contains(c.HoldId)).Select(c => new { c.ResourceId, c.Cell, c.AppointmentId, c.HoldId, c.GroupVisitId }).ToListAsync(ct);
        _capsTaken = taken.Where(c => (c.AppointmentId is null || c.AppointmentId != self) && (c.HoldId is null || c.HoldId != hold)
            && (c.GroupVisitId is null || c.GroupVisitId != group)).GroupBy(c => (c.ResourceId, c.Cell)).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>Whether it may stand there by the hours, the rules and the patient, whoever has its cells.</summary>
    public Verdict Judge(Place place, Instant now) => Judge(place, now, PlanAt(place.Date, place.Location, place.Zone));

    // Made once: what was read does not change.
    private DayPlan PlanAt(DateOnly date, LocationId location, string zone) =>
        _plan?.Date == date ? _plan : _plan = _hours.PlanOf(date, location, zone);

    /// <summary>The same with hours that were read for many dates at once.</summary>
    public Verdict Judge(Place place, Instant now, DayPlan plan) => plan.Judge(WithProvider(place), Asked(now));

    /// <summary>What of the rules lies in patient, provider and visit type: for a place in a group, whose hours are the group's own.</summary>
    public IReadOnlyList<WhyNot> AgainstPatient(DateOnly date, Instant now) => Asked(now).Against(date);

    private VisitAsk Asked(Instant now)
    {
        var found = Required;
        return new VisitAsk
        {
            Type = found.Type, Now = now, IsNew = found.IsNew, BornOn = found.BornOn, Sex = found.Sex, PatientState = _question.PatientState,
            Provider = found.Provider, Licenses = _licenses, CapsTaken = _capsTaken,
        };
    }

    private Named Required => Found ?? throw new InvalidOperationException("Nothing was found to judge.");

    // From the provider's first minute to the last; a visit without the provider stands in their hours as a whole.
    private CellSpan WithProvider(Place place)
    {
        var own = Plan.Parts.Where(p => p.Class is null).ToList();
        if (own.Count == 0)
            return CellSpan.Of(place.StartsAt, Plan.Minutes);
        var (from, end) = (own.Min(p => p.Offset), own.Max(p => p.Offset + p.Minutes));
        return CellSpan.Of(place.StartsAt.Plus(Duration.FromMinutes(from)), end - from);
    }

    /// <summary>It takes the provider throughout, without buffers, caps or anything else: one insert books it.</summary>
    public bool IsPlain(Place place, Verdict verdict) =>
        Plan.IsProviderAlone && verdict.Caps.Count == 0 && verdict.Taken == CellSpan.Of(place.StartsAt, Plan.Minutes);

    /// <summary>Cells beside the provider's part are to stay free.</summary>
    public bool HasBuffers(Place place, Verdict verdict) => verdict.Taken != WithProvider(place);

    /// <summary>The cells that it wants.</summary>
    /// <param name="owner">Whose they become.</param>
    /// <param name="place">Where it is to stand.</param>
    /// <param name="verdict">Of that place.</param>
    /// <param name="lanes">How many patients the provider may have at once.</param>
    /// <param name="firstLane">The lowest lane of the provider that will do.</param>
    /// <param name="beyondCaps">A senior decided, or the patient is here: a cap that is reached takes it too.</param>
    /// <param name="buffers">With the cells beside it that are to stay free.</param>
    public IReadOnlyList<Wanted> Wanted(CellOwner owner, Place place, Verdict verdict, int lanes, int firstLane = 0, bool beyondCaps = false,
        bool buffers = true)
    {
        List<Wanted> wanted = [];
        var whole = WithProvider(place);
        foreach (var part in Plan.Parts)
        {
            var span = CellSpan.Of(place.StartsAt.Plus(Duration.FromMinutes(part.Offset)), part.Minutes);
            if (part.Class is null)
            {
                // The buffers lie before the provider's first minute and after the last.
                var from = buffers && span.From == whole.From ? verdict.Taken.From : span.From;
                var end = buffers && span.End == whole.End ? verdict.Taken.End : span.End;
                wanted.Add(new(owner, WantedOf.Provider, [place.Provider.Value], new CellSpan(from, (int)(end - from)), lanes, firstLane, part));
            }
            else
            {
                wanted.Add(new(owner, WantedOf.Resource, Candidates(part, span, place.Provider), span, 1, Part: part));
            }
        }
        foreach (var cap in verdict.Caps)
            wanted.Add(new(owner, WantedOf.Cap, [cap.Counter], new CellSpan(cap.Day, 1), cap.Most + (beyondCaps ? Overbooking.Lanes : 0)));
        return wanted;
    }

    private List<Guid> Candidates(VisitPlan.Part part, CellSpan span, ProviderId provider)
    {
        var (starts, ends) = (Cells.StartOf(span.From), Cells.StartOf(span.End));
        var blocked = _blocks.Where(b => b.StartsAt < ends && b.EndsAt > starts).Select(b => b.ResourceId).ToHashSet();
        var fit = _resources.Where(r => r.Class == part.Class && (part.Kind.Length == 0 || r.Kind.Equals(part.Kind, StringComparison.OrdinalIgnoreCase))
            && !blocked.Contains(r.Id)).Select(r => r.Id.Value).ToList();
        // Each provider begins with another one, so that two who book at once seldom want the same.
        var first = fit.Count == 0 ? 0 : provider.Value.ToByteArray()[^1] % fit.Count;
        return [.. fit.Skip(first), .. fit.Take(first)];
    }

    /// <summary>The patient's first other visit in that time. Null when there is none, or it was not asked.</summary>
    public StandingVisit? OverlapWith(Place place) => Others.OverlapWith(place, Plan.Minutes);

    /// <inheritdoc cref="OtherVisits.TooFarFrom"/>
    public StandingVisit? TooFarFrom(Place place) => Others.TooFarFrom(place, Plan.Minutes);

    /// <inheritdoc cref="OtherVisits.SameAs"/>
    public StandingVisit? SameAs(Place place) => Others.SameAs(place);

    private OtherVisits Others => new(Required.Type, Required.Zip, ZipMap.Of(_zips.DistinctBy(z => z.Zip)), [.. _standing.Where(s => s.Id != _question.Except)]);
}

/// <summary>Lanes beyond those of the session, for a visit that is meant to stand beside another.</summary>
internal static class Overbooking
{
    public const int Lanes = 8;
}
