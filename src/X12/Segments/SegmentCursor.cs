namespace Portico.X12;

/// <summary>Walks text from segment to segment: the same for an array, a span and a stream's buffer.</summary>
/// <remarks>
/// The text is given anew with each call and may have grown at its end since. What a call finds is in the properties, as
/// positions in that text. Each byte is looked at once, except those of an ISA.
/// </remarks>
internal sealed class SegmentCursor
{
    // Two reads of it are in the first cache with its index; larger ones are no faster.
    private const int Chunk = 16 * 1024;

    // An interchange begins with less, so that many small ones with changing delimiters stay linear.
    private const int FirstChunk = 1024;

    // Enough for any ISA: the delimiters are at its end.
    private const int IsaBytes = 512;

    // One is kept for the next reader: small messages are many, and the index is larger than they are.
    private static SegmentCursor? s_spare;

    private readonly SegmentIndex _index = new();

    // In bytes.
    private int _longest;

    // The end of a skipped piece, which the index does not know.
    private int _single;
    private bool _isSingle;
    private bool _inInterchange;
    private bool _isDiscarding;
    private byte _element;
    private byte _terminator;
    private int _indexed;
    private int _chunk = FirstChunk;
    private int _nextLast;
    private int _nextEnd;
    private int _nextSpecial;

    // Behind the blanks and the byte order mark that an interchange began with.
    private int _entered;

    // Where an interchange with other delimiters was looked for last.
    private int _looked = -1;
    private int _next;

    public enum Outcome
    {
        Found,
        NeedsMore,
        End,
    }

    /// <summary>Where the piece begins, with the blanks before it.</summary>
    public int LeadingStart { get; private set; }

    public int Start { get; private set; }

    /// <summary>Behind its terminator.</summary>
    public int RawEnd { get; private set; }

    public bool IsTerminated { get; private set; }

    public SegmentKind Kind { get; private set; }

    /// <summary>The piece was longer than allowed: its rest comes as skipped pieces.</summary>
    public bool IsCut { get; private set; }

    public uint Id { get; private set; }

    /// <summary>A whole segment that is none of the envelope's: nothing about it but its elements is of note.</summary>
    public bool IsPlain { get; private set; }

    /// <summary>Look for separators of components and repetitions too: <see cref="HasSpecials"/> is of use only then.</summary>
    public bool WantsSpecials
    {
        set => _index.WantsSpecials = value;
    }

    /// <summary>Its elements may hold separators of components or repetitions, or control characters.</summary>
    public bool HasSpecials { get; private set; }

    public int FirstEnd { get; private set; }

    public int EndCount { get; private set; }

    public Delimiters Delimiters { get; private set; }

    /// <summary>The first byte that no piece has given out.</summary>
    public int Next => _next;

    public ReadOnlySpan<int> Ends => _isSingle ? new ReadOnlySpan<int>(in _single) : _index.Ends.AsSpan(FirstEnd, EndCount);

    /// <summary>The ends of a segment, and whatever stands behind them.</summary>
    public ReadOnlySpan<int> EndsAndMore => _index.Ends.AsSpan(FirstEnd);

    public Segment Segment(ReadOnlySpan<byte> text) =>
        new(text, Ends, Start, Delimiters, Kind, Id);

    /// <summary>What a reader has that is done: nothing more will be read, and nothing shown.</summary>
    public static SegmentCursor Done { get; } = new();

    private SegmentCursor() => Reset();

    /// <param name="longest">A segment may have so many bytes.</param>
    public static SegmentCursor Rent(int longest)
    {
        var cursor = Interlocked.Exchange(ref s_spare, null) ?? new();
        cursor._longest = longest;
        return cursor;
    }

    /// <summary>Not to be used any more by whom it was rented to.</summary>
    public static void Return(SegmentCursor cursor)
    {
        // What a hostile input made large is not kept.
        if (cursor == Done || !cursor._index.IsSmall)
            return;
        cursor.Reset();
        s_spare = cursor;
    }

    private void Reset()
    {
        _index.Clear();
        _index.WantsSpecials = false;
        (_element, _terminator, Delimiters) = (0, 0, default);
        (_inInterchange, _isDiscarding, _chunk, _looked) = (false, false, FirstChunk, -1);
        (_nextLast, _nextEnd, _nextSpecial, _next, _indexed, _entered) = (0, 0, 0, 0, 0, 0);
        (Kind, IsPlain, LeadingStart, Start, RawEnd, FirstEnd, EndCount, _isSingle) = (SegmentKind.Skipped, false, 0, 0, 0, 0, 0, true);
        (Id, IsTerminated, IsCut, HasSpecials, _single) = (0, false, false, false, 0);
    }

    /// <summary>The text has lost its first bytes.</summary>
    public void Shift(int by)
    {
        _next -= by;
        _indexed -= by;
        // What is far behind stays so: an interchange may be longer than an int counts.
        _entered = Math.Max(0, _entered - by);
        _looked = Math.Max(-1, _looked - by);
        _index.Keep(_nextEnd, _nextSpecial, _nextLast, by);
        (_nextLast, _nextEnd, _nextSpecial) = (0, 0, 0);
    }

    public Outcome MoveNext(ReadOnlySpan<byte> text, bool isAll)
    {
        while (true)
        {
            if (!_inInterchange)
            {
                if (Enter(text, isAll) is { } outcome)
                    return outcome;
                continue;
            }
            if (_nextLast < _index.LastCount)
            {
                if (Take(text, isAll) is { } outcome)
                    return outcome;
                continue;
            }
            if (_next < _indexed && !_isDiscarding && IsOtherwiseCut(text, isAll))
            {
                Leave();
                continue;
            }
            if (_indexed < text.Length)
            {
                IndexMore(text);
                continue;
            }
            if (text.Length - _next > _longest && !_isDiscarding)
                return TakeUnfinished(text, isCut: true);
            if (_isDiscarding && _next < text.Length)
                return Skip(text.Length);
            if (!isAll)
                return Outcome.NeedsMore;
            if (_next >= text.Length)
                return AtEnd();
            if (_next + Delimiters.Blanks(text[_next..]) >= text.Length)
                return Skip(text.Length);
            return TakeUnfinished(text, isCut: false);
        }
    }

    private void IndexMore(ReadOnlySpan<byte> text)
    {
        if (_nextEnd > 0)
        {
            _index.Keep(_nextEnd, _nextSpecial, _nextLast, 0);
            (_nextLast, _nextEnd, _nextSpecial) = (0, 0, 0);
        }
        var to = Math.Min(text.Length, _indexed + _chunk);
        _chunk = Math.Min(Chunk, _chunk * 2);
        _index.Add(text, _indexed, to, _element, _terminator, Delimiters.Component, Delimiters.Repetition ?? Delimiters.Component);
        _indexed = to;
    }

    /// <returns>Null when the segment was an ISA with delimiters of its own, or nothing but a line end.</returns>
    private Outcome? Take(ReadOnlySpan<byte> text, bool isAll)
    {
        var ends = _index.Ends;
        var last = _index.Lasts[_nextLast];
        var first = _nextEnd;
        var start = Math.Max(_next, _entered);
        var firstEnd = ends[first];
        var rawEnd = ends[last] + 1;
        if (start < firstEnd && text[start] <= ' ')
        {
            while (start < firstEnd && Delimiters.IsBlank(text[start]))
                start++;
        }
        if (_isDiscarding)
        {
            _isDiscarding = false;
            (_nextLast, _nextEnd) = (_nextLast + 1, last + 1);
            Skip(rawEnd);
            return Outcome.Found;
        }
        // The first bytes of an id decide about an interchange with other delimiters, which may not be cut by this index.
        uint id = 0;
        var length = firstEnd - start;
        if (length is 2 or 3)
        {
            id = text[start] | (uint)text[start + 1] << 8;
            if (length == 3)
                id |= (uint)text[start + 2] << 16;
        }
        if (text[start] == 'I' && StartsInterchange(text, start))
        {
            // What it is cut by stands at its end, which may not have arrived although a terminator of this interchange has.
            if (!isAll && text.Length - start < IsaBytes)
                return Outcome.NeedsMore;
            if (IsOtherwiseCut(text, start))
            {
                Leave();
                return null;
            }
        }
        (_nextLast, _nextEnd) = (_nextLast + 1, last + 1);
        LeadingStart = _next;
        _next = rawEnd;
        Start = start;
        if (_terminator == '\n' && rawEnd - 2 >= start && text[rawEnd - 2] == '\r')
        {
            // CRLF where the ISA says LF: the CR is no data.
            ends[last]--;
            if (first == last && length is 3 or 4)
                id = SegmentId.Pack(text[start..ends[last]]);
        }
        if (first == last && start == ends[last] && _terminator is (byte)'\n' or (byte)'\r')
        {
            // A blank line: it goes before the next segment.
            _next = LeadingStart;
            return null;
        }
        if (_index.WantsSpecials)
            FindSpecials(start, rawEnd);
        (RawEnd, FirstEnd, EndCount, Id) = (rawEnd, first, last - first + 1, id);
        IsPlain = id >> 16 is not (0 or 'A') || (id != 0 && !SegmentId.IsEnvelope(id));
        (Kind, IsTerminated, IsCut, _isSingle) = (SegmentKind.Segment, true, false, false);
        return Outcome.Found;
    }

    private void FindSpecials(int start, int rawEnd)
    {
        var specials = _index.Specials.AsSpan(0, _index.SpecialCount);
        var next = _nextSpecial;
        while (next < specials.Length && specials[next] < start)
            next++;
        var first = next;
        // The terminator itself may be a control character.
        while (next < specials.Length && specials[next] < rawEnd - 1)
            next++;
        HasSpecials = next > first;
        _nextSpecial = next;
    }

    private static bool StartsInterchange(ReadOnlySpan<byte> text, int start) =>
        text.Length - start > 3 && text[start + 1] == 'S' && text[start + 2] == 'A' && !char.IsAsciiLetterOrDigit((char)text[start + 3]);

    /// <summary>True when the ISA here has other delimiters than the index was made with. One that cannot be read has not.</summary>
    private bool IsOtherwiseCut(ReadOnlySpan<byte> text, int start) =>
        Delimiters.TryRead(text[start..], out var read) && read != Delimiters;

    /// <summary>No terminator was found, perhaps because an interchange with another one has begun.</summary>
    private bool IsOtherwiseCut(ReadOnlySpan<byte> text, bool isAll)
    {
        var start = _next + Delimiters.Blanks(text[_next..]);
        if (start == _looked || (!isAll && text.Length - start < IsaBytes))
            return false;
        _looked = start;
        return StartsInterchange(text, start) && IsOtherwiseCut(text, start);
    }

    // What was indexed behind this point was cut by the wrong characters.
    private void Leave()
    {
        (_inInterchange, _chunk) = (false, FirstChunk);
        _index.Clear();
        (_nextLast, _nextEnd, _nextSpecial) = (0, 0, 0);
        _indexed = _next;
    }

    private Outcome? Enter(ReadOnlySpan<byte> text, bool isAll)
    {
        var start = _next + Delimiters.Blanks(text[_next..]);
        if (!isAll && text.Length - start < IsaBytes)
            return Outcome.NeedsMore;
        if (start >= text.Length)
            return _next < text.Length ? Skip(text.Length) : AtEnd();
        if (StartsInterchange(text, start) && Delimiters.TryRead(text[start..], out var read))
        {
            Delimiters = read;
            (_element, _terminator) = (read.Element, read.Segment);
            _inInterchange = true;
            (_indexed, _entered) = (start, start);
            return null;
        }
        // Not an interchange, or one that cannot be read: everything up to the next one is skipped.
        var from = start + 1;
        while (true)
        {
            var found = text[from..].IndexOf("ISA"u8);
            if (found < 0)
            {
                // The last bytes may begin an ISA that has not arrived.
                _indexed = isAll ? text.Length : Math.Max(start, text.Length - 2);
                return Skip(_indexed);
            }
            from += found;
            if (from + 3 >= text.Length || !char.IsAsciiLetterOrDigit((char)text[from + 3]))
            {
                _indexed = from;
                return Skip(from);
            }
            from += 3;
        }
    }

    // An empty piece behind all others: a place there is the length of the input.
    private Outcome AtEnd()
    {
        Skip(_next);
        return Outcome.End;
    }

    private Outcome Skip(int to)
    {
        (LeadingStart, Start, RawEnd, Id) = (_next, _next, to, 0);
        (Kind, IsTerminated, IsCut, _isSingle) = (SegmentKind.Skipped, false, false, true);
        _single = to;
        _next = to;
        (IsPlain, HasSpecials) = (false, false);
        if (_isDiscarding)
        {
            _index.Clear();
            (_nextLast, _nextEnd, _nextSpecial) = (0, 0, 0);
        }
        return Outcome.Found;
    }

    private Outcome TakeUnfinished(ReadOnlySpan<byte> text, bool isCut)
    {
        // The end of the text ends the last element.
        var start = _next + Delimiters.Blanks(text[_next..]);
        _index.Finish(text.Length);
        var ends = _index.Ends;
        var first = _nextEnd;
        var count = _index.EndCount - first;
        start = Math.Min(Math.Max(start, _entered), ends[first]);
        (LeadingStart, Start, RawEnd, FirstEnd, EndCount) = (_next, start, text.Length, first, count);
        Id = SegmentId.Pack(text[start..ends[first]]);
        (Kind, IsTerminated, IsCut, _isSingle) = (SegmentKind.Segment, false, isCut, false);
        (IsPlain, HasSpecials) = (false, true);
        _next = text.Length;
        _nextEnd = _index.EndCount;
        _nextSpecial = _index.SpecialCount;
        _isDiscarding = isCut;
        return Outcome.Found;
    }
}
