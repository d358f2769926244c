namespace Portico.X12;

/// <summary>All that a <see cref="RemittanceClaim"/> says.</summary>
internal sealed record RemittanceClaimBody
{
    public Place Place { get; set; }

    public string ClaimNumber { get; set; } = "";

    public RemittanceStatus Status { get; set; }

    public long Charge { get; set; }

    public long Paid { get; set; }

    public long? PatientOwes { get; set; }

    public string? FilingIndicator { get; set; }

    public string? PayerClaimNumber { get; set; }

    public string? Facility { get; set; }

    public string? Frequency { get; set; }

    public string? Drg { get => Rare?.Drg; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Drg = v }); }

    public decimal? DrgWeight { get => Rare?.DrgWeight; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { DrgWeight = v }); }

    public decimal? DischargeFraction { get => Rare?.DischargeFraction; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { DischargeFraction = v }); }

    public string? Answer { get => Rare?.Answer; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Answer = v }); }

    public NamedParty? Patient { get; set; }

    public IReadOnlyList<NamedParty> Parties { get => field ?? []; set => field = Gathered.Kept(value); }

    public DateSpan? Period { get; set; }

    public DateOnly? CoverageExpired { get => Rare?.CoverageExpired; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { CoverageExpired = v }); }

    public DateOnly? Received { get; set; }

    public IReadOnlyList<ClaimAdjustment> Adjustments { get => field ?? []; set => field = Gathered.Kept(value); }

    public InpatientAdjudication? Inpatient { get => Rare?.Inpatient; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Inpatient = v }); }

    public OutpatientAdjudication? Outpatient { get => Rare?.Outpatient; set => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Outpatient = v }); }

    public IReadOnlyList<QualifiedReference> References { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<Contact> Contacts { get => Rare?.Contacts ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Contacts = v }); }

    public IReadOnlyList<QualifiedAmount> Amounts { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<QualifiedQuantity> Quantities { get => Rare?.Quantities ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Quantities = v }); }

    public IReadOnlyList<RemittanceLine> Lines { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<KeptSegments> Others { get => Rare?.Others ?? []; set => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Others = v }); }

    internal Rarities? Rare { get; set; }

    internal sealed record Rarities
    {
        public string? Drg { get; init; }

        public decimal? DrgWeight { get; init; }

        public decimal? DischargeFraction { get; init; }

        public string? Answer { get; init; }

        public DateOnly? CoverageExpired { get; init; }

        public InpatientAdjudication? Inpatient { get; init; }

        public OutpatientAdjudication? Outpatient { get; init; }

        public IReadOnlyList<Contact>? Contacts { get; init; }

        public IReadOnlyList<QualifiedQuantity>? Quantities { get; init; }

        public IReadOnlyList<KeptSegments>? Others { get; init; }
    }
}
