namespace Portico.X12;

/// <summary>Reads the loops of a 271 in one pass each.</summary>
internal static class EligibilityModel
{
    private const uint Trn = 'T' | 'R' << 8 | 'N' << 16;
    private const uint Nm1 = 'N' | 'M' << 8 | '1' << 16;
    private const uint Dmg = 'D' | 'M' << 8 | 'G' << 16;
    private const uint Ref = 'R' | 'E' << 8 | 'F' << 16;
    private const uint Dtp = 'D' | 'T' << 8 | 'P' << 16;
    private const uint Aaa = 'A' | 'A' << 8 | 'A' << 16;
    private const uint Msg = 'M' | 'S' << 8 | 'G' << 16;
    private const uint Eb = 'E' | 'B' << 8;

    public static EligibilityAnswer Answer(Loop loop)
    {
        var (traces, references, dates, rejections) = (new List<string>(1), new List<QualifiedReference>(2), new List<QualifiedDates>(2), new List<Rejection>(0));
        var (benefits, dependents, others) = (new List<Benefit>(16), new List<EligibilityAnswer>(0), new List<string>(2));
        NamedParty? person = null;
        DateOnly? born = null;
        string? sex = null;
        Above(loop.Parent, rejections);
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop)
            {
                if (node.Segment.PackedId == Trn)
                    traces.Add(node.Segment.Text(2));
                continue;
            }
            if (node.Loop.Id is "2000D")
            {
                dependents.Add(Answer(node.Loop));
                continue;
            }
            foreach (var inner in node.Loop.Children)
            {
                if (inner.IsLoop)
                {
                    benefits.Add(OneBenefit(inner.Loop));
                    continue;
                }
                var segment = inner.Segment;
                switch (segment.PackedId)
                {
                    case Nm1:
                        person = NamedParty.ReadNm1(segment);
                        break;
                    case Dmg:
                        (born, sex) = (Values.Date(segment[2]), segment[3].IsEmpty ? null : Values.Code(segment[3]));
                        break;
                    case Ref:
                        references.Add(Reference(segment));
                        break;
                    case Dtp when Dates(segment) is { } dated:
                        dates.Add(dated);
                        break;
                    case Aaa:
                        rejections.Add(Refusal(segment, node.Loop.Id));
                        break;
                    default:
                        others.Add(segment.ToString());
                        break;
                }
            }
        }
        return new()
        {
            Place = loop.First.Place(),
            IsDependent = loop.Id == "2000D",
            Traces = traces,
            Person = person,
            Born = born,
            Sex = sex,
            References = references,
            Dates = dates,
            Rejections = rejections,
            Benefits = benefits,
            Dependents = dependents,
            Others = others,
        };
    }

    // A payer that cannot answer says so above the person: in the levels above and in what names them, which come first there.
    private static void Above(Loop level, List<Rejection> rejections)
    {
        for (; level.Exists && level.Id is not ("ST" or "2000C"); level = level.Parent)
        {
            foreach (var node in level.Children)
            {
                if (node.IsLoop && node.Loop.Id is not ("2100A" or "2100B"))
                    break;
                if (node.IsLoop)
                    Above(node.Loop, node.Loop.Id, rejections);
                else if (node.Segment.PackedId == Aaa)
                    rejections.Add(Refusal(node.Segment, level.Id));
            }
        }
    }

    private static void Above(Loop loop, string id, List<Rejection> rejections)
    {
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Aaa)
                rejections.Add(Refusal(node.Segment, id));
        }
    }

    private static Benefit OneBenefit(Loop loop)
    {
        var eb = loop.First;
        List<QualifiedDates>? dates = null;
        List<QualifiedReference>? references = null;
        List<string>? messages = null, others = null;
        List<(string, string)>? narrowings = null;
        List<NamedParty>? related = null;
        List<Rejection>? rejections = null;
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var first = node.Loop.First;
                if (first.Is("III"u8))
                    (narrowings ??= []).Add((Values.Code(first[1]), Values.Code(first[2])));
                else
                    (related ??= []).Add(NamedParty.ReadNm1(first));
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Eb or SegmentId.Ls or SegmentId.Le:
                    break;
                case Dtp when Dates(segment) is { } dated:
                    (dates ??= new(1)).Add(dated);
                    break;
                case Ref:
                    (references ??= new(1)).Add(Reference(segment));
                    break;
                case Msg:
                    (messages ??= new(1)).Add(segment.Text(1));
                    break;
                case Aaa:
                    (rejections ??= []).Add(Refusal(segment, loop.Id));
                    break;
                default:
                    (others ??= []).Add(segment.ToString());
                    break;
            }
        }
        return new()
        {
            Place = eb.Place(),
            Kind = new(Values.Code(eb[1])),
            CoverageLevel = eb[2].IsEmpty ? null : Values.Code(eb[2]),
            ServiceTypes = Repeated(eb[3], loop.Tree.Delimiters.Repetition) ?? (IReadOnlyList<string>)[],
            InsuranceType = eb[4].IsEmpty ? null : Values.Code(eb[4]),
            Plan = Values.Text(eb[5]),
            Period = eb[6].IsEmpty ? null : new BenefitPeriod(Values.Code(eb[6])),
            Amount = Values.Money(eb[7]),
            AmountPlace = eb[7].IsEmpty ? default : eb.Place(7),
            Share = Values.Decimal(eb[8]),
            SharePlace = eb[8].IsEmpty ? default : eb.Place(8),
            QuantityKind = eb[9].IsEmpty ? null : Values.Code(eb[9]),
            Quantity = Values.Decimal(eb[10]),
            NeedsAuthorization = Said(eb[11]),
            InNetwork = Said(eb[12]),
            Procedure = Values.Text(eb[13]),
            Dates = dates ?? (IReadOnlyList<QualifiedDates>)[],
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
            Messages = messages ?? (IReadOnlyList<string>)[],
            Narrowings = narrowings ?? (IReadOnlyList<(string, string)>)[],
            Related = related ?? (IReadOnlyList<NamedParty>)[],
            Rejections = rejections ?? (IReadOnlyList<Rejection>)[],
            Others = others ?? (IReadOnlyList<string>)[],
        };
    }

    private static List<string>? Repeated(ReadOnlySpan<byte> element, byte? separator)
    {
        if (element.IsEmpty)
            return null;
        var values = new List<string>(1);
        while (separator is { } cut && element.IndexOf(cut) is >= 0 and var end)
        {
            values.Add(Values.Code(element[..end]));
            element = element[(end + 1)..];
        }
        values.Add(Values.Code(element));
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

    private static QualifiedDates? Dates(LoopSegment dtp) =>
        Values.Dates(dtp[2], dtp[3]) is { } dates ? new(dtp.Place(3), Values.Code(dtp[1]), dates) : null;

    private static QualifiedReference Reference(LoopSegment segment) =>
        new(segment.Place(2), Values.Code(segment[1]), segment.Text(2), Values.Text(segment[3]));

    private static Rejection Refusal(LoopSegment aaa, string loop) =>
        new(aaa.Place(3), loop, aaa[1].SequenceEqual("Y"u8), Values.Code(aaa[3]), Values.Code(aaa[4]));
}
