using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portico.X12;

/// <summary>Writes segments. Empty elements at the end are left out, and a delimiter inside data is refused.</summary>
/// <remarks>
/// <para>Begin a segment, give its elements in order, end it. What is null or empty takes its place and shows nothing.</para>
/// <para>X12 has no escape: a value that holds a delimiter is left out and named in <see cref="Issues"/> with its place, and
/// what was written must not be sent. Not safe from several threads at once.</para>
/// </remarks>
public sealed class SegmentWriter(IBufferWriter<byte> output, Delimiters delimiters)
{
    private readonly ArrayBufferWriter<byte> _segment = new(256);
    private string _id = "";
    private string? _loop;
    private int _element;
    private int _component;
    private int _repetition;

    // Separators wait until something stands behind them.
    private int _pendingElements;
    private int _pendingRepetitions;
    private int _pendingComponents;

    /// <summary>What the output is cut by.</summary>
    public Delimiters Delimiters => delimiters;

    /// <summary>What could not be written.</summary>
    public IssueLog Issues { get; } = new();

    /// <summary>Bytes written so far, the segment in the making not counted.</summary>
    public long Written { get; private set; }

    /// <summary>Segments written since the last <c>ST</c>, itself counted.</summary>
    public int SegmentsInTransaction { get; private set; }

    internal int Interchange { get; set; }

    internal int Group { get; set; }

    internal int Transaction { get; set; }

    /// <summary>Begins a segment.</summary>
    /// <param name="id">Such as <c>CLM</c>.</param>
    /// <param name="loop">The loop it is written for, which an issue will name.</param>
    public SegmentWriter Begin(string id, string? loop = null)
    {
        (_id, _loop, _element, _component, _repetition) = (id, loop, 0, 0, 0);
        (_pendingElements, _pendingRepetitions, _pendingComponents) = (0, 0, 0);
        _segment.ResetWrittenCount();
        if (IsClean(id))
            Put(Encoding.ASCII.GetBytes(id));
        return this;
    }

    /// <summary>The next element.</summary>
    public SegmentWriter Element(string? value)
    {
        Next();
        return Value(value);
    }

    /// <summary>The next element, a whole number.</summary>
    public SegmentWriter Element(long? value) => Element(value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The next element, a date as CCYYMMDD.</summary>
    public SegmentWriter Element(DateOnly? value) => Element(value?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>The next element, an amount of money.</summary>
    /// <param name="cents">Whole cents; null leaves the element empty.</param>
    public SegmentWriter Money(long? cents) => Element(cents is { } amount ? Cents.Text(amount) : null);

    /// <summary>The next element, a decimal number.</summary>
    public SegmentWriter Decimal(decimal? value) => Element(value?.ToString("0.############", CultureInfo.InvariantCulture));

    /// <summary>Leaves elements empty.</summary>
    public SegmentWriter Skip(int elements = 1)
    {
        for (var i = 0; i < elements; i++)
            Next();
        return this;
    }

    /// <summary>The next element, a composite of these parts.</summary>
    public SegmentWriter Composite(params ReadOnlySpan<string?> parts)
    {
        Next();
        foreach (var part in parts)
            Component(part);
        return this;
    }

    /// <summary>The next element, repeated.</summary>
    public SegmentWriter Repeated(IEnumerable<string> values)
    {
        Next();
        foreach (var value in values)
        {
            if (!Again())
                break;
            Value(value);
        }
        return this;
    }

    /// <summary>The next element, a composite that repeats.</summary>
    /// <param name="repetitions">The parts of each.</param>
    public SegmentWriter Composites(IEnumerable<IReadOnlyList<string?>> repetitions)
    {
        Next();
        foreach (var parts in repetitions)
        {
            if (!Again())
                break;
            foreach (var part in parts)
                Component(part);
        }
        return this;
    }

    /// <summary>Ends the segment.</summary>
    public void End()
    {
        Put([delimiters.Segment]);
        SegmentsInTransaction = _id == "ST" ? 1 : SegmentsInTransaction + 1;
        output.Write(_segment.WrittenSpan);
        Written += _segment.WrittenCount;
    }

    /// <summary>Writes text for people behind a segment, such as a line end. Not data.</summary>
    public void LineEnd(ReadOnlySpan<byte> lineEnd)
    {
        output.Write(lineEnd);
        Written += lineEnd.Length;
    }

    /// <summary>A segment that is written already, all but its terminator.</summary>
    internal void Raw(string segment)
    {
        Begin("");
        Put(Encoding.ASCII.GetBytes(segment));
        End();
    }

    /// <summary>Segments that are written already, terminators and all.</summary>
    internal void Append(ReadOnlySpan<byte> segments, int count)
    {
        output.Write(segments);
        Written += segments.Length;
        SegmentsInTransaction += count;
    }

    private void Next()
    {
        _element++;
        _pendingElements++;
        (_component, _repetition, _pendingRepetitions, _pendingComponents) = (0, 0, 0, 0);
    }

    private bool Again()
    {
        (_component, _pendingComponents) = (0, 0);
        if (++_repetition == 1)
            return true;
        _pendingRepetitions++;
        if (delimiters.Repetition is not null)
            return true;
        Refuse("These delimiters have no repetition separator, so only the first value was written: choose delimiters that have one.");
        return false;
    }

    private void Component(string? value)
    {
        if (++_component > 1)
            _pendingComponents++;
        Value(value);
    }

    private SegmentWriter Value(string? value)
    {
        if (string.IsNullOrEmpty(value) || !IsClean(value))
            return this;
        for (; _pendingElements > 0; _pendingElements--)
            Put([delimiters.Element]);
        for (; _pendingRepetitions > 0; _pendingRepetitions--)
            Put([delimiters.Repetition ?? 0]);
        for (; _pendingComponents > 0; _pendingComponents--)
            Put([delimiters.Component]);
        var into = _segment.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length));
        _segment.Advance(Encoding.UTF8.GetBytes(value, into));
        return this;
    }

    private bool IsClean(string value)
    {
        foreach (var c in value)
        {
            if (c >= 0x80 || (!delimiters.Contains((byte)c) && c is >= ' ' and not (char)0x7F))
                continue;
            Refuse(c < ' ' || c == 0x7F
                ? "The value holds a control character, and was left out: take it out of the data."
                : "The value holds a character that cuts this interchange, and was left out: X12 has no escape, so write it another way or choose other delimiters.");
            return false;
        }
        return true;
    }

    private void Refuse(string text)
    {
        var place = new Place(Interchange, Group, Transaction, SegmentsInTransaction + 1, Written + _segment.WrittenCount,
            (short)_element, (short)_repetition, (short)_component);
        Issues.Add(IssueKind.ElementCharacter, place, _id, text, _loop);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_segment.GetSpan(bytes.Length));
        _segment.Advance(bytes.Length);
    }
}
