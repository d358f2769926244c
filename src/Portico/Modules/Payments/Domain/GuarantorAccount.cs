using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Payments.Domain;

/// <summary>How the guarantor is related to the patient.</summary>
public enum GuarantorRelation { Self, Spouse, Parent, Guardian, Employer, Insurer, Other }

/// <summary>What is known of who pays.</summary>
/// <param name="Address">Absent: the patient's own, or not known yet.</param>
/// <param name="Employer">Of a workers' compensation account. Absent until known, as the four below.</param>
/// <param name="Payer">The carrier that the claim goes to, for accounts that begin with an accident.</param>
/// <param name="AccidentDate">Present for accounts that begin with an accident, and for no other.</param>
/// <param name="ClaimNumber">Absent until the carrier gave one.</param>
/// <param name="Adjuster">Who handles the claim, with a phone.</param>
public sealed record GuarantorDetails(GuarantorKind Kind, string GuarantorName, GuarantorRelation Relation, string? Address, string? Employer,
    PayerId? Payer, DateOnly? AccidentDate, string? ClaimNumber, string? Adjuster);

/// <summary>Who pays what insurance does not, for some of a patient's visits. Closed when no visit needs it any more, never deleted.</summary>
public sealed class GuarantorAccount : TenantRow
{
    private GuarantorAccount()
    {
    }

    public GuarantorAccountId Id { get; private set; }
    public PatientId PatientId { get; private set; }
    public GuarantorKind Kind { get; private set; }
    public string GuarantorName { get; private set; } = "";
    public GuarantorRelation Relation { get; private set; }

    /// <summary>Absent: the patient's own, or not known yet.</summary>
    public string? Address { get; private set; }

    /// <summary>Whose accident it was at work. Absent for other kinds, and until known.</summary>
    public string? Employer { get; private set; }

    /// <summary>The carrier that the claim goes to. Absent for kinds without an accident, and until known.</summary>
    public PayerId? Payer { get; private set; }

    /// <summary>Present for workers' compensation, auto and liability alone, as the two below.</summary>
    public DateOnly? AccidentDate { get; private set; }

    /// <summary>Absent until the carrier gave one.</summary>
    public string? ClaimNumber { get; private set; }

    /// <summary>Who handles the claim, with a phone. Absent until known.</summary>
    public string? Adjuster { get; private set; }
    public Instant OpenedAt { get; private set; }

    /// <summary>Absent while visits may pick it. What it owes is still collected afterwards.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>Raised by every change: two people editing one account are told of each other.</summary>
    public int Version { get; private set; }

    /// <summary>The one that check-in falls back on: it stays personal, and stays open.</summary>
    public bool IsThePersonalOne => Id == PersonalOf(PatientId);

    /// <summary>The one personal account of a patient: known before it is looked for.</summary>
    public static GuarantorAccountId PersonalOf(PatientId patient) => new(StableId.Of($"personal-account/{patient.Value:N}"));

    /// <summary>Holds the account of a child for whom nobody was named yet: check-in asks.</summary>
    public const string NotNamed = "Guarantor not named yet";

    /// <summary>Who holds a patient's personal account: whom registration names; else an adult for themselves, and for a child nobody yet.</summary>
    public static (string Name, GuarantorRelation Relation) HolderOf(RegisteredGuarantor registered, string patientName) => registered switch
    {
        { Name: { } name } => (name, Of(registered.Relation)),
        { IsMinor: true } => (NotNamed, GuarantorRelation.Other),
        _ => (patientName, GuarantorRelation.Self),
    };

    /// <summary>The same for an account that is open. Whom another system named stays until registration names someone.</summary>
    public static (string Name, GuarantorRelation Relation) HolderOf(RegisteredGuarantor registered, GuarantorAccount known) => registered switch
    {
        { Name: { } name } => (name, Of(registered.Relation)),
        { IsMinor: true } when known.Relation == GuarantorRelation.Self => (NotNamed, GuarantorRelation.Other),
        _ => (known.GuarantorName, known.Relation),
    };

    // What the guarantor is to the patient.
    private static GuarantorRelation Of(Patients.Contracts.Relation relation) => relation switch
    {
        Patients.Contracts.Relation.Self => GuarantorRelation.Self,
        Patients.Contracts.Relation.Spouse => GuarantorRelation.Spouse,
        Patients.Contracts.Relation.Parent => GuarantorRelation.Parent,
        Patients.Contracts.Relation.Guardian => GuarantorRelation.Guardian,
        _ => GuarantorRelation.Other,
    };

    /// <summary>Why the desk asks for no copay. Null: it may.</summary>
    /// <remarks>A health plan's copay is no part of an accident's claim; most states forbid taking one from an injured worker.</remarks>
    public string? WhyNoCopay => HasAccident(Kind)
        ? $"{Words.Of(Kind).ToLowerInvariant()} claim{(ClaimNumber is { } number ? " " + number : "")}: {GuarantorName} is billed, and the "
            + "health plan's copay does not apply"
        : null;

    /// <summary>Whether this kind of account begins with an accident.</summary>
    public static bool HasAccident(GuarantorKind kind) =>
        kind is GuarantorKind.WorkersCompensation or GuarantorKind.AutoOrLiability;

    public static GuarantorAccount Open(GuarantorAccountId id, PatientId patient, GuarantorDetails details, Instant at)
    {
        var account = new GuarantorAccount { Id = id, PatientId = patient, OpenedAt = at };
        account.Change(details);
        return account;
    }

    public void Change(GuarantorDetails details)
    {
        var accident = HasAccident(details.Kind);
        (Kind, GuarantorName, Relation, Address) = (details.Kind, details.GuarantorName.Trim(), details.Relation, Blank(details.Address));
        Employer = details.Kind == GuarantorKind.WorkersCompensation ? Blank(details.Employer) : null;
        (Payer, AccidentDate) = accident ? (details.Payer, details.AccidentDate) : (null, null);
        (ClaimNumber, Adjuster) = accident ? (Blank(details.ClaimNumber), Blank(details.Adjuster)) : (null, null);
        Version++;
    }

    public void Close(Instant at) => (ClosedAt, Version) = (at, Version + 1);

    public void Reopen() => (ClosedAt, Version) = (null, Version + 1);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
