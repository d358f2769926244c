using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients.Contracts;

public readonly record struct PatientId(Guid Value) : IId<PatientId> { public static PatientId From(Guid value) => new(value); }

public readonly record struct AlertId(Guid Value) : IId<AlertId> { public static AlertId From(Guid value) => new(value); }
public readonly record struct RelationId(Guid Value) : IId<RelationId> { public static RelationId From(Guid value) => new(value); }
public readonly record struct CallerRecordId(Guid Value) : IId<CallerRecordId> { public static CallerRecordId From(Guid value) => new(value); }
public readonly record struct RestrictionChangeId(Guid Value) : IId<RestrictionChangeId> { public static RestrictionChangeId From(Guid value) => new(value); }
public readonly record struct BreakGlassId(Guid Value) : IId<BreakGlassId> { public static BreakGlassId From(Guid value) => new(value); }

/// <summary>Administrative sex as payers ask it.</summary>
public enum Sex { Unknown, Female, Male, Other }

/// <summary>What registration asks beyond who the person is.</summary>
public enum Question
{
    Address, Phones, Email, PreferredContact, ConsentToText, ConsentToMail, Pronouns, GenderIdentity, Race, Ethnicity, Language,
    Interpreter, EmergencyContact, Guarantor, Employer,
}

/// <summary>Given, or an answer that gives nothing. A question without a state was never asked.</summary>
public enum AnswerState { Given, Declined, Unknown }

public enum PhoneUse { Mobile, Home, Work }

public enum ConsentChannel { Text, Mail }

/// <summary>Who someone is to the patient.</summary>
public enum Relation { Self, Parent, Guardian, Spouse, Child, Sibling, Proxy, Friend, Facility, Other }

/// <summary>What may be disclosed to someone. Confidential visits of minors are apart from all else.</summary>
[Flags]
public enum MayHear
{
    Nothing = 0,
    Appointments = 1,
    Billing = 2,
    Clinical = 4,
    Confidential = 8,
    Everything = Appointments | Billing | Clinical | Confidential,
}

/// <summary>A patient as other modules may list one. Names on lists go through <see cref="PatientNames"/> and <see cref="ClosedCharts"/>.</summary>
public sealed class PatientRow : ReadOnlyRow
{
    public PatientId Id { get; init; }

    /// <summary>Medical record number: digits, unique in the practice.</summary>
    public required string Mrn { get; init; }

    /// <summary>Empty for a one-word name and an unnamed newborn's missing part, never null.</summary>
    public required string Family { get; init; }
    public required string Given { get; init; }

    /// <summary>Absent unless the person wants to be called otherwise.</summary>
    public string? Preferred { get; init; }

    /// <summary>Absent only while unknown (an unidentified patient).</summary>
    public DateOnly? BirthDate { get; init; }
    public Sex Sex { get; init; }

    /// <summary>VIP, employee or family: masked on boards, in searches and on printed sheets.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>E.164. Absent when no phone is known.</summary>
    public string? Phone { get; init; }
}

/// <summary>Where a patient lives, as far as a distance needs it: the usual address, never the confidential one.</summary>
public sealed class PatientZipRow : ReadOnlyRow
{
    public PatientId PatientId { get; init; }
    public required string Zip { get; init; }
}

/// <summary>How a name is shown. One place, so that a mask cannot be forgotten in one list.</summary>
public static class PatientNames
{
    public const string Masked = "Restricted patient";

    /// <summary>What a list says instead of the kind of visit where the name is masked.</summary>
    public const string MaskedVisit = "Visit";

    /// <summary><c>SMITH, Joan (Jo)</c>; closed to whoever reads the list: <see cref="Masked"/>.</summary>
    public static string OnList(PatientRow patient, ClosedCharts closed) => closed.Hides(patient) ? Masked : Full(patient);

    /// <summary>The full name, for a chart that was opened.</summary>
    public static string Full(PatientRow patient)
    {
        var family = patient.Family.ToUpperInvariant();
        var name = (family, patient.Given) switch
        {
            ("", "") => "UNNAMED",
            ("", var given) => given,
            (var only, "") => only,
            var (both, given) => both + ", " + given,
        };
        return patient.Preferred is { Length: > 0 } preferred ? $"{name} ({preferred})" : name;
    }
}

/// <summary>What booking needs to register someone new: the first depth.</summary>
public sealed record NewPatient
{
    public required string Family { get; init; }
    public required string Given { get; init; }
    public DateOnly? BirthDate { get; init; }
    public Sex Sex { get; init; }
    public string? Phone { get; init; }
    public string? Mrn { get; init; }
    public string? Preferred { get; init; }
    public string? Email { get; init; }
    public string? Line1 { get; init; }

    /// <summary>Apartment or care of. Absent: none.</summary>
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? Zip { get; init; }

    /// <summary>Registration was done elsewhere: what is not given here counts as answered "unknown", so check-in asks for nothing
    /// but a minor's guarantor.</summary>
    public bool IsRegistrationComplete { get; init; }

    /// <summary>Who pays what insurance does not. Absent: not asked yet, or an adult pays for themselves.</summary>
    public (string Name, Relation Relation)? Guarantor { get; init; }

    /// <summary>Another system's id, so that a second import changes nothing: (system, value). Absent for people met at the desk.</summary>
    public (string System, string Value)? Identifier { get; init; }

    /// <summary>Other ids of the same person: another system's own record number.</summary>
    public IReadOnlyList<(string System, string Value)> MoreIdentifiers { get; init; } = [];

    /// <summary>A family name used before, such as a maiden name: searched, never shown first. Absent when none is known.</summary>
    public string? FormerFamily { get; init; }

    /// <summary>OMB category codes as in US Core: <c>2106-3</c>. Empty: not asked yet.</summary>
    public IReadOnlyList<string> Races { get; init; } = [];

    /// <summary>OMB category code as in US Core: <c>2186-5</c>. Absent: not asked yet.</summary>
    public string? Ethnicity { get; init; }

    /// <summary>BCP 47: <c>es</c>, <c>zh</c>. Absent: not asked yet.</summary>
    public string? Language { get; init; }

    /// <summary>Absent: alive, or the day is not known.</summary>
    public DateOnly? DeceasedOn { get; init; }
    public bool IsDeceased { get; init; }

    /// <summary>Why only with a reason: <c>VIP</c>, <c>employee</c>, <c>family</c>. Absent: not restricted.</summary>
    public string? Restriction { get; init; }
}

/// <summary>Who pays what insurance does not, as registration knows it.</summary>
/// <param name="Name">Null: nobody was named.</param>
/// <param name="Relation">Means nothing without a name.</param>
/// <param name="IsMinor">The patient is under 18, and cannot be their own guarantor.</param>
public sealed record RegisteredGuarantor(string? Name, Relation Relation, bool IsMinor);

/// <summary>Someone who may come with a minor today, or say yes for them.</summary>
/// <param name="Basis">What a court or a document says. Null: nothing does.</param>
public sealed record Accompanying(string Name, Relation Relation, bool MayConsent, bool MayAccompany, string? Basis);

/// <summary>Someone new as the desk types them: what booking needs; the rest falls due at check-in.</summary>
public record NewPerson
{
    /// <summary>Empty for a one-word name typed as given name. Of an unnamed newborn: the mother's.</summary>
    [Required(AllowEmptyStrings = true), MaxLength(100, ErrorMessage = "The family name has 100 characters at most.")]
    public required string Family { get; init; }

    /// <summary>Of an unnamed newborn: the mother's.</summary>
    [Required(AllowEmptyStrings = true), MaxLength(80, ErrorMessage = "The given name has 80 characters at most.")]
    public required string Given { get; init; }

    [MaxLength(100, ErrorMessage = "The preferred name has 100 characters at most.")]
    public string? Preferred { get; init; }

    /// <summary>Null: not known yet. A newborn's is always known.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>A newborn's is asked: <see cref="Sex.Other"/> while it cannot be told.</summary>
    public Sex Sex { get; init; }

    [Identifier, MaxLength(40, ErrorMessage = "The phone number has 40 characters at most.")]
    public string? Phone { get; init; }

    [MaxLength(100, ErrorMessage = "The payer has 100 characters at most.")]
    public string? PayerName { get; init; }
    public PayerId? Payer { get; init; }

    public bool IsUnnamedNewborn { get; init; }

    /// <summary>A, B, C of unnamed twins and more. Null: a single child.</summary>
    [MaxLength(1, ErrorMessage = "A twin's letter is one of A to H."), RegularExpression("[A-H]", ErrorMessage = "A twin's letter is one of A to H.")]
    public string? TwinLetter { get; init; }

    /// <summary>Null: not said yet.</summary>
    public NewAddress? Address { get; init; }

    /// <summary>What was read at the desk and shows what stands here. Null: no document was.</summary>
    public LicenceSeen? Licence { get; init; }

    /// <summary>The warning list was read, and none of them is this person.</summary>
    public bool SureItIsNew { get; init; }
}

/// <summary>Where somebody new lives: all of it, or none.</summary>
/// <param name="Line1">Number and street.</param>
/// <param name="Line2">Null: none.</param>
/// <param name="City">As on mail.</param>
/// <param name="State">Its two letters or its name.</param>
/// <param name="Zip">A postal code of another country too.</param>
public sealed record NewAddress(
    [property: Required(ErrorMessage = NewAddress.Incomplete), MaxLength(100, ErrorMessage = "A street has 100 characters at most.")] string Line1,
    [property: MaxLength(100, ErrorMessage = "The second line has 100 characters at most.")] string? Line2,
    [property: Required(ErrorMessage = NewAddress.Incomplete), MaxLength(60, ErrorMessage = "A city has 60 characters at most.")] string City,
    [property: Required(ErrorMessage = NewAddress.Incomplete), MaxLength(40, ErrorMessage = "A state has 40 characters at most.")] string State,
    [property: Required(ErrorMessage = NewAddress.Incomplete), MaxLength(20, ErrorMessage = "A ZIP code has 20 characters at most.")] string Zip)
{
    internal const string Incomplete = "An address needs street, city, state and ZIP; leave all empty if it was not given.";
}

/// <summary>Someone on file who may be the person that is being registered.</summary>
/// <param name="Name">As lists show it: masked when restricted.</param>
/// <param name="BirthDate">Null when unknown or masked.</param>
/// <param name="Mrn">Empty when masked.</param>
/// <param name="Likeness">60 to 100.</param>
public sealed record LikelyPatient(PatientId Patient, string Name, DateOnly? BirthDate, string Mrn, string? Phone, int Likeness);

/// <summary>How registering someone came out. All but the first changed nothing.</summary>
public abstract record Registering
{
    private Registering()
    {
    }

    public sealed record Registered(PatientId Patient, string Mrn) : Registering;

    /// <summary>The warning list: whoever is sure that it is someone new says so.</summary>
    public sealed record LikelyTheSame(IReadOnlyList<LikelyPatient> Candidates) : Registering;

    public sealed record NameMissing : Registering;

    public sealed record BornInFuture : Registering;

    /// <summary>More than 130 years ago.</summary>
    public sealed record BornTooLongAgo : Registering;

    /// <summary>A newborn without a name is told apart by the mother's given name, its birth date and its sex: one of them is missing.</summary>
    public sealed record NewbornIncomplete : Registering;

    /// <summary>Another unnamed newborn has the same name and birth date: twins have letters.</summary>
    public sealed record NewbornTaken : Registering;

    public sealed record PhoneUnusable : Registering;
}

/// <summary>A call that nobody has ended yet.</summary>
public sealed class CallRow : ReadOnlyRow
{
    public CallerRecordId Id { get; init; }
    public PatientId PatientId { get; init; }
    public Instant At { get; init; }

    /// <summary>Who recorded it.</summary>
    public UserId UserId { get; init; }
    public required string CallerName { get; init; }
    public Relation Relation { get; init; }
    public MayHear MayHear { get; init; }

    /// <summary>The call that a person has on the line about this patient: their last one, while it is not over. Null: none.</summary>
    public static async Task<CallRow?> OnTheLineAsync(Desk desk, PatientId patient, CancellationToken ct)
    {
        var (user, since) = (desk.Call.User, desk.Now - Domain.CallerRecord.Lasts);
        return await desk.Db.Set<CallRow>().Where(c => c.PatientId == patient && c.UserId == user && c.At > since)
            .OrderByDescending(c => c.At).FirstOrDefaultAsync(ct);
    }
}

/// <summary>Where on the patient's page a panel stands.</summary>
/// <remarks><c>Head</c>: above all else, for what is asked first. <c>Call</c>: while somebody is on the line about the patient.
/// <c>Chart</c>: below who the patient is.</remarks>
public enum PatientPlace { Head, Call, Chart }

/// <summary>A part of the patient's page that another module owns. Registered like a page of the navigation.</summary>
/// <param name="Component">Has a parameter <c>Patient</c> of <see cref="PatientId"/>, and opens the chart for whatever it reads.</param>
/// <param name="Roles">To whom it is shown: those who may run what it reads with.</param>
public sealed record PatientPanel(Type Component, PatientPlace Place, int Order, Roles Roles);

/// <summary>A page about one patient that another module owns: offered on the patient's page. Registered like a page of the navigation.</summary>
/// <param name="Href">The address, with <c>{0}</c> for the patient's id.</param>
public sealed record PatientLink(string Label, string Href, int Order, Roles Roles);

public interface IPatients
{
    /// <summary>Makes a new person known, after the warning list of likely the same person. Opens the new chart.</summary>
    Task<Registering> RegisterAsync(Desk desk, NewPerson person, CancellationToken ct);

    /// <summary>Adds a patient with search tokens. Used by the registration use case, imports and the demo.</summary>
    /// <remarks>Does not check for duplicates: callers show the warning list first.</remarks>
    Task<PatientId> AddAsync(Desk desk, PatientId id, NewPatient patient, CancellationToken ct);

    /// <summary>The patient that another system knows under this id. Null when none.</summary>
    Task<PatientId?> FindByIdentifierAsync(Desk desk, string system, string value, CancellationToken ct);

    /// <summary>Null when there is none in this practice.</summary>
    Task<PatientRow?> FindAsync(Desk desk, PatientId id, CancellationToken ct);

    /// <summary>What registration still lacks before check-in may finish: short labels, such as "address". Empty when complete.</summary>
    Task<IReadOnlyList<string>> MissingAsync(Desk desk, PatientId id, CancellationToken ct);

    /// <summary>Who registration says pays what insurance does not.</summary>
    Task<RegisteredGuarantor> GuarantorAsync(Desk desk, PatientId id, CancellationToken ct);

    /// <summary>Who may come with a minor and who may consent, today. Null: the patient consents for themselves.</summary>
    Task<IReadOnlyList<Accompanying>?> AccompanyingAsync(Desk desk, PatientId id, CancellationToken ct);

    /// <summary>How many answers each still lacks, for a board: a few reads for all. Whoever lacks none is left out.</summary>
    Task<IReadOnlyDictionary<PatientId, int>> MissingCountsAsync(Desk desk, IReadOnlyCollection<PatientId> ids, CancellationToken ct);

    /// <summary>Alerts to show on the banner and boards: short texts.</summary>
    Task<IReadOnlyList<string>> AlertsAsync(Desk desk, PatientId id, CancellationToken ct);

    Task AddAlertAsync(Desk desk, PatientId id, string text, CancellationToken ct);

    /// <summary>A line in the patient's timeline: what happened, with no free text of other people.</summary>
    void AddToTimeline(Desk desk, PatientId id, Instant at, string kind, string text);
}

/// <summary>A restricted chart was opened with a reason: a supervisor has to look at it.</summary>
public sealed record RestrictedChartOpened(BreakGlassId Grant, PatientId Patient, UserId By) : IEvent;

/// <summary>Who opened which restricted chart and why. For the supervisors' review alone.</summary>
public sealed class BreakGlassRow : ReadOnlyRow
{
    public BreakGlassId Id { get; init; }
    public UserId UserId { get; init; }
    public PatientId PatientId { get; init; }
    public required string Reason { get; init; }
    public Instant At { get; init; }
    public Instant Until { get; init; }
}
