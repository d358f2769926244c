namespace Portico.X12;

/// <summary>What a reader of claims found, before it is a claim of one kind.</summary>
internal struct ClaimParts
{
    public Place Place;
    public string ClaimNumber;
    public long Charge;
    public string? PlaceOfService;
    public ClaimFrequency? Frequency;
    public string? ProviderSignature;
    public string? Assignment;
    public string? BenefitsAssigned;
    public string? Release;
    public string? ClearinghouseNumber;
    public IReadOnlyList<Party> Providers;
    public IReadOnlyList<Diagnosis> Diagnoses;
    public IReadOnlyList<QualifiedDates> Dates;
    public ClaimBody.BillingLevel? Billing;
    public ClaimBody.SubscriberLevel? Insured;
    public ClaimBody.PatientLevel? Treated;
    public ClaimBody.Rarities? Rare;
}

/// <summary>What a reader of lines found, before it is a line of one kind.</summary>
internal struct LineParts
{
    public Place Place;
    public string? ProcedureKind;
    public string? Procedure;
    public IReadOnlyList<string> Modifiers;
    public long Charge;
    public decimal? Units;
    public DateSpan? Served;
    public string? LineNumber;
    public ClaimLine.Rarities? Rare;
}
