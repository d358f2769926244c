namespace Portico.X12;

/// <summary>What a reader of claims found, before it is a claim of one kind.</summary>
internal struct ClaimParts
{
    public ClaimParts()
    {
    }

    public Place Place;
    public string ClaimNumber = "";
    public long Charge;
    public string? PlaceOfService;
    public ClaimFrequency? Frequency;
    public string? ProviderSignature;
    public string? Assignment;
    public string? BenefitsAssigned;
    public string? Release;
    public string? PatientSignature;
    public RelatedCauses? RelatedCauses;
    public string? SpecialProgram;
    public string? SubmissionReason;
    public string? DelayReason;
    public string? OriginalReference;
    public string? ClearinghouseNumber;
    public string? PriorAuthorization;
    public IReadOnlyList<QualifiedReference> References = [];
    public Party? BillingProvider;
    public Party? PayTo;
    public Party? PayToPlan;
    public Responsibility? Responsibility;
    public string? GroupNumber;
    public string? GroupName;
    public string? InsuranceType;
    public string? Coordination;
    public string? FilingIndicator;
    public Party? Subscriber;
    public Party? Payer;
    public string? PatientRelation;
    public Party? Patient;
    public DateOnly? PatientDied;
    public decimal? PatientWeight;
    public string? Pregnant;
    public string? PatientLocation;
    public string? StudentStatus;
    public IReadOnlyList<Party> Providers = [];
    public IReadOnlyList<Diagnosis> Diagnoses = [];
    public IReadOnlyList<ClaimCode> Codes = [];
    public IReadOnlyList<QualifiedDates> Dates = [];
    public IReadOnlyList<QualifiedAmount> Amounts = [];
    public IReadOnlyList<QualifiedNote> Notes = [];
    public IReadOnlyList<OtherInsurance> OtherInsurances = [];
    public IReadOnlyList<KeptSegments> BillingOthers = [];
    public IReadOnlyList<KeptSegments> SubscriberOthers = [];
    public IReadOnlyList<KeptSegments> PatientOthers = [];
    public IReadOnlyList<KeptSegments> Others = [];
}

/// <summary>What a reader of lines found, before it is a line of one kind.</summary>
internal struct LineParts
{
    public LineParts()
    {
    }

    public Place Place;
    public string? ProcedureKind;
    public string? Procedure;
    public IReadOnlyList<string> Modifiers = [];
    public string? ProcedureDescription;
    public long Charge;
    public decimal? Units;
    public DateSpan? Served;
    public IReadOnlyList<QualifiedDates> Dates = [];
    public string? LineNumber;
    public IReadOnlyList<QualifiedReference> References = [];
    public IReadOnlyList<QualifiedAmount> Amounts = [];
    public IReadOnlyList<QualifiedQuantity> Quantities = [];
    public IReadOnlyList<QualifiedNote> Notes = [];
    public Drug? Drug;
    public IReadOnlyList<Party> Providers = [];
    public IReadOnlyList<LineAdjudication> Adjudications = [];
    public IReadOnlyList<KeptSegments> Others = [];
}
