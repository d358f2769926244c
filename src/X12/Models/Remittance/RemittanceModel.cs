namespace Portico.X12;

/// <summary>Reads the loops of an 835 in one pass each.</summary>
internal static class RemittanceModel
{
    private const uint Clp = 'C' | 'L' << 8 | 'P' << 16;
    private const uint Cas = 'C' | 'A' << 8 | 'S' << 16;
    private const uint Nm1 = 'N' | 'M' << 8 | '1' << 16;
    private const uint Dtm = 'D' | 'T' << 8 | 'M' << 16;
    private const uint Ref = 'R' | 'E' << 8 | 'F' << 16;
    private const uint Amt = 'A' | 'M' << 8 | 'T' << 16;
    private const uint Lq = 'L' | 'Q' << 8;
    private const uint Svc = 'S' | 'V' << 8 | 'C' << 16;

    public static RemittanceClaim Claim(Loop loop)
    {
        var clp = loop.First;
        var (parties, adjustments, lines, others) = (new List<NamedParty>(2), (List<ClaimAdjustment>?)null, new List<RemittanceLine>(4), (List<string>?)null);
        NamedParty? patient = null;
        DateOnly? from = null, to = null, received = null;
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                lines.Add(Line(node.Loop));
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Clp:
                    break;
                case Nm1:
                    var party = NamedParty.ReadNm1(segment);
                    parties.Add(party);
                    if (party.Role == "QC")
                        patient = party;
                    break;
                case Cas:
                    Adjustments(segment, ref adjustments);
                    break;
                case Dtm when segment[1].SequenceEqual("232"u8):
                    from = Values.Date(segment[2]);
                    break;
                case Dtm when segment[1].SequenceEqual("233"u8):
                    to = Values.Date(segment[2]);
                    break;
                case Dtm when segment[1].SequenceEqual("050"u8):
                    received = Values.Date(segment[2]);
                    break;
                default:
                    (others ??= []).Add(segment.ToString());
                    break;
            }
        }
        return new()
        {
            Place = clp.Place(),
            ClaimNumber = clp.Text(1),
            Status = new(Values.Code(clp[2])),
            Charge = Values.Money(clp[3]) ?? 0,
            Paid = Values.Money(clp[4]) ?? 0,
            PatientOwes = Values.Money(clp[5]),
            FilingIndicator = clp[6].IsEmpty ? null : Values.Code(clp[6]),
            PayerClaimNumber = Values.Text(clp[7]),
            Patient = patient,
            Parties = parties,
            Period = Span(from, to),
            Received = received,
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            Lines = lines,
            Others = others ?? (IReadOnlyList<string>)[],
        };
    }

    private static RemittanceLine Line(Loop loop)
    {
        var svc = loop.First;
        List<ClaimAdjustment>? adjustments = null;
        List<string>? remarks = null;
        DateOnly? from = null, to = null;
        string? lineNumber = null;
        long? allowed = null;
        foreach (var node in loop.Children)
        {
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Svc:
                    break;
                case Cas:
                    Adjustments(segment, ref adjustments);
                    break;
                case Dtm when segment[1].SequenceEqual("472"u8):
                    from = to = Values.Date(segment[2]);
                    break;
                case Dtm when segment[1].SequenceEqual("150"u8):
                    from = Values.Date(segment[2]);
                    break;
                case Dtm when segment[1].SequenceEqual("151"u8):
                    to = Values.Date(segment[2]);
                    break;
                case Ref when segment[1].SequenceEqual("6R"u8):
                    lineNumber = segment.Text(2);
                    break;
                case Amt when segment[1].SequenceEqual("B6"u8):
                    allowed = Values.Money(segment[2]);
                    break;
                case Lq when segment[1].SequenceEqual("HE"u8):
                    (remarks ??= []).Add(Values.Code(segment[2]));
                    break;
            }
        }
        var procedure = svc.Element(1);
        return new()
        {
            Place = svc.Place(),
            ProcedureKind = Values.Code(procedure.Component(1)),
            Procedure = Values.Code(procedure.Component(2)),
            Modifiers = Modifiers(procedure) ?? (IReadOnlyList<string>)[],
            Charge = Values.Money(svc[2]) ?? 0,
            Paid = Values.Money(svc[3]) ?? 0,
            Units = Values.Decimal(svc[5]),
            Served = Span(from, to),
            LineNumber = lineNumber,
            Allowed = allowed,
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            Remarks = remarks ?? (IReadOnlyList<string>)[],
        };
    }

    internal static List<string>? Modifiers(Element procedure)
    {
        List<string>? modifiers = null;
        for (var i = 3; i <= 6 && procedure.Component(i) is { IsEmpty: false } modifier; i++)
            (modifiers ??= new(1)).Add(Values.Code(modifier));
        return modifiers;
    }

    private static void Adjustments(LoopSegment cas, ref List<ClaimAdjustment>? into)
    {
        var group = new AdjustmentGroup(Values.Code(cas[1]));
        for (var element = 2; element <= 17 && element <= cas.Count; element += 3)
        {
            if (!cas[element].IsEmpty)
                (into ??= new(2)).Add(new(cas.Place(element), group, Values.Code(cas[element]), Values.Money(cas[element + 1]) ?? 0, Values.Decimal(cas[element + 2])));
        }
    }

    private static DateSpan? Span(DateOnly? from, DateOnly? to) => (from ?? to) is { } first ? new(first, to ?? first) : null;
}
