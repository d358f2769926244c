namespace Portico.X12;

/// <summary>Whether something must be there.</summary>
public enum Usage
{
    /// <summary>Must be there whenever what contains it is.</summary>
    Required,

    /// <summary>May be there; the guide says when.</summary>
    Situational,

    /// <summary>The standard has it, the guide does not use it.</summary>
    NotUsed,
}

/// <summary>What characters a value is made of.</summary>
public enum ElementType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A code of some list.</summary>
    Code,

    /// <summary>A whole number: digits with an optional minus.</summary>
    Integer,

    /// <summary>A decimal number: digits with an optional minus and point. Sign and point do not count in its length.</summary>
    Decimal,

    /// <summary>A date: CCYYMMDD, or YYMMDD where its length is six.</summary>
    Date,

    /// <summary>A time: HHMM, HHMMSS, HHMMSSD or HHMMSSDD.</summary>
    Time,
}

/// <summary>An element, or a component of a composite, as a guide uses it.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class ElementSpec
{
    /// <summary>X12's number of the data element, such as 1028; of a composite 0.</summary>
    public required int DataElement { get; init; }

    /// <summary>Of a composite its number, such as <c>C003</c>; else null.</summary>
    public string? Composite { get; init; }

    /// <summary>What it is, in plain words.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are made of.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The fewest characters of a value.</summary>
    public required int Min { get; init; }

    /// <summary>The most characters of a value.</summary>
    public required int Max { get; init; }

    /// <summary>Whether the guide wants it.</summary>
    public required Usage Usage { get; init; }

    /// <summary>How often it may repeat: 1 for nearly all.</summary>
    public required int MaxRepetitions { get; init; }

    /// <summary>The codes that the guide allows; empty where any is, or where the list belongs to someone else.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>Of a composite its parts; else empty.</summary>
    public required IReadOnlyList<ElementSpec> Components { get; init; }

    // Null where any is allowed.
    internal CodeSet? Allowed { get; init; }

    internal ElementSpec[] Parts { get; init; } = [];

    // True when a component says in which format the next one is a date.
    internal bool HasDate { get; init; }
}

/// <summary>A condition between elements of a segment.</summary>
/// <param name="Kind">
/// P: all or none. R: at least one. E: at most one. C: if the first, then all others. L: if the first, then at least one other.
/// </param>
/// <param name="Elements">Counted from 1.</param>
/// <remarks>Source: ASC X12.6, relational conditions.</remarks>
public sealed record SyntaxNote(char Kind, IReadOnlyList<int> Elements);

/// <summary>A segment as a guide uses it in one of its places.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class SegmentSpec
{
    /// <summary>Such as <c>CLM</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it says in this place, in plain words.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the guide wants it.</summary>
    public required Usage Usage { get; init; }

    /// <summary>How often it may occur in its loop; <see cref="int.MaxValue"/> for any number.</summary>
    public required int Max { get; init; }

    /// <summary>Its elements, the first is number 1.</summary>
    public required IReadOnlyList<ElementSpec> Elements { get; init; }

    /// <summary>Conditions between its elements.</summary>
    public required IReadOnlyList<SyntaxNote> Notes { get; init; }

    /// <summary>The loop it stands in.</summary>
    public LoopSpec Loop { get; internal set; } = LoopSpec.None;

    // Position in Guide.Segments.
    internal int Index { get; set; }

    internal uint PackedId { get; init; }

    internal ElementSpec[] Parts { get; init; } = [];

    internal ElementRule[] Rules { get; init; } = [];

    internal SegmentShape Shape => field ??= new(Rules, QualifierCodes is null ? 0 : Qualifier);

    internal Condition[] Conditions { get; init; } = [];

    // The element that says in which format the next one is a date (1250 before 1251); 0 for none.
    internal int DateFormat { get; init; }

    // The element that says what kind of id the next one is (66 before 67) and may say that it is an NPI; 0 for none.
    internal int IdKind { get; init; }

    // Which rule between segments wants to see it.
    internal RuleTrigger Trigger { get; set; }

    // The element, and the component of it, whose code tells this place from others with the same id; 0 for none.
    internal int Qualifier { get; init; }

    internal ulong[]? QualifierCodes
    {
        get;
        init
        {
            field = value;
            _qualifiers = value is null ? null : new(value);
        }
    }

    private readonly CodeSet? _qualifiers;

    // The guide lets the code be absent.
    internal bool MayLackQualifier => Qualifier > 0 && Parts[Qualifier - 1].Usage == Usage.Situational;

    internal bool Fits(ulong qualifier) => _qualifiers is not { } codes || codes.Contains(qualifier) || (qualifier == 0 && MayLackQualifier);
}

/// <summary>A loop of a guide: a segment that begins it, and what may follow.</summary>
/// <remarks>Immutable; safe from any thread.</remarks>
public sealed class LoopSpec
{
    internal static LoopSpec None { get; } = new() { Id = "", Name = "", Usage = Usage.Situational, Max = 0 };

    /// <summary>Such as <c>2010AA</c>; <c>ST</c> for the transaction as a whole.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in plain words.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the guide wants it.</summary>
    public required Usage Usage { get; init; }

    /// <summary>How often it may occur where it stands; <see cref="int.MaxValue"/> for any number.</summary>
    public required int Max { get; init; }

    /// <summary>HL03 of the loops that begin with HL, such as <c>22</c>; null for others.</summary>
    public string? Level { get; internal set; }

    internal LoopChild[] Children { get; private set; } = [];

    internal int Index { get; set; }

    internal RuleTrigger Trigger { get; set; }

    // Children that must be there, as places in Children.
    internal int[] RequiredSlots { get; private set; } = [];

    // LS and LE around a loop, as places in Children; -1 where there are none.
    internal int LsSlot { get; private set; } = -1;

    internal int LeSlot { get; private set; } = -1;

    // True when a unit of the guide is in it, or is it.
    internal bool HasUnit { get; set; }

    // What a streaming reader hands out one by one.
    internal bool IsUnit { get; set; }

    // By the number that the guide has for an id.
    private (int From, int Count)[] _byNumber = [];
    private LoopChild[] _sorted = [];
    private (uint Id, ulong Qualifier, LoopChild[] Children)[] _byQualifier = [];

    /// <param name="number">Of the id, as <see cref="Guide.Known"/> has it.</param>
    internal ReadOnlySpan<LoopChild> Find(int number)
    {
        var (from, count) = _byNumber[number];
        return _sorted.AsSpan(from, count);
    }

    /// <summary>The same where there are many: those with a qualifier.</summary>
    internal ReadOnlySpan<LoopChild> Find(uint id, ulong qualifier, ReadOnlySpan<LoopChild> all)
    {
        var table = _byQualifier;
        if (all.Length < FewCandidates || table.Length == 0)
            return all;
        var at = Slot(id ^ (uint)(qualifier * 31) ^ (uint)(qualifier >> 32), table.Length);
        while (table[at].Id != 0)
        {
            if (table[at].Id == id && table[at].Qualifier == qualifier)
                return table[at].Children;
            at = (at + 1) & (table.Length - 1);
        }
        return [];
    }

    private const int FewCandidates = 4;

    private void SealQualifiers()
    {
        var many = _sorted.GroupBy(c => c.Id).Where(g => g.Count() >= FewCandidates).ToList();
        // One place that takes any code would have to stand under every one.
        if (many.Count == 0 || many.SelectMany(g => g).Any(c => c.Segment.QualifierCodes is null))
            return;
        var keys = many.SelectMany(g => g).SelectMany(c => Qualifiers(c.Segment).Select(q => (c.Id, Qualifier: q, Child: c)))
            .GroupBy(k => (k.Id, k.Qualifier)).ToList();
        var size = 4;
        while (size < keys.Count * 2)
            size *= 2;
        var table = new (uint Id, ulong Qualifier, LoopChild[] Children)[size];
        foreach (var key in keys)
        {
            var (id, qualifier) = key.Key;
            var at = Slot(id ^ (uint)(qualifier * 31) ^ (uint)(qualifier >> 32), size);
            while (table[at].Id != 0)
                at = (at + 1) & (size - 1);
            table[at] = (id, qualifier, [.. key.Select(k => k.Child).OrderBy(c => c.Slot)]);
        }
        _byQualifier = table;
    }

    private static ulong[] Qualifiers(SegmentSpec segment) =>
        segment.MayLackQualifier ? [0, .. segment.QualifierCodes ?? []] : segment.QualifierCodes ?? [];

    internal void Seal(List<LoopChild> children)
    {
        var ordinal = 0;
        for (var i = 0; i < children.Count; i++)
        {
            // Neighbours with one id are one place of the standard: they come in any order.
            if (i > 0 && children[i].Id != children[i - 1].Id)
                ordinal++;
            children[i] = children[i] with { Ordinal = ordinal, Slot = i };
            if (children[i].Loop is null && children[i].Id == SegmentId.Ls)
                LsSlot = i;
            if (children[i].Loop is null && children[i].Id == SegmentId.Le)
                LeSlot = i;
        }
        Children = [.. children];
        RequiredSlots = [.. children.Where(c => c.IsRequired).Select(c => c.Slot)];
        _sorted = [.. children.OrderBy(c => c.Id).ThenBy(c => c.Slot)];
        SealQualifiers();
    }

    /// <summary>Once the guide has numbered its ids.</summary>
    internal void Seal(Guide guide, int numbers)
    {
        _byNumber = new (int, int)[numbers + 1];
        foreach (var (from, child) in _sorted.Index())
        {
            ref var place = ref _byNumber[guide.Known(child.Id).Number];
            place = place.Count == 0 ? (from, 1) : (place.From, place.Count + 1);
        }
    }

    private static int Slot(uint id, int size) => (int)((id * 2654435769u) >> 20) & (size - 1);
}

/// <summary>A segment or loop in its place among its neighbours.</summary>
internal sealed record LoopChild(uint Id, SegmentSpec Segment, LoopSpec? Loop)
{
    public int Ordinal { get; init; }

    public int Slot { get; init; }

    public bool IsRequired { get; } = (Loop?.Usage ?? Segment.Usage) == Usage.Required;

    public int Max { get; } = Loop?.Max ?? Segment.Max;
}
