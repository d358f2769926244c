namespace Portico.X12;

/// <summary>Reads and writes the loops of an 835, in one pass each.</summary>
internal static partial class RemittanceModel
{
    public static Remittance Whole(Loop root)
    {
        LoopSegment bpr = default, trn = default;
        var references = default(Gathered<QualifiedReference>);
        string? currency = null;
        DateOnly? produced = null;
        Party? payer = null, payee = null;
        var groups = default(Gathered<RemittanceGroup>);
        var adjustments = default(Gathered<ProviderAdjustment>);
        var others = default(KeptList);
        foreach (var node in root.Children)
        {
            if (node.IsLoop)
            {
                switch (node.Loop.Id)
                {
                    case "1000A" when payer is null:
                        payer = Party.Read(node.Loop);
                        break;
                    case "1000B" when payee is null:
                        payee = Party.Read(node.Loop);
                        break;
                    case "2000":
                        groups.Add(Group(node.Loop));
                        break;
                    default:
                        others.Add(node.Loop);
                        break;
                }
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case SegmentId.St or SegmentId.Se:
                    break;
                case Ids.Bpr when !bpr.Exists:
                    bpr = segment;
                    break;
                case Ids.Trn when !trn.Exists:
                    trn = segment;
                    break;
                case Ids.Cur when currency is null && segment.Count == 2 && segment[1].SequenceEqual("PR"u8):
                    currency = segment.Text(2);
                    break;
                case Ids.Dtm when produced is null && IsDate(segment, "405"u8):
                    produced = Values.Date(segment[2]);
                    break;
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Plb when Adjustments(segment, ref adjustments):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = root.First.Place(),
            Handling = new(Values.Code(bpr[1])),
            Amount = Values.Money(bpr[2]) ?? 0,
            AmountPlace = bpr.Place(2),
            IsDebit = bpr[3].SequenceEqual("D"u8),
            Method = new(Values.Code(bpr[4])),
            Format = Values.CodeOrNull(bpr[5]),
            From = BankAccount.Read(bpr, 6),
            Originator = Values.Text(bpr[10]),
            OriginatorSupplement = Values.Text(bpr[11]),
            To = BankAccount.Read(bpr, 12),
            PaidOn = Values.Date(bpr[16]),
            Trace = TraceNumber.Read(trn),
            Currency = currency,
            References = references.All,
            ProducedOn = produced,
            Payer = payer ?? Party.Nobody("PR"),
            Payee = payee ?? Party.Nobody("PE"),
            Groups = groups.All,
            ProviderAdjustments = adjustments.All,
            Others = others.All,
        };
    }

    public static RemittanceGroup Group(Loop loop)
    {
        ProviderSummary? summary = null;
        InpatientSummary? inpatient = null;
        var claims = new Gathered<RemittanceClaim>(loop.CountLoops());
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id == "2100")
                    claims.Add(new(Claim(node.Loop)));
                else
                    others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Lx:
                    break;
                case Ids.Ts3 when summary is null && Summary(segment) is { } read:
                    summary = read;
                    break;
                case Ids.Ts2 when inpatient is null:
                    inpatient = Inpatient(segment);
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = loop.First.Place(), Number = loop.First.Text(1), Summary = summary, Inpatient = inpatient, Claims = claims.All, Others = others.All,
        };
    }

    private static ProviderSummary? Summary(LoopSegment ts3) =>
        Values.Date(ts3[3]) is not { } end || Values.Decimal(ts3[4]) is not { } claims || Values.Money(ts3[5]) is not { } charge ? null : new()
        {
            Place = ts3.Place(),
            Provider = ts3.Text(1),
            Facility = Values.Code(ts3[2]),
            FiscalYearEnd = end,
            Claims = claims,
            Charge = charge,
            PaidBefore = Values.Money(ts3[13]),
            NotLaboratory = Values.Money(ts3[15]),
            Reportable = Values.Money(ts3[17]),
            Payable = Values.Money(ts3[18]),
            Professional = Values.Money(ts3[20]),
            PatientLiabilityMet = Values.Money(ts3[21]),
            PatientReimbursed = Values.Money(ts3[22]),
            InterimClaims = Values.Decimal(ts3[23]),
            InterimAdjustment = Values.Money(ts3[24]),
        };

    private static InpatientSummary Inpatient(LoopSegment ts2) => new()
    {
        Place = ts2.Place(),
        Drg = Values.Money(ts2[1]),
        Federal = Values.Money(ts2[2]),
        Hospital = Values.Money(ts2[3]),
        DisproportionateShare = Values.Money(ts2[4]),
        Capital = Values.Money(ts2[5]),
        Education = Values.Money(ts2[6]),
        OutlierDays = Values.Decimal(ts2[7]),
        DayOutlier = Values.Money(ts2[8]),
        CostOutlier = Values.Money(ts2[9]),
        AverageStay = Values.Decimal(ts2[10]),
        Discharges = Values.Decimal(ts2[11]),
        CostReportDays = Values.Decimal(ts2[12]),
        CoveredDays = Values.Decimal(ts2[13]),
        NotCoveredDays = Values.Decimal(ts2[14]),
        SecondaryPassThrough = Values.Money(ts2[15]),
        AverageWeight = Values.Decimal(ts2[16]),
        CapitalFederalDrg = Values.Money(ts2[17]),
        CapitalHospitalDrg = Values.Money(ts2[18]),
        ShareDrg = Values.Money(ts2[19]),
    };

    private static bool Adjustments(LoopSegment plb, ref Gathered<ProviderAdjustment> into)
    {
        if (Values.Date(plb[2]) is not { } end)
            return false;
        var before = into.Count;
        for (var element = 3; element <= plb.Count; element += 2)
        {
            if (plb[element].IsEmpty && plb[element + 1].IsEmpty)
                continue;
            var reason = plb.Peek().Composite(element);
            if (element > 13 || reason.Count > 2 || Values.Money(plb[element + 1]) is not { } amount)
            {
                into.CutTo(before);
                return false;
            }
            var (code, reference) = (Values.Code(reason[1]), Values.Text(reason[2]));
            into.Add(new(plb.Place(element), plb.Text(1), end, new(code), reference, amount));
        }
        return true;
    }

    public static RemittanceClaimBody Claim(Loop loop)
    {
        var (parties, lines) = (new Gathered<NamedParty>(2), new Gathered<RemittanceLine>(loop.CountLoops()));
        var adjustments = default(Gathered<ClaimAdjustment>);
        var references = default(Gathered<QualifiedReference>);
        var amounts = default(Gathered<QualifiedAmount>);
        var quantities = default(Gathered<QualifiedQuantity>);
        var contacts = default(Gathered<Contact>);
        NamedParty? patient = null;
        InpatientAdjudication? inpatient = null;
        OutpatientAdjudication? outpatient = null;
        LoopSegment from = default, to = default;
        DateOnly? expired = null, received = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id == "2110")
                    lines.Add(Line(node.Loop));
                else
                    others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Clp:
                    break;
                case Ids.Nm1:
                    var party = NamedParty.ReadNm1(segment);
                    parties.Add(party);
                    if (party.Role == "QC")
                        patient = party;
                    break;
                case Ids.Dtm when !from.Exists && IsDate(segment, "232"u8):
                    from = segment;
                    break;
                case Ids.Dtm when !to.Exists && IsDate(segment, "233"u8):
                    to = segment;
                    break;
                case Ids.Dtm when expired is null && IsDate(segment, "036"u8):
                    expired = Values.Date(segment[2]);
                    break;
                case Ids.Dtm when received is null && IsDate(segment, "050"u8):
                    received = Values.Date(segment[2]);
                    break;
                case Ids.Mia when inpatient is null && InpatientAdjudication.Read(segment) is { } mia:
                    inpatient = mia;
                    break;
                case Ids.Moa when outpatient is null && OutpatientAdjudication.Read(segment) is { } moa:
                    outpatient = moa;
                    break;
                case Ids.Cas when ClaimAdjustment.TryRead(segment, ref adjustments):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                case Ids.Qty when QualifiedQuantity.TryRead(segment, ref quantities):
                case Ids.Per when Contact.TryRead(segment, ref contacts):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        var period = Span(from, to, ref others);
        var clp = loop.First.Peek();
        var isRare = clp.Count > 10 || expired is not null || inpatient is not null || outpatient is not null
            || contacts.Count > 0 || quantities.Count > 0 || others.Count > 0;
        return new()
        {
            Place = loop.First.Place(),
            ClaimNumber = clp.Text(1),
            Status = new(Values.Code(clp[2])),
            Charge = Values.Money(clp[3]) ?? 0,
            Paid = Values.Money(clp[4]) ?? 0,
            PatientOwes = Values.Money(clp[5]),
            FilingIndicator = Values.CodeOrNull(clp[6]),
            PayerClaimNumber = Values.Text(clp[7]),
            Facility = Values.CodeOrNull(clp[8]),
            Frequency = Values.CodeOrNull(clp[9]),
            Patient = patient,
            Parties = parties.All,
            Period = period,
            Received = received,
            Adjustments = adjustments.All,
            References = references.All,
            Amounts = amounts.All,
            Lines = lines.All,
            Rare = !isRare ? null : new()
            {
                Drg = Values.CodeOrNull(clp[11]),
                DrgWeight = Values.Decimal(clp[12]),
                DischargeFraction = Values.Decimal(clp[13]),
                Answer = Values.CodeOrNull(clp[14]),
                CoverageExpired = expired,
                Inpatient = inpatient,
                Outpatient = outpatient,
                Contacts = Gathered.Kept(contacts.All),
                Quantities = Gathered.Kept(quantities.All),
                Others = Gathered.Kept(others.All),
            },
        };
    }

    private static RemittanceLine Line(Loop loop)
    {
        var adjustments = default(Gathered<ClaimAdjustment>);
        var references = default(Gathered<QualifiedReference>);
        var amounts = default(Gathered<QualifiedAmount>);
        var quantities = default(Gathered<QualifiedQuantity>);
        var remarks = default(Gathered<string>);
        LoopSegment day = default, from = default, to = default;
        string? lineNumber = null;
        long? allowed = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Svc:
                    break;
                case Ids.Dtm when !day.Exists && !from.Exists && IsDate(segment, "472"u8):
                    day = segment;
                    break;
                case Ids.Dtm when !day.Exists && !from.Exists && IsDate(segment, "150"u8):
                    from = segment;
                    break;
                case Ids.Dtm when !to.Exists && IsDate(segment, "151"u8):
                    to = segment;
                    break;
                case Ids.Ref when lineNumber is null && segment.Count == 2 && segment[1].SequenceEqual("6R"u8):
                    lineNumber = segment.Text(2);
                    break;
                case Ids.Amt when allowed is null && QualifiedAmount.Of(segment, "B6"u8) is { } amount:
                    allowed = amount;
                    break;
                case Ids.Lq when segment.Count == 2 && segment[1].SequenceEqual("HE"u8):
                    remarks.Add(Values.Code(segment[2]));
                    break;
                case Ids.Cas when ClaimAdjustment.TryRead(segment, ref adjustments):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                case Ids.Qty when QualifiedQuantity.TryRead(segment, ref quantities):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        var served = Span(day.Exists ? day : from, to, ref others);
        var svc = loop.First.Peek();
        var procedure = svc.Composite(1);
        var isRare = svc.Count > 5 || !svc[4].IsEmpty || procedure.Count > 6 || quantities.Count > 0 || others.Count > 0;
        return new()
        {
            Place = loop.First.Place(),
            ProcedureKind = Values.Code(procedure[1]),
            Procedure = Values.Code(procedure[2]),
            Modifiers = ProcedureCode.ReadModifiers(procedure),
            Charge = Values.Money(svc[2]) ?? 0,
            Paid = Values.Money(svc[3]) ?? 0,
            Units = Values.Decimal(svc[5]),
            Served = served,
            LineNumber = lineNumber,
            References = references.All,
            Allowed = allowed,
            Amounts = amounts.All,
            Adjustments = adjustments.All,
            Remarks = remarks.All,
            Rare = !isRare ? null : new()
            {
                ProcedureDescription = Values.Text(procedure[7]),
                ProcedureRangeEnd = Values.Text(procedure[8]),
                RevenueCode = Values.CodeOrNull(svc[4]),
                Billed = ProcedureCode.Read(svc.Composite(6)),
                BilledUnits = Values.Decimal(svc[7]),
                Quantities = Gathered.Kept(quantities.All),
                Others = Gathered.Kept(others.All),
            },
        };
    }

    private static bool IsDate(LoopSegment dtm, ReadOnlySpan<byte> kind) =>
        dtm.Count == 2 && dtm[1].SequenceEqual(kind) && Values.Date(dtm[2]) is not null;

    // An end without its beginning has no property: it is kept.
    private static DateSpan? Span(LoopSegment from, LoopSegment to, ref KeptList others)
    {
        if (Values.Date(from[2]) is not { } first)
        {
            if (to.Exists)
                others.AddFirst(to);
            return null;
        }
        return new(first, Values.Date(to[2]) ?? first);
    }
}
