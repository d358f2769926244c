using System.Collections.Frozen;
using System.Numerics;
using System.Text;

namespace Portico.X12;

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
