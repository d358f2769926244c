namespace Portico.X12;

/// <summary>Reads and writes the loops of a 278, in one pass each.</summary>
internal static class ReviewModel
{
    internal struct Parts
    {
        public Parts()
        {
        }

        public BeginningSegment Bht;
        public Party? Reviewer;
        public Party? Requester;
        public ReviewPerson? Subscriber;
        public ReviewPerson? Dependent;
        public IReadOnlyList<Rejection> Rejections = [];
        public KeptList ReviewerOthers;
        public KeptList RequesterOthers;
        public KeptList Others;
    }

    public static Parts Read(Loop root)
    {
        var parts = new Parts { Bht = BeginningSegment.Read(root) };
        var hasLevel = false;
        foreach (var node in root.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2000A" && !hasLevel)
            {
                hasLevel = true;
                Reviewer(node.Loop, ref parts);
            }
            else if (node.IsLoop || node.Segment.PackedId is not (SegmentId.St or SegmentId.Se or Ids.Bht))
            {
                parts.Others.Add(node);
            }
        }
        return parts;
    }

    private static void Reviewer(Loop level, ref Parts parts)
    {
        var rejections = default(Gathered<Rejection>);
        var hasLevel = false;
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2010A" && parts.Reviewer is null)
            {
                parts.Reviewer = Party.Read(node.Loop);
            }
            else if (node.IsLoop && node.Loop.Id == "2000B" && !hasLevel)
            {
                hasLevel = true;
                Requester(node.Loop, ref parts);
            }
            else if (!node.IsLoop && node.Segment.PackedId == Ids.Aaa)
            {
                rejections.Add(Rejection.Read(node.Segment));
            }
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
            {
                parts.ReviewerOthers.Add(node);
            }
        }
        parts.Rejections = rejections.All;
    }

    private static void Requester(Loop level, ref Parts parts)
    {
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2010B" && parts.Requester is null)
                parts.Requester = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000C" && parts.Subscriber is null)
                (parts.Subscriber, parts.Dependent) = Person(node.Loop);
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                parts.RequesterOthers.Add(node);
        }
    }

    private static (ReviewPerson Person, ReviewPerson? Dependent) Person(Loop level)
    {
        Party? person = null;
        Relationship? relationship = null;
        ReviewPerson? dependent = null;
        var events = default(Gathered<ReviewEvent>);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id is "2010C" or "2010D" && person is null)
                (person, relationship) = Named(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000E")
                events.Add(Event(node.Loop));
            else if (node.IsLoop && node.Loop.Id == "2000D" && dependent is null)
                (dependent, _) = Person(node.Loop);
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return (new()
        {
            Place = level.First.Place(),
            Person = person ?? Party.Nobody(level.Id == "2000D" ? "QC" : "IL"),
            Relationship = relationship,
            Events = events.All,
            Others = others.All,
        }, dependent);
    }

    private static (Party Person, Relationship? Relationship) Named(Loop loop)
    {
        var (parts, others) = (default(PartyParts), default(KeptList));
        Relationship? relationship = null;
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Ids.Ins && relationship is null && Relationship.Read(node.Segment) is { } read)
                relationship = read;
            else if (node.IsLoop || !parts.Take(node.Segment))
                others.Add(node);
        }
        return (parts.ToParty(loop, others), relationship);
    }

    // What events and services have in common.
    private struct Common
    {
        public Gathered<TraceNumber> Traces;
        public Gathered<Rejection> Rejections;
        public Gathered<QualifiedReference> References;
        public Gathered<QualifiedDates> Dates;
        public Gathered<ClaimCode> Codes;
        public Gathered<ServiceDelivery> Deliveries;
        public Gathered<Party> Providers;
        public ReviewSubject? Subject;
        public ReviewVerdict? Verdict;
        public string? Message;

        public bool Take(LoopSegment segment)
        {
            switch (segment.PackedId)
            {
                case SegmentId.Hl:
                    return true;
                case Ids.Trn when segment.Count <= 4:
                    Traces.Add(TraceNumber.Read(segment));
                    return true;
                case Ids.Aaa:
                    Rejections.Add(Rejection.Read(segment));
                    return true;
                case Ids.Um when Subject is null && ReadSubject(segment) is { } subject:
                    Subject = subject;
                    return true;
                case Ids.Hcr when Verdict is null && segment.Count <= 4:
                    Verdict = new()
                    {
                        Place = segment.Place(),
                        Decision = new(Values.Code(segment[1])),
                        CertificationNumber = Values.Text(segment[2]),
                        Reason = Values.CodeOrNull(segment[3]),
                        SecondOpinion = Values.CodeOrNull(segment[4]),
                    };
                    return true;
                case Ids.Msg when Message is null && segment.Count == 1:
                    Message = segment.Text(1);
                    return true;
                case Ids.Ref:
                    return QualifiedReference.TryRead(segment, ref References);
                case Ids.Dtp:
                    return QualifiedDates.TryRead(segment, ref Dates);
                case Ids.Hi:
                    return ClaimCodeModel.ReadAlike(segment, ref Codes);
                case Ids.Hsd:
                    return ServiceDelivery.TryRead(segment, ref Deliveries);
                default:
                    return false;
            }
        }
    }

    private static ReviewSubject? ReadSubject(LoopSegment um)
    {
        var place = um.Element(4);
        if (um.Count > 10 || place.Components > 3)
            return null;
        return new()
        {
            Place = um.Place(),
            Category = new(Values.Code(um[1])),
            Kind = um[2].IsEmpty ? null : new ReviewRequestKind(Values.Code(um[2])),
            ServiceType = Values.CodeOrNull(um[3]),
            Facility = Values.CodeOrNull(place.Component(1)),
            FacilityKind = Values.CodeOrNull(place.Component(2)),
            BillFrequency = Values.CodeOrNull(place.Component(3)),
            RelatedCauses = um[5].IsEmpty ? null : ClaimModel.Causes(um.Peek().Composite(5)),
            Urgency = Values.CodeOrNull(um[6]),
            Condition = Values.CodeOrNull(um[7]),
            Prognosis = Values.CodeOrNull(um[8]),
            Release = Values.CodeOrNull(um[9]),
            DelayReason = Values.CodeOrNull(um[10]),
        };
    }

    private static ReviewEvent Event(Loop level)
    {
        var common = default(Common);
        var services = default(Gathered<ReviewService>);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                if (!common.Take(node.Segment))
                    others.Add(node.Segment);
            }
            else if (node.Loop.Id == "2000F")
            {
                services.Add(Service(node.Loop));
            }
            else if (node.Loop.Id.StartsWith("2010E", StringComparison.Ordinal))
            {
                common.Providers.Add(Party.Read(node.Loop));
            }
            else
            {
                others.Add(node.Loop);
            }
        }
        return new()
        {
            Place = level.First.Place(),
            Traces = common.Traces.All,
            Rejections = common.Rejections.All,
            Subject = common.Subject ?? new() { Category = default },
            Verdict = common.Verdict,
            References = common.References.All,
            Dates = common.Dates.All,
            Codes = common.Codes.All,
            Deliveries = common.Deliveries.All,
            Message = common.Message,
            Providers = common.Providers.All,
            Services = services.All,
            Others = others.All,
        };
    }

    private static ReviewService Service(Loop level)
    {
        var (common, sv1) = (default(Common), default(LoopSegment));
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                if (node.Segment.PackedId == Ids.Sv1 && !sv1.Exists && IsSimple(node.Segment))
                    sv1 = node.Segment;
                else if (!common.Take(node.Segment))
                    others.Add(node.Segment);
            }
            else if (node.Loop.Id.StartsWith("2010F", StringComparison.Ordinal))
            {
                common.Providers.Add(Party.Read(node.Loop));
            }
            else
            {
                others.Add(node.Loop);
            }
        }
        return new()
        {
            Place = level.First.Place(),
            Traces = common.Traces.All,
            Rejections = common.Rejections.All,
            Subject = common.Subject,
            Verdict = common.Verdict,
            References = common.References.All,
            Dates = common.Dates.All,
            Codes = common.Codes.All,
            Procedure = ProcedureCode.Read(sv1.Peek().Composite(1)),
            Charge = Values.Money(sv1[2]),
            UnitKind = Values.CodeOrNull(sv1[3]),
            Units = Values.Decimal(sv1[4]),
            DiagnosisPointers = ClaimLineModel.Pointers(sv1.Peek().Composite(7)),
            Deliveries = common.Deliveries.All,
            Message = common.Message,
            Providers = common.Providers.All,
            Others = others.All,
        };
    }

    // Where it says more than the model has, it is kept whole.
    private static bool IsSimple(LoopSegment sv1) => sv1.Count <= 7 && !sv1[1].IsEmpty && sv1[5].IsEmpty && sv1[6].IsEmpty;

    public static void Write(LoopWriter writer, Review review)
    {
        writer.Level("2000A", "20", review.Requester is not null);
        foreach (var rejection in review.LevelRejections)
            rejection.Write(writer);
        writer.Kept(review.ReviewerOthers);
        review.Reviewer.Write(writer, "2010A");
        if (review.Requester is { } requester)
        {
            writer.Level("2000B", "21", review.Subscriber is not null);
            writer.Kept(review.RequesterOthers);
            requester.Write(writer, "2010B");
            if (review.Subscriber is { } subscriber)
                Write(writer, subscriber, review.Dependent, "C", "22");
            writer.Close();
        }
        writer.Close();
    }

    private static void Write(LoopWriter writer, ReviewPerson person, ReviewPerson? dependent, string letter, string level)
    {
        writer.Level("2000" + letter, level, person.Events.Count > 0 || dependent is not null);
        writer.Kept(person.Others);
        writer.Open("2010" + letter);
        person.Person.Write(writer);
        person.Relationship?.Write(writer);
        writer.Close();
        foreach (var reviewed in person.Events)
            Write(writer, reviewed);
        if (dependent is not null)
            Write(writer, dependent, null, "D", "23");
        writer.Close();
    }

    private static void Write(LoopWriter writer, ReviewEvent reviewed)
    {
        writer.Level("2000E", "EV", reviewed.Services.Count > 0);
        Write(writer, reviewed.Traces, reviewed.Rejections, reviewed.Subject, reviewed.Verdict, reviewed.References, reviewed.Dates, reviewed.Codes,
            reviewed.Deliveries, reviewed.Message);
        writer.Kept(reviewed.Others);
        foreach (var provider in reviewed.Providers)
            provider.WriteByRole(writer);
        foreach (var service in reviewed.Services)
            Write(writer, service);
        writer.Close();
    }

    private static void Write(LoopWriter writer, ReviewService service)
    {
        writer.Level("2000F", "SS", hasLower: false);
        Write(writer, service.Traces, service.Rejections, service.Subject, service.Verdict, service.References, service.Dates, service.Codes,
            service.Deliveries, service.Message);
        if (service.Procedure is not null)
        {
            var sv1 = ProcedureCode.Write(writer.Segment("SV1"), service.Procedure).Money(service.Charge).Element(service.UnitKind)
                .Decimal(service.Units).Skip(2);
            ClaimWriting.Pointers(sv1, service.DiagnosisPointers).End();
        }
        writer.Kept(service.Others);
        foreach (var provider in service.Providers)
            provider.WriteByRole(writer);
        writer.Close();
    }

    private static void Write(
        LoopWriter writer, IReadOnlyList<TraceNumber> traces, IReadOnlyList<Rejection> rejections, ReviewSubject? subject, ReviewVerdict? verdict,
        IReadOnlyList<QualifiedReference> references, IReadOnlyList<QualifiedDates> dates, IReadOnlyList<ClaimCode> codes,
        IReadOnlyList<ServiceDelivery> deliveries, string? message)
    {
        foreach (var trace in traces)
            trace.Write(writer);
        foreach (var rejection in rejections)
            rejection.Write(writer);
        if (subject is not null)
            Write(writer, subject);
        writer.Segment("HCR").Element(verdict?.Decision.Value).Element(verdict?.CertificationNumber).Element(verdict?.Reason)
            .Element(verdict?.SecondOpinion).End();
        foreach (var reference in references)
            reference.Write(writer);
        foreach (var dated in dates)
            dated.Write(writer);
        ClaimWriting.AllCodes(writer, codes);
        foreach (var delivery in deliveries)
            delivery.Write(writer);
        writer.Segment("MSG").Element(message).End();
    }

    private static void Write(LoopWriter writer, ReviewSubject subject)
    {
        var um = writer.Segment("UM").Element(subject.Category.Value).Element(subject.Kind?.Value).Element(subject.ServiceType)
            .Composite(subject.Facility, subject.FacilityKind, subject.BillFrequency);
        ClaimWriting.Causes(um, subject.RelatedCauses).Element(subject.Urgency).Element(subject.Condition).Element(subject.Prognosis)
            .Element(subject.Release).Element(subject.DelayReason).End();
    }
}
