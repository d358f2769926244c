namespace Portico.X12;

/// <summary>All that a <see cref="Claim"/> says but its lines.</summary>
internal abstract record ClaimBody
{
    protected ClaimBody()
    {
    }

    protected ClaimBody(in ClaimParts parts)
    {
        Place = parts.Place;
        ClaimNumber = parts.ClaimNumber;
        Charge = parts.Charge;
        PlaceOfService = parts.PlaceOfService;
        Frequency = parts.Frequency;
        ProviderSignature = parts.ProviderSignature;
        Assignment = parts.Assignment;
        BenefitsAssigned = parts.BenefitsAssigned;
        Release = parts.Release;
        ClearinghouseNumber = parts.ClearinghouseNumber;
        Providers = parts.Providers;
        Diagnoses = parts.Diagnoses;
        Dates = parts.Dates;
        Billing = parts.Billing;
        Insured = parts.Insured;
        Treated = parts.Treated;
        Rare = parts.Rare;
    }

    public Place Place { get; set; }

    public string ClaimNumber { get; set; } = "";

    public long Charge { get; set; }

    public string? PlaceOfService { get; set; }

    public ClaimFrequency? Frequency { get; set; }

    public string? ProviderSignature { get; set; }

    public string? Assignment { get; set; }

    public string? BenefitsAssigned { get; set; }

    public string? Release { get; set; }

    public string? PatientSignature { get => Rare?.PatientSignature; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { PatientSignature = v }); }

    public RelatedCauses? RelatedCauses { get => Rare?.RelatedCauses; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { RelatedCauses = v }); }

    public string? SpecialProgram { get => Rare?.SpecialProgram; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { SpecialProgram = v }); }

    public string? SubmissionReason { get => Rare?.SubmissionReason; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { SubmissionReason = v }); }

    public string? DelayReason { get => Rare?.DelayReason; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { DelayReason = v }); }

    public string? OriginalReference { get => Rare?.OriginalReference; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { OriginalReference = v }); }

    public string? ClearinghouseNumber { get; set; }

    public string? PriorAuthorization { get => Rare?.PriorAuthorization; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { PriorAuthorization = v }); }

    public IReadOnlyList<QualifiedReference> References { get => Rare?.References ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { References = v }); }

    public Party? BillingProvider { get => Billing?.BillingProvider; set => Billing = Seldom<BillingLevel>.With(Billing, value, (r, v) => r with { BillingProvider = v }); }

    public Party? PayTo { get => Billing?.PayTo; set => Billing = Seldom<BillingLevel>.With(Billing, value, (r, v) => r with { PayTo = v }); }

    public Party? PayToPlan { get => Billing?.PayToPlan; set => Billing = Seldom<BillingLevel>.With(Billing, value, (r, v) => r with { PayToPlan = v }); }

    public Responsibility? Responsibility { get => Insured?.Responsibility; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { Responsibility = v }); }

    public string? GroupNumber { get => Insured?.GroupNumber; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { GroupNumber = v }); }

    public string? GroupName { get => Insured?.GroupName; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { GroupName = v }); }

    public string? InsuranceType { get => Insured?.InsuranceType; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { InsuranceType = v }); }

    public string? Coordination { get => Insured?.Coordination; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { Coordination = v }); }

    public string? FilingIndicator { get => Insured?.FilingIndicator; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { FilingIndicator = v }); }

    public Party? Subscriber { get => Insured?.Subscriber; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { Subscriber = v }); }

    public Party? Payer { get => Insured?.Payer; set => Insured = Seldom<SubscriberLevel>.With(Insured, value, (r, v) => r with { Payer = v }); }

    public string? PatientRelation { get => Treated?.PatientRelation; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { PatientRelation = v }); }

    public Party? Patient { get => Treated?.Patient; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { Patient = v }); }

    public DateOnly? PatientDied { get => Treated?.PatientDied; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { PatientDied = v }); }

    public decimal? PatientWeight { get => Treated?.PatientWeight; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { PatientWeight = v }); }

    public string? Pregnant { get => Treated?.Pregnant; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { Pregnant = v }); }

    public string? PatientLocation { get => Treated?.PatientLocation; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { PatientLocation = v }); }

    public string? StudentStatus { get => Treated?.StudentStatus; set => Treated = Seldom<PatientLevel>.With(Treated, value, (r, v) => r with { StudentStatus = v }); }

    public IReadOnlyList<Party> Providers { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<Diagnosis> Diagnoses { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<ClaimCode> Codes { get => Rare?.Codes ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Codes = v }); }

    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<QualifiedAmount> Amounts { get => Rare?.Amounts ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Amounts = v }); }

    public IReadOnlyList<QualifiedNote> Notes { get => Rare?.Notes ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Notes = v }); }

    public IReadOnlyList<OtherInsurance> OtherInsurances { get => Rare?.OtherInsurances ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { OtherInsurances = v }); }

    public IReadOnlyList<KeptSegments> BillingOthers { get => Billing?.BillingOthers ?? []; set => Billing = Seldom<BillingLevel>.With(Billing, Gathered.Kept(value), (r, v) => r with { BillingOthers = v }); }

    public IReadOnlyList<KeptSegments> SubscriberOthers { get => Insured?.SubscriberOthers ?? []; set => Insured = Seldom<SubscriberLevel>.With(Insured, Gathered.Kept(value), (r, v) => r with { SubscriberOthers = v }); }

    public IReadOnlyList<KeptSegments> PatientOthers { get => Treated?.PatientOthers ?? []; set => Treated = Seldom<PatientLevel>.With(Treated, Gathered.Kept(value), (r, v) => r with { PatientOthers = v }); }

    public IReadOnlyList<KeptSegments> Others { get => Rare?.Others ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Others = v }); }

    // Claims that were read have what stands above them in common.
    internal BillingLevel? Billing { get; set; }

    internal sealed record BillingLevel
    {
        public Party? BillingProvider { get; init; }

        public Party? PayTo { get; init; }

        public Party? PayToPlan { get; init; }

        public IReadOnlyList<KeptSegments>? BillingOthers { get; init; }
    }

    internal SubscriberLevel? Insured { get; set; }

    internal sealed record SubscriberLevel
    {
        public Responsibility? Responsibility { get; init; }

        public string? GroupNumber { get; init; }

        public string? GroupName { get; init; }

        public string? InsuranceType { get; init; }

        public string? Coordination { get; init; }

        public string? FilingIndicator { get; init; }

        public Party? Subscriber { get; init; }

        public Party? Payer { get; init; }

        public IReadOnlyList<KeptSegments>? SubscriberOthers { get; init; }
    }

    internal PatientLevel? Treated { get; set; }

    internal sealed record PatientLevel
    {
        public string? PatientRelation { get; init; }

        public Party? Patient { get; init; }

        public DateOnly? PatientDied { get; init; }

        public decimal? PatientWeight { get; init; }

        public string? Pregnant { get; init; }

        public string? PatientLocation { get; init; }

        public string? StudentStatus { get; init; }

        public IReadOnlyList<KeptSegments>? PatientOthers { get; init; }
    }

    internal Rarities? Rare { get; set; }

    internal sealed record Rarities
    {
        public string? PatientSignature { get; init; }

        public RelatedCauses? RelatedCauses { get; init; }

        public string? SpecialProgram { get; init; }

        public string? SubmissionReason { get; init; }

        public string? DelayReason { get; init; }

        public string? OriginalReference { get; init; }

        public string? PriorAuthorization { get; init; }

        public IReadOnlyList<QualifiedReference>? References { get; init; }

        public IReadOnlyList<ClaimCode>? Codes { get; init; }

        public IReadOnlyList<QualifiedAmount>? Amounts { get; init; }

        public IReadOnlyList<QualifiedNote>? Notes { get; init; }

        public IReadOnlyList<OtherInsurance>? OtherInsurances { get; init; }

        public IReadOnlyList<KeptSegments>? Others { get; init; }
    }
}
