namespace Portico.X12;

/// <summary>Reads and writes the loops of a 271, in one pass each.</summary>
internal static class EligibilityModel
{
    public static EligibilityResponse Response(Loop root)
    {
        var bht = BeginningSegment.Read(root);
        var payers = new List<ResponsePayer>(1);
        var others = default(KeptList);
        foreach (var node in root.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2000A")
                payers.Add(Payer(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId is not (SegmentId.St or SegmentId.Se or Ids.Bht))
                others.Add(node);
        }
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Payers = payers, Others = others.All,
        };
    }

    private static ResponsePayer Payer(Loop level)
    {
        Party? payer = null;
        var rejections = default(Gathered<Rejection>);
        var providers = new List<ResponseProvider>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100A" && payer is null)
                payer = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000B")
                providers.Add(Provider(node.Loop));
            else if (!node.IsLoop && node.Segment.PackedId == Ids.Aaa)
                rejections.Add(Rejection.Read(node.Segment));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new()
        {
            Place = level.First.Place(),
            Payer = payer ?? Party.Nobody("PR"),
            Rejections = rejections.All,
            Providers = providers,
            Others = others.All,
        };
    }

    private static ResponseProvider Provider(Loop level)
    {
        Party? provider = null;
        var answers = new List<EligibilityAnswer>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100B" && provider is null)
                provider = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000C")
                answers.Add(new(Answer(node.Loop, Above(level))));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new() { Place = level.First.Place(), Provider = provider ?? Party.Nobody("1P"), Answers = answers, Others = others.All };
    }

    /// <summary>A person's level, and what was said above it against everybody.</summary>
    public static LoopCopy Copy(Loop level) => new(level, 0, Above(level.Parent));

    /// <param name="level">2000C or 2000D.</param>
    /// <param name="above">What was said above it against everybody: rejections, or null.</param>
    public static EligibilityAnswerBody Answer(Loop level, object? above)
    {
        var (parts, personOthers, others) = (default(PartyParts), default(KeptList), default(KeptList));
        var traces = default(Gathered<TraceNumber>);
        var dates = default(Gathered<QualifiedDates>);
        var rejections = default(Gathered<Rejection>);
        foreach (var rejection in above as IReadOnlyList<Rejection> ?? [])
            rejections.Add(rejection);
        IReadOnlyList<Diagnosis>? diagnoses = null;
        var dependents = default(Gathered<EligibilityAnswer>);
        Relationship? relationship = null;
        var benefits = default(Gathered<Benefit>);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                if (node.Segment.PackedId == Ids.Trn && node.Segment.Count <= 4)
                    traces.Add(TraceNumber.Read(node.Segment));
                else if (node.Segment.PackedId != SegmentId.Hl)
                    others.Add(node.Segment);
                continue;
            }
            if (node.Loop.Id == "2000D")
            {
                dependents.Add(new(Answer(node.Loop, null)));
                continue;
            }
            if (node.Loop.Id is not ("2100C" or "2100D") || parts.Named is not null)
            {
                others.Add(node.Loop);
                continue;
            }
            benefits = new(node.Loop.CountLoops());
            foreach (var inner in node.Loop.Children)
            {
                if (inner.IsLoop)
                {
                    if (inner.Loop.Id is "2110C" or "2110D")
                        benefits.Add(OneBenefit(inner.Loop));
                    else
                        personOthers.Add(inner.Loop);
                    continue;
                }
                var segment = inner.Segment;
                switch (segment.PackedId)
                {
                    case Ids.Aaa:
                        rejections.Add(Rejection.Read(segment));
                        break;
                    case Ids.Ins when relationship is null && Relationship.Read(segment) is { } read:
                        relationship = read;
                        break;
                    case Ids.Hi when diagnoses is null && ClaimCodeModel.Diagnoses(segment) is { } read:
                        diagnoses = read;
                        break;
                    case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                        break;
                    // A person has no contacts here.
                    case Ids.Per:
                        personOthers.Add(segment);
                        break;
                    default:
                        if (!parts.Take(segment))
                            personOthers.Add(segment);
                        break;
                }
            }
        }
        return new()
        {
            Place = level.First.Place(),
            IsDependent = level.Id == "2000D",
            Traces = traces.All,
            Person = parts.Named,
            Born = parts.Born,
            Sex = parts.Sex,
            Address = parts.Address,
            ProviderRole = parts.ProviderRole,
            Taxonomy = parts.Taxonomy,
            Relationship = relationship,
            Diagnoses = diagnoses ?? [],
            References = parts.References,
            Dates = dates.All,
            Rejections = rejections.All,
            Benefits = benefits.All,
            Dependents = dependents.All,
            PersonOthers = personOthers.All,
            Others = others.All,
        };
    }

    // A payer that cannot answer says so above the person: in the levels above and in what names them, which come first there.
    private static IReadOnlyList<Rejection> Above(Loop level)
    {
        var rejections = default(Gathered<Rejection>);
        for (; level.Exists && level.Id is not ("ST" or "2000C"); level = level.Parent)
        {
            foreach (var node in level.Children)
            {
                if (node.IsLoop && node.Loop.Id is not ("2100A" or "2100B"))
                    break;
                if (node.IsLoop)
                    InLoop(node.Loop, ref rejections);
                else if (node.Segment.PackedId == Ids.Aaa)
                    rejections.Add(Rejection.Read(node.Segment));
            }
        }
        return rejections.All;
    }

    private static void InLoop(Loop loop, ref Gathered<Rejection> rejections)
    {
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Ids.Aaa)
                rejections.Add(Rejection.Read(node.Segment));
        }
    }

    private static Benefit OneBenefit(Loop loop)
    {
        var dates = default(Gathered<QualifiedDates>);
        var references = default(Gathered<QualifiedReference>);
        var deliveries = default(Gathered<ServiceDelivery>);
        var messages = default(Gathered<string>);
        var narrowings = default(Gathered<Narrowing>);
        var related = default(Gathered<Party>);
        var rejections = default(Gathered<Rejection>);
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var first = node.Loop.First;
                if (first.PackedId == Ids.Iii && first.Count <= 4 && node.Loop.End - node.Loop.FirstSegment == 1)
                    narrowings.Add(Narrowing.Read(first));
                else if (first.PackedId == Ids.Nm1)
                    related.Add(Party.Read(node.Loop));
                else
                    others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Eb or SegmentId.Ls or SegmentId.Le:
                    break;
                case Ids.Msg when segment.Count == 1:
                    messages.Add(segment.Text(1));
                    break;
                case Ids.Aaa:
                    rejections.Add(Rejection.Read(segment));
                    break;
                case Ids.Hsd when ServiceDelivery.TryRead(segment, ref deliveries):
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        var eb = loop.First.Peek();
        var (amountAt, shareAt) = (At(eb, 7), At(eb, 8));
        var isFar = amountAt > ushort.MaxValue || shareAt > ushort.MaxValue;
        var isRare = isFar || !eb[8].IsEmpty || !eb[9].IsEmpty || !eb[10].IsEmpty || eb.Count > 12 || deliveries.Count > 0 || references.Count > 0
            || narrowings.Count > 0 || related.Count > 0 || rejections.Count > 0 || others.Count > 0;
        return new()
        {
            Place = loop.First.Place(),
            Kind = new(Values.Code(eb[1])),
            CoverageLevel = Values.CodeOrNull(eb[2]),
            ServiceTypes = Repeated(eb[3], eb.Delimiters.Repetition),
            InsuranceType = Values.CodeOrNull(eb[4]),
            Plan = Values.Text(eb[5]),
            Period = eb[6].IsEmpty ? null : new BenefitPeriod(Values.Code(eb[6])),
            Amount = Values.Money(eb[7]),
            AmountAt = isFar ? (ushort)0 : (ushort)amountAt,
            ShareAt = isFar ? (ushort)0 : (ushort)shareAt,
            NeedsAuthorization = Said(eb[11]),
            InNetwork = Said(eb[12]),
            Dates = dates.All,
            Messages = messages.All,
            Rare = !isRare ? null : new()
            {
                Places = isFar ? new(amountAt > 0 ? loop.First.Place(7) : default, shareAt > 0 ? loop.First.Place(8) : default) : null,
                Share = Values.Decimal(eb[8]),
                QuantityKind = Values.CodeOrNull(eb[9]),
                Quantity = Values.Decimal(eb[10]),
                Procedure = ProcedureCode.Read(eb.Composite(13)),
                DiagnosisPointers = Gathered.Kept(ClaimLineModel.Pointers(eb.Composite(14))),
                Deliveries = Gathered.Kept(deliveries.All),
                References = Gathered.Kept(references.All),
                Narrowings = Gathered.Kept(narrowings.All),
                Related = Gathered.Kept(related.All),
                Rejections = Gathered.Kept(rejections.All),
                Others = Gathered.Kept(others.All),
            },
        };
    }

    private static int At(Segment segment, int element) => segment[element].IsEmpty ? 0 : segment.OffsetOf(element);

    internal static IReadOnlyList<string> Repeated(ReadOnlySpan<byte> element, byte? separator)
    {
        if (element.IsEmpty)
            return [];
        if (separator is not { } cut || !element.Contains(cut))
            return Values.OneCode(element);
        var values = new string[element.Count(cut) + 1];
        var count = 0;
        foreach (var part in element.Split(cut))
            values[count++] = Values.Code(element[part]);
        return values;
    }

    private static BenefitAnswer Said(ReadOnlySpan<byte> answer) => answer switch
    {
        [(byte)'Y'] => BenefitAnswer.Yes,
        [(byte)'N'] => BenefitAnswer.No,
        [(byte)'U'] => BenefitAnswer.Unknown,
        [(byte)'W'] => BenefitAnswer.DoesNotMatter,
        _ => BenefitAnswer.NotSaid,
    };

    private static string? Code(BenefitAnswer answer) => answer switch
    {
        BenefitAnswer.Yes => "Y",
        BenefitAnswer.No => "N",
        BenefitAnswer.Unknown => "U",
        BenefitAnswer.DoesNotMatter => "W",
        _ => null,
    };

    public static void Write(LoopWriter writer, EligibilityResponse response)
    {
        foreach (var payer in response.Payers)
        {
            writer.Level("2000A", "20", payer.Providers.Count > 0);
            foreach (var rejection in payer.Rejections)
                rejection.Write(writer);
            writer.Kept(payer.Others);
            payer.Payer.Write(writer, "2100A");
            foreach (var provider in payer.Providers)
            {
                writer.Level("2000B", "21", provider.Answers.Count > 0);
                writer.Kept(provider.Others);
                provider.Provider.Write(writer, "2100B");
                foreach (var answer in provider.Answers)
                    Write(writer, answer, isDependent: false);
                writer.Close();
            }
            writer.Close();
        }
    }

    private static void Write(LoopWriter writer, EligibilityAnswer answer, bool isDependent)
    {
        writer.Level(isDependent ? "2000D" : "2000C", isDependent ? "23" : "22", answer.Dependents.Count > 0);
        foreach (var trace in answer.Traces)
            trace.Write(writer);
        writer.Kept(answer.Others);
        var loop = isDependent ? "2100D" : "2100C";
        writer.Open(loop);
        answer.Person?.WriteNm1(writer);
        answer.Address?.Write(writer);
        Party.WriteDemographics(writer, answer.Born, answer.Sex);
        writer.Segment("PRV").Element(answer.ProviderRole).Element(answer.Taxonomy is null ? null : "PXC").Element(answer.Taxonomy).End();
        foreach (var reference in answer.References)
            reference.Write(writer);
        // An answer carries the refusals above it too: those are written there.
        foreach (var rejection in answer.Rejections.Where(r => r.Loop == loop))
            rejection.Write(writer);
        answer.Relationship?.Write(writer);
        ClaimWriting.Diagnoses(writer, answer.Diagnoses);
        foreach (var dates in answer.Dates)
            dates.Write(writer);
        writer.Kept(answer.PersonOthers);
        foreach (var benefit in answer.Benefits)
            Write(writer, benefit, isDependent ? "D" : "C");
        writer.Close();
        foreach (var dependent in answer.Dependents)
            Write(writer, dependent, isDependent: true);
        writer.Close();
    }

    private static void Write(LoopWriter writer, Benefit benefit, string level)
    {
        writer.Open("2110" + level);
        var eb = writer.Segment("EB").Element(benefit.Kind.Value).Element(benefit.CoverageLevel).Repeated(benefit.ServiceTypes)
            .Element(benefit.InsuranceType).Element(benefit.Plan).Element(benefit.Period?.Value).Money(benefit.Amount).Decimal(benefit.Share)
            .Element(benefit.QuantityKind).Decimal(benefit.Quantity).Element(Code(benefit.NeedsAuthorization)).Element(Code(benefit.InNetwork));
        ClaimWriting.Pointers(ProcedureCode.Write(eb, benefit.Procedure), benefit.DiagnosisPointers).End();
        foreach (var delivery in benefit.Deliveries)
            delivery.Write(writer);
        foreach (var reference in benefit.References)
            reference.Write(writer);
        foreach (var dates in benefit.Dates)
            dates.Write(writer);
        foreach (var rejection in benefit.Rejections)
            rejection.Write(writer);
        foreach (var message in benefit.Messages)
            writer.Segment("MSG").Element(message).End();
        if (benefit.Related.Count > 0)
        {
            writer.Segment("LS").Element("2120").End();
            writer.Segment("LE").Element("2120").End();
        }
        writer.Kept(benefit.Others);
        foreach (var narrowing in benefit.Narrowings)
        {
            writer.Open("2115" + level);
            narrowing.Write(writer);
            writer.Close();
        }
        foreach (var party in benefit.Related)
            party.Write(writer, "2120" + level);
        writer.Close();
    }
}
