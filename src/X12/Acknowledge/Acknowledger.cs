using System.Buffers;
using System.Globalization;

namespace Portico.X12;

/// <summary>Makes the TA1 and the 999s that say exactly what the check found.</summary>
/// <remarks>
/// <para>An issue rejects what it is in when it is an error, and is named all the same when it is a warning: an interchange by
/// its TA1, a group by AK9, a transaction by IK5. What is wrong with the interchange itself is said in the TA1 alone, and a
/// rejected interchange gets no 999. A TA1 is made where something is wrong or ISA14 asks for it. In a group that is rejected as a
/// whole, only transactions with errors of their own are named. A transaction whose guide this codec has no grammar for is rejected:
/// nobody looked inside.</para>
/// <para>Acknowledgements are never acknowledged: groups of kind FA, 997 and 999, and interchanges of nothing else than those
/// and TA1.</para>
/// <para>Memory grows with the transactions of an interchange and their errors, up to a thousand each, not with their size.
/// Source: 005010X231A1; ASC X12.5 for the TA1. Not safe from several threads at once.</para>
/// </remarks>
/// <example>
/// <code>
/// using var reader = new LoopReader(new SegmentReader(stream), hasUnits: true);
/// var acknowledger = new Acknowledger();
/// while (reader.Read())
///     acknowledger.Follow(reader);
/// foreach (var reply in acknowledger.Finish(reader))
///     reply.Write(output, nextControlNumber++, now);
/// </code>
/// </example>
public sealed partial class Acknowledger
{
    private const int MostErrors = 1_000;
    private const int LongestCopy = 99;
    private const int LongestReference = 35;
    private const int LongestLoop = 4;

    private readonly Delimiters _delimiters;
    private readonly SearchValues<byte> _unwritable;
    private readonly List<InterchangeReply> _replies = [];
    private OpenInterchange? _interchange;
    private OpenInterchange? _next;
    private long _seen;
    private long _dropped;

    /// <summary>Begins before the first interchange.</summary>
    /// <param name="delimiters">What the replies will be cut by; <see cref="Delimiters.Usual"/> when null.</param>
    public Acknowledger(Delimiters? delimiters = null)
    {
        _delimiters = delimiters ?? Delimiters.Usual;
        _unwritable = SearchValues.Create([.. Enumerable.Range(0, 256).Select(i => (byte)i).Where(b => b < ' ' || b >= 0x7F || _delimiters.Contains(b))]);
    }

    /// <summary>Looks at what the reader came to, and at what it found wrong on the way.</summary>
    /// <param name="reader">After each <see cref="LoopReader.Read"/> that returned true, before its issues are taken.</param>
    public void Follow(LoopReader reader)
    {
        var segments = reader.Segments;
        switch (reader.Part)
        {
            case LoopPart.InterchangeStart:
                Open(segments.Counter.Interchange).Header = EnvelopeSegment.Of(segments);
                break;
            case LoopPart.GroupStart:
                Open(segments.Counter.Interchange).Group(segments.Counter.Group).Header = EnvelopeSegment.Of(segments);
                break;
            case LoopPart.Outside when segments.Id == SegmentId.Ta1:
                Open(segments.Counter.Interchange).HasAcknowledgement = true;
                break;
        }
        Find(reader.Issues, reader.Tree);
        switch (reader.Part)
        {
            case LoopPart.Transaction:
                Open(reader.Tree.Interchange).Group(reader.Tree.Group).Name(reader.Tree);
                break;
            case LoopPart.GroupEnd:
                Open(segments.Counter.Interchange).Group(segments.Counter.Group).Trailer = EnvelopeSegment.Of(segments);
                break;
            case LoopPart.InterchangeStart:
                // What was wrong with the end of the one before was found on the way here.
                CloseBefore(segments.Counter.Interchange);
                break;
        }
    }

    /// <summary>The replies to interchanges that are complete, each given out once.</summary>
    public IReadOnlyList<InterchangeReply> Take()
    {
        if (_replies.Count == 0)
            return [];
        InterchangeReply[] taken = [.. _replies];
        _replies.Clear();
        return taken;
    }

    /// <summary>The replies to all interchanges that were not taken yet.</summary>
    /// <param name="reader">Whose <see cref="LoopReader.Read"/> returned false.</param>
    public IReadOnlyList<InterchangeReply> Finish(LoopReader reader)
    {
        Find(reader.Issues, reader.Tree);
        CloseBefore(int.MaxValue);
        return Take();
    }

    /// <summary>The replies to a document.</summary>
    /// <param name="document">Where it has more issues than its log keeps, transactions behind the last of them are rejected unseen.</param>
    /// <param name="delimiters">What the replies will be cut by; <see cref="Delimiters.Usual"/> when null.</param>
    public static IReadOnlyList<InterchangeReply> Answer(Document document, Delimiters? delimiters = null)
    {
        var acknowledger = new Acknowledger(delimiters);
        var open = new SortedDictionary<int, OpenInterchange>();
        foreach (var interchange in document.Interchanges.Where(i => i.Header.Exists))
        {
            var number = interchange.Header.Place.Interchange;
            open[number] = new(number) { Header = interchange.Header, HasAcknowledgement = interchange.Others.Any(o => o.Text(0) == "TA1") };
        }
        foreach (var group in document.Interchanges.SelectMany(i => i.Groups).Where(g => open.ContainsKey(g.Header.Place.Interchange)))
        {
            var openGroup = open[group.Header.Place.Interchange].Group(group.Header.Place.Group);
            (openGroup.Header, openGroup.Trailer) = (group.Header, group.Trailer);
        }
        // A transaction that stands outside is counted with the group before it.
        var trees = new Dictionary<(int, int, int), LoopTree>();
        foreach (var tree in document.Transactions.Where(t => open.ContainsKey(t.Interchange)))
        {
            trees[(tree.Interchange, tree.Group, tree.Transaction)] = tree;
            open[tree.Interchange].Group(tree.Group).Name(tree);
        }
        var kept = document.Issues.Kept;
        foreach (var issue in kept.Where(i => open.ContainsKey(i.Place.Interchange)))
            acknowledger.Add(open[issue.Place.Interchange], issue, trees.GetValueOrDefault((issue.Place.Interchange, issue.Place.Group, issue.Place.Transaction)));
        var last = document.Issues.Dropped == 0 ? (int.MaxValue, 0, 0) : kept.Max(i => (i.Place.Interchange, i.Place.Group, i.Place.Transaction));
        foreach (var interchange in open.Values)
        {
            interchange.RejectUnseen(last);
            if (interchange.Answer(acknowledger._delimiters) is { } reply)
                acknowledger._replies.Add(reply);
        }
        return acknowledger.Take();
    }

    private OpenInterchange Open(int number)
    {
        if (_interchange is null || _interchange.Number == number)
            return _interchange ??= new(number);
        if (_next?.Number == number)
            return _next;
        // At most one begins before the one before is closed.
        return number > _interchange.Number ? _next = new(number) : _interchange;
    }

    private void CloseBefore(int number)
    {
        if (_interchange is not { } open || open.Number >= number)
            return;
        if (open.Answer(_delimiters) is { } reply)
            _replies.Add(reply);
        (_interchange, _next) = (_next, null);
        CloseBefore(number);
    }

    private void Find(IssueLog issues, LoopTree tree)
    {
        var kept = issues.Kept;
        for (var i = (int)Math.Max(0, _seen - issues.Taken); i < kept.Count; i++)
        {
            // Before the first ISA there is nobody to answer.
            if (kept[i].Place.Interchange > 0)
                Add(Open(kept[i].Place.Interchange), kept[i], tree);
        }
        var missed = Math.Max(0, issues.Taken - _seen);
        _seen = issues.Taken + kept.Count;
        if (issues.Dropped + missed <= _dropped)
            return;
        _dropped = issues.Dropped + missed;
        if (_interchange is { } open)
            open.RejectUnseen((tree.Interchange, tree.Group, tree.Transaction));
    }

    private void Add(OpenInterchange interchange, Issue issue, LoopTree? tree)
    {
        var place = issue.Place;
        var isError = issue.Severity >= Severity.Error;
        var level = issue.Kind.Level;
        if (level == IssueLevel.Group && place.Group > 0)
        {
            interchange.Group(place.Group).Add(new(issue.Kind.Acknowledgement), isError);
        }
        else if (level is IssueLevel.Interchange or IssueLevel.Group || place.Group == 0 || place.Transaction == 0)
        {
            interchange.Add(level == IssueLevel.Interchange ? new(issue.Kind.Acknowledgement) : InterchangeNoteCode.BadStructure, isError);
        }
        else
        {
            var transaction = interchange.Group(place.Group).Transaction(place.Transaction);
            transaction.Count(isError);
            if (level == IssueLevel.Transaction)
                transaction.Add(CodeOf(issue, transaction));
            else
                Inside(transaction, issue, tree);
        }
    }

    private static TransactionErrorCode CodeOf(Issue issue, OpenTransaction transaction)
    {
        if (issue.Kind == IssueKind.GuideUnknown)
            transaction.IsUnread = true;
        return issue.Kind == IssueKind.StValue && issue.Place.Element == 1 ? TransactionErrorCode.IdMalformed : new(issue.Kind.Acknowledgement);
    }

    private void Inside(OpenTransaction transaction, Issue issue, LoopTree? tree)
    {
        var place = issue.Place;
        var segment = tree is not null && (tree.Interchange, tree.Group, tree.Transaction) == (place.Interchange, place.Group, place.Transaction)
            ? Find(tree, place.Segment) : default;
        var loop = LoopOf(issue.Loop);
        if (issue.Kind.Level == IssueLevel.Element)
        {
            if (transaction.HasRoom)
                transaction.Add(place.Segment, IdOf(issue.SegmentId), loop, ElementOf(issue, segment), () => Contexts(segment, null));
            return;
        }
        var (id, code) = SegmentOf(issue);
        if (transaction.HasRoom)
            transaction.Add(new SegmentError { SegmentId = id, Position = place.Segment, Loop = loop, Code = code, Contexts = Contexts(segment, TriggerOf(issue, segment)) });
    }

    private static (string Id, SegmentErrorCode Code) SegmentOf(Issue issue)
    {
        var code = new SegmentErrorCode(issue.Kind.Acknowledgement);
        if (issue.Kind == IssueKind.SegmentUnknown && StandardDictionary.For("005010").Find(issue.SegmentId) is null)
            code = SegmentErrorCode.UnknownId;
        // Found at CLM, what is missing is the level above it.
        if (issue.Kind == IssueKind.PatientLevel && issue.SegmentId == "CLM")
            return ("HL", SegmentErrorCode.DependentMissing);
        return (IdOf(issue.SegmentId), code);
    }

    private ElementError ElementOf(Issue issue, LoopSegment segment)
    {
        var place = issue.Place;
        return new()
        {
            Element = Math.Clamp((int)place.Element, 1, 99),
            Component = place.Component > 0 ? Math.Min((int)place.Component, 99) : null,
            Repetition = place.Repetition > 0 ? Math.Min((int)place.Repetition, 9999) : null,
            DataElement = issue.DataElement > 0 ? issue.DataElement.ToString(CultureInfo.InvariantCulture) : null,
            Code = new(issue.Kind.Acknowledgement),
            Copy = Copy(segment, place),
        };
    }

    private string? Copy(LoopSegment segment, Place place)
    {
        if (!segment.Exists || place.Element == 0)
            return null;
        var element = segment.Element(place.Element);
        if (place.Repetition > 0)
            element = element.Repetition(place.Repetition);
        return Clean(place.Component > 0 ? element.Component(place.Component) : element.Bytes, LongestCopy);
    }

    // A copy that cannot be written as it came is worse than none.
    private string? Clean(ReadOnlySpan<byte> value, int longest) =>
        value.IsEmpty || value.Length > longest || value.ContainsAny(_unwritable) ? null : Bytewise.Text(value);

    private List<ErrorContext> Contexts(LoopSegment segment, ErrorContext? trigger)
    {
        var contexts = new List<ErrorContext>(1);
        if (trigger is not null)
            contexts.Add(trigger);
        if (segment.Exists && Business(segment.Loop) is { } business)
            contexts.Add(business);
        return contexts;
    }

    private ErrorContext? Business(Loop loop)
    {
        var isClaim = loop.Tree.Guide?.Transaction == "837";
        for (; loop.Exists; loop = loop.Parent)
        {
            var named = isClaim ? loop.Id == "2300" ? loop.Segment("CLM"u8) : default : loop.Segment("TRN"u8);
            if (named.Exists)
                return Clean(named[isClaim ? 1 : 2], LongestReference) is { } value ? new() { Name = isClaim ? "CLM01" : "TRN02", Reference = value } : null;
        }
        return null;
    }

    // The value that called for what is missing, or forbids what is there.
    private static ErrorContext? TriggerOf(Issue issue, LoopSegment segment)
    {
        if (!segment.Exists)
            return null;
        if (issue.Kind == IssueKind.PatientLevel)
        {
            var loop = segment.Loop;
            while (loop.Exists && loop.Id != "2000B")
                loop = loop.Parent;
            var sbr = loop.Exists ? loop.Segment("SBR"u8) : default;
            return sbr.Exists ? Trigger(sbr, sbr.Place(2), 1069) : null;
        }
        return issue.Place.Element > 0 && issue.Kind.Acknowledgement is "I6" or "I9" ? Trigger(segment, issue.Place, issue.DataElement) : null;
    }

    private static ErrorContext Trigger(LoopSegment segment, Place place, int dataElement) => new()
    {
        Name = ErrorContext.SituationalTrigger,
        SegmentId = IdOf(Bytewise.Id(segment.Id)),
        Position = place.Segment,
        Loop = LoopOf(segment.Loop.Id),
        Element = Math.Clamp((int)place.Element, 1, 99),
        Component = place.Component > 0 ? place.Component : null,
        DataElement = dataElement > 0 ? dataElement.ToString(CultureInfo.InvariantCulture) : null,
    };

    private static LoopSegment Find(LoopTree tree, int number)
    {
        var segments = tree.Segments;
        var (low, high) = (0, segments.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (segments[middle].Number == number)
                return new(tree, middle);
            if (segments[middle].Number < number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return default;
    }

    private static string? LoopOf(string? loop) => loop is null or "ST" or "" ? null : loop.Length > LongestLoop ? loop[..LongestLoop] : loop;

    private static string IdOf(string id) => id.Length is 2 or 3 && id.All(char.IsAsciiLetterOrDigit) ? id : "???";

    private static bool IsWritable(string text, Delimiters delimiters) => text.All(c => c is >= ' ' and < (char)0x7F && !delimiters.Contains((byte)c));

    private static string Digits(string text, int shortest, int longest) =>
        text.Length > 0 && text.Length <= longest && text.All(char.IsAsciiDigit) ? text.PadLeft(shortest, '0') : new('0', shortest);
}
