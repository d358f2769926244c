namespace Portico.X12;

/// <summary>What a piece of the input is.</summary>
public enum SegmentKind
{
    /// <summary>A segment: an id and its elements.</summary>
    Segment,

    /// <summary>
    /// Bytes that belong to no segment: blanks at the end, text before or between interchanges, an ISA that cannot be read,
    /// the rest of a segment that is too long. All pieces of an input together are the input, byte for byte.
    /// </summary>
    Skipped,
}

/// <summary>One segment as it stands in its text: nothing is copied, nothing is allocated.</summary>
/// <remarks>
/// Valid until its reader moves on. Elements are counted from 1, as guides do: <c>segment[2]</c> of a CLM is CLM02, and what
/// is absent is empty. Bytes are as sent: ASCII as a rule, with no escapes (X12 has none).
/// </remarks>
public readonly ref struct Segment
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<int> _ends;
    private readonly int _start;

    private readonly uint _id;

    internal Segment(ReadOnlySpan<byte> text, ReadOnlySpan<int> ends, int start, Delimiters delimiters, SegmentKind kind, uint id)
    {
        _id = id;
        _text = text;
        _ends = ends;
        _start = start;
        Delimiters = delimiters;
        Kind = kind;
    }

    /// <summary>A segment, or bytes that belong to none.</summary>
    public SegmentKind Kind { get; }

    /// <summary>What its interchange is cut by.</summary>
    public Delimiters Delimiters { get; }

    /// <summary>How many elements it has, its id not counted.</summary>
    public int Count => _ends.Length - 1;

    /// <summary>Such as <c>CLM</c>; empty in <see cref="SegmentKind.Skipped"/>.</summary>
    public ReadOnlySpan<byte> Id => Kind == SegmentKind.Segment ? _text[_start.._ends[0]] : [];

    /// <summary>From its id to before its terminator, or the skipped bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _text[_start.._ends[^1]];

    /// <summary>An element as it was sent, all of its repetitions and components with it; empty where it is absent.</summary>
    /// <param name="number">Counted from 1; 0 is the id.</param>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var ends = _ends;
            if ((uint)number >= (uint)ends.Length)
                return [];
            var start = number == 0 ? _start : ends[number - 1] + 1;
            return _text[start..ends[number]];
        }
    }

    /// <summary>An element with its repetitions and components.</summary>
    /// <param name="number">Counted from 1.</param>
    public Element Element(int number) => new(this[number], Delimiters);

    internal Composite Composite(int number) => new(this[number], Delimiters);

    /// <summary>True when the id is this one, such as <c>"CLM"u8</c>.</summary>
    public bool Is(ReadOnlySpan<byte> id) => id.Length is 2 or 3 ? _id == SegmentId.Pack(id) : Id.SequenceEqual(id);

    /// <summary>An element as text; empty where it is absent.</summary>
    public string Text(int number) => Bytewise.Text(this[number]);

    /// <summary>Bytes from the segment's first byte to the element's.</summary>
    internal int OffsetOf(int number) =>
        (number <= 0 ? _start : (uint)number < (uint)_ends.Length ? _ends[number - 1] + 1 : _ends[^1]) - _start;

    internal ReadOnlySpan<byte> WholeText => _text;

    internal ReadOnlySpan<int> Ends => _ends;

    internal int Start => _start;

    /// <summary>The segment as it was sent, without its terminator.</summary>
    public override string ToString() => Bytewise.Text(Bytes);
}
