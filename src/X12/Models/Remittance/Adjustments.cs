namespace Portico.X12;

/// <summary>An amount that lies between what was charged and what was paid, and why. One triplet of a CAS.</summary>
/// <param name="Place">Of the triplet's reason.</param>
/// <param name="Group">CAS01.</param>
/// <param name="Reason">CAS02 and so on: a claim adjustment reason code, a list of others.</param>
/// <param name="Amount">In cents; positive takes away from the payment.</param>
/// <param name="Quantity">Units adjusted, where it is said.</param>
/// <remarks>Source: 005010X221A1 2100 and 2110 CAS; 005010X222A1 2320 and 2430 CAS.</remarks>
public readonly record struct ClaimAdjustment(Place Place, AdjustmentGroup Group, string Reason, long Amount, decimal? Quantity)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static ClaimAdjustment Of(AdjustmentGroup group, string reason, long amount, decimal? quantity = null) =>
        new(default, group, reason, amount, quantity);

    /// <returns>False when a triplet cannot be read whole: the segment is kept instead.</returns>
    internal static bool TryRead(LoopSegment segment, ref Gathered<ClaimAdjustment> into)
    {
        var before = into.Count;
        var cas = segment.Peek();
        var group = new AdjustmentGroup(Values.Code(cas[1]));
        for (var element = 2; element <= cas.Count; element += 3)
        {
            var reason = cas[element];
            var (amount, quantity) = (Values.Money(cas[element + 1]), Values.Decimal(cas[element + 2]));
            if (reason.IsEmpty && cas[element + 1].IsEmpty && cas[element + 2].IsEmpty)
                continue;
            if (element > 17 || amount is null || quantity is null != cas[element + 2].IsEmpty)
            {
                into.CutTo(before);
                return false;
            }
            into.Add(new(segment.Place(element), group, Values.Code(reason), amount.Value, quantity));
        }
        return true;
    }

    // A CAS holds six triplets of one group.
    internal static void Write(LoopWriter writer, IReadOnlyList<ClaimAdjustment> adjustments)
    {
        for (var from = 0; from < adjustments.Count;)
        {
            var to = from + 1;
            while (to < adjustments.Count && to < from + 6 && adjustments[to].Group == adjustments[from].Group)
                to++;
            var segment = writer.Segment("CAS").Element(adjustments[from].Group.Value);
            for (; from < to; from++)
                segment.Element(adjustments[from].Reason).Money(adjustments[from].Amount).Decimal(adjustments[from].Quantity);
            segment.End();
        }
    }

    internal static Int128 Sum(IReadOnlyList<ClaimAdjustment> adjustments)
    {
        Int128 sum = 0;
        for (var i = 0; i < adjustments.Count; i++)
            sum += adjustments[i].Amount;
        return sum;
    }
}

/// <summary>What an outpatient claim's adjudication says beside the money. MOA.</summary>
/// <remarks>Amounts in cents, the rate as a fraction. Source: 005010X221A1 2100 MOA; 005010X222A1 2320 MOA.</remarks>
public sealed record OutpatientAdjudication
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>MOA01: the share that is reimbursed.</summary>
    public decimal? ReimbursementRate { get; init; }

    /// <summary>MOA02: payable by procedure codes.</summary>
    public long? Payable { get; init; }

    /// <summary>MOA03 to MOA07: remark codes, which often say what to do next.</summary>
    public IReadOnlyList<string> Remarks { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>MOA08: paid for end-stage renal disease.</summary>
    public long? RenalPayment { get; init; }

    /// <summary>MOA09: professional component that was billed and is not payable.</summary>
    public long? NotPayableProfessional { get; init; }

    internal static OutpatientAdjudication? Read(LoopSegment moa)
    {
        // The codes are a list here: one that has gaps is kept as it is.
        var remarks = AdjudicationRemarks.Read(moa, 3, 7);
        return remarks is null || moa.Count > 9 ? null : new()
        {
            Place = moa.Place(),
            ReimbursementRate = Values.Decimal(moa[1]),
            Payable = Values.Money(moa[2]),
            Remarks = remarks,
            RenalPayment = Values.Money(moa[8]),
            NotPayableProfessional = Values.Money(moa[9]),
        };
    }

    internal void Write(LoopWriter writer)
    {
        var segment = writer.Segment("MOA").Decimal(ReimbursementRate).Money(Payable);
        AdjudicationRemarks.Write(segment, Remarks, 0, 5).Money(RenalPayment).Money(NotPayableProfessional).End();
    }
}

/// <summary>What an inpatient claim's adjudication says beside the money. MIA.</summary>
/// <remarks>Amounts in cents. PPS is a payer's prospective rate, DRG its group of diagnoses. Source: 005010X221A1 2100 MIA.</remarks>
public sealed record InpatientAdjudication
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>MIA01: days or visits covered.</summary>
    public required decimal CoveredDays { get; init; }

    /// <summary>MIA02: PPS operating outlier.</summary>
    public long? OperatingOutlier { get; init; }

    /// <summary>MIA03: psychiatric days used of a lifetime.</summary>
    public decimal? LifetimePsychiatricDays { get; init; }

    /// <summary>MIA04: the DRG's amount.</summary>
    public long? DrgAmount { get; init; }

    /// <summary>MIA05 and MIA20 to MIA23: remark codes.</summary>
    public IReadOnlyList<string> Remarks { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>MIA06: disproportionate share.</summary>
    public long? DisproportionateShare { get; init; }

    /// <summary>MIA07: passed through where another payer is first.</summary>
    public long? SecondaryPassThrough { get; init; }

    /// <summary>MIA08: PPS capital.</summary>
    public long? Capital { get; init; }

    /// <summary>MIA09: PPS capital, the federal part of the DRG.</summary>
    public long? CapitalFederalDrg { get; init; }

    /// <summary>MIA10: PPS capital, the hospital's part of the DRG.</summary>
    public long? CapitalHospitalDrg { get; init; }

    /// <summary>MIA11: PPS capital, disproportionate share of the DRG.</summary>
    public long? CapitalShareDrg { get; init; }

    /// <summary>MIA12: old capital.</summary>
    public long? OldCapital { get; init; }

    /// <summary>MIA13: PPS capital for indirect medical education.</summary>
    public long? CapitalEducation { get; init; }

    /// <summary>MIA14: PPS operating, the hospital's part of the DRG.</summary>
    public long? OperatingHospitalDrg { get; init; }

    /// <summary>MIA15: days of the cost report.</summary>
    public decimal? CostReportDays { get; init; }

    /// <summary>MIA16: PPS operating, the federal part of the DRG.</summary>
    public long? OperatingFederalDrg { get; init; }

    /// <summary>MIA17: PPS outlier of the claim.</summary>
    public long? ClaimOutlier { get; init; }

    /// <summary>MIA18: indirect teaching.</summary>
    public long? IndirectTeaching { get; init; }

    /// <summary>MIA19: professional component that was billed and is not payable.</summary>
    public long? NotPayableProfessional { get; init; }

    /// <summary>MIA24: PPS capital exception.</summary>
    public long? CapitalException { get; init; }

    internal static InpatientAdjudication? Read(LoopSegment mia)
    {
        var rest = AdjudicationRemarks.Read(mia, 20, 23);
        // MIA05 comes first in the list: without it, another one would take its place.
        if (rest is null || mia.Count > 24 || Values.Decimal(mia[1]) is not { } days || (mia[5].IsEmpty && rest.Count > 0))
            return null;
        return new()
        {
            Place = mia.Place(),
            CoveredDays = days,
            OperatingOutlier = Values.Money(mia[2]),
            LifetimePsychiatricDays = Values.Decimal(mia[3]),
            DrgAmount = Values.Money(mia[4]),
            Remarks = mia[5].IsEmpty ? rest : [Values.Code(mia[5]), .. rest],
            DisproportionateShare = Values.Money(mia[6]),
            SecondaryPassThrough = Values.Money(mia[7]),
            Capital = Values.Money(mia[8]),
            CapitalFederalDrg = Values.Money(mia[9]),
            CapitalHospitalDrg = Values.Money(mia[10]),
            CapitalShareDrg = Values.Money(mia[11]),
            OldCapital = Values.Money(mia[12]),
            CapitalEducation = Values.Money(mia[13]),
            OperatingHospitalDrg = Values.Money(mia[14]),
            CostReportDays = Values.Decimal(mia[15]),
            OperatingFederalDrg = Values.Money(mia[16]),
            ClaimOutlier = Values.Money(mia[17]),
            IndirectTeaching = Values.Money(mia[18]),
            NotPayableProfessional = Values.Money(mia[19]),
            CapitalException = Values.Money(mia[24]),
        };
    }

    internal void Write(LoopWriter writer)
    {
        var segment = writer.Segment("MIA").Decimal(CoveredDays).Money(OperatingOutlier).Decimal(LifetimePsychiatricDays).Money(DrgAmount);
        AdjudicationRemarks.Write(segment, Remarks, 0, 1).Money(DisproportionateShare).Money(SecondaryPassThrough).Money(Capital)
            .Money(CapitalFederalDrg).Money(CapitalHospitalDrg).Money(CapitalShareDrg).Money(OldCapital).Money(CapitalEducation)
            .Money(OperatingHospitalDrg).Decimal(CostReportDays).Money(OperatingFederalDrg).Money(ClaimOutlier)
            .Money(IndirectTeaching).Money(NotPayableProfessional);
        AdjudicationRemarks.Write(segment, Remarks, 1, 4).Money(CapitalException).End();
    }
}

/// <summary>Remark codes that stand side by side.</summary>
internal static class AdjudicationRemarks
{
    /// <returns>Null where there is a gap between two.</returns>
    public static List<string>? Read(LoopSegment segment, int first, int last)
    {
        var remarks = new List<string>(1);
        for (var element = first; element <= last && element <= segment.Count; element++)
        {
            if (segment[element].IsEmpty)
                continue;
            if (element > first + remarks.Count)
                return null;
            remarks.Add(Values.Code(segment[element]));
        }
        return remarks;
    }

    public static SegmentWriter Write(SegmentWriter segment, IReadOnlyList<string> remarks, int from, int places)
    {
        for (var i = from; i < from + places; i++)
            segment.Element(i < remarks.Count ? remarks[i] : null);
        return segment;
    }
}
