using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>What an <see cref="EnvelopeCheck"/> knows while it follows.</summary>
internal sealed class EnvelopeWalk
{
    // That of the last check, for the next one: small messages are many.
    private static EnvelopeWalk? s_spare;

    private IssueLog _issues = IssueLog.None;
    private ControlNumbers _transactions;
    private ControlNumbers _groups;
    private ControlNumbers _interchanges;

    private bool _inInterchange;
    private bool _inGroup;
    private bool _inTransaction;
    private bool _seenAny;
    private bool _wasSkipped;
    private ulong _isaControl;
    private ulong _gsControl;
    private ulong _stControl;
    private int _groupCount;
    private int _transactionCount;
    private uint _groupKind;
    private Place _isaPlace;
    private Place _gsPlace;
    private Place _stPlace;

    public bool IsInTransaction => _inTransaction;

    public static EnvelopeWalk Rent(IssueLog issues)
    {
        var walk = Interlocked.Exchange(ref s_spare, null) ?? new();
        walk._issues = issues;
        return walk;
    }

    public void Follow(SegmentReader reader)
    {
        switch (reader.Id)
        {
            case SegmentId.Isa:
                Isa(reader);
                break;
            case SegmentId.Gs:
                Gs(reader);
                break;
            case SegmentId.St:
                St(reader);
                break;
            case SegmentId.Se:
                Se(reader);
                break;
            case SegmentId.Ge:
                Ge(reader);
                break;
            case SegmentId.Iea:
                Iea(reader);
                break;
            default:
                if (!_inTransaction || reader.Id == 0)
                    Other(reader);
                break;
        }
        if (!reader.IsTerminated || reader.IsCut)
            Unfinished(reader);
    }

    /// <summary>The input is at its end, and so is this.</summary>
    public void End(SegmentReader reader)
    {
        Close(reader.Place());
        if (!_seenAny)
            _issues.Add(IssueKind.NoInterchange, default, "ISA",
                "No ISA segment can be read here. Send the file as it came, from ISA to IEA; perhaps it is not X12, or cut at the start.");
        (_issues, _seenAny, _wasSkipped) = (IssueLog.None, false, false);
        _transactions.Clear();
        _groups.Clear();
        _interchanges.Clear();
        s_spare = this;
    }

    private void Isa(SegmentReader reader)
    {
        var place = reader.Place();
        Close(place);
        var isa = reader.Current;
        (_seenAny, _inInterchange, _isaPlace, _groupCount) = (true, true, place, 0);
        _wasSkipped = false;
        _isaControl = Key(isa[13]);
        _groups.Clear();
        if (!_interchanges.Add(_isaControl))
            Say(IssueKind.IsaDuplicate, reader, 13, "ISA13 was used before in this input. Give each interchange a number of its own; a receiver may drop the second.");
        CheckIsa(reader, isa);
    }

    // Fixed lengths of ISA01 to ISA16.
    private static ReadOnlySpan<byte> IsaLengths => [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

    private void CheckIsa(SegmentReader reader, Segment isa)
    {
        if (isa.Count != 16)
        {
            Say(IssueKind.IsaElements, reader, 0, $"ISA has {isa.Count} elements and must have 16: what follows was cut as the interchange before. Have it sent again.");
            return;
        }
        for (var number = 1; number <= 16; number++)
        {
            if (isa[number].Length == IsaLengths[number - 1])
                continue;
            Say(IssueKind.IsaLength, reader, number, $"ISA{number:00} has {isa[number].Length} characters and should have {IsaLengths[number - 1]}: pad text with blanks and numbers with zeros.");
            break;
        }
        CheckDigits(reader, isa, 9, 6);
        CheckDigits(reader, isa, 10, 4);
        CheckDigits(reader, isa, 13, 9);
        if (isa[12] is var version && !(version.SequenceEqual("00501"u8) || version.SequenceEqual("00401"u8)))
            Say(IssueKind.IsaValue, reader, 12, "ISA12 is neither 00501 nor 00401, the versions of the HIPAA transactions: ask the sender for one of them.");
        else if (version.SequenceEqual("00501"u8) && isa.Delimiters.Repetition is null)
            Say(IssueKind.IsaValue, reader, 11, "ISA11 holds no repetition separator, so repeated elements cannot be told apart: send ^ there.");
        if (!(isa[14].SequenceEqual("0"u8) || isa[14].SequenceEqual("1"u8)))
            Say(IssueKind.IsaValue, reader, 14, "ISA14 is 0 or 1: whether a TA1 is asked for.");
        if (!(isa[15].SequenceEqual("P"u8) || isa[15].SequenceEqual("T"u8)))
            Say(IssueKind.IsaValue, reader, 15, "ISA15 is P for production or T for test.");
    }

    private void CheckDigits(SegmentReader reader, Segment isa, int number, int length)
    {
        if (isa[number].Length <= length && !isa[number].IsEmpty && !isa[number].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return;
        Say(IssueKind.IsaValue, reader, number, $"ISA{number:00} has {length} digits and nothing else.");
    }

    private void Gs(SegmentReader reader)
    {
        var place = reader.Place();
        CloseTransaction(place);
        CloseGroup(place);
        var gs = reader.Current;
        if (!_inInterchange)
            Say(IssueKind.Misplaced, reader, 0, "GS stands outside an interchange: an ISA is missing before it.");
        (_inGroup, _gsPlace, _transactionCount) = (true, place, 0);
        _groupCount++;
        _gsControl = Key(gs[6]);
        _groupKind = gs[1].Length == 2 ? SegmentId.Pack(gs[1]) : 0;
        _transactions.Clear();
        if (gs.Count < 8 || gs[1].Length != 2 || gs[2].IsEmpty || gs[3].IsEmpty || gs[8].IsEmpty || !IsNumber(gs[6], 9))
            Say(IssueKind.GsValue, reader, 0, "GS has eight elements: kind, sender, receiver, date, time, a control number of up to nine digits, X, and the guide.");
        if (!_groups.Add(_gsControl))
            Say(IssueKind.GsDuplicate, reader, 6, "GS06 was used before in this interchange. Give each group a number of its own.");
    }

    private void St(SegmentReader reader)
    {
        CloseTransaction(reader.Place());
        var st = reader.Current;
        if (!_inGroup)
            Say(IssueKind.Misplaced, reader, 0, "ST stands outside a group: a GS is missing before it, or came too late.");
        (_inTransaction, _stPlace) = (true, reader.Place());
        _transactionCount++;
        _stControl = Key(st[2]);
        if (st[1].Length != 3 || st[2].Length is < 4 or > 9)
            Say(IssueKind.StValue, reader, st[1].Length != 3 ? 1 : 2, "ST01 is the transaction's number of three digits, ST02 its control number of 4 to 9 characters.");
        else if (!_transactions.Add(_stControl))
            Say(IssueKind.StDuplicate, reader, 2, "ST02 was used before in this group. Give each transaction a number of its own.");
        if (_inGroup && GroupKindOf(st[1]) is var expected and not 0 && expected != _groupKind)
            Say(IssueKind.GsKind, reader, 1, "GS01 of the group does not fit this transaction (HS 270, HB 271, HR 276, HN 277, HI 278, HP 835, HC 837, FA 999): put it into a group of its kind.");
    }

    private void Se(SegmentReader reader)
    {
        var se = reader.Current;
        if (!_inTransaction)
        {
            Say(IssueKind.Misplaced, reader, 0, "SE stands outside a transaction: its ST is missing.");
            return;
        }
        var counted = reader.Counter.Segment;
        if (!EnvelopeCheck.TryCount(se[1], out var said) || said != counted)
            Say(IssueKind.SeCount, reader, 1, $"SE01 says {Said(se[1])}, but ST to SE are {counted} segments: some were lost or added on the way. Have it sent again.");
        if (Key(se[2]) != _stControl || se[2].IsEmpty)
            Say(IssueKind.SeControl, reader, 2, "SE02 repeats the control number of its ST02, and here it does not: two transactions may be run together. Have it sent again.");
        _inTransaction = false;
    }

    private void Ge(SegmentReader reader)
    {
        CloseTransaction(reader.Place());
        var ge = reader.Current;
        if (!_inGroup)
        {
            Say(IssueKind.Misplaced, reader, 0, "GE stands outside a group: its GS is missing.");
            return;
        }
        if (!EnvelopeCheck.TryCount(ge[1], out var said) || said != _transactionCount)
            Say(IssueKind.GeCount, reader, 1, $"GE01 says {Said(ge[1])}, but the group has {_transactionCount} transactions: some were lost or added on the way. Have it sent again.");
        if (Key(ge[2]) != _gsControl || ge[2].IsEmpty)
            Say(IssueKind.GeControl, reader, 2, "GE02 repeats the control number of its GS06, and here it does not: groups may be run together. Have it sent again.");
        _inGroup = false;
    }

    private void Iea(SegmentReader reader)
    {
        var place = reader.Place();
        CloseTransaction(place);
        CloseGroup(place);
        var iea = reader.Current;
        if (!_inInterchange)
        {
            Say(IssueKind.Misplaced, reader, 0, "IEA stands outside an interchange: its ISA is missing.");
            return;
        }
        if (!EnvelopeCheck.TryCount(iea[1], out var said) || said != _groupCount)
            Say(IssueKind.IeaCount, reader, 1, $"IEA01 says {Said(iea[1])}, but the interchange has {_groupCount} groups: some were lost or added on the way. Have it sent again.");
        if (Key(iea[2]) != _isaControl || iea[2].IsEmpty)
            Say(IssueKind.IeaControl, reader, 2, "IEA02 repeats the control number of its ISA13, and here it does not: interchanges may be run together. Have it sent again.");
        _inInterchange = false;
    }

    private void Other(SegmentReader reader)
    {
        var segment = reader.Current;
        if (segment.Kind == SegmentKind.Skipped)
        {
            if (!_wasSkipped && Delimiters.Blanks(segment.Bytes) < segment.Bytes.Length)
            {
                _wasSkipped = true;
                Say(IssueKind.SkippedText, reader, 0, "Text here belongs to no interchange, or its ISA cannot be read: the ISA has 16 elements, and its delimiters must differ. Have it sent again.");
            }
            return;
        }
        if (segment.Id.IsEmpty)
        {
            Say(IssueKind.SegmentEmpty, reader, 0, "A segment without an id: a delimiter too many, or data that holds one.");
            return;
        }
        if (_inTransaction)
            return;
        // TA1 and the rare ISB and ISE stand between ISA and GS.
        if (_inInterchange && !_inGroup && segment.Is("TA1"u8))
            return;
        Say(IssueKind.Misplaced, reader, 0, "The segment stands outside a transaction: an ST before it is missing, or an SE came too early.");
    }

    private void Unfinished(SegmentReader reader)
    {
        if (reader.IsCut)
            Say(IssueKind.SegmentTooLong, reader, 0, "The segment is longer than any HIPAA segment: its terminator was lost, or a file was put into an element. Have it sent again.");
        else if (reader.Kind == SegmentKind.Segment)
            Say(IssueKind.Unterminated, reader, 0, "The input ends inside this segment: it may be cut. Have it sent again.");
    }

    private void Close(Place at)
    {
        CloseTransaction(at);
        CloseGroup(at);
        if (!_inInterchange)
            return;
        _inInterchange = false;
        _issues.Add(IssueKind.IeaMissing, _isaPlace, "IEA", $"The interchange that begins here has no IEA before byte {at.Offset}: its end was lost. Have it sent again.");
    }

    private void CloseGroup(Place at)
    {
        if (!_inGroup)
            return;
        _inGroup = false;
        _issues.Add(IssueKind.GeMissing, _gsPlace, "GE", $"The group that begins here has no GE before byte {at.Offset}: its end was lost. Have it sent again.");
    }

    private void CloseTransaction(Place at)
    {
        if (!_inTransaction)
            return;
        _inTransaction = false;
        _issues.Add(IssueKind.SeMissing, _stPlace, "SE", $"The transaction that begins here has no SE before byte {at.Offset}: its end was lost. Have it sent again.");
    }

    private void Say(IssueKind kind, SegmentReader reader, int element, string text) =>
        _issues.Add(kind, reader.Place(element), Bytewise.Id(reader.Current.Id), text);

    // What a count says, when it is a number short enough to repeat.
    private static string Said(ReadOnlySpan<byte> count) => EnvelopeCheck.TryCount(count, out var number) ? $"{number}" : "no number";

    private static bool IsNumber(ReadOnlySpan<byte> text, int longest) =>
        text.Length >= 1 && text.Length <= longest && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static uint GroupKindOf(ReadOnlySpan<byte> transaction) => transaction switch
    {
        [(byte)'2', (byte)'7', (byte)'0'] => 'H' | (uint)'S' << 8,
        [(byte)'2', (byte)'7', (byte)'1'] => 'H' | (uint)'B' << 8,
        [(byte)'2', (byte)'7', (byte)'6'] => 'H' | (uint)'R' << 8,
        [(byte)'2', (byte)'7', (byte)'7'] => 'H' | (uint)'N' << 8,
        [(byte)'2', (byte)'7', (byte)'8'] => 'H' | (uint)'I' << 8,
        [(byte)'8', (byte)'3', (byte)'5'] => 'H' | (uint)'P' << 8,
        [(byte)'8', (byte)'3', (byte)'7'] => 'H' | (uint)'C' << 8,
        [(byte)'9', (byte)'9', (byte)'7' or (byte)'9'] => 'F' | (uint)'A' << 8,
        _ => 0,
    };

    // Numbers compare as numbers (ISA13 is padded with zeros), other control numbers as what they are.
    [SuppressMessage("Security", "CA5394", Justification = "A hash of bytes, no secret.")]
    private static ulong Key(ReadOnlySpan<byte> control)
    {
        if (IsNumber(control, 18))
        {
            ulong number = 0;
            foreach (var digit in control)
                number = number * 10 + (uint)(digit - '0');
            return number;
        }
        // FNV-1a with the top bit set: no number reaches there.
        var hash = 14695981039346656037UL;
        foreach (var value in control)
            hash = (hash ^ value) * 1099511628211UL;
        return hash | 1UL << 63;
    }
}

/// <summary>Control numbers seen so far. Those that count up, as nearly all do, take the room of one range.</summary>
internal struct ControlNumbers
{
    // Beyond this an input is hostile or random: it is no longer searched for duplicates, so that time stays linear.
    private const int MostRuns = 256;

    // The run that grows; those before it.
    private (ulong First, ulong Last) _run;
    private bool _hasRun;
    private List<(ulong First, ulong Last)>? _runs;

    public void Clear() => (_hasRun, _runs) = (false, null);

    /// <returns>False when it was seen before.</returns>
    public bool Add(ulong number)
    {
        if (_hasRun && number >= _run.First && number <= _run.Last)
            return false;
        if (_runs is not null)
        {
            foreach (var (first, last) in _runs)
            {
                if (number >= first && number <= last)
                    return false;
            }
        }
        if (_hasRun && _run.Last + 1 == number)
        {
            _run.Last = number;
            return true;
        }
        if (_hasRun && (_runs ??= []).Count < MostRuns)
            _runs.Add(_run);
        (_run, _hasRun) = ((number, number), true);
        return true;
    }
}
