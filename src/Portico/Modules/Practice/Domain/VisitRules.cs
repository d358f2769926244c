using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Practice.Domain;

/// <summary>Who may have a visit of a type, and how. The default lets everybody have it, on site.</summary>
public sealed record VisitRules(
    VisitMode Mode = VisitMode.OnSite, ForPatients Patients = ForPatients.Anyone, ForSex OnlyFor = ForSex.Anyone,
    int? MinAgeMonths = null, int? MaxAgeMonths = null, int? NewPatientMinutes = null, string? Specialty = null,
    int? GroupSize = null, bool IsHospitalFollowUp = false, int LateCancelHours = 24)
{
    /// <summary>Why they cannot all be true, and what to do. Null: they can.</summary>
    public string? Problem =>
        MinAgeMonths is < 0 or > 1800 || MaxAgeMonths is < 0 or > 1800 ? "An age is 0 to 150 years."
        : MaxAgeMonths < MinAgeMonths ? "Choose a highest age at or above the lowest."
        : NewPatientMinutes is { } minutes && !VisitType.IsLength(minutes) ? "A visit takes 5 to 480 minutes, in steps of 5."
        : NewPatientMinutes is not null && Patients == ForPatients.Established ? "New patients cannot have this visit: leave their minutes empty."
        : GroupSize is < 2 or > 50 ? "A group is 2 to 50 patients."
        : LateCancelHours is < 0 or > 336 ? "A cancellation is late within 0 to 336 hours of the start."
        : null;
}

/// <summary>A part of a visit, from its beginning on.</summary>
public sealed class VisitPhase : TenantRow
{
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>From 1, in order.</summary>
    public int Number { get; init; }
    public required string Name { get; init; }

    /// <summary>A multiple of 5.</summary>
    public int Minutes { get; init; }
    public bool WithProvider { get; init; }
}

/// <summary>What a visit takes beside its provider.</summary>
public sealed class VisitNeed : TenantRow
{
    public VisitTypeId VisitTypeId { get; init; }
    public int Number { get; init; }

    /// <summary>The phase that needs it. 0: the whole visit.</summary>
    public int Phase { get; init; }
    public ResourceClass Class { get; init; }

    /// <summary>Empty for an interpreter: of the patient's language, where one is needed.</summary>
    public required string Kind { get; init; }
}

/// <summary>How long one provider takes, where it is not as long as with the others.</summary>
public sealed class VisitLength : TenantRow
{
    public VisitTypeId VisitTypeId { get; init; }
    public ProviderId ProviderId { get; init; }
    public int Minutes { get; init; }
}

/// <summary>What the desk reads to the patient, in one language.</summary>
public sealed class VisitInstruction : TenantRow
{
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }
    public required string Text { get; init; }
}
