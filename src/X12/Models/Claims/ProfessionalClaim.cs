namespace Portico.X12;

/// <summary>Where somebody lives or works. N3 and N4.</summary>
public sealed record PostalAddress
{
    /// <summary>N301.</summary>
    public string? Line1 { get; init; }

    /// <summary>N302.</summary>
    public string? Line2 { get; init; }

    /// <summary>N401.</summary>
    public string? City { get; init; }

    /// <summary>N402.</summary>
    public string? State { get; init; }

    /// <summary>N403: five or nine digits in the United States.</summary>
    public string? Zip { get; init; }
}

/// <summary>Somebody on a claim with address, birth date and references.</summary>
/// <remarks>Source: loops 2010 and 2310 of the 837.</remarks>
public sealed record ClaimParty
{
    /// <summary>NM1.</summary>
    public required NamedParty Named { get; init; }

    /// <summary>N3 and N4; null where neither stands.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>DMG03, as sent.</summary>
    public string? Sex { get; init; }

    /// <summary>PRV03: the provider's taxonomy code.</summary>
    public string? Taxonomy { get; init; }

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];
}

/// <summary>A diagnosis. HI01 to HI12 with ABK, ABF, BK or BF.</summary>
/// <param name="Place">Of the code.</param>
/// <param name="Kind">The code list, such as <c>ABK</c> for the principal one in ICD-10.</param>
/// <param name="Code">Without a point.</param>
public readonly record struct Diagnosis(Place Place, string Kind, string Code);

/// <summary>One service of a claim. Loop 2400.</summary>
/// <remarks>Money in cents. Source: 005010X222A1 2400.</remarks>
public sealed record ProfessionalLine
{
    /// <summary>Of its SV1.</summary>
    public required Place Place { get; init; }

    /// <summary>SV101-1, such as <c>HC</c>.</summary>
    public required string ProcedureKind { get; init; }

    /// <summary>SV101-2.</summary>
    public required string Procedure { get; init; }

    /// <summary>SV101-3 to -6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>SV102.</summary>
    public required long Charge { get; init; }

    /// <summary>SV103: UN or MJ.</summary>
    public string? UnitKind { get; init; }

    /// <summary>SV104.</summary>
    public decimal? Units { get; init; }

    /// <summary>SV105; the claim's where it is absent.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>SV107: positions in <see cref="ProfessionalClaim.Diagnoses"/>, counted from 1, the most important first.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get; init; } = [];

    /// <summary>DTP 472.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>REF 6R: comes back in the remittance.</summary>
    public string? LineNumber { get; init; }

    /// <summary>Segments that have no property here, those of inner loops too, as sent.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}

/// <summary>A professional claim with those whom it is about. Loop 2300 and what stands above it.</summary>
/// <remarks>Money in cents. Source: 005010X222A1.</remarks>
public sealed record ProfessionalClaim
{
    /// <summary>Of its CLM.</summary>
    public required Place Place { get; init; }

    /// <summary>CLM01: comes back in every answer.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLM02.</summary>
    public required long Charge { get; init; }

    /// <summary>CLM05-1.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>CLM05-3: 1 original, 7 replacement, 8 void.</summary>
    public string? Frequency { get; init; }

    /// <summary>REF F8: the payer's number of the claim that this one replaces or voids.</summary>
    public string? OriginalReference { get; init; }

    /// <summary>REF D9 of the clearinghouse.</summary>
    public string? ClearinghouseNumber { get; init; }

    /// <summary>REF G1.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>Loop 2010AA.</summary>
    public ClaimParty? BillingProvider { get; init; }

    /// <summary>SBR01: P primary, S secondary, T tertiary.</summary>
    public string? Responsibility { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>Loop 2010BA.</summary>
    public ClaimParty? Subscriber { get; init; }

    /// <summary>Loop 2010BB.</summary>
    public ClaimParty? Payer { get; init; }

    /// <summary>PAT01; null where the subscriber is the patient.</summary>
    public string? PatientRelation { get; init; }

    /// <summary>Loop 2010CA; null where the subscriber is the patient.</summary>
    public ClaimParty? Patient { get; init; }

    /// <summary>Loops 2310: referring, rendering, facility and so on; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<ClaimParty> Providers { get; init; } = [];

    /// <summary>Principal first.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>DTP of the claim.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get; init; } = [];

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<ProfessionalLine> Lines { get; init; } = [];

    /// <summary>Segments that have no property here, those of other insurance too, as sent.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Reads a loop 2300 of an 837P, with the loops above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static ProfessionalClaim Read(Loop claim) => ClaimModel.Professional(claim);
}
