namespace Portico.X12;

/// <summary>An account that money goes from or to. BPR06 to BPR09, or BPR12 to BPR15.</summary>
/// <param name="BankKind">BPR06, BPR12: 01 for a US routing number, 04 for a Canadian one.</param>
/// <param name="Bank">BPR07, BPR13.</param>
/// <param name="AccountKind">BPR08, BPR14: DA for a checking account, SG for savings.</param>
/// <param name="Account">BPR09, BPR15.</param>
/// <remarks>Source: 005010X221A1 BPR.</remarks>
public sealed record BankAccount(string BankKind, string Bank, string? AccountKind, string Account)
{
    /// <summary>Says nothing: account numbers do not belong into logs.</summary>
    public override string ToString() => nameof(BankAccount);

    internal static BankAccount? Read(LoopSegment bpr, int first) => bpr[first].IsEmpty && bpr[first + 1].IsEmpty && bpr[first + 3].IsEmpty
        ? null
        : new(Values.Code(bpr[first]), bpr.Text(first + 1), Values.CodeOrNull(bpr[first + 2]), bpr.Text(first + 3));

    internal static SegmentWriter Write(SegmentWriter segment, BankAccount? account) => account is null
        ? segment.Skip(4)
        : segment.Element(account.BankKind).Element(account.Bank).Element(account.AccountKind).Element(account.Account);
}

/// <summary>Money that was given or taken beyond the claims. One pair of a PLB.</summary>
/// <param name="Place">Of the reason.</param>
/// <param name="Provider">PLB01: the provider's NPI as a rule.</param>
/// <param name="FiscalYearEnd">PLB02: the last day of the provider's fiscal year.</param>
/// <param name="Reason">PLB03-1 and so on.</param>
/// <param name="Reference">PLB03-2 and so on: the claim or check it is about.</param>
/// <param name="Amount">In cents; positive takes away from the payment.</param>
/// <remarks>Source: 005010X221A1 PLB.</remarks>
public readonly record struct ProviderAdjustment(
    Place Place, string Provider, DateOnly FiscalYearEnd, ProviderAdjustmentReason Reason, string? Reference, long Amount)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static ProviderAdjustment Of(string provider, DateOnly fiscalYearEnd, ProviderAdjustmentReason reason, string? reference, long amount) =>
        new(default, provider, fiscalYearEnd, reason, reference, amount);
}

/// <summary>Figures of one provider's claims of one kind. TS3.</summary>
/// <remarks>Amounts in cents. Source: 005010X221A1 2000 TS3.</remarks>
public sealed record ProviderSummary
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>TS301.</summary>
    public required string Provider { get; init; }

    /// <summary>TS302: place of service or kind of facility.</summary>
    public required string Facility { get; init; }

    /// <summary>TS303.</summary>
    public required DateOnly FiscalYearEnd { get; init; }

    /// <summary>TS304: how many claims.</summary>
    public required decimal Claims { get; init; }

    /// <summary>TS305: charged together.</summary>
    public required long Charge { get; init; }

    /// <summary>TS313: paid by payers before Medicare.</summary>
    public long? PaidBefore { get; init; }

    /// <summary>TS315: charges that are not for laboratories.</summary>
    public long? NotLaboratory { get; init; }

    /// <summary>TS317: charges reportable by procedure codes.</summary>
    public long? Reportable { get; init; }

    /// <summary>TS318: payable by procedure codes.</summary>
    public long? Payable { get; init; }

    /// <summary>TS320: the professional component.</summary>
    public long? Professional { get; init; }

    /// <summary>TS321: what patients owed beside payers before Medicare, and met.</summary>
    public long? PatientLiabilityMet { get; init; }

    /// <summary>TS322: given back to patients.</summary>
    public long? PatientReimbursed { get; init; }

    /// <summary>TS323: how many claims are paid by periodic interim payments.</summary>
    public decimal? InterimClaims { get; init; }

    /// <summary>TS324: adjusted for periodic interim payments.</summary>
    public long? InterimAdjustment { get; init; }
}

/// <summary>Figures of one provider's inpatient claims. TS2.</summary>
/// <remarks>Amounts in cents. DRG is a group of diagnoses with one rate. Source: 005010X221A1 2000 TS2.</remarks>
public sealed record InpatientSummary
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>TS201: all DRG amounts.</summary>
    public long? Drg { get; init; }

    /// <summary>TS202: their federal part.</summary>
    public long? Federal { get; init; }

    /// <summary>TS203: their hospital part.</summary>
    public long? Hospital { get; init; }

    /// <summary>TS204: disproportionate share.</summary>
    public long? DisproportionateShare { get; init; }

    /// <summary>TS205: capital.</summary>
    public long? Capital { get; init; }

    /// <summary>TS206: indirect medical education.</summary>
    public long? Education { get; init; }

    /// <summary>TS207: outlier days.</summary>
    public decimal? OutlierDays { get; init; }

    /// <summary>TS208: outliers by days.</summary>
    public long? DayOutlier { get; init; }

    /// <summary>TS209: outliers by cost.</summary>
    public long? CostOutlier { get; init; }

    /// <summary>TS210: average length of stay.</summary>
    public decimal? AverageStay { get; init; }

    /// <summary>TS211: discharges.</summary>
    public decimal? Discharges { get; init; }

    /// <summary>TS212: days of the cost report.</summary>
    public decimal? CostReportDays { get; init; }

    /// <summary>TS213: covered days.</summary>
    public decimal? CoveredDays { get; init; }

    /// <summary>TS214: days not covered.</summary>
    public decimal? NotCoveredDays { get; init; }

    /// <summary>TS215: passed through where another payer is first.</summary>
    public long? SecondaryPassThrough { get; init; }

    /// <summary>TS216: average weight of the DRG.</summary>
    public decimal? AverageWeight { get; init; }

    /// <summary>TS217: capital, federal part of the DRG.</summary>
    public long? CapitalFederalDrg { get; init; }

    /// <summary>TS218: capital, hospital part of the DRG.</summary>
    public long? CapitalHospitalDrg { get; init; }

    /// <summary>TS219: disproportionate share of the DRG.</summary>
    public long? ShareDrg { get; init; }
}

/// <summary>Claims that the payer put together. Loop 2000.</summary>
/// <remarks>Source: 005010X221A1 2000.</remarks>
public sealed record RemittanceGroup
{
    /// <summary>Where its LX stands.</summary>
    public Place Place { get; init; }

    /// <summary>LX01.</summary>
    public required string Number { get; init; }

    /// <summary>TS3.</summary>
    public ProviderSummary? Summary { get; init; }

    /// <summary>TS2.</summary>
    public InpatientSummary? Inpatient { get; init; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<RemittanceClaim> Claims { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>Reads a loop 2000.</summary>
    /// <param name="group">From a <see cref="Document"/>, or the parent of a unit of a <see cref="LoopReader"/>, which holds that claim alone.</param>
    public static RemittanceGroup Read(Loop group) => RemittanceModel.Group(group);
}

/// <summary>A remittance: one payment, and what it is for. The whole 835.</summary>
/// <remarks>
/// Amounts in cents. A payment is one thing however often its file arrives: TRN02, TRN03 and BPR16 together name it.
/// Source: 005010X221A1.
/// </remarks>
public sealed record Remittance : TransactionModel
{
    /// <inheritdoc/>
    public override string TransactionId => "835";

    /// <inheritdoc/>
    public override string GroupKind => "HP";

    /// <inheritdoc/>
    public override string Guide => "005010X221A1";

    /// <summary>BPR01.</summary>
    public required PaymentHandling Handling { get; init; }

    /// <summary>BPR02. 0 where nothing moves.</summary>
    public required long Amount { get; init; }

    /// <summary>The citation of <see cref="Amount"/>.</summary>
    public Place AmountPlace { get; init; }

    /// <summary>BPR03: true when the money goes from the payee to the payer (D).</summary>
    public bool IsDebit { get; init; }

    /// <summary>BPR04.</summary>
    public required PaymentMethod Method { get; init; }

    /// <summary>BPR05: CCP or CTX, where the clearing house carries it.</summary>
    public string? Format { get; init; }

    /// <summary>BPR06 to BPR09.</summary>
    public BankAccount? From { get; init; }

    /// <summary>BPR10: the payer as banks know it.</summary>
    public string? Originator { get; init; }

    /// <summary>BPR11.</summary>
    public string? OriginatorSupplement { get; init; }

    /// <summary>BPR12 to BPR15.</summary>
    public BankAccount? To { get; init; }

    /// <summary>BPR16: when the money moves, or the check's date.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>TRN02 with TRN03 and TRN04: the check or transfer number, and who gave it.</summary>
    public required TraceNumber Trace { get; init; }

    /// <summary>CUR02, where it is not US dollars.</summary>
    public string? Currency { get; init; }

    /// <summary>REF of the transaction: EV for whom it is routed to, F2 for a version.</summary>
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>DTM 405: when the payer made it, where that is not the day of the payment.</summary>
    public DateOnly? ProducedOn { get; init; }

    /// <summary>Loop 1000A.</summary>
    public required Party Payer { get; init; }

    /// <summary>Loop 1000B.</summary>
    public required Party Payee { get; init; }

    /// <summary>Loop 2000, in the order sent.</summary>
    public IReadOnlyList<RemittanceGroup> Groups { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>PLB, in the order sent.</summary>
    public IReadOnlyList<ProviderAdjustment> ProviderAdjustments { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>All claims, in the order sent.</summary>
    public IEnumerable<RemittanceClaim> Claims => Groups.SelectMany(g => g.Claims);

    /// <summary>True when the payment is what the claims come to less the provider's adjustments, and each claim adds up.</summary>
    /// <remarks>What is false here must not be posted. Only of a remittance that was read whole.</remarks>
    public bool IsBalanced
    {
        get
        {
            Int128 sum = 0;
            var isBalanced = true;
            foreach (var claim in Claims)
            {
                sum += claim.Paid;
                isBalanced &= claim.IsBalanced;
            }
            foreach (var adjustment in ProviderAdjustments)
                sum -= adjustment.Amount;
            return isBalanced && sum == Amount;
        }
    }

    /// <summary>Reads an 835.</summary>
    /// <param name="transaction">
    /// Of a <see cref="Document"/>, with all of its claims; or the tree of a <see cref="LoopReader"/> that gives out claims one by
    /// one: at a claim it has payment, payer, payee and that claim, and when the transaction has ended all but the groups.
    /// </param>
    public static Remittance Read(LoopTree transaction) => RemittanceModel.Whole(transaction.Root);

    private protected override void Write(LoopWriter writer) => RemittanceModel.Write(writer, this);
}
