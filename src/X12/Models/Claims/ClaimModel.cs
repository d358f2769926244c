namespace Portico.X12;

/// <summary>Reads the loops of an 837, in one pass each.</summary>
internal static class ClaimModel
{
    public static (BeginningSegment Bht, Party Submitter, Party Receiver, List<TClaim> Claims, IReadOnlyList<KeptSegments> Others) Batch<TClaim>(
        Loop root, Func<Loop, object?, TClaim> read)
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
                    Claims(node.Loop, BillingLevel(node.Loop), claims, read);
                    break;
                default:
                    others.Add(node.Loop);
                    break;
            }
        }
        return (BeginningSegment.Read(root), submitter ?? Party.Nobody("41"), receiver ?? Party.Nobody("40"), claims, others.All);
    }

    private static void Claims<TClaim>(Loop level, ClaimBody.BillingLevel? billing, List<TClaim> into, Func<Loop, object?, TClaim> read)
    {
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
                continue;
            if (node.Loop.Id == "2300")
                into.Add(read(node.Loop, billing));
            else if (node.Loop.Id is "2000B" or "2000C")
                Claims(node.Loop, billing, into, read);
        }
    }

    public static ProfessionalClaimBody Professional(Loop loop, object? billing)
    {
        var lines = new Gathered<ProfessionalLine>(loop.CountLoops());
        var parts = Read(loop, billing, ref lines, ClaimLineModel.Professional, out var cl1);
        KeepAdmission(cl1, ref parts);
        return new(parts) { Lines = lines.All };
    }

    public static InstitutionalClaimBody Institutional(Loop loop, object? billing)
    {
        var lines = new Gathered<InstitutionalLine>(loop.CountLoops());
        var parts = Read(loop, billing, ref lines, ClaimLineModel.Institutional, out var cl1);
        return new(parts)
        {
            AdmissionType = Values.CodeOrNull(cl1[1]),
            AdmissionSource = Values.CodeOrNull(cl1[2]),
            PatientStatus = Values.CodeOrNull(cl1[3]),
            Lines = lines.All,
        };
    }

    public static DentalClaimBody Dental(Loop loop, object? billing)
    {
        var lines = new Gathered<DentalLine>(loop.CountLoops());
        var parts = Read(loop, billing, ref lines, ClaimLineModel.Dental, out var cl1);
        KeepAdmission(cl1, ref parts);
        return new(parts) { Lines = lines.All };
    }

    // Only institutions have an admission.
    private static void KeepAdmission(LoopSegment cl1, ref ClaimParts parts)
    {
        if (!cl1.Exists)
            return;
        var others = default(KeptList);
        others.Add(cl1);
        var rare = parts.Rare ?? new();
        parts.Rare = rare with { Others = [.. others.All, .. rare.Others ?? []] };
    }

    private delegate TLine LineReader<TLine>(Loop loop);

    private static ClaimParts Read<TLine>(Loop loop, object? billing, ref Gathered<TLine> lines, LineReader<TLine> line, out LoopSegment cl1)
    {
        cl1 = default;
        string? original = null, clearinghouse = null, authorization = null;
        var diagnoses = default(Gathered<Diagnosis>);
        var codes = default(Gathered<ClaimCode>);
        var providers = default(Gathered<Party>);
        var dates = default(Gathered<QualifiedDates>);
        var references = default(Gathered<QualifiedReference>);
        var amounts = default(Gathered<QualifiedAmount>);
        var notes = default(Gathered<QualifiedNote>);
        var insurances = default(Gathered<OtherInsurance>);
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var inner = node.Loop;
                if (inner.Id == "2400")
                    lines.Add(line(inner));
                else if (inner.Id.StartsWith("2310", StringComparison.Ordinal))
                    providers.Add(Party.Read(inner));
                else if (inner.Id == "2320")
                    insurances.Add(ClaimInsuranceModel.Read(inner));
                else
                    others.Add(inner);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Clm:
                    break;
                case Ids.Ref when original is null && ClaimLineModel.IsReference(segment, "F8"u8):
                    original = segment.Text(2);
                    break;
                case Ids.Ref when clearinghouse is null && ClaimLineModel.IsReference(segment, "D9"u8):
                    clearinghouse = segment.Text(2);
                    break;
                case Ids.Ref when authorization is null && ClaimLineModel.IsReference(segment, "G1"u8):
                    authorization = segment.Text(2);
                    break;
                case Ids.Cl1 when !cl1.Exists:
                    cl1 = segment;
                    break;
                case Ids.Nte when segment.Count == 2:
                    notes.Add(new(segment.Place(), Values.Code(segment[1]), segment.Text(2)));
                    break;
                case Ids.Hi when ClaimCodeModel.Read(segment, ref diagnoses, ref codes):
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        var clm = loop.First.View();
        var place = clm.Composite(5);
        var isRare = clm.Count > 9 || original is not null || authorization is not null || codes.Count > 0 || references.Count > 0
            || amounts.Count > 0 || notes.Count > 0 || insurances.Count > 0 || others.Count > 0;
        var parts = new ClaimParts
        {
            Place = loop.First.Place(),
            ClaimNumber = clm.Text(1),
            Charge = Values.Money(clm[2]) ?? 0,
            PlaceOfService = Values.CodeOrNull(place[1]),
            Frequency = place[3].IsEmpty ? default(ClaimFrequency?) : new ClaimFrequency(Values.Code(place[3])),
            ProviderSignature = Values.CodeOrNull(clm[6]),
            Assignment = Values.CodeOrNull(clm[7]),
            BenefitsAssigned = Values.CodeOrNull(clm[8]),
            Release = Values.CodeOrNull(clm[9]),
            ClearinghouseNumber = clearinghouse,
            Providers = providers.All,
            Diagnoses = diagnoses.All,
            Dates = dates.All,
            Billing = billing as ClaimBody.BillingLevel,
            Rare = !isRare ? null : new()
            {
                PatientSignature = Values.CodeOrNull(clm[10]),
                RelatedCauses = clm[11].IsEmpty ? null : Causes(clm.Composite(11)),
                SpecialProgram = Values.CodeOrNull(clm[12]),
                SubmissionReason = Values.CodeOrNull(clm[19]),
                DelayReason = Values.CodeOrNull(clm[20]),
                OriginalReference = original,
                PriorAuthorization = authorization,
                References = Gathered.Kept(references.All),
                Codes = Gathered.Kept(codes.All),
                Amounts = Gathered.Kept(amounts.All),
                Notes = Gathered.Kept(notes.All),
                OtherInsurances = Gathered.Kept(insurances.All),
                Others = Gathered.Kept(others.All),
            },
        };
        ReadAbove(loop, ref parts);
        return parts;
    }

    internal static RelatedCauses Causes(Composite composite)
    {
        var causes = default(Gathered<string>);
        for (var i = 1; i <= 3; i++)
        {
            if (composite[i] is { IsEmpty: false } cause)
                causes.Add(Values.Code(cause));
        }
        return new(causes.All, Values.CodeOrNull(composite[4]), Values.CodeOrNull(composite[5]));
    }

    private static void ReadAbove(Loop loop, ref ClaimParts parts)
    {
        var parent = loop.Parent;
        var patientLevel = parent.Exists && parent.Id == "2000C" ? parent : default;
        var subscriberLevel = patientLevel.Exists ? patientLevel.Parent : parent;
        if (subscriberLevel.Exists)
            ReadSubscriber(subscriberLevel, patientLevel.Exists, ref parts);
        if (patientLevel.Exists)
            ReadPatient(patientLevel, ref parts);
    }

    /// <summary>A claim with the levels above it; that of the provider is read at once.</summary>
    public static LoopCopy Copy(Loop loop)
    {
        var parent = loop.Parent;
        var above = !parent.Exists ? 0 : parent.Id == "2000C" && parent.Parent.Exists ? 2 : 1;
        var provider = above == 0 ? default : above == 2 ? parent.Parent.Parent : parent.Parent;
        return new(loop, above, provider.Exists ? Billing(provider) : null);
    }

    // Claims of one provider follow one another: its level is read once for all of them.
    private static ClaimBody.BillingLevel Billing(Loop level)
    {
        var place = level.First.Place();
        if (level.Tree.Billing is not { } known || known.Place != place)
            level.Tree.Billing = known = (place, BillingLevel(level));
        return known.Level;
    }

    private static ClaimBody.BillingLevel BillingLevel(Loop level)
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
        return new() { BillingProvider = provider, PayTo = payTo, PayToPlan = plan, BillingOthers = Gathered.Kept(others.All) };
    }

    private static void ReadSubscriber(Loop level, bool hasPatientLevel, ref ClaimParts parts)
    {
        var others = default(KeptList);
        LoopSegment sbr = default;
        Party? subscriber = null, payer = null;
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                var segment = node.Segment;
                switch (segment.PackedId)
                {
                    case SegmentId.Hl:
                        break;
                    case Ids.Sbr when !sbr.Exists:
                        sbr = segment;
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
                    subscriber = Party.Read(node.Loop);
                    continue;
                case "2010BB":
                    payer = Party.Read(node.Loop);
                    continue;
            }
            break;
        }
        parts.Insured = new()
        {
            Responsibility = sbr.Exists ? new Responsibility(Values.Code(sbr[1])) : null,
            GroupNumber = Values.Text(sbr[3]),
            GroupName = Values.Text(sbr[4]),
            InsuranceType = Values.CodeOrNull(sbr[5]),
            Coordination = Values.CodeOrNull(sbr[6]),
            FilingIndicator = Values.CodeOrNull(sbr[9]),
            Subscriber = subscriber,
            Payer = payer,
            SubscriberOthers = Gathered.Kept(others.All),
        };
    }

    private static void ReadPatient(Loop level, ref ClaimParts parts)
    {
        var others = default(KeptList);
        Party? patient = null;
        foreach (var node in level.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.Id != "2010CA")
                    break;
                patient = Party.Read(node.Loop);
            }
            else if (node.Segment.PackedId != SegmentId.Hl && (node.Segment.PackedId != Ids.Pat || !ReadPat(node.Segment, ref parts)))
            {
                others.Add(node.Segment);
            }
        }
        if (patient is not null || others.Count > 0)
            parts.Treated = (parts.Treated ?? new()) with { Patient = patient, PatientOthers = Gathered.Kept(others.All) };
    }

    private static bool ReadPat(LoopSegment pat, ref ClaimParts parts)
    {
        var (died, weight) = (Values.Date(pat[6]), Values.Decimal(pat[8]));
        if (!pat[3].IsEmpty || died is null != pat[6].IsEmpty || weight is null != pat[8].IsEmpty
            || (died is not null && !pat[5].SequenceEqual("D8"u8)) || (weight is not null && !pat[7].SequenceEqual("01"u8)))
            return false;
        parts.Treated = new()
        {
            PatientRelation = Values.CodeOrNull(pat[1]),
            PatientLocation = Values.CodeOrNull(pat[2]),
            StudentStatus = Values.CodeOrNull(pat[4]),
            PatientDied = died,
            PatientWeight = weight,
            Pregnant = Values.CodeOrNull(pat[9]),
        };
        return true;
    }
}
