namespace Portico.X12;

/// <summary>Another payer of the same claim, and what it made of it. Loop 2320 with its 2330.</summary>
/// <remarks>Amounts in cents. Source: 005010X222A1 2320, 2330A to 2330G.</remarks>
public sealed record OtherInsurance
{
    /// <summary>Of its SBR.</summary>
    public Place Place { get; init; }

    /// <summary>SBR01.</summary>
    public required Responsibility Responsibility { get; init; }

    /// <summary>SBR02: the patient's relation to who is insured there; 18 is self.</summary>
    public required string Relation { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR05: why Medicare is not first.</summary>
    public string? InsuranceType { get; init; }

    /// <summary>SBR06, dental: whether another payer is known.</summary>
    public string? Coordination { get; init; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>CAS of the claim as a whole.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AMT: <c>D</c> paid, <c>A8</c> not covered, <c>EAF</c> still owed by the patient.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>OI03: whether benefits go to the provider; Y, N or W.</summary>
    public string? BenefitsAssigned { get; init; }

    /// <summary>OI04: P when the provider signed for the patient.</summary>
    public string? Signature { get; init; }

    /// <summary>OI06: Y when the patient let information go to the payer, I when law does.</summary>
    public string? Release { get; init; }

    /// <summary>MIA.</summary>
    public InpatientAdjudication? Inpatient { get; init; }

    /// <summary>MOA.</summary>
    public OutpatientAdjudication? Outpatient { get; init; }

    /// <summary>Loop 2330A.</summary>
    public Party? Insured { get; init; }

    /// <summary>Loop 2330B.</summary>
    public Party? Payer { get; init; }

    /// <summary>DTP 573 of loop 2330B: when it decided.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Loops 2330C and on: providers with the numbers that this payer knows them by.</summary>
    public IReadOnlyList<Party> Providers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}
