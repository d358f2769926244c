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
    public string? Middle { get => Rare?.Middle; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Middle = v }); }

    /// <summary>NM106: a title before the name. Only the 278 has it.</summary>
    public string? Prefix { get => Rare?.Prefix; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Prefix = v }); }

    /// <summary>NM107.</summary>
    public string? Suffix { get => Rare?.Suffix; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Suffix = v }); }

    /// <summary>NM108 or N103: what <see cref="Id"/> is, such as <c>MI</c> (member id) or <c>XX</c> (NPI).</summary>
    public string? IdKind { get; init; }

    /// <summary>NM109 or N104.</summary>
    public string? Id { get; init; }

    /// <summary>NM110, in 271 answers: how the entity relates to the person.</summary>
    public string? Relation { get => Rare?.Relation; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Relation = v }); }

    internal static NamedParty ReadNm1(LoopSegment segment)
    {
        var nm1 = segment.Peek();
        return new()
        {
            Place = segment.Place(),
            Role = Values.Code(nm1[1]),
            IsPerson = nm1[2] is [(byte)'1'],
            Name = Values.Text(nm1[3]),
            Given = Values.Text(nm1[4]),
            IdKind = Values.CodeOrNull(nm1[8]),
            Id = Values.Text(nm1[9]),
            Rare = nm1[5].IsEmpty && nm1[6].IsEmpty && nm1[7].IsEmpty && nm1[10].IsEmpty ? null : new()
            {
                Middle = Values.Text(nm1[5]),
                Prefix = Values.Text(nm1[6]),
                Suffix = Values.Text(nm1[7]),
                Relation = Values.CodeOrNull(nm1[10]),
            },
        };
    }

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

    internal Rarities? Rare { get; init; }

    internal sealed record Rarities
    {
        public string? Middle { get; init; }

        public string? Prefix { get; init; }

        public string? Suffix { get; init; }

        public string? Relation { get; init; }
    }
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
    public string? Country { get => Rare?.Country; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Country = v }); }

    /// <summary>N405: what <see cref="Location"/> is. Only the 271 has it.</summary>
    public string? LocationKind { get => Rare?.LocationKind; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { LocationKind = v }); }

    /// <summary>N406.</summary>
    public string? Location { get => Rare?.Location; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Location = v }); }

    /// <summary>N407: a part of a country other than the United States or Canada.</summary>
    public string? Subdivision { get => Rare?.Subdivision; init => Rare = Seldom<Rarities>.With(Rare, value, (r, v) => r with { Subdivision = v }); }

    internal void Write(LoopWriter writer)
    {
        writer.Segment("N3").Element(Line1).Element(Line2).End();
        writer.Segment("N4").Element(City).Element(State).Element(Zip).Element(Country).Element(LocationKind).Element(Location)
            .Element(Subdivision).End();
    }

    /// <param name="street">N3, when there is one.</param>
    /// <param name="place">N4, when there is one.</param>
    internal static PostalAddress Read(LoopSegment street, LoopSegment place)
    {
        var n3 = street.Peek();
        var n4 = place.Peek();
        return new()
        {
            Line1 = Values.Text(n3[1]),
            Line2 = Values.Text(n3[2]),
            City = Values.Text(n4[1]),
            State = Values.CodeOrNull(n4[2]),
            Zip = Values.Text(n4[3]),
            Rare = n4[4].IsEmpty && n4[5].IsEmpty && n4[6].IsEmpty && n4[7].IsEmpty ? null : new()
            {
                Country = Values.CodeOrNull(n4[4]),
                LocationKind = Values.CodeOrNull(n4[5]),
                Location = Values.Text(n4[6]),
                Subdivision = Values.CodeOrNull(n4[7]),
            },
        };
    }

    internal Rarities? Rare { get; init; }

    internal sealed record Rarities
    {
        public string? Country { get; init; }

        public string? LocationKind { get; init; }

        public string? Location { get; init; }

        public string? Subdivision { get; init; }
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
    public IReadOnlyList<ContactNumber> Numbers { get => field ?? []; init => field = Gathered.Kept(value); }

    internal static bool TryRead(LoopSegment segment, ref Gathered<Contact> into)
    {
        // A pair that is half there, or something behind the pairs, has no property: the segment is kept instead.
        var per = segment.Peek();
        if (per.Count > 8)
            return false;
        var numbers = new Gathered<ContactNumber>((per.Count - 1) / 2);
        for (var element = 3; element <= 7 && element <= per.Count; element += 2)
        {
            if (per[element].IsEmpty || per[element + 1].IsEmpty)
                return false;
            numbers.Add(new(Values.Code(per[element]), per.Text(element + 1)));
        }
        into.Add(new() { Place = segment.Place(), Kind = Values.Code(per[1]), Name = Values.Text(per[2]), Numbers = numbers.All });
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
    public IReadOnlyList<QualifiedReference> References { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>PER.</summary>
    public IReadOnlyList<Contact> Contacts { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>AAA, in answers: what is wrong with whom the loop names.</summary>
    public IReadOnlyList<Rejection> Rejections { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>What has no property here.</summary>
    public IReadOnlyList<KeptSegments> Others { get => field ?? []; init => field = Gathered.Kept(value); }

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
    private LoopSegment _street;
    private LoopSegment _place;
    private Gathered<QualifiedReference> _references;
    private Gathered<Contact> _contacts;
    private Gathered<Rejection> _rejections;

    public NamedParty? Named { get; private set; }

    public readonly PostalAddress? Address => _street.Exists || _place.Exists ? PostalAddress.Read(_street, _place) : null;

    public DateOnly? Born { get; private set; }

    public string? Sex { get; private set; }

    public string? ProviderRole { get; private set; }

    public string? Taxonomy { get; private set; }

    public readonly IReadOnlyList<QualifiedReference> References => _references.All;

    public readonly IReadOnlyList<Contact> Contacts => _contacts.All;

    public readonly IReadOnlyList<Rejection> Rejections => _rejections.All;

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
            case Ids.N3 when !_street.Exists:
                _street = segment;
                return true;
            case Ids.N4 when !_place.Exists:
                _place = segment;
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
                _rejections.Add(Rejection.Read(segment));
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
}
