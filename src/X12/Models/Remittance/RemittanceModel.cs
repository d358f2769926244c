namespace Portico.X12;

/// <summary>Reads and writes the loops of an 835, in one pass each.</summary>
internal static class RemittanceModel
{
    public static Remittance Whole(Loop root)
    {
        LoopSegment bpr = default, trn = default;
        List<QualifiedReference>? references = null;
        string? currency = null;
        DateOnly? produced = null;
        Party? payer = null, payee = null;
        List<RemittanceGroup>? groups = null;
        List<ProviderAdjustment>? adjustments = null;
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
                        (groups ??= []).Add(Group(node.Loop));
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
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
            ProducedOn = produced,
            Payer = payer ?? Party.Nobody("PR"),
            Payee = payee ?? Party.Nobody("PE"),
            Groups = groups ?? (IReadOnlyList<RemittanceGroup>)[],
            ProviderAdjustments = adjustments ?? (IReadOnlyList<ProviderAdjustment>)[],
            Others = others.All,
        };
    }

    public static RemittanceGroup Group(Loop loop)
    {
        ProviderSummary? summary = null;
        InpatientSummary? inpatient = null;
        var claims = new List<RemittanceClaim>();
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id == "2100")
                    claims.Add(Claim(node.Loop));
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
            Place = loop.First.Place(), Number = loop.First.Text(1), Summary = summary, Inpatient = inpatient, Claims = claims, Others = others.All,
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

    private static bool Adjustments(LoopSegment plb, ref List<ProviderAdjustment>? into)
    {
        if (Values.Date(plb[2]) is not { } end)
            return false;
        var before = into?.Count ?? 0;
        for (var element = 3; element <= plb.Count; element += 2)
        {
            if (plb[element].IsEmpty && plb[element + 1].IsEmpty)
                continue;
            var reason = plb.Element(element);
            if (element > 13 || reason.Components > 2 || Values.Money(plb[element + 1]) is not { } amount)
            {
                into?.RemoveRange(before, into.Count - before);
                return false;
            }
            var (code, reference) = (Values.Code(reason.Component(1)), Values.Text(reason.Component(2)));
            (into ??= new(1)).Add(new(plb.Place(element), plb.Text(1), end, new(code), reference, amount));
        }
        return true;
    }

    public static RemittanceClaim Claim(Loop loop)
    {
        var clp = loop.First;
        var (parties, lines) = (new List<NamedParty>(2), new List<RemittanceLine>(4));
        List<ClaimAdjustment>? adjustments = null;
        List<QualifiedReference>? references = null;
        List<QualifiedAmount>? amounts = null;
        List<QualifiedQuantity>? quantities = null;
        List<Contact>? contacts = null;
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
        return new()
        {
            Place = clp.Place(),
            ClaimNumber = clp.Text(1),
            Status = new(Values.Code(clp[2])),
            Charge = Values.Money(clp[3]) ?? 0,
            Paid = Values.Money(clp[4]) ?? 0,
            PatientOwes = Values.Money(clp[5]),
            FilingIndicator = Values.CodeOrNull(clp[6]),
            PayerClaimNumber = Values.Text(clp[7]),
            Facility = Values.CodeOrNull(clp[8]),
            Frequency = Values.CodeOrNull(clp[9]),
            Drg = Values.CodeOrNull(clp[11]),
            DrgWeight = Values.Decimal(clp[12]),
            DischargeFraction = Values.Decimal(clp[13]),
            Answer = Values.CodeOrNull(clp[14]),
            Patient = patient,
            Parties = parties,
            Period = Span(from, to, ref others),
            CoverageExpired = expired,
            Received = received,
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            Inpatient = inpatient,
            Outpatient = outpatient,
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
            Contacts = contacts ?? (IReadOnlyList<Contact>)[],
            Amounts = amounts ?? (IReadOnlyList<QualifiedAmount>)[],
            Quantities = quantities ?? (IReadOnlyList<QualifiedQuantity>)[],
            Lines = lines,
            Others = others.All,
        };
    }

    private static RemittanceLine Line(Loop loop)
    {
        var svc = loop.First;
        List<ClaimAdjustment>? adjustments = null;
        List<QualifiedReference>? references = null;
        List<QualifiedAmount>? amounts = null;
        List<QualifiedQuantity>? quantities = null;
        List<string>? remarks = null;
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
                    (remarks ??= new(1)).Add(Values.Code(segment[2]));
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
        var procedure = svc.Element(1);
        return new()
        {
            Place = svc.Place(),
            ProcedureKind = Values.Code(procedure.Component(1)),
            Procedure = Values.Code(procedure.Component(2)),
            Modifiers = ProcedureCode.ReadModifiers(procedure),
            ProcedureDescription = Values.Text(procedure.Component(7)),
            ProcedureRangeEnd = Values.Text(procedure.Component(8)),
            Charge = Values.Money(svc[2]) ?? 0,
            Paid = Values.Money(svc[3]) ?? 0,
            RevenueCode = Values.CodeOrNull(svc[4]),
            Units = Values.Decimal(svc[5]),
            Billed = ProcedureCode.Read(svc.Element(6)),
            BilledUnits = Values.Decimal(svc[7]),
            Served = Span(day.Exists ? day : from, to, ref others),
            LineNumber = lineNumber,
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
            Allowed = allowed,
            Amounts = amounts ?? (IReadOnlyList<QualifiedAmount>)[],
            Quantities = quantities ?? (IReadOnlyList<QualifiedQuantity>)[],
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            Remarks = remarks ?? (IReadOnlyList<string>)[],
            Others = others.All,
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

    public static void Write(LoopWriter writer, Remittance remittance)
    {
        var bpr = writer.Segment("BPR").Element(remittance.Handling.Value).Money(remittance.Amount).Element(remittance.IsDebit ? "D" : "C")
            .Element(remittance.Method.Value).Element(remittance.Format);
        BankAccount.Write(bpr, remittance.From).Element(remittance.Originator).Element(remittance.OriginatorSupplement);
        BankAccount.Write(bpr, remittance.To).Element(remittance.PaidOn).End();
        remittance.Trace.Write(writer);
        writer.Segment("CUR").Element(remittance.Currency is null ? null : "PR").Element(remittance.Currency).End();
        foreach (var reference in remittance.References)
            reference.Write(writer);
        Date(writer, "405", remittance.ProducedOn);
        // What was kept may belong before the loops, and falls into its place as they are written.
        writer.Kept(remittance.Others);
        WriteParty(writer, "1000A", remittance.Payer);
        WriteParty(writer, "1000B", remittance.Payee);
        foreach (var group in remittance.Groups)
            Write(writer, group);
        Write(writer, remittance.ProviderAdjustments);
    }

    private static void WriteParty(LoopWriter writer, string loop, Party party)
    {
        writer.Open(loop);
        party.Named.WriteN1(writer);
        party.WriteDetails(writer);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceGroup group)
    {
        writer.Open("2000");
        writer.Segment("LX").Element(group.Number).End();
        if (group.Summary is { } ts3)
        {
            writer.Segment("TS3").Element(ts3.Provider).Element(ts3.Facility).Element(ts3.FiscalYearEnd).Decimal(ts3.Claims).Money(ts3.Charge)
                .Skip(7).Money(ts3.PaidBefore).Skip().Money(ts3.NotLaboratory).Skip().Money(ts3.Reportable).Money(ts3.Payable).Skip()
                .Money(ts3.Professional).Money(ts3.PatientLiabilityMet).Money(ts3.PatientReimbursed).Decimal(ts3.InterimClaims)
                .Money(ts3.InterimAdjustment).End();
        }
        if (group.Inpatient is { } ts2)
        {
            writer.Segment("TS2").Money(ts2.Drg).Money(ts2.Federal).Money(ts2.Hospital).Money(ts2.DisproportionateShare).Money(ts2.Capital)
                .Money(ts2.Education).Decimal(ts2.OutlierDays).Money(ts2.DayOutlier).Money(ts2.CostOutlier).Decimal(ts2.AverageStay)
                .Decimal(ts2.Discharges).Decimal(ts2.CostReportDays).Decimal(ts2.CoveredDays).Decimal(ts2.NotCoveredDays)
                .Money(ts2.SecondaryPassThrough).Decimal(ts2.AverageWeight).Money(ts2.CapitalFederalDrg).Money(ts2.CapitalHospitalDrg)
                .Money(ts2.ShareDrg).End();
        }
        writer.Kept(group.Others);
        foreach (var claim in group.Claims)
            Write(writer, claim);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceClaim claim)
    {
        writer.Open("2100");
        writer.Segment("CLP").Element(claim.ClaimNumber).Element(claim.Status.Value).Money(claim.Charge).Money(claim.Paid).Money(claim.PatientOwes)
            .Element(claim.FilingIndicator).Element(claim.PayerClaimNumber).Element(claim.Facility).Element(claim.Frequency).Skip()
            .Element(claim.Drg).Decimal(claim.DrgWeight).Decimal(claim.DischargeFraction).Element(claim.Answer).End();
        ClaimAdjustment.Write(writer, claim.Adjustments);
        // The patient is one of the parties where it was read; where a claim was made, naming it once is enough.
        if (claim.Patient is { } patient && !claim.Parties.Contains(patient))
            patient.WriteNm1(writer);
        foreach (var party in claim.Parties)
            party.WriteNm1(writer);
        claim.Inpatient?.Write(writer);
        claim.Outpatient?.Write(writer);
        foreach (var reference in claim.References)
            reference.Write(writer);
        if (claim.Period is { } period)
        {
            Date(writer, "232", period.First);
            if (period.Last != period.First)
                Date(writer, "233", period.Last);
        }
        Date(writer, "036", claim.CoverageExpired);
        Date(writer, "050", claim.Received);
        foreach (var contact in claim.Contacts)
            contact.Write(writer);
        foreach (var amount in claim.Amounts)
            amount.Write(writer);
        foreach (var quantity in claim.Quantities)
            quantity.Write(writer);
        writer.Kept(claim.Others);
        foreach (var line in claim.Lines)
            Write(writer, line);
        writer.Close();
    }

    private static void Write(LoopWriter writer, RemittanceLine line)
    {
        writer.Open("2110");
        var svc = writer.Segment("SVC");
        ProcedureCode.Write(svc, line.ProcedureKind, line.Procedure, line.Modifiers, line.ProcedureDescription, line.ProcedureRangeEnd)
            .Money(line.Charge).Money(line.Paid).Element(line.RevenueCode).Decimal(line.Units);
        ProcedureCode.Write(svc, line.Billed).Decimal(line.BilledUnits).End();
        if (line.Served is { } served)
        {
            Date(writer, served.First == served.Last ? "472" : "150", served.First);
            if (served.First != served.Last)
                Date(writer, "151", served.Last);
        }
        ClaimAdjustment.Write(writer, line.Adjustments);
        foreach (var reference in line.References)
            reference.Write(writer);
        writer.Segment("REF").Element(line.LineNumber is null ? null : "6R").Element(line.LineNumber).End();
        if (line.Allowed is { } allowed)
            QualifiedAmount.Of("B6", allowed).Write(writer);
        foreach (var amount in line.Amounts)
            amount.Write(writer);
        foreach (var quantity in line.Quantities)
            quantity.Write(writer);
        foreach (var remark in line.Remarks)
            writer.Segment("LQ").Element("HE").Element(remark).End();
        writer.Kept(line.Others);
        writer.Close();
    }

    private static void Date(LoopWriter writer, string kind, DateOnly? date)
    {
        if (date is { } day)
            writer.Segment("DTM").Element(kind).Element(day).End();
    }

    // A PLB holds six pairs of one provider and year.
    private static void Write(LoopWriter writer, IReadOnlyList<ProviderAdjustment> adjustments)
    {
        for (var from = 0; from < adjustments.Count;)
        {
            var first = adjustments[from];
            var plb = writer.Segment("PLB").Element(first.Provider).Element(first.FiscalYearEnd);
            for (var count = 0; count < 6 && from < adjustments.Count; count++, from++)
            {
                var next = adjustments[from];
                if (next.Provider != first.Provider || next.FiscalYearEnd != first.FiscalYearEnd)
                    break;
                plb.Composite(next.Reason.Value, next.Reference).Money(next.Amount);
            }
            plb.End();
        }
    }
}
