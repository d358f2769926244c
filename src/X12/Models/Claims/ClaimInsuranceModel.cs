namespace Portico.X12;

/// <summary>Reads loop 2320 of an 837: another payer of the claim.</summary>
internal static class ClaimInsuranceModel
{
    public static OtherInsurance Read(Loop loop)
    {
        var (sbr, oi) = (loop.First, default(LoopSegment));
        var adjustments = default(Gathered<ClaimAdjustment>);
        var amounts = default(Gathered<QualifiedAmount>);
        var providers = default(Gathered<Party>);
        InpatientAdjudication? inpatient = null;
        OutpatientAdjudication? outpatient = null;
        Party? insured = null, payer = null;
        DateOnly? decided = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id == "2330A" && insured is null)
                    insured = Party.Read(node.Loop);
                else if (node.Loop.Id == "2330B" && payer is null)
                    (payer, decided) = OtherPayer(node.Loop);
                else if (node.Loop.Id.StartsWith("2330", StringComparison.Ordinal))
                    providers.Add(Party.Read(node.Loop));
                else
                    others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Sbr:
                    break;
                case Ids.Oi when !oi.Exists:
                    oi = segment;
                    break;
                case Ids.Mia when inpatient is null && InpatientAdjudication.Read(segment) is { } mia:
                    inpatient = mia;
                    break;
                case Ids.Moa when outpatient is null && OutpatientAdjudication.Read(segment) is { } moa:
                    outpatient = moa;
                    break;
                case Ids.Cas when ClaimAdjustment.TryRead(segment, ref adjustments):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = sbr.Place(),
            Responsibility = new(Values.Code(sbr[1])),
            Relation = Values.Code(sbr[2]),
            GroupNumber = Values.Text(sbr[3]),
            GroupName = Values.Text(sbr[4]),
            InsuranceType = Values.CodeOrNull(sbr[5]),
            Coordination = Values.CodeOrNull(sbr[6]),
            FilingIndicator = Values.CodeOrNull(sbr[9]),
            Adjustments = adjustments.All,
            Amounts = amounts.All,
            BenefitsAssigned = Values.CodeOrNull(oi[3]),
            Signature = Values.CodeOrNull(oi[4]),
            Release = Values.CodeOrNull(oi[6]),
            Inpatient = inpatient,
            Outpatient = outpatient,
            Insured = insured,
            Payer = payer,
            DecidedOn = decided,
            Providers = providers.All,
            Others = others.All,
        };
    }

    private static (Party Payer, DateOnly? Decided) OtherPayer(Loop loop)
    {
        var (parts, others) = (default(PartyParts), default(KeptList));
        DateOnly? decided = null;
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && decided is null && QualifiedDates.DayOf(node.Segment, "573"u8) is { } day)
                decided = day;
            else if (node.IsLoop || !parts.Take(node.Segment))
                others.Add(node);
        }
        return (parts.ToParty(loop, others), decided);
    }
}
