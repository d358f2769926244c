namespace Portico.X12;

/// <summary>Reads and writes the loops of a 270, in one pass each.</summary>
internal static class InquiryModel
{
    public static EligibilityInquiry Inquiry(Loop root)
    {
        var bht = BeginningSegment.Read(root);
        var payers = new List<InquiryPayer>(1);
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

    private static InquiryPayer Payer(Loop level)
    {
        Party? payer = null;
        var providers = new List<InquiryProvider>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100A" && payer is null)
                payer = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000B")
                providers.Add(Provider(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new() { Place = level.First.Place(), Payer = payer ?? Party.Nobody("PR"), Providers = providers, Others = others.All };
    }

    private static InquiryProvider Provider(Loop level)
    {
        Party? provider = null;
        var subscribers = new List<InquiryPerson>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100B" && provider is null)
                provider = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000C")
                subscribers.Add(Person(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new() { Place = level.First.Place(), Provider = provider ?? Party.Nobody("1P"), Subscribers = subscribers, Others = others.All };
    }

    private static InquiryPerson Person(Loop level)
    {
        var (parts, personOthers, others) = (default(PartyParts), default(KeptList), default(KeptList));
        var person = default(Loop);
        Relationship? relationship = null;
        var traces = default(Gathered<TraceNumber>);
        IReadOnlyList<Diagnosis>? diagnoses = null;
        var dates = default(Gathered<QualifiedDates>);
        var questions = default(Gathered<InquiryQuestion>);
        var dependents = default(Gathered<InquiryPerson>);
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
                dependents.Add(Person(node.Loop));
                continue;
            }
            if (node.Loop.Id is not ("2100C" or "2100D") || person.Exists)
            {
                others.Add(node.Loop);
                continue;
            }
            person = node.Loop;
            foreach (var inner in person.Children)
            {
                if (inner.IsLoop)
                {
                    if (inner.Loop.Id is "2110C" or "2110D")
                        questions.Add(Question(inner.Loop));
                    else
                        personOthers.Add(inner.Loop);
                    continue;
                }
                var segment = inner.Segment;
                switch (segment.PackedId)
                {
                    case Ids.Ins when relationship is null && Relationship.Read(segment) is { } read:
                        relationship = read;
                        break;
                    case Ids.Hi when diagnoses is null && ClaimCodeModel.Diagnoses(segment) is { } read:
                        diagnoses = read;
                        break;
                    case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
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
            Traces = traces.All,
            Person = person.Exists ? parts.ToParty(person, personOthers) : Party.Nobody(level.Id == "2000D" ? "03" : "IL"),
            Relationship = relationship,
            Diagnoses = diagnoses ?? [],
            Dates = dates.All,
            Questions = questions.All,
            Dependents = dependents.All,
            Others = others.All,
        };
    }

    private static InquiryQuestion Question(Loop loop)
    {
        var eq = loop.First;
        var amounts = default(Gathered<QualifiedAmount>);
        var narrowings = default(Gathered<Narrowing>);
        var references = default(Gathered<QualifiedReference>);
        var dates = default(Gathered<QualifiedDates>);
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
                case Ids.Eq:
                    break;
                case Ids.Iii when segment.Count <= 4:
                    narrowings.Add(Narrowing.Read(segment));
                    break;
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = eq.Place(),
            ServiceTypes = EligibilityModel.Repeated(eq[1], loop.Tree.Delimiters.Repetition),
            Procedure = ProcedureCode.Read(eq.Peek().Composite(2)),
            CoverageLevel = Values.CodeOrNull(eq[3]),
            DiagnosisPointers = ClaimLineModel.Pointers(eq.Peek().Composite(5)),
            Amounts = amounts.All,
            Narrowings = narrowings.All,
            References = references.All,
            Dates = dates.All,
            Others = others.All,
        };
    }

    public static void Write(LoopWriter writer, EligibilityInquiry inquiry)
    {
        foreach (var payer in inquiry.Payers)
        {
            writer.Level("2000A", "20", payer.Providers.Count > 0);
            writer.Kept(payer.Others);
            payer.Payer.Write(writer, "2100A");
            foreach (var provider in payer.Providers)
            {
                writer.Level("2000B", "21", provider.Subscribers.Count > 0);
                writer.Kept(provider.Others);
                provider.Provider.Write(writer, "2100B");
                foreach (var subscriber in provider.Subscribers)
                    Write(writer, subscriber, isDependent: false);
                writer.Close();
            }
            writer.Close();
        }
    }

    private static void Write(LoopWriter writer, InquiryPerson person, bool isDependent)
    {
        writer.Level(isDependent ? "2000D" : "2000C", isDependent ? "23" : "22", person.Dependents.Count > 0);
        foreach (var trace in person.Traces)
            trace.Write(writer);
        writer.Kept(person.Others);
        writer.Open(isDependent ? "2100D" : "2100C");
        person.Person.Write(writer);
        person.Relationship?.Write(writer);
        ClaimWriting.Diagnoses(writer, person.Diagnoses);
        foreach (var dates in person.Dates)
            dates.Write(writer);
        foreach (var question in person.Questions)
        {
            writer.Open(isDependent ? "2110D" : "2110C");
            var eq = writer.Segment("EQ").Repeated(question.ServiceTypes);
            ClaimWriting.Pointers(ProcedureCode.Write(eq, question.Procedure).Element(question.CoverageLevel).Skip(), question.DiagnosisPointers).End();
            foreach (var amount in question.Amounts)
                amount.Write(writer);
            foreach (var narrowing in question.Narrowings)
                narrowing.Write(writer);
            foreach (var reference in question.References)
                reference.Write(writer);
            foreach (var dates in question.Dates)
                dates.Write(writer);
            writer.Kept(question.Others);
            writer.Close();
        }
        writer.Close();
        foreach (var dependent in person.Dependents)
            Write(writer, dependent, isDependent: true);
        writer.Close();
    }
}
