namespace Portico.X12;

/// <summary>Reads and writes the loops of a 276, 277 and 277CA, in one pass each.</summary>
internal static partial class StatusModel
{
    public static (BeginningSegment Bht, List<StatusPayer> Payers, IReadOnlyList<KeptSegments> Others) Levels(Loop root)
    {
        var payers = new List<StatusPayer>(1);
        var others = default(KeptList);
        foreach (var node in root.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2000A")
                payers.Add(Payer(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId is not (SegmentId.St or SegmentId.Se or Ids.Bht))
                others.Add(node);
        }
        return (BeginningSegment.Read(root), payers, others.All);
    }

    public static ClaimAcknowledgement Acknowledgment(Loop root)
    {
        var bht = BeginningSegment.Read(root);
        var (source, trace, receiver) = (default(Party), default(LoopSegment), default(StatusReceiver));
        DateOnly? received = null, processed = null;
        var place = default(Place);
        var (sourceOthers, others) = (default(KeptList), default(KeptList));
        foreach (var node in root.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2000A" && place == default)
            {
                place = node.Loop.First.Place();
                foreach (var inner in node.Loop.Children)
                {
                    if (inner.IsLoop && inner.Loop.Id == "2100A" && source is null)
                        source = Party.Read(inner.Loop);
                    else if (inner.IsLoop && inner.Loop.Id == "2200A" && !trace.Exists)
                        trace = Received(inner.Loop, ref received, ref processed, ref sourceOthers);
                    else if (inner.IsLoop && inner.Loop.Id == "2000B" && receiver is null)
                        receiver = Receiver(inner.Loop);
                    else if (inner.IsLoop || inner.Segment.PackedId != SegmentId.Hl)
                        sourceOthers.Add(inner);
                }
            }
            else if (node.IsLoop || node.Segment.PackedId is not (SegmentId.St or SegmentId.Se or Ids.Bht))
            {
                others.Add(node);
            }
        }
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            SourcePlace = place,
            Source = source ?? Party.Nobody("PR"),
            SourceTrace = TraceNumber.Read(trace),
            ReceivedOn = received,
            ProcessedOn = processed,
            Receiver = receiver ?? new() { Receiver = Party.Nobody("41") },
            SourceOthers = sourceOthers.All,
            Others = others.All,
        };
    }

    private static LoopSegment Received(Loop loop, ref DateOnly? received, ref DateOnly? processed, ref KeptList others)
    {
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Ids.Trn)
                continue;
            if (!node.IsLoop && received is null && QualifiedDates.DayOf(node.Segment, "050"u8) is { } first)
                received = first;
            else if (!node.IsLoop && processed is null && QualifiedDates.DayOf(node.Segment, "009"u8) is { } second)
                processed = second;
            else
                others.Add(node);
        }
        return loop.First;
    }

    private static StatusPayer Payer(Loop level)
    {
        Party? payer = null;
        var receivers = new List<StatusReceiver>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100A" && payer is null)
                payer = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000B")
                receivers.Add(Receiver(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new() { Place = level.First.Place(), Payer = payer ?? Party.Nobody("PR"), Receivers = receivers, Others = others.All };
    }

    private static StatusReceiver Receiver(Loop level)
    {
        Party? receiver = null;
        StatusVerdict? verdict = null;
        var providers = new List<StatusProvider>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100B" && receiver is null)
                receiver = Party.Read(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2200B" && verdict is null)
                verdict = Verdict(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000C")
                providers.Add(Provider(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new()
        {
            Place = level.First.Place(),
            Receiver = receiver ?? Party.Nobody("41"),
            Verdict = verdict,
            Providers = providers,
            Others = others.All,
        };
    }

    private static StatusProvider Provider(Loop level)
    {
        var parties = new List<Party>(1);
        StatusVerdict? verdict = null;
        var people = new List<StatusPerson>(1);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (node.IsLoop && node.Loop.Id == "2100C")
                parties.Add(Party.Read(node.Loop));
            else if (node.IsLoop && node.Loop.Id == "2200C" && verdict is null)
                verdict = Verdict(node.Loop);
            else if (node.IsLoop && node.Loop.Id == "2000D")
                people.Add(Person(node.Loop));
            else if (node.IsLoop || node.Segment.PackedId != SegmentId.Hl)
                others.Add(node);
        }
        return new() { Place = level.First.Place(), Providers = parties, Verdict = verdict, People = people, Others = others.All };
    }

    private static StatusPerson Person(Loop level)
    {
        NamedParty? person = null;
        var parts = default(PartyParts);
        var claims = new List<StatusClaim>(1);
        var dependents = default(Gathered<StatusPerson>);
        var others = default(KeptList);
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
            {
                if (node.Segment.PackedId != SegmentId.Hl && (node.Segment.PackedId != Ids.Dmg || !parts.Take(node.Segment)))
                    others.Add(node.Segment);
            }
            else if (node.Loop.Id is "2100D" or "2100E" && person is null && node.Loop.End - node.Loop.FirstSegment == 1)
            {
                person = NamedParty.ReadNm1(node.Loop.First);
            }
            else if (node.Loop.Id is "2200D" or "2200E")
            {
                claims.Add(Claim(node.Loop));
            }
            else if (node.Loop.Id is "2000E")
            {
                dependents.Add(Person(node.Loop));
            }
            else
            {
                others.Add(node.Loop);
            }
        }
        return new()
        {
            Place = level.First.Place(),
            Person = person ?? new() { Role = level.Id == "2000E" ? "QC" : "IL" },
            Born = parts.Born,
            Sex = parts.Sex,
            Claims = claims,
            Dependents = dependents.All,
            Others = others.All,
        };
    }

    private static StatusVerdict Verdict(Loop loop)
    {
        var statuses = default(Gathered<ClaimStatus>);
        var references = default(Gathered<QualifiedReference>);
        var quantities = default(Gathered<QualifiedQuantity>);
        var amounts = default(Gathered<QualifiedAmount>);
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
                case Ids.Trn:
                case Ids.Stc when Status(segment, ref statuses):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Qty when QualifiedQuantity.TryRead(segment, ref quantities):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = loop.First.Place(),
            Trace = TraceNumber.Read(loop.First),
            Statuses = statuses.All,
            References = references.All,
            Quantities = quantities.All,
            Amounts = amounts.All,
            Others = others.All,
        };
    }

    private static StatusClaim Claim(Loop loop)
    {
        var statuses = default(Gathered<ClaimStatus>);
        var references = default(Gathered<QualifiedReference>);
        var lines = default(Gathered<StatusLine>);
        string? number = null, payers = null, clearinghouse = null;
        long? charge = null;
        DateSpan? served = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                if (node.Loop.First.PackedId == Ids.Svc)
                    lines.Add(Line(node.Loop));
                else
                    others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Trn:
                case Ids.Stc when Status(segment, ref statuses):
                    break;
                case Ids.Ref when number is null && Is(segment, "EJ"u8):
                    number = segment.Text(2);
                    break;
                case Ids.Ref when payers is null && Is(segment, "1K"u8):
                    payers = segment.Text(2);
                    break;
                case Ids.Ref when clearinghouse is null && Is(segment, "D9"u8):
                    clearinghouse = segment.Text(2);
                    break;
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                    break;
                case Ids.Amt when charge is null && QualifiedAmount.Of(segment, "T3"u8) is { } amount:
                    charge = amount;
                    break;
                case Ids.Dtp when served is null && QualifiedDates.Of(segment, "472"u8) is { } dates:
                    served = dates;
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = loop.First.Place(),
            Trace = TraceNumber.Read(loop.First),
            Statuses = statuses.All,
            ClaimNumber = number,
            PayerClaimNumber = payers,
            ClearinghouseNumber = clearinghouse,
            References = references.All,
            Charge = charge,
            Served = served,
            Lines = lines.All,
            Others = others.All,
        };
    }

    private static StatusLine Line(Loop loop)
    {
        var svc = loop.First;
        var statuses = default(Gathered<ClaimStatus>);
        var references = default(Gathered<QualifiedReference>);
        string? number = null;
        DateSpan? served = null;
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
                case Ids.Stc when Status(segment, ref statuses):
                    break;
                case Ids.Ref when number is null && Is(segment, "FJ"u8):
                    number = segment.Text(2);
                    break;
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                    break;
                case Ids.Dtp when served is null && QualifiedDates.Of(segment, "472"u8) is { } dates:
                    served = dates;
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = svc.Place(),
            Procedure = ProcedureCode.Read(svc.Peek().Composite(1)) ?? new() { Kind = "", Code = "" },
            Charge = Values.Money(svc[2]) ?? 0,
            Paid = Values.Money(svc[3]),
            RevenueCode = Values.Text(svc[4]),
            Units = Values.Decimal(svc[7]),
            Statuses = statuses.All,
            LineNumber = number,
            References = references.All,
            Served = served,
            Others = others.All,
        };
    }

    private static bool Is(LoopSegment segment, ReadOnlySpan<byte> kind) => segment.Count == 2 && segment[1].SequenceEqual(kind);

    /// <returns>False when it says more than a property holds: the segment is kept instead.</returns>
    private static bool Status(LoopSegment stc, ref Gathered<ClaimStatus> into)
    {
        if (stc.Count > 12 || (stc[10].IsEmpty && !stc[11].IsEmpty))
            return false;
        var codes = new List<StatusCode>(1);
        foreach (var number in (ReadOnlySpan<int>)[1, 10, 11])
        {
            var code = stc.Element(number);
            if (code.Bytes.IsEmpty)
                continue;
            var (category, entity, list) = (Values.Code(code.Component(1)), Values.CodeOrNull(code.Component(3)), Values.CodeOrNull(code.Component(4)));
            codes.Add(new(stc.Place(number), new(category), Values.Code(code.Component(2)), entity, list));
        }
        into.Add(new()
        {
            Place = stc.Place(),
            Codes = codes,
            On = Values.Date(stc[2]),
            Action = stc[3].IsEmpty ? null : new StatusAction(Values.Code(stc[3])),
            Charge = Values.Money(stc[4]),
            Paid = Values.Money(stc[5]),
            DecidedOn = Values.Date(stc[6]),
            Method = stc[7].IsEmpty ? null : new PaymentMethod(Values.Code(stc[7])),
            PaidOn = Values.Date(stc[8]),
            CheckNumber = Values.Text(stc[9]),
            Text = Values.Text(stc[12]),
        });
        return true;
    }
}
