using System.Collections.Frozen;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

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

    internal bool Fits(ulong qualifier) => _qualifiers is not { } codes || codes.Contains(qualifier);
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
        var keys = many.SelectMany(g => g).SelectMany(c => (c.Segment.QualifierCodes ?? []).Select(q => (c.Id, Qualifier: q, Child: c)))
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

/// <summary>A set of short codes, in a table that is half empty: a look is a comparison or two.</summary>
internal sealed class CodeSet
{
    private readonly ulong[] _table;
    private readonly int _shift;

    public CodeSet(ulong[] codes)
    {
        var bits = 1;
        while (1 << bits < codes.Length * 2)
            bits++;
        (_table, _shift) = (new ulong[1 << bits], 64 - bits);
        foreach (var code in codes.Distinct())
        {
            var at = SlotOf(code);
            while (_table[at] != 0)
                at = (at + 1) & (_table.Length - 1);
            _table[at] = code;
        }
    }

    /// <param name="code">As <see cref="PackedCode"/> has it; 0 is no code.</param>
    public bool Contains(ulong code)
    {
        var table = _table;
        for (var at = SlotOf(code); ; at = (at + 1) & (table.Length - 1))
        {
            var found = table[at];
            if (found == code || found == 0)
                return found != 0;
        }
    }

    private int SlotOf(ulong code) => (int)(code * 0x9E3779B97F4A7C15UL >> _shift);
}

/// <summary>What the first look at a segment asks for: eight elements are measured at once.</summary>
/// <remarks>In the masks bit n stands for element n.</remarks>
internal sealed class SegmentShape
{
    private const int Lanes = 8;

    private readonly int[] _least;
    private readonly int[] _most;
    private readonly int _count;

    /// <param name="rules">Of its elements.</param>
    /// <param name="qualifier">The element whose code tells the segment's place; 0 for none.</param>
    public SegmentShape(ElementRule[] rules, int qualifier)
    {
        if (rules.Length > 31)
            throw new UnreachableException($"{rules.Length} elements do not fit into the masks.");
        _count = rules.Length;
        var padded = (rules.Length + Lanes - 1) / Lanes * Lanes;
        (_least, _most) = (new int[padded], new int[padded]);
        for (var i = 0; i < rules.Length; i++)
        {
            (_least[i], _most[i]) = (rules[i].Min, rules[i].Max);
            if (rules[i].IsRequired)
                Required |= 2u << i;
            if (rules[i] is { Look: ElementLook.Text, Codes: null })
                Texts |= 2u << i;
            else
                Looks |= 2u << i;
        }
        LooksInPlace = qualifier > 0 && rules[qualifier - 1].Look == ElementLook.Text ? Looks & ~(1u << qualifier) : Looks;
    }

    public uint Required { get; }

    /// <summary>Text of any kind: nothing but its length is of note, unless the segment holds special characters.</summary>
    public uint Texts { get; }

    /// <summary>All others.</summary>
    public uint Looks { get; }

    /// <summary>The same without the code that the segment was put into its place by.</summary>
    public uint LooksInPlace { get; }

    /// <summary>Which elements have a value, and which of them an unusual length.</summary>
    /// <param name="ends">The end of the id and of each element, and eight more of anything.</param>
    /// <param name="elements">How many elements there are.</param>
    /// <param name="present">Those of the guide that have a value.</param>
    /// <param name="odd">Those of them that are shorter or longer than the guide has them.</param>
    public void Measure(ReadOnlySpan<int> ends, int elements, out uint present, out uint odd)
    {
        var count = Math.Min(elements, _count);
        (present, odd) = (0, 0);
        if (ends.Length <= (count + Lanes - 1) / Lanes * Lanes)
            throw new UnreachableException("There is less room behind the last end than was promised.");
        ref var end = ref MemoryMarshal.GetReference(ends);
        ref var least = ref MemoryMarshal.GetArrayDataReference(_least);
        ref var most = ref MemoryMarshal.GetArrayDataReference(_most);
        for (var i = 0; i < count; i += Lanes)
        {
            var length = Vector256.LoadUnsafe(ref end, (nuint)i + 1) - Vector256.LoadUnsafe(ref end, (nuint)i) - Vector256<int>.One;
            var some = Vector256.GreaterThan(length, Vector256<int>.Zero);
            var unusual = Vector256.LessThan(length, Vector256.LoadUnsafe(ref least, (nuint)i))
                | Vector256.GreaterThan(length, Vector256.LoadUnsafe(ref most, (nuint)i));
            present |= some.ExtractMostSignificantBits() << i;
            odd |= (some & unusual).ExtractMostSignificantBits() << i;
        }
        var inside = (1u << count) - 1;
        (present, odd) = ((present & inside) << 1, (odd & inside) << 1);
    }
}

/// <summary>What the first look at a value asks for, packed so that a segment's elements lie side by side.</summary>
internal readonly struct ElementRule
{
    public ElementRule(ElementSpec spec)
    {
        Min = (ushort)Math.Min(spec.Min, ushort.MaxValue);
        Max = spec.Parts.Length > 0 || spec.MaxRepetitions > 1 ? ushort.MaxValue : (ushort)Math.Min(spec.Max, ushort.MaxValue);
        IsRequired = spec.Usage == Usage.Required;
        IsDateFormat = spec.DataElement == 1250;
        Codes = spec.Allowed;
        // One that holds a date always gets the closer look.
        Parts = spec.Parts.Length > 0 && !spec.HasDate ? [.. spec.Parts.Select(p => new ElementRule(p))] : null;
        Repetitions = spec.MaxRepetitions;
        Look = spec.Usage == Usage.NotUsed ? ElementLook.Never
            : spec.MaxRepetitions > 1 ? ElementLook.Repeated
            : spec.Parts.Length > 0 ? ElementLook.Composite
            : spec.Type switch
            {
                ElementType.Text or ElementType.Code => ElementLook.Text,
                ElementType.Integer => ElementLook.Digits,
                ElementType.Decimal => ElementLook.Decimal,
                ElementType.Date => ElementLook.Date,
                _ => ElementLook.Time,
            };
    }

    public CodeSet? Codes { get; }

    public ElementRule[]? Parts { get; }

    public int Repetitions { get; }

    public ushort Min { get; }

    public ushort Max { get; }

    public ElementLook Look { get; }

    public bool IsRequired { get; }

    /// <summary>It says in which format the next one is a date.</summary>
    public bool IsDateFormat { get; }
}

internal enum ElementLook : byte
{
    Never,
    Text,
    Composite,
    Repeated,
    Digits,
    Decimal,
    Date,
    Time,
}

/// <summary>A <see cref="SyntaxNote"/> over bits: bit n stands for element n.</summary>
internal readonly struct Condition
{
    private readonly char _kind;

    public Condition(SyntaxNote note)
    {
        (Note, _kind) = (note, note.Kind);
        First = 1u << note.Elements[0];
        foreach (var element in note.Elements)
            All |= 1u << element;
    }

    public SyntaxNote Note { get; }

    public uint First { get; }

    public uint All { get; }

    // R asks for something even where nothing is.
    public uint Lowest => _kind == 'R' ? 0 : All & (~All + 1);

    public bool Holds(uint present) => _kind switch
    {
        'P' => (present & All) == 0 || (present & All) == All,
        'R' => (present & All) != 0,
        'C' => (present & First) == 0 || (present & All) == All,
        'L' => (present & First) == 0 || (present & All & ~First) != 0,
        'E' => (present & All & ((present & All) - 1)) == 0,
        _ => true,
    };
}

/// <summary>Segments and loops that rules between segments look at; see <see cref="RuleCheck"/>.</summary>
internal enum RuleTrigger : byte
{
    None,
    Payment,
    ClaimPayment,
    ServicePayment,
    Adjustment,
    ProviderAdjustment,
    Subscriber,
    Patient,
    Claim,
    OriginalReference,
    Diagnoses,
    ServiceLine,
    Benefit,
    Refusal,
    Person,
}

/// <summary>The grammar of one implementation guide: which loops, segments, elements and codes a transaction has.</summary>
/// <remarks>
/// The grammars are facts about the guides (ids, usage, repeats, types, lengths, codes) in a notation of ours; the guides'
/// texts are ASC X12's and are cited by number only. Immutable; safe from any thread. Made once, at first use.
/// </remarks>
public sealed class Guide
{
    private static readonly Lazy<FrozenDictionary<string, Guide>> s_all = new(
        () => GuideTexts.All.Select(GuideParser.Parse).ToFrozenDictionary(g => g.Key, StringComparer.Ordinal));

    private static readonly Lazy<Guide[]> s_plain = new(() => [.. s_all.Value.Values.Where(g => g.Variant.Length == 0)]);

    // The ids of its segments, numbered from 1: a table by hash, half empty at least.
    private readonly KnownId[] _known;
    private readonly Dictionary<(WalkState? Outer, LoopSpec Spec, int Ordinal), WalkState> _states = [];
    private readonly byte[] _idBytes;
    private readonly byte[] _transactionBytes;

    /// <param name="Id">Packed.</param>
    /// <param name="Number">Counted from 1; 0 for an id that the guide has no segment of.</param>
    /// <param name="Qualifier">The element whose code tells the places of the id apart; 0 for none.</param>
    /// <param name="IsComposite">The code is the element's first component.</param>
    internal readonly record struct KnownId(uint Id, int Number, int Qualifier, bool IsComposite);

    internal Guide(string id, string transaction, string variant, string name, LoopSpec root, List<SegmentSpec> segments, List<LoopSpec> loops)
    {
        (Id, Transaction, Variant, Name, Root) = (id, transaction, variant, name, root);
        (Segments, Loops) = ([.. segments], [.. loops]);
        (_idBytes, _transactionBytes) = (Encoding.ASCII.GetBytes(id), Encoding.ASCII.GetBytes(transaction));
        var ids = segments.DistinctBy(s => s.PackedId).ToArray();
        _known = new KnownId[(int)BitOperations.RoundUpToPowerOf2((uint)ids.Length * 3)];
        for (var i = 0; i < ids.Length; i++)
        {
            var at = SlotOf(ids[i].PackedId);
            while (_known[at].Id != 0)
                at = (at + 1) & (_known.Length - 1);
            var qualifier = ids[i].Qualifier;
            _known[at] = new(ids[i].PackedId, i + 1, qualifier, qualifier > 0 && ids[i].Parts[qualifier - 1].Parts.Length > 0);
        }
        foreach (var loop in loops)
            loop.Seal(this, ids.Length);
    }

    /// <summary>Such as <c>005010X222A1</c>.</summary>
    public string Id { get; }

    /// <summary>ST01, such as <c>837</c>.</summary>
    public string Transaction { get; }

    /// <summary>What it is, in plain words.</summary>
    public string Name { get; }

    /// <summary>The whole transaction, ST to SE, as a loop.</summary>
    public LoopSpec Root { get; }

    /// <summary>BHT02 values, separated by blanks, that tell a 278 response from a request; else empty.</summary>
    internal string Variant { get; }

    internal string Key => Id + " " + Transaction + Variant;

    internal SegmentSpec[] Segments { get; }

    internal LoopSpec[] Loops { get; }

    /// <summary>All guides that this codec has a grammar for.</summary>
    public static IEnumerable<Guide> All => s_all.Value.Values.OrderBy(g => g.Key, StringComparer.Ordinal);

    /// <summary>The guide of a transaction.</summary>
    /// <param name="transaction">ST01, such as <c>837</c>.</param>
    /// <param name="version">ST03 or GS08: the guide with its errata. Other errata of the same guide are read by the same grammar.</param>
    /// <returns>Null when this codec has none.</returns>
    public static Guide? Find(string transaction, string version) => Find(transaction, version, "");

    internal static Guide? Find(string transaction, string version, string variant)
    {
        var end = version.IndexOf('A', StringComparison.Ordinal);
        var guide = end > 0 ? version[..end] : version;
        return s_all.Value.GetValueOrDefault(guide + " " + transaction + variant);
    }

    /// <summary>The same without a text for each; for a 278 the request's.</summary>
    internal static Guide? Find(ReadOnlySpan<byte> transaction, ReadOnlySpan<byte> version)
    {
        foreach (var guide in s_plain.Value)
        {
            var id = guide._idBytes;
            if (version.StartsWith(id) && (version.Length == id.Length || version[id.Length] == 'A') && transaction.SequenceEqual(guide._transactionBytes))
                return guide;
        }
        return null;
    }

    internal bool Knows(uint id) => Known(id).Number > 0;

    /// <summary>What the guide knows of an id; the number is 0 when it is nothing.</summary>
    internal ref readonly KnownId Known(uint id)
    {
        var table = _known;
        for (var at = SlotOf(id); ; at = (at + 1) & (table.Length - 1))
        {
            if (table[at].Id == id || table[at].Id == 0)
                return ref table[at];
        }
    }

    /// <summary>Where a transaction stands that has these loops open.</summary>
    internal WalkState StateOf(WalkState? outer, LoopSpec spec, int ordinal)
    {
        lock (_states)
        {
            if (!_states.TryGetValue((outer, spec, ordinal), out var state))
                _states[(outer, spec, ordinal)] = state = new(outer, spec, ordinal);
            return state;
        }
    }

    /// <summary>Where it stands when a segment has come to a place of an open loop.</summary>
    internal WalkState StateBehind(WalkState loop, LoopChild child)
    {
        var reached = StateOf(loop.Outer, loop.Spec, child.Ordinal);
        return child.Loop is { } inner ? StateOf(reached, inner, 0) : reached;
    }

    private int SlotOf(uint id) => (int)(id * 2654435769u >> 16) & (_known.Length - 1);
}
