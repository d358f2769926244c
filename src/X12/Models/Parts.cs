namespace Portico.X12;

/// <summary>Somebody that a loop names: NM1 or N1.</summary>
/// <remarks>Source: NM1 and N1 of all guides.</remarks>
public sealed record NamedParty
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>NM101 or N101: what part it plays, such as <c>QC</c> for the patient.</summary>
    public required string Role { get; init; }

    /// <summary>True for NM102 = 1.</summary>
    public bool IsPerson { get; init; }

    /// <summary>NM103 or N102: family name, or the organization.</summary>
    public string? Name { get; init; }

    /// <summary>NM104.</summary>
    public string? Given { get; init; }

    /// <summary>NM105.</summary>
    public string? Middle { get; init; }

    /// <summary>NM106: a title before the name. Only the 278 has it.</summary>
    public string? Prefix { get; init; }

    /// <summary>NM107.</summary>
    public string? Suffix { get; init; }

    /// <summary>NM108 or N103: what <see cref="Id"/> is, such as <c>MI</c> (member id) or <c>XX</c> (NPI).</summary>
    public string? IdKind { get; init; }

    /// <summary>NM109 or N104.</summary>
    public string? Id { get; init; }

    /// <summary>NM110, in 271 answers: how the entity relates to the person.</summary>
    public string? Relation { get; init; }

    internal static NamedParty ReadNm1(LoopSegment nm1) => new()
    {
        Place = nm1.Place(),
        Role = Values.Code(nm1[1]),
        IsPerson = nm1[2].SequenceEqual("1"u8),
        Name = Values.Text(nm1[3]),
        Given = Values.Text(nm1[4]),
        Middle = Values.Text(nm1[5]),
        Prefix = Values.Text(nm1[6]),
        Suffix = Values.Text(nm1[7]),
        IdKind = Values.CodeOrNull(nm1[8]),
        Id = Values.Text(nm1[9]),
        Relation = Values.CodeOrNull(nm1[10]),
    };

    internal static NamedParty ReadN1(LoopSegment n1) => new()
    {
        Place = n1.Place(),
        Role = Values.Code(n1[1]),
        Name = Values.Text(n1[2]),
        IdKind = Values.CodeOrNull(n1[3]),
        Id = Values.Text(n1[4]),
    };

    internal void WriteNm1(LoopWriter writer) => writer.Segment("NM1").Element(Role).Element(IsPerson ? "1" : "2").Element(Name).Element(Given)
        .Element(Middle).Element(Prefix).Element(Suffix).Element(IdKind).Element(Id).Element(Relation).End();

    internal void WriteN1(LoopWriter writer) => writer.Segment("N1").Element(Role).Element(Name).Element(IdKind).Element(Id).End();
}

/// <summary>Where somebody lives or works. N3 and N4.</summary>
/// <remarks>Source: N3 and N4 of all guides.</remarks>
public sealed record PostalAddress
{
    /// <summary>N301.</summary>
    public string? Line1 { get; init; }

    /// <summary>N302.</summary>
    public string? Line2 { get; init; }

    /// <summary>N401.</summary>
    public string? City { get; init; }

    /// <summary>N402: state or province.</summary>
    public string? State { get; init; }

    /// <summary>N403: five or nine digits in the United States.</summary>
    public string? Zip { get; init; }

    /// <summary>N404: country, absent for the United States.</summary>
    public string? Country { get; init; }

    /// <summary>N405: what <see cref="Location"/> is. Only the 271 has it.</summary>
    public string? LocationKind { get; init; }

    /// <summary>N406.</summary>
    public string? Location { get; init; }

    /// <summary>N407: a part of a country other than the United States or Canada.</summary>
    public string? Subdivision { get; init; }

    internal void Write(LoopWriter writer)
    {
        writer.Segment("N3").Element(Line1).Element(Line2).End();
        writer.Segment("N4").Element(City).Element(State).Element(Zip).Element(Country).Element(LocationKind).Element(Location)
            .Element(Subdivision).End();
    }
}

/// <summary>A telephone, fax or mail address. PER03 and PER04, or a pair behind them.</summary>
/// <param name="Kind">Such as <c>TE</c> (telephone), <c>FX</c> (fax), <c>EM</c> (mail), <c>EX</c> (extension), <c>UR</c> (web).</param>
/// <param name="Value">The number without punctuation, or the address.</param>
public readonly record struct ContactNumber(string Kind, string Value);

/// <summary>Whom to ask. PER.</summary>
/// <remarks>Source: PER of all guides.</remarks>
public sealed record Contact
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>PER01: <c>IC</c> for information, <c>CX</c> for the business side of a payment, <c>BL</c> for its technical side.</summary>
    public required string Kind { get; init; }

    /// <summary>PER02.</summary>
    public string? Name { get; init; }

    /// <summary>PER03 to PER08, up to three.</summary>
    public IReadOnlyList<ContactNumber> Numbers { get; init; } = [];

    internal static bool TryRead(LoopSegment per, ref List<Contact>? into)
    {
        // A pair that is half there, or something behind the pairs, has no property: the segment is kept instead.
        if (per.Count > 8)
            return false;
        var numbers = new List<ContactNumber>(1);
        for (var element = 3; element <= 7 && element <= per.Count; element += 2)
        {
            if (per[element].IsEmpty || per[element + 1].IsEmpty)
                return false;
            numbers.Add(new(Values.Code(per[element]), per.Text(element + 1)));
        }
        (into ??= new(1)).Add(new() { Place = per.Place(), Kind = Values.Code(per[1]), Name = Values.Text(per[2]), Numbers = numbers });
        return true;
    }

    internal void Write(LoopWriter writer)
    {
        var segment = writer.Segment("PER").Element(Kind).Element(Name);
        foreach (var (kind, value) in Numbers)
            segment.Element(kind).Element(value);
        segment.End();
    }
}

/// <summary>A reference with its meaning. REF.</summary>
/// <param name="Place">Of REF02.</param>
/// <param name="Kind">REF01, such as <c>6P</c> for a group number.</param>
/// <param name="Value">REF02.</param>
/// <param name="Description">REF03, such as a group's name.</param>
public readonly record struct QualifiedReference(Place Place, string Kind, string Value, string? Description)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedReference Of(string kind, string value, string? description = null) => new(default, kind, value, description);

    internal static bool TryRead(LoopSegment segment, ref List<QualifiedReference>? into)
    {
        // REF04 says whose reference it is: without a property for it, the segment is kept whole.
        if (segment.Count > 3)
            return false;
        (into ??= new(2)).Add(new(segment.Place(2), Values.Code(segment[1]), segment.Text(2), Values.Text(segment[3])));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("REF").Element(Kind).Element(Value).Element(Description).End();
}

/// <summary>A date with its meaning. DTP.</summary>
/// <param name="Place">Of the date.</param>
/// <param name="Kind">DTP01, such as <c>346</c> for the day the plan begins.</param>
/// <param name="Dates">A day or a period.</param>
public readonly record struct QualifiedDates(Place Place, string Kind, DateSpan Dates)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedDates Of(string kind, DateSpan dates) => new(default, kind, dates);

    /// <summary>One day that was not read from anywhere.</summary>
    public static QualifiedDates Of(string kind, DateOnly day) => new(default, kind, new(day, day));

    internal static bool TryRead(LoopSegment dtp, ref List<QualifiedDates>? into)
    {
        if (dtp.Count > 3 || Values.Dates(dtp[2], dtp[3]) is not { } dates)
            return false;
        (into ??= new(1)).Add(new(dtp.Place(3), Values.Code(dtp[1]), dates));
        return true;
    }

    /// <returns>Null for another kind, and for what no span holds.</returns>
    internal static DateSpan? Of(LoopSegment dtp, ReadOnlySpan<byte> kind) =>
        dtp.Count == 3 && dtp[1].SequenceEqual(kind) ? Values.Dates(dtp[2], dtp[3]) : null;

    /// <returns>Null for another segment or kind, and for what is no day.</returns>
    internal static DateOnly? DayOf(LoopSegment dtp, ReadOnlySpan<byte> kind) =>
        dtp.PackedId == Ids.Dtp && dtp[2].SequenceEqual("D8"u8) ? Of(dtp, kind)?.First : null;

    internal void Write(LoopWriter writer) => Write(writer, Kind, Dates);

    internal static void Write(LoopWriter writer, string kind, DateOnly? day) => Write(writer, kind, day is { } one ? DateSpan.Of(one) : null);

    internal static void Write(LoopWriter writer, string kind, DateSpan? dates)
    {
        if (dates is not { } span)
            return;
        var isDay = span.First == span.Last;
        writer.Segment("DTP").Element(kind).Element(isDay ? "D8" : "RD8")
            .Element(isDay ? Values.DateText(span.First) : $"{Values.DateText(span.First)}-{Values.DateText(span.Last)}").End();
    }
}

/// <summary>An amount with its meaning. AMT.</summary>
/// <param name="Place">Of AMT02.</param>
/// <param name="Kind">AMT01, such as <c>F5</c> for what the patient has paid.</param>
/// <param name="Amount">In cents.</param>
public readonly record struct QualifiedAmount(Place Place, string Kind, long Amount)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedAmount Of(string kind, long amount) => new(default, kind, amount);

    /// <returns>Null for another kind, and for what is no amount.</returns>
    internal static long? Of(LoopSegment amt, ReadOnlySpan<byte> kind) =>
        amt.Count == 2 && amt[1].SequenceEqual(kind) ? Values.Money(amt[2]) : null;

    internal static bool TryRead(LoopSegment amt, ref List<QualifiedAmount>? into)
    {
        if (amt.Count > 2 || Values.Money(amt[2]) is not { } amount)
            return false;
        (into ??= new(1)).Add(new(amt.Place(2), Values.Code(amt[1]), amount));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("AMT").Element(Kind).Money(Amount).End();
}

/// <summary>A quantity with its meaning. QTY.</summary>
/// <param name="Place">Of QTY02.</param>
/// <param name="Kind">QTY01, such as <c>CA</c> for covered days.</param>
/// <param name="Quantity">What it counts is said by <paramref name="Kind"/>.</param>
public readonly record struct QualifiedQuantity(Place Place, string Kind, decimal Quantity)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedQuantity Of(string kind, decimal quantity) => new(default, kind, quantity);

    internal static bool TryRead(LoopSegment qty, ref List<QualifiedQuantity>? into)
    {
        if (qty.Count > 2 || Values.Decimal(qty[2]) is not { } quantity)
            return false;
        (into ??= new(1)).Add(new(qty.Place(2), Values.Code(qty[1]), quantity));
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("QTY").Element(Kind).Decimal(Quantity).End();
}

/// <summary>Free text with its meaning. NTE.</summary>
/// <param name="Place">Of the segment.</param>
/// <param name="Kind">NTE01, such as <c>ADD</c> for additional information.</param>
/// <param name="Text">NTE02, up to 80 characters.</param>
public readonly record struct QualifiedNote(Place Place, string Kind, string Text)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static QualifiedNote Of(string kind, string text) => new(default, kind, text);

    internal void Write(LoopWriter writer) => writer.Segment("NTE").Element(Kind).Element(Text).End();
}

/// <summary>A number by which an answer finds its question. TRN.</summary>
/// <param name="Place">Of TRN02.</param>
/// <param name="Kind">TRN01: 1 for the sender's own, 2 for one of a question that comes back.</param>
/// <param name="Number">TRN02.</param>
/// <param name="Originator">TRN03: ten characters that say who gave the number, a 1 and a tax number as a rule.</param>
/// <param name="Supplement">TRN04.</param>
public readonly record struct TraceNumber(Place Place, string Kind, string Number, string? Originator, string? Supplement)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static TraceNumber Of(string kind, string number, string? originator = null, string? supplement = null) =>
        new(default, kind, number, originator, supplement);

    internal static TraceNumber Read(LoopSegment trn) =>
        new(trn.Place(2), Values.Code(trn[1]), trn.Text(2), Values.Text(trn[3]), Values.Text(trn[4]));

    internal void Write(LoopWriter writer) => writer.Segment("TRN").Element(Kind).Element(Number).Element(Originator).Element(Supplement).End();
}

/// <summary>The other side cannot answer, and why. AAA.</summary>
/// <param name="Place">Of its AAA03.</param>
/// <param name="Loop">Where it stands, such as <c>2100C</c>: who or what is meant.</param>
/// <param name="IsRequestValid">AAA01.</param>
/// <param name="Reason">AAA03, as sent.</param>
/// <param name="FollowUp">AAA04, as sent: C correct and send again, N not allowed, P send the original again, R allowed, S, W, X, Y.</param>
/// <remarks>Never to be read as "not covered". Source: 005010X279A1 and 005010X217 AAA.</remarks>
public sealed record Rejection(Place Place, string Loop, bool IsRequestValid, string Reason, string FollowUp)
{
    /// <summary>One that was not read from anywhere.</summary>
    public static Rejection Of(string loop, bool isRequestValid, string reason, string followUp) => new(default, loop, isRequestValid, reason, followUp);

    internal static Rejection Read(LoopSegment aaa) =>
        new(aaa.Place(3), aaa.Loop.Id, aaa[1].SequenceEqual("Y"u8), Values.Code(aaa[3]), Values.Code(aaa[4]));

    internal void Write(LoopWriter writer) =>
        writer.Segment("AAA").Element(IsRequestValid ? "Y" : "N").Skip().Element(Reason).Element(FollowUp).End();
}

/// <summary>How a person is related to the subscriber. INS.</summary>
/// <remarks>Source: 005010X279A1 2100C and 2100D, 005010X217 2010C and 2010D.</remarks>
public sealed record Relationship
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>INS01: true for the subscriber.</summary>
    public required bool IsSubscriber { get; init; }

    /// <summary>INS02: 18 for self, 01 for a spouse, 19 for a child, 34 for another adult.</summary>
    public required string Code { get; init; }

    /// <summary>INS03: 001 where the payer has changed who the person is.</summary>
    public string? Change { get; init; }

    /// <summary>INS04: what was changed.</summary>
    public string? ChangeReason { get; init; }

    /// <summary>INS08.</summary>
    public string? EmploymentStatus { get; init; }

    /// <summary>INS17: which one of a multiple birth.</summary>
    public string? BirthSequence { get; init; }

    internal static Relationship? Read(LoopSegment ins) => ins.Count > 17 ? null : new()
    {
        Place = ins.Place(),
        IsSubscriber = ins[1].SequenceEqual("Y"u8),
        Code = Values.Code(ins[2]),
        Change = Values.CodeOrNull(ins[3]),
        ChangeReason = Values.CodeOrNull(ins[4]),
        EmploymentStatus = Values.CodeOrNull(ins[8]),
        BirthSequence = Values.CodeOrNull(ins[17]),
    };

    internal void Write(LoopWriter writer) => writer.Segment("INS").Element(IsSubscriber ? "Y" : "N").Element(Code).Element(Change).Element(ChangeReason)
        .Skip(3).Element(EmploymentStatus).Skip(8).Element(BirthSequence).End();
}

/// <summary>How often and how long a service is given. HSD.</summary>
/// <remarks>Source: 005010X279A1 2110C, 005010X217 2000E and 2000F.</remarks>
public sealed record ServiceDelivery
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>HSD01: what is counted, such as <c>VS</c> for visits.</summary>
    public string? QuantityKind { get; init; }

    /// <summary>HSD02.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>HSD03: each what, such as <c>WK</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>HSD04: so many in each of those.</summary>
    public decimal? Modulus { get; init; }

    /// <summary>HSD05: the period it goes on for, such as 34 for months.</summary>
    public BenefitPeriod? Period { get; init; }

    /// <summary>HSD06: so many periods.</summary>
    public string? Periods { get; init; }

    /// <summary>HSD07: on which days.</summary>
    public string? Pattern { get; init; }

    /// <summary>HSD08: at what time of day.</summary>
    public string? Time { get; init; }

    internal static bool TryRead(LoopSegment hsd, ref List<ServiceDelivery>? into)
    {
        if (hsd.Count > 8 || Values.Decimal(hsd[2]) is null != hsd[2].IsEmpty || Values.Decimal(hsd[4]) is null != hsd[4].IsEmpty)
            return false;
        (into ??= new(1)).Add(new()
        {
            Place = hsd.Place(),
            QuantityKind = Values.CodeOrNull(hsd[1]),
            Quantity = Values.Decimal(hsd[2]),
            Unit = Values.CodeOrNull(hsd[3]),
            Modulus = Values.Decimal(hsd[4]),
            Period = hsd[5].IsEmpty ? null : new BenefitPeriod(Values.Code(hsd[5])),
            Periods = Values.CodeOrNull(hsd[6]),
            Pattern = Values.CodeOrNull(hsd[7]),
            Time = Values.CodeOrNull(hsd[8]),
        });
        return true;
    }

    internal void Write(LoopWriter writer) => writer.Segment("HSD").Element(QuantityKind).Decimal(Quantity).Element(Unit).Decimal(Modulus)
        .Element(Period?.Value).Element(Periods).Element(Pattern).Element(Time).End();
}

/// <summary>A service by its code. Composite C003.</summary>
/// <remarks>Source: SVC, SV1, SV2, SV3, SVD, EB and EQ of all guides.</remarks>
public sealed record ProcedureCode
{
    /// <summary>Component 1: the code list, such as <c>HC</c> for HCPCS and CPT or <c>AD</c> for dental codes.</summary>
    public required string Kind { get; init; }

    /// <summary>Component 2.</summary>
    public required string Code { get; init; }

    /// <summary>Components 3 to 6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>Component 7: words where the code says too little.</summary>
    public string? Description { get; init; }

    /// <summary>Component 8: the last code, where a range is meant.</summary>
    public string? RangeEnd { get; init; }

    internal static ProcedureCode? Read(Element element) => element.Bytes.IsEmpty ? null : new()
    {
        Kind = Values.Code(element.Component(1)),
        Code = Values.Code(element.Component(2)),
        Modifiers = ReadModifiers(element),
        Description = Values.Text(element.Component(7)),
        RangeEnd = Values.Text(element.Component(8)),
    };

    internal static IReadOnlyList<string> ReadModifiers(Element element)
    {
        List<string>? modifiers = null;
        for (var i = 3; i <= 6 && element.Component(i) is { IsEmpty: false } modifier; i++)
            (modifiers ??= new(1)).Add(Values.Code(modifier));
        return modifiers ?? (IReadOnlyList<string>)[];
    }

    internal static SegmentWriter Write(SegmentWriter segment, ProcedureCode? code) => code is null ? segment.Skip()
        : Write(segment, code.Kind, code.Code, code.Modifiers, code.Description, code.RangeEnd);

    internal static SegmentWriter Write(SegmentWriter segment, string kind, string code, IReadOnlyList<string> modifiers, string? description, string? rangeEnd) =>
        segment.Composite(kind, code, At(modifiers, 0), At(modifiers, 1), At(modifiers, 2), At(modifiers, 3), description, rangeEnd);

    private static string? At(IReadOnlyList<string> modifiers, int index) => index < modifiers.Count ? modifiers[index] : null;
}

/// <summary>Somebody with address, birth date, references and contacts: one loop that NM1 or N1 begins.</summary>
/// <remarks>Source: such loops of all guides, 2010BA of the 837 among them.</remarks>
public sealed record Party
{
    /// <summary>NM1 or N1.</summary>
    public required NamedParty Named { get; init; }

    /// <summary>N3 and N4; null where neither stands.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>DMG03, as sent: F, M or U.</summary>
    public string? Sex { get; init; }

    /// <summary>PRV01: a provider's part, such as <c>BI</c> (billing) or <c>PE</c> (performing).</summary>
    public string? ProviderRole { get; init; }

    /// <summary>PRV03: the provider's taxonomy code.</summary>
    public string? Taxonomy { get; init; }

    /// <summary>REF.</summary>
    public IReadOnlyList<QualifiedReference> References { get; init; } = [];

    /// <summary>PER.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>AAA, in answers: what is wrong with whom the loop names.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get; init; } = [];

    /// <summary>Stands where the input should have named somebody.</summary>
    internal static Party Nobody(string role) => new() { Named = new() { Role = role } };

    internal static Party Read(Loop loop)
    {
        var (parts, others) = (default(PartyParts), default(KeptList));
        foreach (var node in loop.Children)
        {
            if (node.IsLoop || !parts.Take(node.Segment))
                others.Add(node);
        }
        return parts.ToParty(loop, others);
    }

    /// <summary>Into the loop that is open.</summary>
    internal void Write(LoopWriter writer)
    {
        Named.WriteNm1(writer);
        WriteDetails(writer);
    }

    /// <summary>Into a loop of its own.</summary>
    internal void Write(LoopWriter writer, string loop)
    {
        writer.Open(loop);
        Write(writer);
        writer.Close();
    }

    /// <summary>Into the loop that the guide has for its role.</summary>
    internal void WriteByRole(LoopWriter writer)
    {
        writer.OpenNamed(Named.Role);
        Write(writer);
        writer.Close();
    }

    internal void WriteDetails(LoopWriter writer)
    {
        Address?.Write(writer);
        WriteDemographics(writer, Born, Sex);
        if (ProviderRole is not null || Taxonomy is not null)
            writer.Segment("PRV").Element(ProviderRole).Element(Taxonomy is null ? null : "PXC").Element(Taxonomy).End();
        foreach (var reference in References)
            reference.Write(writer);
        foreach (var contact in Contacts)
            contact.Write(writer);
        foreach (var rejection in Rejections)
            rejection.Write(writer);
        writer.Kept(Others);
    }

    internal static void WriteDemographics(LoopWriter writer, DateOnly? born, string? sex) =>
        writer.Segment("DMG").Element(born is null ? null : "D8").Element(born).Element(sex).End();
}

/// <summary>The segments of a party, gathered one by one.</summary>
internal struct PartyParts
{
    private string? _line1;
    private string? _line2;
    private bool _hasStreet;
    private List<QualifiedReference>? _references;
    private List<Contact>? _contacts;
    private List<Rejection>? _rejections;

    public NamedParty? Named { get; private set; }

    public PostalAddress? Address { get; private set; }

    public DateOnly? Born { get; private set; }

    public string? Sex { get; private set; }

    public string? ProviderRole { get; private set; }

    public string? Taxonomy { get; private set; }

    public readonly IReadOnlyList<QualifiedReference> References => _references ?? (IReadOnlyList<QualifiedReference>)[];

    public readonly IReadOnlyList<Contact> Contacts => _contacts ?? (IReadOnlyList<Contact>)[];

    public readonly IReadOnlyList<Rejection> Rejections => _rejections ?? (IReadOnlyList<Rejection>)[];

    /// <returns>False for a segment that is none of a party's, or says more than a property holds.</returns>
    public bool Take(LoopSegment segment)
    {
        switch (segment.PackedId)
        {
            case Ids.Nm1 when Named is null:
                Named = NamedParty.ReadNm1(segment);
                return true;
            case Ids.N1 when Named is null:
                Named = NamedParty.ReadN1(segment);
                return true;
            case Ids.N3 when !_hasStreet:
                (_line1, _line2, _hasStreet) = (Values.Text(segment[1]), Values.Text(segment[2]), true);
                Address = Address is null ? new() { Line1 = _line1, Line2 = _line2 } : Address with { Line1 = _line1, Line2 = _line2 };
                return true;
            case Ids.N4 when Address?.City is null:
                Address = ReadPlace(segment);
                return true;
            case Ids.Dmg when Born is null && Sex is null && segment.Count <= 3:
                Born = Values.Date(segment[2]);
                if (Born is null != segment[2].IsEmpty || (Born is not null && !segment[1].SequenceEqual("D8"u8)))
                {
                    Born = null;
                    return false;
                }
                Sex = Values.CodeOrNull(segment[3]);
                return true;
            case Ids.Prv when ProviderRole is null && (segment.Count == 1 || (segment.Count == 3 && segment[2].SequenceEqual("PXC"u8))):
                (ProviderRole, Taxonomy) = (Values.CodeOrNull(segment[1]), Values.Text(segment[3]));
                return true;
            case Ids.Ref:
                return QualifiedReference.TryRead(segment, ref _references);
            case Ids.Per:
                return Contact.TryRead(segment, ref _contacts);
            case Ids.Aaa:
                (_rejections ??= new(1)).Add(Rejection.Read(segment));
                return true;
            default:
                return false;
        }
    }

    public readonly Party ToParty(Loop loop, in KeptList others) => new()
    {
        Named = Named ?? NamedParty.ReadNm1(loop.First),
        Address = Address,
        Born = Born,
        Sex = Sex,
        ProviderRole = ProviderRole,
        Taxonomy = Taxonomy,
        References = References,
        Contacts = Contacts,
        Rejections = Rejections,
        Others = others.All,
    };

    private readonly PostalAddress ReadPlace(LoopSegment n4) => new()
    {
        Line1 = _line1,
        Line2 = _line2,
        City = Values.Text(n4[1]),
        State = Values.CodeOrNull(n4[2]),
        Zip = Values.Text(n4[3]),
        Country = Values.CodeOrNull(n4[4]),
        LocationKind = Values.CodeOrNull(n4[5]),
        Location = Values.Text(n4[6]),
        Subdivision = Values.CodeOrNull(n4[7]),
    };
}
