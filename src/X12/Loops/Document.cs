using System.Buffers;

namespace Portico.X12;

/// <summary>A whole input in memory: its interchanges, groups and transactions as loop trees, and all its issues.</summary>
/// <remarks>
/// For inputs of up to some megabytes; larger ones go through a <see cref="LoopReader"/>. What was not touched is written back
/// byte for byte. Never throws for bad input: what can be read is read.
/// </remarks>
public sealed class Document
{
    // In the order sent: bytes of the envelope, or a transaction.
    private readonly List<(ReadOnlyMemory<byte> Bytes, LoopTree? Tree)> _parts = [];
    private readonly List<Interchange> _interchanges = [];

    private Document(IssueLog issues) => Issues = issues;

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<Interchange> Interchanges => _interchanges;

    /// <summary>All that is wrong with it.</summary>
    public IssueLog Issues { get; }

    /// <summary>All transactions of all interchanges, in the order sent.</summary>
    public IEnumerable<LoopTree> Transactions => _interchanges.SelectMany(i => i.Groups).SelectMany(g => g.Transactions);

    /// <summary>Reads and checks an input.</summary>
    /// <param name="input">Kept, and not copied for the envelope: leave it as it is.</param>
    public static Document Read(ReadOnlyMemory<byte> input)
    {
        var document = new Document(new());
        using var reader = new LoopReader(new SegmentReader(input), hasUnits: false, document.Issues) { KeepsTrees = true };
        Interchange? interchange = null;
        FunctionalGroup? group = null;
        while (reader.Read())
        {
            var segments = reader.Segments;
            if (reader.Part == LoopPart.Transaction)
            {
                var tree = reader.Tree;
                // Transactions outside an envelope are kept in one that has no header.
                interchange ??= document.Begin(default);
                group ??= interchange.Begin(default);
                group.Add(tree);
                document._parts.Add((default, tree));
                continue;
            }
            var segment = EnvelopeSegment.Of(segments);
            document._parts.Add((segments.Raw.ToArray(), null));
            switch (reader.Part)
            {
                case LoopPart.InterchangeStart:
                    (interchange, group) = (document.Begin(segment), null);
                    break;
                case LoopPart.GroupStart:
                    interchange ??= document.Begin(default);
                    group = interchange.Begin(segment);
                    break;
                case LoopPart.GroupEnd when group is not null:
                    group.Trailer = segment;
                    group = null;
                    break;
                case LoopPart.InterchangeEnd when interchange is not null:
                    interchange.Trailer = segment;
                    (interchange, group) = (null, null);
                    break;
                case LoopPart.Outside when segments.Kind == SegmentKind.Segment && interchange is not null:
                    interchange.Add(segment);
                    break;
            }
        }
        return document;
    }

    /// <summary>Reads and checks a stream to its end.</summary>
    public static Document Read(Stream input)
    {
        using var copy = new MemoryStream();
        input.CopyTo(copy);
        return Read(copy.GetBuffer().AsMemory(0, (int)copy.Length));
    }

    /// <summary>Writes it: byte for byte as it was read, with edits in their places and SE01 counted again where there are any.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        foreach (var (bytes, tree) in _parts)
        {
            if (tree is null)
                output.Write(bytes.Span);
            else
                tree.Write(output);
        }
    }

    private Interchange Begin(EnvelopeSegment header)
    {
        var interchange = new Interchange(header);
        _interchanges.Add(interchange);
        return interchange;
    }
}

/// <summary>A segment of the envelope, with its elements as text.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Elements">The id first, so that index 13 of an ISA is ISA13. Blanks of fixed lengths are kept.</param>
public readonly record struct EnvelopeSegment(Place Place, IReadOnlyList<string> Elements)
{
    /// <summary>False where the input had none.</summary>
    public bool Exists => Elements is not null;

    /// <summary>An element without the blanks around it; empty where it is absent.</summary>
    /// <param name="number">Counted from 1.</param>
    public string Text(int number) => Elements is not null && number < Elements.Count ? Elements[number].Trim() : "";

    internal static EnvelopeSegment Of(SegmentReader reader)
    {
        var segment = reader.Current;
        if (segment.Kind != SegmentKind.Segment)
            return default;
        // Hostile input may have millions.
        var elements = new string[Math.Min(segment.Count, 32) + 1];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = segment.Text(i);
        return new(reader.Place(), elements);
    }
}

/// <summary>An interchange: ISA to IEA.</summary>
public sealed class Interchange
{
    private readonly List<FunctionalGroup> _groups = [];
    private readonly List<EnvelopeSegment> _others = [];

    internal Interchange(EnvelopeSegment header) => Header = header;

    /// <summary>ISA; does not exist where groups stand outside an interchange.</summary>
    public EnvelopeSegment Header { get; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<FunctionalGroup> Groups => _groups;

    /// <summary>Segments outside groups, such as TA1.</summary>
    public IReadOnlyList<EnvelopeSegment> Others => _others;

    /// <summary>IEA; does not exist when it is missing.</summary>
    public EnvelopeSegment Trailer { get; internal set; }

    internal FunctionalGroup Begin(EnvelopeSegment header)
    {
        var group = new FunctionalGroup(header);
        _groups.Add(group);
        return group;
    }

    internal void Add(EnvelopeSegment other) => _others.Add(other);
}

/// <summary>A functional group: GS to GE.</summary>
public sealed class FunctionalGroup
{
    private readonly List<LoopTree> _transactions = [];

    internal FunctionalGroup(EnvelopeSegment header) => Header = header;

    /// <summary>GS; does not exist where transactions stand outside a group.</summary>
    public EnvelopeSegment Header { get; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<LoopTree> Transactions => _transactions;

    /// <summary>GE; does not exist when it is missing.</summary>
    public EnvelopeSegment Trailer { get; internal set; }

    internal void Add(LoopTree transaction) => _transactions.Add(transaction);
}
