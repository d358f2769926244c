namespace Portico.X12;

/// <summary>How much an issue weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the transaction can be used.</summary>
    Warning,

    /// <summary>The standard or the guide is broken: a receiver may reject it, and its figures must not be acted on unseen.</summary>
    Error,

    /// <summary>There is no interchange to read.</summary>
    Fatal,
}

/// <summary>Which part of an acknowledgement says an issue.</summary>
public enum IssueLevel
{
    /// <summary>The interchange: TA105 of a TA1.</summary>
    Interchange,

    /// <summary>The functional group: AK905 of a 999.</summary>
    Group,

    /// <summary>The transaction: IK502 of a 999.</summary>
    Transaction,

    /// <summary>A segment: IK304 of a 999.</summary>
    Segment,

    /// <summary>An element, repetition or component: IK403 of a 999.</summary>
    Element,
}

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="Kind">What it is: its code never changes.</param>
/// <param name="Place">Where it is.</param>
/// <param name="SegmentId">Such as <c>CLM</c>. For what is missing, the segment that should be there.</param>
/// <param name="Text">A sentence or two that says what to do. It holds counts and codes, never names or free text from the input.</param>
/// <param name="Loop">The loop it is in, such as <c>2300</c>; null where no guide was followed.</param>
/// <param name="DataElement">X12's number of the element, such as 1028 for CLM01; 0 where it is not known.</param>
/// <param name="Severity">The kind's own, unless the place makes it lighter.</param>
public sealed record Issue(
    IssueKind Kind, Place Place, string SegmentId, string Text, string? Loop, int DataElement, Severity Severity)
{
    /// <summary>The kind's stable code, such as <c>x12.se-count</c>.</summary>
    public string Code => Kind.Code;

    /// <summary>One line for people: severity, code, place, sentence.</summary>
    public override string ToString() => $"{Severity} {Code} at {Place}: {Text}";
}

/// <summary>The issues of an input, in the order they were found.</summary>
/// <remarks>Bounded: an input that is all wrong does not fill memory. <see cref="Count"/> counts on.</remarks>
public sealed class IssueLog
{
    /// <summary>So many issues are kept, and no more.</summary>
    public const int DefaultLimit = 10_000;

    internal static IssueLog None { get; } = new(0);

    private readonly List<Issue> _kept = [];
    private readonly int _limit;

    /// <summary>Makes an empty log.</summary>
    /// <param name="limit">So many issues are kept.</param>
    public IssueLog(int limit = DefaultLimit) => _limit = limit;

    /// <summary>The first issues, up to the limit.</summary>
    public IReadOnlyList<Issue> Kept => _kept;

    /// <summary>All that were found, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Errors and worse among all that were found.</summary>
    public long Errors { get; private set; }

    /// <summary>True when there is no interchange to read.</summary>
    public bool IsFatal { get; private set; }

    internal void Add(Issue issue)
    {
        Count++;
        IsFatal |= issue.Severity == Severity.Fatal;
        if (issue.Severity >= Severity.Error)
            Errors++;
        if (_kept.Count < _limit)
            _kept.Add(issue);
    }

    internal void Add(IssueKind kind, Place place, string segmentId, string text, string? loop = null, int dataElement = 0) =>
        Add(new(kind, place, segmentId, text, loop, dataElement, kind.Severity));

    /// <summary>Gives out what is kept, and makes room: for inputs that are read piece by piece. The counts go on.</summary>
    public IReadOnlyList<Issue> Take()
    {
        if (_kept.Count == 0)
            return [];
        Issue[] taken = [.. _kept];
        Clear();
        return taken;
    }

    internal void Clear()
    {
        Taken += _kept.Count;
        _kept.Clear();
    }

    /// <summary>So many were given out by <see cref="Take"/>, or forgotten.</summary>
    internal long Taken { get; private set; }

    /// <summary>So many found no room.</summary>
    internal long Dropped => Count - Taken - _kept.Count;
}
