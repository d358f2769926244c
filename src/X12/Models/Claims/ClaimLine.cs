using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>One service of a claim. Loop 2400.</summary>
/// <remarks>Money in cents. Source: 2400 of 005010X222A1, X223A2 and X224A2.</remarks>
public abstract record ClaimLine
{
    private protected ClaimLine()
    {
    }

    [SetsRequiredMembers]
    private protected ClaimLine(in LineParts parts)
    {
        Place = parts.Place;
        ProcedureKind = parts.ProcedureKind;
        Procedure = parts.Procedure;
        Modifiers = parts.Modifiers;
        Charge = parts.Charge;
        Units = parts.Units;
        Served = parts.Served;
        LineNumber = parts.LineNumber;
        Rare = parts.Rare;
    }

    /// <summary>Of its SV1, SV2 or SV3.</summary>
    public Place Place { get; init; }

    /// <summary>Component 1 of the procedure, such as <c>HC</c>; null where an institution's line has a revenue code alone.</summary>
    public string? ProcedureKind { get; init; }

    /// <summary>Component 2.</summary>
    public string? Procedure { get; init; }

    /// <summary>Components 3 to 6.</summary>
    public IReadOnlyList<string> Modifiers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Component 7: words where the code says too little.</summary>
    public string? ProcedureDescription { get => Rare?.ProcedureDescription; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { ProcedureDescription = v }); }

    /// <summary>What it costs.</summary>
    public required long Charge { get; init; }

    /// <summary>How many.</summary>
    public decimal? Units { get; init; }

    /// <summary>DTP 472.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>DTP of other kinds.</summary>
    public IReadOnlyList<QualifiedDates> Dates { get => Rare?.Dates ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Dates = v }); }

    /// <summary>REF 6R: comes back in the remittance.</summary>
    public string? LineNumber { get; init; }

    /// <summary>REF of other kinds that say no payer.</summary>
    public IReadOnlyList<QualifiedReference> References { get => Rare?.References ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { References = v }); }

    /// <summary>AMT.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get => Rare?.Amounts ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Amounts = v }); }

    /// <summary>QTY.</summary>
    public IReadOnlyList<QualifiedQuantity> Quantities { get => Rare?.Quantities ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Quantities = v }); }

    /// <summary>NTE.</summary>
    public IReadOnlyList<QualifiedNote> Notes { get => Rare?.Notes ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Notes = v }); }

    /// <summary>Loop 2410.</summary>
    public Drug? Drug { get => Rare?.Drug; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Drug = v }); }

    /// <summary>Loops 2420, where they differ from the claim's; see <see cref="NamedParty.Role"/>.</summary>
    public IReadOnlyList<Party> Providers { get => Rare?.Providers ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Providers = v }); }

    /// <summary>Loop 2430: what earlier payers made of it.</summary>
    public IReadOnlyList<LineAdjudication> Adjudications { get => Rare?.Adjudications ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Adjudications = v }); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => Rare?.Others ?? []; init => Rare = Seldom<Rarities>.With(Rare, Gathered.Kept(value), (r, v) => r with { Others = v }); }

    internal Rarities? Rare { get; init; }

    internal sealed record Rarities
    {
        public string? ProcedureDescription { get; init; }

        public Drug? Drug { get; init; }

        public IReadOnlyList<QualifiedDates>? Dates { get; init; }

        public IReadOnlyList<QualifiedReference>? References { get; init; }

        public IReadOnlyList<QualifiedAmount>? Amounts { get; init; }

        public IReadOnlyList<QualifiedQuantity>? Quantities { get; init; }

        public IReadOnlyList<QualifiedNote>? Notes { get; init; }

        public IReadOnlyList<Party>? Providers { get; init; }

        public IReadOnlyList<LineAdjudication>? Adjudications { get; init; }

        public IReadOnlyList<KeptSegments>? Others { get; init; }
    }
}

/// <summary>What an earlier payer made of one line. Loop 2430.</summary>
/// <remarks>Amounts in cents. Source: 005010X222A1 2430.</remarks>
public sealed record LineAdjudication
{
    /// <summary>Of its SVD.</summary>
    public Place Place { get; init; }

    /// <summary>SVD01: the payer's id, as in <see cref="OtherInsurance.Payer"/>.</summary>
    public required string Payer { get; init; }

    /// <summary>SVD02.</summary>
    public required long Paid { get; init; }

    /// <summary>SVD03.</summary>
    public ProcedureCode? Procedure { get; init; }

    /// <summary>SVD04: revenue code.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVD05.</summary>
    public decimal? Units { get; init; }

    /// <summary>SVD06: the line that this one was paid with.</summary>
    public string? BundledWith { get; init; }

    /// <summary>CAS.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTP 573.</summary>
    public DateOnly? On { get; init; }

    /// <summary>AMT EAF: what the patient still owes.</summary>
    public long? Remaining { get; init; }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A drug on a line. Loop 2410.</summary>
/// <remarks>Source: 005010X222A1 2410.</remarks>
public sealed record Drug
{
    /// <summary>Of its LIN.</summary>
    public Place Place { get; init; }

    /// <summary>LIN02: the code list; <c>N4</c> for national drug codes.</summary>
    public required string Kind { get; init; }

    /// <summary>LIN03: eleven digits of a national drug code, without dashes.</summary>
    public required string Code { get; init; }

    /// <summary>CTP04.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>CTP05-1: <c>ML</c> milliliters, <c>UN</c> units, <c>GR</c> grams, <c>ME</c> milligrams, <c>F2</c> international units.</summary>
    public string? Unit { get; init; }

    /// <summary>REF: <c>XZ</c> for the prescription.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }
}
