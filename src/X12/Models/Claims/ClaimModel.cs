namespace Portico.X12;

/// <summary>Reads the loops of an 837P in one pass each.</summary>
internal static class ClaimModel
{
    private const uint Clm = 'C' | 'L' << 8 | 'M' << 16;
    private const uint Nm1 = 'N' | 'M' << 8 | '1' << 16;
    private const uint N3 = 'N' | '3' << 8;
    private const uint N4 = 'N' | '4' << 8;
    private const uint Dmg = 'D' | 'M' << 8 | 'G' << 16;
    private const uint Ref = 'R' | 'E' << 8 | 'F' << 16;
    private const uint Prv = 'P' | 'R' << 8 | 'V' << 16;
    private const uint Dtp = 'D' | 'T' << 8 | 'P' << 16;
    private const uint Hi = 'H' | 'I' << 8;
    private const uint Lx = 'L' | 'X' << 8;
    private const uint Sv1 = 'S' | 'V' << 8 | '1' << 16;

    public static ProfessionalClaim Professional(Loop loop)
    {
        var clm = loop.First;
        var (providers, diagnoses, lines) = (new List<ClaimParty>(2), new List<Diagnosis>(4), new List<ProfessionalLine>(4));
        List<QualifiedDates>? dates = null;
        List<string>? others = null;
        string? original = null, clearinghouse = null, authorization = null;
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var inner = node.Loop;
                if (inner.Id == "2400")
                    lines.Add(Line(inner));
                else if (inner.Id.StartsWith("2310", StringComparison.Ordinal))
                    providers.Add(Party(inner));
                else
                    AddAll(inner, ref others);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Clm:
                    break;
                case Hi when Diagnoses(segment, diagnoses):
                    break;
                case Dtp when Dates(segment) is { } dated:
                    (dates ??= new(1)).Add(dated);
                    break;
                case Ref when segment[1].SequenceEqual("F8"u8):
                    original = segment.Text(2);
                    break;
                case Ref when segment[1].SequenceEqual("D9"u8):
                    clearinghouse = segment.Text(2);
                    break;
                case Ref when segment[1].SequenceEqual("G1"u8):
                    authorization = segment.Text(2);
                    break;
                default:
                    (others ??= []).Add(segment.ToString());
                    break;
            }
        }
        var parent = loop.Parent;
        var patientLevel = parent.Exists && parent.Id == "2000C" ? parent : default;
        var subscriberLevel = patientLevel.Exists ? patientLevel.Parent : parent;
        var billingLevel = subscriberLevel.Exists ? subscriberLevel.Parent : default;
        var sbr = subscriberLevel.Exists ? subscriberLevel.Segment("SBR"u8) : default;
        var place = clm.Element(5);
        return new()
        {
            Place = clm.Place(),
            ClaimNumber = clm.Text(1),
            Charge = Values.Money(clm[2]) ?? 0,
            PlaceOfService = CodeOrNull(place.Component(1)),
            Frequency = CodeOrNull(place.Component(3)),
            OriginalReference = original,
            ClearinghouseNumber = clearinghouse,
            PriorAuthorization = authorization,
            BillingProvider = Inner(billingLevel, "2010AA"),
            Responsibility = CodeOrNull(sbr[1]),
            GroupNumber = Values.Text(sbr[3]),
            FilingIndicator = CodeOrNull(sbr[9]),
            Subscriber = Inner(subscriberLevel, "2010BA"),
            Payer = Inner(subscriberLevel, "2010BB"),
            PatientRelation = patientLevel.Exists ? CodeOrNull(patientLevel.Segment("PAT"u8)[1]) : null,
            Patient = Inner(patientLevel, "2010CA"),
            Providers = providers,
            Diagnoses = diagnoses,
            Dates = dates ?? (IReadOnlyList<QualifiedDates>)[],
            Lines = lines,
            Others = others ?? (IReadOnlyList<string>)[],
        };
    }

    // Whom a level names stands before the loops that repeat without end.
    private static ClaimParty? Inner(Loop level, string id)
    {
        if (!level.Exists)
            return null;
        foreach (var node in level.Children)
        {
            if (!node.IsLoop)
                continue;
            if (node.Loop.Id == id)
                return Party(node.Loop);
            if (!node.Loop.Id.StartsWith("2010", StringComparison.Ordinal))
                return null;
        }
        return null;
    }

    private static ClaimParty Party(Loop loop)
    {
        NamedParty? named = null;
        PostalAddress? address = null;
        DateOnly? born = null;
        string? sex = null, taxonomy = null;
        List<QualifiedReference>? references = null;
        foreach (var node in loop.Children)
        {
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Nm1:
                    named = NamedParty.ReadNm1(segment);
                    break;
                case N3:
                    address = (address ?? new()) with { Line1 = Values.Text(segment[1]), Line2 = Values.Text(segment[2]) };
                    break;
                case N4:
                    address = new()
                    {
                        Line1 = address?.Line1,
                        Line2 = address?.Line2,
                        City = Values.Text(segment[1]),
                        State = CodeOrNull(segment[2]),
                        Zip = Values.Text(segment[3]),
                    };
                    break;
                case Dmg:
                    (born, sex) = (Values.Date(segment[2]), CodeOrNull(segment[3]));
                    break;
                case Prv:
                    taxonomy = Values.Text(segment[3]);
                    break;
                case Ref:
                    (references ??= new(1)).Add(new(segment.Place(2), Values.Code(segment[1]), segment.Text(2), null));
                    break;
            }
        }
        return new()
        {
            Named = named ?? NamedParty.ReadNm1(loop.First),
            Address = address,
            Born = born,
            Sex = sex,
            Taxonomy = taxonomy,
            References = references ?? (IReadOnlyList<QualifiedReference>)[],
        };
    }

    private static ProfessionalLine Line(Loop loop)
    {
        LoopSegment sv1 = default;
        DateSpan? served = null;
        string? lineNumber = null;
        List<string>? others = null;
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                AddAll(node.Loop, ref others);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Lx:
                    break;
                case Sv1:
                    sv1 = segment;
                    break;
                case Dtp when segment[1].SequenceEqual("472"u8):
                    served = Values.Dates(segment[2], segment[3]);
                    break;
                case Ref when segment[1].SequenceEqual("6R"u8):
                    lineNumber = segment.Text(2);
                    break;
                default:
                    (others ??= []).Add(segment.ToString());
                    break;
            }
        }
        var procedure = sv1.Element(1);
        return new()
        {
            Place = sv1.Exists ? sv1.Place() : loop.First.Place(),
            ProcedureKind = Values.Code(procedure.Component(1)),
            Procedure = Values.Code(procedure.Component(2)),
            Modifiers = RemittanceModel.Modifiers(procedure) ?? (IReadOnlyList<string>)[],
            Charge = Values.Money(sv1[2]) ?? 0,
            UnitKind = CodeOrNull(sv1[3]),
            Units = Values.Decimal(sv1[4]),
            PlaceOfService = CodeOrNull(sv1[5]),
            DiagnosisPointers = Pointers(sv1.Element(7)) ?? (IReadOnlyList<int>)[],
            Served = served,
            LineNumber = lineNumber,
            Others = others ?? (IReadOnlyList<string>)[],
        };
    }

    private static List<int>? Pointers(Element element)
    {
        List<int>? pointers = null;
        for (var i = 1; i <= 4 && EnvelopeCheck.TryCount(element.Component(i), out var pointer); i++)
            (pointers ??= new(2)).Add(pointer);
        return pointers;
    }

    private static bool Diagnoses(LoopSegment hi, List<Diagnosis> into)
    {
        var isDiagnosis = false;
        for (var i = 1; i <= 12 && i <= hi.Count; i++)
        {
            var element = hi.Element(i);
            var kind = element.Component(1);
            if (!(kind.SequenceEqual("ABK"u8) || kind.SequenceEqual("ABF"u8) || kind.SequenceEqual("BK"u8) || kind.SequenceEqual("BF"u8)))
                continue;
            isDiagnosis = true;
            into.Add(new(hi.Place(i, 0, 2), Values.Code(kind), Values.Code(element.Component(2))));
        }
        return isDiagnosis;
    }

    private static void AddAll(Loop loop, ref List<string>? into)
    {
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
                AddAll(node.Loop, ref into);
            else
                (into ??= []).Add(node.Segment.ToString());
        }
    }

    private static QualifiedDates? Dates(LoopSegment dtp) =>
        Values.Dates(dtp[2], dtp[3]) is { } dates ? new(dtp.Place(3), Values.Code(dtp[1]), dates) : null;

    private static string? CodeOrNull(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Values.Code(text);
}
