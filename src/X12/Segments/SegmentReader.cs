using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Portico.X12;

/// <summary>Reads segments one after the other, from any number of interchanges, without allocating for each.</summary>
/// <remarks>
/// <para>Delimiters are what each ISA says. A byte order mark, blank lines, line ends after terminators and indentation are
/// passed over. Bad input never throws: what is no segment comes as <see cref="SegmentKind.Skipped"/>.</para>
/// <para>Memory does not grow with the input, only with its longest segment up to a limit. Time is linear.</para>
/// <para>For a pipe, read <c>pipe.AsStream()</c>. Not safe from several threads at once.</para>
/// </remarks>
/// <example>
/// <code>
/// using var reader = new SegmentReader(File.OpenRead("remittance.835"));
/// while (reader.Read())
///     if (reader.Current.Is("CLP"u8))
///         Console.WriteLine($"{reader.Place(4)}: paid {reader.Current.Text(4)}");
/// </code>
/// </example>
public sealed class SegmentReader : IDisposable
{
    /// <summary>A segment of a stream may be this long, in bytes, unless the reader is told otherwise: 1 MiB.</summary>
    public const int DefaultLongestSegment = 1 << 20;

    private const int FirstBuffer = 64 * 1024;

    private SegmentCursor _cursor;
    private readonly SegmentSource? _source;
    private readonly bool _isRented;
    private byte[] _buffer;
    private int _from;
    private int _to;
    private long _base;
    private bool _isAll;
    private bool _isClosed;
    private SegmentCounter _counter;

    /// <summary>Reads bytes that are in memory. They are not copied, and a segment may have any length.</summary>
    public SegmentReader(ReadOnlyMemory<byte> input)
    {
        _cursor = SegmentCursor.Rent(int.MaxValue);
        if (MemoryMarshal.TryGetArray(input, out var array) && array.Array is { } bytes)
        {
            (_buffer, _from, _to) = (bytes, array.Offset, array.Offset + array.Count);
            _isAll = true;
            return;
        }
        _source = new SequenceSource(new(input));
        _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        _isRented = true;
    }

    /// <summary>Reads a sequence of buffers, as a pipe hands them out.</summary>
    /// <param name="input">Must stay as it is until the reader is done.</param>
    /// <param name="longestSegment">In bytes. What is longer comes cut, its rest as skipped pieces.</param>
    public SegmentReader(ReadOnlySequence<byte> input, int longestSegment = DefaultLongestSegment)
        : this(new SequenceSource(input), longestSegment)
    {
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="input">Read from where it stands.</param>
    /// <param name="leaveOpen">False to dispose of the stream with the reader.</param>
    /// <param name="longestSegment">In bytes. What is longer comes cut, its rest as skipped pieces.</param>
    public SegmentReader(Stream input, bool leaveOpen = false, int longestSegment = DefaultLongestSegment)
        : this(new StreamSource(input, leaveOpen), longestSegment)
    {
    }

    private SegmentReader(SegmentSource source, int longestSegment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSegment, 1);
        _cursor = SegmentCursor.Rent(longestSegment);
        _source = source;
        _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        _isRented = true;
    }

    /// <summary>The segment that <see cref="Read"/> found last; valid until the next call.</summary>
    public Segment Current => _cursor.Segment(Text);

    /// <summary>The current interchange's.</summary>
    public Delimiters Delimiters => _cursor.Delimiters;

    /// <summary>The current piece as it was sent: the blanks before it, its bytes, its terminator.</summary>
    public ReadOnlySpan<byte> Raw => Text[_cursor.LeadingStart.._cursor.RawEnd];

    /// <summary>False when the input ended before the segment did.</summary>
    public bool IsTerminated => _cursor.IsTerminated;

    /// <summary>True when the segment was longer than the reader allows; its rest follows as skipped pieces.</summary>
    public bool IsCut => _cursor.IsCut;

    /// <summary>Bytes from the start of the input to the current segment's id.</summary>
    public long Offset => _base + _cursor.Start;

    internal uint Id => _cursor.Id;

    internal SegmentKind Kind => _cursor.Kind;

    internal ref readonly SegmentCounter Counter => ref _counter;

    internal bool IsPlain => _cursor.IsPlain;

    internal bool HasSpecials => _cursor.HasSpecials;

    internal bool WantsSpecials
    {
        set => _cursor.WantsSpecials = value;
    }

    internal int EndCount => _cursor.EndCount;

    /// <summary>The ends of the current segment, and whatever the index has behind them.</summary>
    internal ReadOnlySpan<int> EndsAndMore => _cursor.EndsAndMore;

    internal int Start => _cursor.Start;

    /// <summary>What the ends are positions in.</summary>
    internal ReadOnlySpan<byte> Room => Text;

    /// <summary>A short value of the current segment as a number; see <see cref="PackedCode"/>.</summary>
    /// <param name="element">Counted from 1.</param>
    /// <param name="isComposite">True for its first component.</param>
    internal ulong Code(int element, bool isComposite)
    {
        var ends = _cursor.Ends;
        if ((uint)element >= (uint)ends.Length)
            return 0;
        var text = Text;
        var start = ends[element - 1] + 1;
        var length = ends[element] - start;
        if (isComposite && text.Slice(start, length).IndexOf(Delimiters.Component) is >= 0 and var end)
            length = end;
        return PackedCode.Of(text, start, length);
    }

    internal int LeadingLength => _cursor.Start - _cursor.LeadingStart;

    /// <summary>Where the current segment stands, or one of its elements.</summary>
    /// <param name="element">Counted from 1; 0 for the segment as a whole.</param>
    public Place Place(int element = 0)
    {
        var offset = Offset + (element > 0 ? Current.OffsetOf(element) : 0);
        return _counter.Place(offset, element);
    }

    /// <summary>Moves to the next piece of the input.</summary>
    /// <returns>False at the end.</returns>
    /// <remarks>Errors of the stream itself come through.</remarks>
    public bool Read()
    {
        while (true)
        {
            var outcome = _cursor.MoveNext(Text, _isAll);
            if (outcome == SegmentCursor.Outcome.Found)
            {
                _counter.Count(_cursor);
                return true;
            }
            if (outcome == SegmentCursor.Outcome.End)
                return false;
            MakeRoom();
            Took(_source is null ? 0 : _source.Read(_buffer.AsSpan(_to)));
        }
    }

    /// <summary>Moves to the next piece of the input, waiting for the stream where it must.</summary>
    /// <returns>False at the end.</returns>
    [SuppressMessage("Reliability", "CA2012", Justification = "Awaited at once.")]
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            var outcome = _cursor.MoveNext(Text, _isAll);
            if (outcome == SegmentCursor.Outcome.Found)
            {
                _counter.Count(_cursor);
                return true;
            }
            if (outcome == SegmentCursor.Outcome.End)
                return false;
            MakeRoom();
            Took(_source is null ? 0 : await _source.ReadAsync(_buffer.AsMemory(_to), ct));
        }
    }

    /// <summary>Gives the buffer back, and disposes of the stream unless told to leave it open.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _source?.Close();
        SegmentCursor.Return(_cursor);
        _cursor = SegmentCursor.Done;
        if (_isRented)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _from, _to, _isAll) = ([], 0, 0, true);
    }

    // A rented buffer is used from its start.
    private ReadOnlySpan<byte> Text => new(_buffer, _from, _to - _from);

    private void Took(int count)
    {
        _to += count;
        _isAll = count == 0;
    }

    // Moves what is unread to the front. A segment that fills the whole buffer gets one twice the size: linear all the same.
    private void MakeRoom()
    {
        var used = _cursor.Next;
        if (used > 0)
        {
            _buffer.AsSpan(used, _to - used).CopyTo(_buffer);
            _cursor.Shift(used);
            _base += used;
            _to -= used;
        }
        if (_to < _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _to).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
