using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Payments.Domain;

/// <summary>How the guarantor is related to the patient.</summary>
public enum GuarantorRelation { Self, Spouse, Parent, Guardian, Employer, Insurer, Other }

/// <summary>Who pays what insurance does not, for some of a patient's visits.</summary>
public sealed class GuarantorAccount : TenantRow
{
    public GuarantorAccountId Id { get; init; }
    public PatientId PatientId { get; init; }
    public GuarantorKind Kind { get; init; }
    public required string GuarantorName { get; init; }
    public GuarantorRelation Relation { get; init; }

    /// <summary>Absent: the patient's own, or not known yet.</summary>
    public string? Address { get; init; }

    /// <summary>Present for workers' compensation, auto and liability alone, as the three below.</summary>
    public DateOnly? AccidentDate { get; init; }

    /// <summary>Absent until the carrier gave one.</summary>
    public string? ClaimNumber { get; init; }

    /// <summary>Who handles the claim, with a phone. Absent until known.</summary>
    public string? Adjuster { get; init; }
    public Instant OpenedAt { get; init; }

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
}
