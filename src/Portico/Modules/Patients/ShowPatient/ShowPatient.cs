using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>All that the front office knows of one person.</summary>
[AllowedTo(Roles.All)]
public sealed class ShowPatient(IPatients patients, IPracticeDay day, IColleagues colleagues) : Query<ShowPatient.Request, ShowPatient.Result>
{
    private const int MostLines = 100;

    /// <summary>Who restricts a chart and lifts it, and is told why.</summary>
    internal const Roles MayRestrict = Roles.Supervisor | Roles.Administrator;

    public sealed record Request(PatientId Patient);

    /// <param name="Chart">Null when there is no such patient.</param>
    /// <param name="Roles">Of whoever asks: what the page may offer them.</param>
    public sealed record Result(Chart? Chart, Roles Roles);

    public sealed record Chart
    {
        public required PatientId Patient { get; init; }
        public required string Mrn { get; init; }
        public required string Family { get; init; }
        public required string Given { get; init; }
        public string? Preferred { get; init; }
        public DateOnly? BirthDate { get; init; }
        public Sex Sex { get; init; }
        public string? Phone { get; init; }
        public string? PayerName { get; init; }
        public string? FormerFamily { get; init; }
        public bool IsUnnamedNewborn { get; init; }
        public bool IsDeceased { get; init; }

        /// <summary>Null: alive, or the day is not known.</summary>
        public DateOnly? DeceasedOn { get; init; }
        public bool IsRestricted { get; init; }

        /// <summary>Whole years today. Null while the birth date is unknown.</summary>
        public int? Years { get; init; }

        /// <summary>Restricted and lifted, newest first. Empty for all but those who may restrict.</summary>
        public IReadOnlyList<RestrictionLine> Restrictions { get; init; } = [];

        /// <summary>Who is on the line with whoever asks. Null: nobody.</summary>
        public OpenCall? OnTheLine { get; init; }

        /// <summary>False for a child under 12, who does not call about itself.</summary>
        public bool MayBeTheCaller { get; init; }

        /// <summary>At the practice.</summary>
        public required DateOnly Today { get; init; }

        /// <summary>IANA zone of the practice's wall: what the times of the timeline mean.</summary>
        public required string Zone { get; init; }

        /// <summary>For <c>CompleteRegistration</c>: what was read is what is changed.</summary>
        public required int Version { get; init; }
        public required IReadOnlyList<string> Missing { get; init; }
        public required IReadOnlyList<CompleteRegistration.Answered> Answers { get; init; }
        public CompleteRegistration.Place? Address { get; init; }
        public CompleteRegistration.Place? ConfidentialAddress { get; init; }
        public required IReadOnlyList<CompleteRegistration.PhoneLine> Phones { get; init; }
        public required IReadOnlyList<RelationLine> Relations { get; init; }
        public required IReadOnlyList<AlertLine> Alerts { get; init; }

        /// <summary>What happened, newest first, calls too.</summary>
        public required IReadOnlyList<Line> Timeline { get; init; }
    }

    /// <param name="AllowsToday">What it allows counts today: a parent's say ends with the 18th birthday, though the relation stands.</param>
    public sealed record RelationLine(
        RelationId Relation, string Name, Relation Is, string? Phone, bool IsEmergencyContact, bool IsGuarantor, bool MayConsent,
        bool MayAccompany, MayHear MayHear, string? Basis, DateOnly From, DateOnly? Until, bool HoldsToday, bool AllowsToday);

    /// <param name="Kind">Null: lifted.</param>
    public sealed record RestrictionLine(RestrictionKind? Kind, string Reason, Instant At);

    /// <param name="MayHear">What the desk was told it may disclose.</param>
    public sealed record OpenCall(CallerRecordId Caller, Instant At, string Name, Relation Is, MayHear MayHear);

    public sealed record AlertLine(AlertId Alert, string Text);

    /// <param name="By">A colleague's name. Null: the program did it, or who did it was not kept.</param>
    public sealed record Line(Instant At, string Kind, string Text, string? By);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new(null, desk.Roles);
        var today = await day.TodayAsync(desk, ct);
        var addresses = await desk.Db.Set<PatientAddress>().Where(a => a.PatientId == id).ToListAsync(ct);
        var phones = await desk.Db.Set<PatientPhone>().Where(p => p.PatientId == id).OrderBy(p => p.Rank).ToListAsync(ct);
        var relations = await desk.Db.Set<PatientRelation>().Where(r => r.PatientId == id).OrderBy(r => r.Name).ToListAsync(ct);
        return new(new Chart
        {
            Patient = id, Mrn = patient.Mrn, Family = patient.Family, Given = patient.Given, Preferred = patient.Preferred,
            BirthDate = patient.BirthDate, Sex = patient.Sex, Phone = patient.Phone, PayerName = patient.PayerName,
            IsRestricted = patient.IsRestricted, Version = patient.Version,
            FormerFamily = patient.FormerFamily, IsUnnamedNewborn = patient.IsUnnamedNewborn, IsDeceased = patient.IsDeceased,
            DeceasedOn = patient.DeceasedOn, Years = patient.BirthDate is { } born ? Ages.Years(born, today) : null,
            Restrictions = (desk.Roles & MayRestrict) == 0 ? [] : await desk.Db.Set<RestrictionChange>().Where(c => c.PatientId == id)
                .OrderByDescending(c => c.At).Select(c => new RestrictionLine(c.Kind, c.Reason, c.At)).ToListAsync(ct),
            OnTheLine = await CallRow.OnTheLineAsync(desk, id, ct) is { } call
                ? new OpenCall(call.Id, call.At, call.CallerName, call.Relation, call.MayHear) : null,
            MayBeTheCaller = Disclosure.MayBeThePatient(patient.BirthDate, today), Today = today, Zone = await day.ZoneAsync(desk, ct),
            Missing = await patients.MissingAsync(desk, id, ct),
            Answers = await desk.Db.Set<PatientAnswer>().Where(a => a.PatientId == id)
                .Select(a => new CompleteRegistration.Answered(a.Question, a.State, a.Value)).ToListAsync(ct),
            Address = addresses.Where(a => !a.IsConfidential).Select(ToPlace).SingleOrDefault(),
            ConfidentialAddress = addresses.Where(a => a.IsConfidential).Select(ToPlace).SingleOrDefault(),
            Phones = [.. phones.Select(p => new CompleteRegistration.PhoneLine(p.Number, p.Use, p.MayLeaveVoicemail, p.IsConfidential))],
            Relations = [.. relations.Select(r => new RelationLine(r.Id, r.Name, r.Relation, r.Phone, r.IsEmergencyContact,
                r.IsGuarantor, r.MayConsent, r.MayAccompany, r.MayHear, r.Basis, r.From, r.Until, r.HoldsOn(today),
                r.AllowsOn(today, patient.BirthDate)))],
            Alerts = await desk.Db.Set<PatientAlert>().Where(a => a.PatientId == id && a.RemovedAt == null)
                .OrderBy(a => a.AddedAt).Select(a => new AlertLine(a.Id, a.Text)).ToListAsync(ct),
            Timeline = await TimelineAsync(desk, id, ct),
        }, desk.Roles);
    }

    private async Task<IReadOnlyList<Line>> TimelineAsync(Desk desk, PatientId id, CancellationToken ct)
    {
        var happened = await desk.Db.Set<TimelineLine>().Where(l => l.PatientId == id).OrderByDescending(l => l.At).Take(MostLines).ToListAsync(ct);
        var calls = await desk.Db.Set<CallerRecord>().Where(c => c.PatientId == id).OrderByDescending(c => c.At).Take(MostLines).ToListAsync(ct);
        var ended = await desk.Db.Set<CallEnd>().Where(e => e.PatientId == id && e.Reason != null).OrderByDescending(e => e.At).Take(MostLines)
            .ToListAsync(ct);
        // Ids sort by the time they were made: what came later of one instant stands above.
        var lines = happened.Select(l => (Id: l.Id, At: l.At, Kind: l.Kind, Text: l.Text, By: l.By))
            .Concat(calls.Select(c => (Id: c.Id.Value, At: c.At, Kind: "call", Text: $"Call from {c.CallerName}, {ChartText.Of(c.Relation)}: might hear {ChartText.Of(c.MayHear)}", By: (UserId?)c.By)))
            .Concat(ended.Select(e => (Id: e.CallerId.Value, At: e.At, Kind: "call-ended", Text: $"The chart shows everything again after that call: {e.Reason}", By: (UserId?)e.By)))
            .OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(MostLines).ToList();
        var names = await colleagues.NamesAsync(desk, [.. lines.Select(l => l.By).OfType<UserId>()], ct);
        return [.. lines.Select(l => new Line(l.At, l.Kind, l.Text, l.By is { } by ? names.GetValueOrDefault(by, "Someone who left") : null))];
    }

    private static CompleteRegistration.Place ToPlace(PatientAddress a) => new(a.Line1, a.Line2, a.City, a.State, a.Zip);
}
