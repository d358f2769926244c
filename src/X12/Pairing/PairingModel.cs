namespace Portico.X12;

/// <summary>Reads what pairing needs, and nothing else, from loops of the 837, 835 and 277CA.</summary>
internal static class PairingModel
{
    public static SentClaim Sent(Loop loop)
    {
        var clm = loop.Segment("CLM"u8);
        var lines = new List<PairingLine>();
        foreach (var node in loop.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2400")
                lines.Add(SentLine(node.Loop));
        }
        return new()
        {
            Place = clm.Place(),
            ClaimNumber = clm.Text(1),
            Charge = Values.Money(clm[2]) ?? 0,
            Frequency = Values.Text(clm.Element(5).Component(3)),
            OriginalReference = Values.Text(loop.Segment("REF"u8, "F8"u8)[2]),
            Lines = lines,
        };
    }

    private static PairingLine SentLine(Loop line)
    {
        var (service, charge, procedure) = (line.Segment("SV1"u8), 2, 1);
        if (!service.Exists)
            (service, charge, procedure) = (line.Segment("SV2"u8), 3, 2);
        if (!service.Exists)
            (service, charge, procedure) = (line.Segment("SV3"u8), 2, 1);
        var number = Values.Text(line.Segment("REF"u8, "6R"u8)[2]) ?? Values.Text(line.Segment("LX"u8)[1]);
        var served = line.Segment("DTP"u8, "472"u8);
        return new()
        {
            Place = service.Place(),
            LineNumber = number,
            // An institution's line may have a revenue code alone.
            Procedure = Procedure(service, procedure) ?? (procedure == 2 ? RevenueCode(service[1]) : null),
            Charge = Values.Money(service[charge]) ?? 0,
            Served = Values.Dates(served[2], served[3])?.First,
        };
    }

    public static PaidClaim Paid(Loop loop)
    {
        var (clp, root) = (loop.Segment("CLP"u8), loop.Tree.Root);
        var (bpr, trn) = (root.Segment("BPR"u8), root.Segment("TRN"u8));
        var lines = new List<PairingLine>();
        foreach (var node in loop.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2110")
                lines.Add(PaidLine(node.Loop));
        }
        return new()
        {
            Place = clp.Place(),
            Remittance = $"{trn.Text(2)}/{trn.Text(3)}/{bpr.Text(16)}",
            ClaimNumber = clp.Text(1),
            Status = new(Values.Code(clp[2])),
            Charge = Values.Money(clp[3]) ?? 0,
            Paid = Values.Money(clp[4]) ?? 0,
            PayerClaimNumber = Values.Text(clp[7]),
            Lines = lines,
        };
    }

    private static PairingLine PaidLine(Loop line)
    {
        var svc = line.Segment("SVC"u8);
        var served = line.Segment("DTM"u8, "472"u8);
        if (!served.Exists)
            served = line.Segment("DTM"u8, "150"u8);
        return new()
        {
            Place = svc.Place(),
            LineNumber = Values.Text(line.Segment("REF"u8, "6R"u8)[2]),
            Procedure = Procedure(svc, 6) ?? Procedure(svc, 1),
            Charge = Values.Money(svc[2]) ?? 0,
            Paid = Values.Money(svc[3]) ?? 0,
            Served = Values.Date(served[2]),
        };
    }

    public static AnsweredClaim Answered(Loop loop)
    {
        var categories = new List<string>(2);
        string? action = null;
        long? charge = null;
        foreach (var node in loop.Children)
        {
            if (node.IsLoop || !node.Segment.Is("STC"u8))
                continue;
            var stc = node.Segment;
            foreach (var element in (ReadOnlySpan<int>)[1, 10, 11])
            {
                if (stc.Element(element).Component(1) is { IsEmpty: false } category)
                    categories.Add(Values.Code(category));
            }
            // One refusal is enough.
            if (action != "U")
                action = Values.Text(stc[3]) ?? action;
            charge ??= Values.Money(stc[4]);
        }
        var trn = loop.Segment("TRN"u8);
        return new()
        {
            Place = trn.Place(),
            ClaimNumber = trn.Text(2),
            Categories = categories,
            Action = action,
            Charge = charge,
            PayerClaimNumber = Values.Text(loop.Segment("REF"u8, "1K"u8)[2]),
        };
    }

    // A service that is billed by its revenue code comes back as NU.
    private static string? RevenueCode(ReadOnlySpan<byte> code) => code.IsEmpty ? null : "NU:" + Bytewise.Text(code);

    private static string? Procedure(LoopSegment segment, int number)
    {
        var procedure = segment.Element(number);
        if (procedure.Component(2).IsEmpty)
            return null;
        var text = procedure.Text(1) + ":" + procedure.Text(2);
        for (var i = 3; i <= 6 && procedure.Component(i) is { IsEmpty: false } modifier; i++)
            text += ":" + Values.Code(modifier);
        return text;
    }
}
