using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portico.X12;

/// <summary>A transaction as loops and segments, by the grammar of its guide.</summary>
/// <remarks>
/// <para>The text is kept as it was sent, and the tree over it is a few numbers a segment: <see cref="Loop"/> and
/// <see cref="LoopSegment"/> are handles into it, cheap to copy, valid as long as the tree holds what they point to. A streaming
/// <see cref="LoopReader"/> uses one tree again and again; a <see cref="Document"/> has one for each transaction.</para>
/// <para>What the guide has no place for is kept where it stood, without a spec.</para>
/// </remarks>
public sealed partial class LoopTree
{
    internal struct SegmentEntry
    {
        public int LeadingStart;
        public int Start;
        public int RawEnd;
        public int FirstEnd;
        public int EndCount;
        public int Spec;
        public int Loop;
        public int Number;
        public uint Id;
        public long Offset;
    }

    internal struct LoopEntry
    {
        public int Spec;
        public int Parent;
        public int First;
        public int End;
        public int FirstChild;
        public int LastChild;
        public int Next;
        public int Previous;
    }

    private sealed record Buffers(byte[] Text, int[] Ends, SegmentEntry[] Segments, LoopEntry[] Loops);

    private const int MostKept = 1 << 20;

    // Behind the last entry, so that a look at eight numbers or bytes at once needs no end.
    private const int Slack = 16;

    // Those of the last streaming reader, for the next one: small messages are many.
    private static Buffers? s_spare;

    private byte[] _text;
    private int[] _ends;
    private SegmentEntry[] _segments;
    private LoopEntry[] _loops;

    internal static LoopTree None { get; } = new(isForMany: false);

    internal LoopTree(bool isForMany)
    {
        var spare = isForMany ? Interlocked.Exchange(ref s_spare, null) : null;
        (_text, _ends, _segments, _loops) = spare is null
            ? (new byte[2048], new int[512], new SegmentEntry[64], new LoopEntry[32])
            : (spare.Text, spare.Ends, spare.Segments, spare.Loops);
    }

    /// <summary>Gives the buffers back. Handles that are still about find nothing, rather than somebody else's data.</summary>
    internal void Release()
    {
        Clear();
        if (_text.Length <= MostKept && _ends.Length <= MostKept)
            s_spare = new(_text, _ends, _segments, _loops);
        (_text, _ends, _segments, _loops) = ([], [], [], []);
    }

    /// <summary>The guide that it was read by; null when this codec has none for it: then all segments are in one loop.</summary>
    public Guide? Guide
    {
        get;
        internal set => (field, _origin) = (value, null);
    }

    /// <summary>What the interchange is cut by.</summary>
    public Delimiters Delimiters { get; internal set; }

    /// <summary>The transaction, ST to SE.</summary>
    public Loop Root => new(this, 0);

    /// <summary>How many segments it holds.</summary>
    public int SegmentCount { get; private set; }

    internal int LoopCount { get; private set; }

    internal int TextLength { get; private set; }

    internal int EndCount { get; private set; }

    internal int Interchange { get; set; }

    internal int Group { get; set; }

    internal int Transaction { get; set; }

    internal ReadOnlySpan<SegmentEntry> Segments => _segments.AsSpan(0, SegmentCount);

    internal ReadOnlySpan<LoopEntry> Loops => _loops.AsSpan(0, LoopCount);

    internal ref readonly LoopEntry LoopAt(int loop) => ref _loops[loop];

    internal uint IdAt(int segment) => _segments[segment].Id;

    /// <summary>The text of everything it holds, byte for byte as it was sent.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, TextLength);

    /// <summary>A segment by its place in the tree.</summary>
    /// <param name="index">Counted from 0, in the order sent.</param>
    public LoopSegment SegmentAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)SegmentCount, nameof(index));
        return new(this, index);
    }

    internal void Clear() => (SegmentCount, LoopCount, TextLength, EndCount, Guide, _edits) = (0, 0, 0, 0, null, null);

    internal int AddLoop(LoopSpec spec, int parent) => AddLoop(spec.Index, parent);

    private int AddLoop(int spec, int parent)
    {
        if (LoopCount == _loops.Length)
            Array.Resize(ref _loops, Math.Max(LoopCount * 2, 16));
        var index = LoopCount++;
        _loops[index] = new() { Spec = spec, Parent = parent, First = SegmentCount, End = -1, FirstChild = -1, LastChild = -1, Next = -1, Previous = -1 };
        if (parent < 0)
            return index;
        ref var above = ref _loops[parent];
        if (above.FirstChild < 0)
            above.FirstChild = index;
        else
            (_loops[above.LastChild].Next, _loops[index].Previous) = (index, above.LastChild);
        above.LastChild = index;
        return index;
    }

    internal void CloseLoop(int loop) => _loops[loop].End = SegmentCount;

    /// <summary>Takes a loop that was added last, and all in it, out again.</summary>
    internal void DropLoop(int loop)
    {
        var entry = _loops[loop];
        ref var above = ref _loops[entry.Parent];
        above.LastChild = entry.Previous;
        if (entry.Previous >= 0)
            _loops[entry.Previous].Next = -1;
        else
            above.FirstChild = -1;
        LoopCount = loop;
        if (entry.First >= SegmentCount)
            return;
        ref readonly var first = ref _segments[entry.First];
        (TextLength, EndCount, SegmentCount) = (first.LeadingStart, first.FirstEnd, entry.First);
    }

    /// <summary>Copies the segment that the reader stands on.</summary>
    internal int Add(SegmentReader reader, int loop, int spec)
    {
        var raw = reader.Raw;
        var count = reader.EndCount;
        var (textLength, endCount, index) = (TextLength, EndCount, SegmentCount);
        if (index == _segments.Length || _text.Length - textLength < raw.Length + Slack || _ends.Length - endCount < count + Slack)
            Grow(raw.Length, count);
        raw.CopyTo(_text.AsSpan(textLength));
        var start = textLength + reader.LeadingLength;
        Copy(reader.EndsAndMore, _ends.AsSpan(endCount), count, start - reader.Start);
        ref var entry = ref _segments[index];
        entry.LeadingStart = textLength;
        entry.Start = start;
        entry.RawEnd = textLength + raw.Length;
        entry.FirstEnd = endCount;
        entry.EndCount = count;
        entry.Spec = spec;
        entry.Loop = loop;
        entry.Number = reader.Counter.Segment;
        entry.Id = reader.Id;
        entry.Offset = reader.Offset;
        (TextLength, EndCount, SegmentCount) = (entry.RawEnd, endCount + count, index + 1);
        return index;
    }

    private void Grow(int text, int ends)
    {
        if (SegmentCount == _segments.Length)
            Array.Resize(ref _segments, Math.Max(SegmentCount * 2, 16));
        if (_text.Length - TextLength < text + Slack)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, TextLength + text + Slack));
        if (_ends.Length - EndCount < ends + Slack)
            Array.Resize(ref _ends, Math.Max(_ends.Length * 2, EndCount + ends + Slack));
    }

    // Eight at a time, and then up to seven too many, where there is room for them.
    private static void Copy(ReadOnlySpan<int> from, Span<int> into, int count, int moveBy)
    {
        var i = 0;
        for (; i < count && from.Length - i >= 8; i += 8)
            (Vector256.Create(from.Slice(i, 8)) + Vector256.Create(moveBy)).CopyTo(into.Slice(i, 8));
        for (; i < count; i++)
            into[i] = from[i] + moveBy;
    }

    /// <summary>Blanks behind the last segment of an input that ends inside the transaction.</summary>
    internal void Append(ReadOnlySpan<byte> raw)
    {
        if (_text.Length - TextLength < raw.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, TextLength + raw.Length));
        raw.CopyTo(_text.AsSpan(TextLength));
        TextLength += raw.Length;
        _segments[SegmentCount - 1].RawEnd = TextLength;
    }

    /// <summary>The text, and whatever is behind it.</summary>
    internal ReadOnlySpan<byte> Room => _text;

    internal Segment View(int index)
    {
        ref readonly var entry = ref _segments[index];
        return new(Text, _ends.AsSpan(entry.FirstEnd, entry.EndCount), entry.Start, Delimiters, SegmentKind.Segment, entry.Id);
    }

    internal ReadOnlySpan<byte> Raw(int index)
    {
        ref readonly var entry = ref Segments[index];
        return _text.AsSpan(entry.LeadingStart, entry.RawEnd - entry.LeadingStart);
    }

    internal ReadOnlySpan<byte> Value(int index, int element)
    {
        ref readonly var entry = ref _segments[index];
        if ((uint)element >= (uint)entry.EndCount)
            return [];
        var start = element == 0 ? entry.Start : _ends[entry.FirstEnd + element - 1] + 1;
        return _text.AsSpan(start, _ends[entry.FirstEnd + element] - start);
    }

    internal Place Place(int index, int element, int repetition, int component)
    {
        ref readonly var entry = ref _segments[index];
        var offset = entry.Offset;
        if (element > 0)
        {
            var at = Math.Min(element, entry.EndCount) - 1;
            offset += _ends[entry.FirstEnd + at] + (element < entry.EndCount ? 1 : 0) - entry.Start;
            if (repetition > 1 || component > 1)
                offset += Within(Value(index, element), repetition, component);
        }
        return new(Interchange, Group, Transaction, entry.Number, offset, (short)element, (short)repetition, (short)component);
    }

    private int Within(ReadOnlySpan<byte> element, int repetition, int component)
    {
        if (element.IsEmpty)
            return 0;
        var part = element;
        if (repetition > 0 && Delimiters.Repetition is { } separator)
            part = Element.Part(element, separator, repetition);
        if (component > 0)
            part = Element.Part(part, Delimiters.Component, component);
        return part.IsEmpty ? 0 : (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(element), ref MemoryMarshal.GetReference(part));
    }
}
