namespace Portico.X12;

/// <summary>Reads the loops of an 837, in one pass each.</summary>
internal static class ClaimModel
{
    // Whom claims have in common above them; kept with the tree, so that it is read once for all of them.
    internal sealed record BillingLevel(Place Place, Party? Provider, Party? PayTo, Party? PayToPlan, IReadOnlyList<KeptSegments> Others);

    public static (BeginningSegment Bht, Party Submitter, Party Receiver, List<TClaim> Claims, IReadOnlyList<KeptSegments> Others) Batch<TClaim>(
        Loop root, Func<Loop, TClaim> read)
    {
        Party? submitter = null, receiver = null;
        var claims = new List<TClaim>();
        var others = default(KeptList);
        foreach (var node in root.Children)
        {
            if (!node.IsLoop)
            {
                if (node.Segment.PackedId is not (SegmentId.St or SegmentId.Se or Ids.Bht))
                    others.Add(node.Segment);
                continue;
            }
            switch (node.Loop.Id)
            {
                case "1000A" when submitter is null:
                    submitter = Party.Read(node.Loop);
                    break;
                case "1000B" when receiver is null:
                    receiver = Party.Read(node.Loop);
                    break;
                case "2000A":
                    Claims(node.Loop, claims, read);
                    break;
                default:
                    others.Add(node.Loop);
                    break;
            }
        }
        return (BeginningSegment.Read(root), submitter ?? Party.Nobody("41"), receiver ?? Party.Nobody("40"), claims, others.All);
    }

    private static void Claims<TClaim>(Loop level, List<TClaim> into, Func<Loop, TClaim> read)
    {
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
                continue;
            if (node.Loop.Id == "2300")
                into.Add(read(node.Loop));
            else if (node.Loop.Id is "2000B" or "2000C")
                Claims(node.Loop, into, read);
        }
    }

    public static ProfessionalClaim Professional(Loop loop)
    {
        var parts = Read(loop, ReadProfessionalLine, out var lines);
        return new(parts) { Lines = lines };
    }

    public static InstitutionalClaim Institutional(Loop loop)
    {
        var parts = Read(loop, ReadInstitutionalLine, out var lines, out var cl1);
        return new(parts)
        {
            AdmissionType = Values.CodeOrNull(cl1[1]),
            AdmissionSource = Values.CodeOrNull(cl1[2]),
            PatientStatus = Values.CodeOrNull(cl1[3]),
            Lines = lines,
        };
    }

    public static DentalClaim Dental(Loop loop)
    {
        var parts = Read(loop, ReadDentalLine, out var lines);
        return new(parts) { Lines = lines };
    }

    private delegate TLine LineReader<TLine>(Loop loop);

    private static ClaimParts Read<TLine>(Loop loop, LineReader<TLine> line, out List<TLine> lines)
    {
        var parts = Read(loop, line, out lines, out var cl1);
        // Only institutions have an admission.
        if (cl1.Exists)
        {
            var others = default(KeptList);
            others.Add(cl1);
            parts.Others = [.. others.All, .. parts.Others];
        }
        return parts;
    }

    private static ClaimParts Read<TLine>(Loop loop, LineReader<TLine> line, out List<TLine> lines, out LoopSegment cl1)
    {
        var parts = new ClaimParts();
        lines = new(4);
        cl1 = default;
        var diagnoses = new List<Diagnosis>(4);
        List<ClaimCode>? codes = null;
        List<Party>? providers = null;
        List<QualifiedDates>? dates = null;
        List<QualifiedReference>? references = null;
        List<QualifiedAmount>? amounts = null;
        List<QualifiedNote>? notes = null;
        List<OtherInsurance>? insurances = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var inner = node.Loop;
                if (inner.Id == "2400")
                    lines.Add(line(inner));
                else if (inner.Id.StartsWith("2310", StringComparison.Ordinal))
                    (providers ??= new(2)).Add(Party.Read(inner));
                else if (inner.Id == "2320")
                    (insurances ??= new(1)).Add(Insurance(inner));
                else
                    others.Add(inner);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Clm:
                    break;
                case Ids.Ref when parts.OriginalReference is null && IsReference(segment, "F8"u8):
                    parts.OriginalReference = segment.Text(2);
                    break;
                case Ids.Ref when parts.ClearinghouseNumber is null && IsReference(segment, "D9"u8):
                    parts.ClearinghouseNumber = segment.Text(2);
                    break;
                case Ids.Ref when parts.PriorAuthorization is null && IsReference(segment, "G1"u8):
                    parts.PriorAuthorization = segment.Text(2);
                    break;
                case Ids.Cl1 when !cl1.Exists:
                    cl1 = segment;
                    break;
                case Ids.Nte when segment.Count == 2:
                    (notes ??= new(1)).Add(new(segment.Place(), Values.Code(segment[1]), segment.Text(2)));
                    break;
                case Ids.Hi when Codes(segment, diagnoses, ref codes):
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        ReadClm(loop.First, ref parts);
        ReadAbove(loop, ref parts);
        parts.Diagnoses = diagnoses;
        parts.Codes = codes ?? (IReadOnlyList<ClaimCode>)[];
        parts.Providers = providers ?? (IReadOnlyList<Party>)[];
        parts.Dates = dates ?? (IReadOnlyList<QualifiedDates>)[];
        parts.References = references ?? (IReadOnlyList<QualifiedReference>)[];
        parts.Amounts = amounts ?? (IReadOnlyList<QualifiedAmount>)[];
        parts.Notes = notes ?? (IReadOnlyList<QualifiedNote>)[];
        parts.OtherInsurances = insurances ?? (IReadOnlyList<OtherInsurance>)[];
        parts.Others = others.All;
        return parts;
    }

    private static void ReadClm(LoopSegment clm, ref ClaimParts parts)
    {
        var place = clm.Element(5);
        parts.Place = clm.Place();
        parts.ClaimNumber = clm.Text(1);
        parts.Charge = Values.Money(clm[2]) ?? 0;
        parts.PlaceOfService = Values.CodeOrNull(place.Component(1));
        parts.Frequency = place.Component(3) is { IsEmpty: false } frequency ? new ClaimFrequency(Values.Code(frequency)) : default(ClaimFrequency?);
        parts.ProviderSignature = Values.CodeOrNull(clm[6]);
        parts.Assignment = Values.CodeOrNull(clm[7]);
        parts.BenefitsAssigned = Values.CodeOrNull(clm[8]);
        parts.Release = Values.CodeOrNull(clm[9]);
        parts.PatientSignature = Values.CodeOrNull(clm[10]);
        parts.RelatedCauses = clm[11].IsEmpty ? null : Causes(clm.Element(11));
        parts.SpecialProgram = Values.CodeOrNull(clm[12]);
        parts.SubmissionReason = Values.CodeOrNull(clm[19]);
        parts.DelayReason = Values.CodeOrNull(clm[20]);
    }

    internal static RelatedCauses Causes(Element element)
    {
        var causes = new List<string>(1);
        for (var i = 1; i <= 3; i++)
        {
            if (element.Component(i) is { IsEmpty: false } cause)
                causes.Add(Values.Code(cause));
        }
        return new(causes, Values.CodeOrNull(element.Component(4)), Values.CodeOrNull(element.Component(5)));
    }

    private static void ReadAbove(Loop loop, ref ClaimParts parts)
    {
        var parent = loop.Parent;
        var patientLevel = parent.Exists && parent.Id == "2000C" ? parent : default;
        var subscriberLevel = patientLevel.Exists ? patientLevel.Parent : parent;
        if (subscriberLevel.Exists)
        {
            ReadSubscriber(subscriberLevel, patientLevel.Exists, ref parts);
            if (subscriberLevel.Parent.Exists)
                ReadBilling(subscriberLevel.Parent, ref parts);
        }
        if (patientLevel.Exists)
            ReadPatient(patientLevel, ref parts);
    }

    private static void ReadBilling(Loop level, ref ClaimParts parts)
    {
        var billing = level.Tree.Billing;
        if (billing is null || billing.Place != level.First.Place())
            level.Tree.Billing = billing = Billing(level);
        parts.BillingProvider = billing.Provider;
        parts.PayTo = billing.PayTo;
        parts.PayToPlan = billing.PayToPlan;
        parts.BillingOthers = billing.Others;
    }

    private static BillingLevel Billing(Loop level)
    {
        Party? provider = null, payTo = null, plan = null;
        string? role = null, taxonomy = null;
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                var segment = node.Segment;
                if (segment.PackedId == SegmentId.Hl)
                    continue;
                if (segment.PackedId == Ids.Prv && taxonomy is null && segment.Count == 3 && segment[2].SequenceEqual("PXC"u8))
                    (role, taxonomy) = (Values.Code(segment[1]), segment.Text(3));
                else
                    others.Add(segment);
                continue;
            }
            // Whom a level names stands before the loops that repeat without end.
            switch (node.Loop.Id)
            {
                case "2010AA":
                    provider = Party.Read(node.Loop);
                    continue;
                case "2010AB":
                    payTo = Party.Read(node.Loop);
                    continue;
                case "2010AC":
                    plan = Party.Read(node.Loop);
                    continue;
            }
            break;
        }
        if (taxonomy is not null)
            provider = (provider ?? Party.Nobody("85")) with { ProviderRole = role, Taxonomy = taxonomy };
        return new(level.First.Place(), provider, payTo, plan, others.All);
    }

    private static void ReadSubscriber(Loop level, bool hasPatientLevel, ref ClaimParts parts)
    {
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                var segment = node.Segment;
                switch (segment.PackedId)
                {
                    case SegmentId.Hl:
                        break;
                    case Ids.Sbr when parts.Responsibility is null:
                        parts.Responsibility = new(Values.Code(segment[1]));
                        parts.GroupNumber = Values.Text(segment[3]);
                        parts.GroupName = Values.Text(segment[4]);
                        parts.InsuranceType = Values.CodeOrNull(segment[5]);
                        parts.Coordination = Values.CodeOrNull(segment[6]);
                        parts.FilingIndicator = Values.CodeOrNull(segment[9]);
                        break;
                    case Ids.Pat when !hasPatientLevel && ReadPat(segment, ref parts):
                        break;
                    default:
                        others.Add(segment);
                        break;
                }
                continue;
            }
            switch (node.Loop.Id)
            {
                case "2010BA":
                    parts.Subscriber = Party.Read(node.Loop);
                    continue;
                case "2010BB":
                    parts.Payer = Party.Read(node.Loop);
                    continue;
            }
            break;
        }
        parts.SubscriberOthers = others.All;
    }

    private static void ReadPatient(Loop level, ref ClaimParts parts)
    {
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id != "2010CA")
                    break;
                parts.Patient = Party.Read(node.Loop);
            }
            else if (node.Segment.PackedId != SegmentId.Hl && (node.Segment.PackedId != Ids.Pat || !ReadPat(node.Segment, ref parts)))
            {
                others.Add(node.Segment);
            }
        }
        parts.PatientOthers = others.All;
    }

    private static bool ReadPat(LoopSegment pat, ref ClaimParts parts)
    {
        var (died, weight) = (Values.Date(pat[6]), Values.Decimal(pat[8]));
        if (!pat[3].IsEmpty || died is null != pat[6].IsEmpty || weight is null != pat[8].IsEmpty
            || (died is not null && !pat[5].SequenceEqual("D8"u8)) || (weight is not null && !pat[7].SequenceEqual("01"u8)))
            return false;
        parts.PatientRelation = Values.CodeOrNull(pat[1]);
        parts.PatientLocation = Values.CodeOrNull(pat[2]);
        parts.StudentStatus = Values.CodeOrNull(pat[4]);
        (parts.PatientDied, parts.PatientWeight, parts.Pregnant) = (died, weight, Values.CodeOrNull(pat[9]));
        return true;
    }

    private static OtherInsurance Insurance(Loop loop)
    {
        var (sbr, oi) = (loop.First, default(LoopSegment));
        List<ClaimAdjustment>? adjustments = null;
        List<QualifiedAmount>? amounts = null;
        List<Party>? providers = null;
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
                    (providers ??= new(1)).Add(Party.Read(node.Loop));
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
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            Amounts = amounts ?? (IReadOnlyList<QualifiedAmount>)[],
            BenefitsAssigned = Values.CodeOrNull(oi[3]),
            Signature = Values.CodeOrNull(oi[4]),
            Release = Values.CodeOrNull(oi[6]),
            Inpatient = inpatient,
            Outpatient = outpatient,
            Insured = insured,
            Payer = payer,
            DecidedOn = decided,
            Providers = providers ?? (IReadOnlyList<Party>)[],
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

    private static ProfessionalLine ReadProfessionalLine(Loop loop)
    {
        var parts = ReadLine(loop, Ids.Sv1, out var sv1, out var teeth);
        ReadProcedure(sv1, 1, ref parts);
        parts.Charge = Values.Money(sv1[2]) ?? 0;
        parts.Units = Values.Decimal(sv1[4]);
        KeepTeeth(teeth, ref parts);
        return new(parts)
        {
            UnitKind = Values.CodeOrNull(sv1[3]),
            PlaceOfService = Values.CodeOrNull(sv1[5]),
            DiagnosisPointers = Pointers(sv1.Element(7)),
            Emergency = Values.CodeOrNull(sv1[9]),
            Screening = Values.CodeOrNull(sv1[11]),
            FamilyPlanning = Values.CodeOrNull(sv1[12]),
            CopayStatus = Values.CodeOrNull(sv1[15]),
        };
    }

    private static InstitutionalLine ReadInstitutionalLine(Loop loop)
    {
        var parts = ReadLine(loop, Ids.Sv2, out var sv2, out var teeth);
        ReadProcedure(sv2, 2, ref parts);
        parts.Charge = Values.Money(sv2[3]) ?? 0;
        parts.Units = Values.Decimal(sv2[5]);
        KeepTeeth(teeth, ref parts);
        return new(parts) { RevenueCode = sv2.Text(1), UnitKind = Values.CodeOrNull(sv2[4]), NotCovered = Values.Money(sv2[7]) };
    }

    private static DentalLine ReadDentalLine(Loop loop)
    {
        var parts = ReadLine(loop, Ids.Sv3, out var sv3, out var teeth);
        ReadProcedure(sv3, 1, ref parts);
        parts.Charge = Values.Money(sv3[2]) ?? 0;
        parts.Units = Values.Decimal(sv3[6]);
        return new(parts)
        {
            PlaceOfService = Values.CodeOrNull(sv3[3]),
            OralCavities = Components(sv3.Element(4)),
            Prosthesis = Values.CodeOrNull(sv3[5]),
            DiagnosisPointers = Pointers(sv3.Element(11)),
            Teeth = teeth is null ? [] : [.. teeth.Select(t => new Tooth(t.Place(2), Values.Text(t[2]), Components(t.Element(3))))],
        };
    }

    // Teeth on a line that is not a dentist's.
    private static void KeepTeeth(List<LoopSegment>? teeth, ref LineParts parts)
    {
        if (teeth is null)
            return;
        var others = default(KeptList);
        foreach (var tooth in teeth)
            others.Add(tooth);
        parts.Others = [.. parts.Others, .. others.All];
    }

    private static LineParts ReadLine(Loop loop, uint serviceId, out LoopSegment service, out List<LoopSegment>? teeth)
    {
        var parts = new LineParts();
        (service, teeth) = (default, null);
        List<QualifiedDates>? dates = null;
        List<QualifiedReference>? references = null;
        List<QualifiedAmount>? amounts = null;
        List<QualifiedQuantity>? quantities = null;
        List<QualifiedNote>? notes = null;
        List<Party>? providers = null;
        List<LineAdjudication>? adjudications = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var inner = node.Loop;
                if (inner.Id.StartsWith("2420", StringComparison.Ordinal))
                    (providers ??= new(1)).Add(Party.Read(inner));
                else if (inner.Id == "2430")
                    (adjudications ??= new(1)).Add(Adjudication(inner));
                else if (inner.Id == "2410" && parts.Drug is null)
                    parts.Drug = ReadDrug(inner);
                else
                    others.Add(inner);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Lx:
                    break;
                case var id when id == serviceId && !service.Exists:
                    service = segment;
                    break;
                case Ids.Dtp when parts.Served is null && QualifiedDates.Of(segment, "472"u8) is { } served:
                    parts.Served = served;
                    break;
                case Ids.Ref when parts.LineNumber is null && IsReference(segment, "6R"u8):
                    parts.LineNumber = segment.Text(2);
                    break;
                case Ids.Nte when segment.Count == 2:
                    (notes ??= new(1)).Add(new(segment.Place(), Values.Code(segment[1]), segment.Text(2)));
                    break;
                case Ids.Too when segment.Count <= 3 && segment[1].SequenceEqual("JP"u8):
                    (teeth ??= new(1)).Add(segment);
                    break;
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                case Ids.Qty when QualifiedQuantity.TryRead(segment, ref quantities):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        parts.Place = service.Exists ? service.Place() : loop.First.Place();
        parts.Dates = dates ?? (IReadOnlyList<QualifiedDates>)[];
        parts.References = references ?? (IReadOnlyList<QualifiedReference>)[];
        parts.Amounts = amounts ?? (IReadOnlyList<QualifiedAmount>)[];
        parts.Quantities = quantities ?? (IReadOnlyList<QualifiedQuantity>)[];
        parts.Notes = notes ?? (IReadOnlyList<QualifiedNote>)[];
        parts.Providers = providers ?? (IReadOnlyList<Party>)[];
        parts.Adjudications = adjudications ?? (IReadOnlyList<LineAdjudication>)[];
        parts.Others = others.All;
        return parts;
    }

    private static void ReadProcedure(LoopSegment service, int element, ref LineParts parts)
    {
        var procedure = service.Element(element);
        parts.ProcedureKind = Values.CodeOrNull(procedure.Component(1));
        parts.Procedure = Values.CodeOrNull(procedure.Component(2));
        parts.Modifiers = ProcedureCode.ReadModifiers(procedure);
        parts.ProcedureDescription = Values.Text(procedure.Component(7));
    }

    private static Drug ReadDrug(Loop loop)
    {
        var (lin, ctp) = (loop.First, default(LoopSegment));
        List<QualifiedReference>? references = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Ids.Lin)
                continue;
            if (!node.IsLoop && node.Segment.PackedId == Ids.Ctp && !ctp.Exists && node.Segment.Element(5).Components <= 1)
                ctp = node.Segment;
            else if (node.IsLoop || node.Segment.PackedId != Ids.Ref || !QualifiedReference.TryRead(node.Segment, ref references))
                others.Add(node);
        }
        return new()
        {
            Place = lin.Place(),
            Kind = Values.Code(lin[2]),
            Code = lin.Text(3),
            Quantity = Values.Decimal(ctp[4]),
            Unit = Values.CodeOrNull(ctp[5]),
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
            Others = others.All,
        };
    }

    private static LineAdjudication Adjudication(Loop loop)
    {
        var svd = loop.First;
        List<ClaimAdjustment>? adjustments = null;
        DateOnly? on = null;
        long? remaining = null;
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
                case Ids.Svd:
                case Ids.Cas when ClaimAdjustment.TryRead(segment, ref adjustments):
                    break;
                case Ids.Dtp when on is null && QualifiedDates.DayOf(segment, "573"u8) is { } day:
                    on = day;
                    break;
                case Ids.Amt when remaining is null && QualifiedAmount.Of(segment, "EAF"u8) is { } amount:
                    remaining = amount;
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = svd.Place(),
            Payer = svd.Text(1),
            Paid = Values.Money(svd[2]) ?? 0,
            Procedure = ProcedureCode.Read(svd.Element(3)),
            RevenueCode = Values.Text(svd[4]),
            Units = Values.Decimal(svd[5]),
            BundledWith = Values.Text(svd[6]),
            Adjustments = adjustments ?? (IReadOnlyList<ClaimAdjustment>)[],
            On = on,
            Remaining = remaining,
            Others = others.All,
        };
    }

    internal static IReadOnlyList<int> Pointers(Element element)
    {
        List<int>? pointers = null;
        for (var i = 1; i <= 4 && EnvelopeCheck.TryCount(element.Component(i), out var pointer); i++)
            (pointers ??= new(2)).Add(pointer);
        return pointers ?? (IReadOnlyList<int>)[];
    }

    private static string[] Components(Element element)
    {
        var values = new string[element.Components];
        for (var i = 0; i < values.Length; i++)
            values[i] = Values.Code(element.Component(i + 1));
        return values;
    }

    /// <returns>Null when the segment says more than diagnoses.</returns>
    internal static List<Diagnosis>? Diagnoses(LoopSegment hi)
    {
        var diagnoses = new List<Diagnosis>(2);
        List<ClaimCode>? codes = null;
        return Codes(hi, diagnoses, ref codes) && codes is null ? diagnoses : null;
    }

    /// <summary>All codes alike, diagnoses among them.</summary>
    /// <returns>False when a code says more than a property holds: the segment is kept instead.</returns>
    internal static bool AllCodes(LoopSegment hi, ref List<ClaimCode>? into)
    {
        if (!IsPlain(hi))
            return false;
        for (var i = 1; i <= hi.Count; i++)
        {
            if (!hi[i].IsEmpty)
                (into ??= new(2)).Add(Code(hi, i));
        }
        return true;
    }

    private static bool Codes(LoopSegment hi, List<Diagnosis> diagnoses, ref List<ClaimCode>? codes)
    {
        if (!IsPlain(hi))
            return false;
        // Diagnoses and other lists in one segment stay together.
        var isDiagnoses = IsDiagnosis(hi.Element(1).Component(1));
        for (var i = 1; i <= hi.Count; i++)
        {
            var element = hi.Element(i);
            if (!element.Bytes.IsEmpty && IsDiagnosis(element.Component(1)) != isDiagnoses)
                return false;
            if (isDiagnoses && !(element.Component(3).IsEmpty && element.Component(5).IsEmpty))
                return false;
        }
        for (var i = 1; i <= hi.Count; i++)
        {
            var element = hi.Element(i);
            if (element.Bytes.IsEmpty)
                continue;
            if (IsDiagnosis(element.Component(1)))
                diagnoses.Add(ReadDiagnosis(hi, i));
            else
                (codes ??= new(2)).Add(Code(hi, i));
        }
        return true;
    }

    private static Diagnosis ReadDiagnosis(LoopSegment hi, int number)
    {
        var element = hi.Element(number);
        return new(hi.Place(number, 0, 2), Values.Code(element.Component(1)), Values.Code(element.Component(2)))
        {
            PresentOnAdmission = Values.CodeOrNull(element.Component(9)),
        };
    }

    private static ClaimCode Code(LoopSegment hi, int number)
    {
        var element = hi.Element(number);
        return new(hi.Place(number, 0, 2), Values.Code(element.Component(1)), Values.Code(element.Component(2)))
        {
            Dates = Values.Dates(element.Component(3), element.Component(4)),
            Amount = Values.Money(element.Component(5)),
            PresentOnAdmission = Values.CodeOrNull(element.Component(9)),
        };
    }

    private static bool IsPlain(LoopSegment hi)
    {
        for (var i = 1; i <= hi.Count; i++)
        {
            var element = hi.Element(i);
            var hasDates = !element.Component(3).IsEmpty || !element.Component(4).IsEmpty;
            if (Values.Dates(element.Component(3), element.Component(4)) is not null != hasDates
                || Values.Money(element.Component(5)) is null != element.Component(5).IsEmpty
                || !element.Component(6).IsEmpty || !element.Component(7).IsEmpty || !element.Component(8).IsEmpty || element.Components > 9)
                return false;
        }
        return true;
    }

    private static bool IsDiagnosis(ReadOnlySpan<byte> list) =>
        list.SequenceEqual("ABK"u8) || list.SequenceEqual("ABF"u8) || list.SequenceEqual("BK"u8) || list.SequenceEqual("BF"u8);

    private static bool IsReference(LoopSegment segment, ReadOnlySpan<byte> kind) => segment.Count == 2 && segment[1].SequenceEqual(kind);
}
