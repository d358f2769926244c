namespace Portico.X12;

/// <summary>Walks an input from its first byte to its last, and tells what begins and ends. Memory is that of one unit.</summary>
internal abstract class InputWalk
{
    // Loops open where the walk stands, below the transaction: the index in the tree, and the number of the first segment.
    private readonly List<(int Index, int First)> _loops = [];
    private readonly List<(int Index, int First)> _path = [];
    private readonly Dictionary<int, List<Issue>> _ahead = [];
    private readonly List<Issue> _late = [];
    private LoopReader? _reader;
    private bool _inInterchange;
    private bool _inGroup;
    private bool _inTransaction;
    private int _written;

    /// <summary>Walks the input to its end.</summary>
    /// <param name="input">Left open.</param>
    /// <returns>How many issues were found.</returns>
    public IssueLog Walk(Stream input)
    {
        using var reader = new LoopReader(new SegmentReader(input, leaveOpen: true), hasUnits: true) { BeforeDrop = Flush };
        _reader = reader;
        while (reader.Read())
            Follow(reader);
        EndOpenInterchange();
        Sort(reader);
        Tell();
        End();
        return reader.Issues;
    }

    protected abstract void BeginInterchange(EnvelopeSegment isa);

    protected abstract void EndInterchange();

    protected abstract void BeginGroup(EnvelopeSegment gs);

    protected abstract void EndGroup();

    protected abstract void BeginTransaction(LoopTree tree);

    protected abstract void EndTransaction();

    protected abstract void BeginLoop(LoopSpec spec);

    protected abstract void EndLoop();

    /// <summary>A segment of a transaction, with what is wrong with it as far as it is known.</summary>
    protected abstract void Segment(LoopSegment segment, IReadOnlyList<Issue> issues);

    /// <summary>A segment outside transactions: a trailer, a TA1, one that is out of place.</summary>
    protected abstract void Outside(EnvelopeSegment segment);

    /// <summary>Something wrong that was found when its segment was gone, or that belongs to none.</summary>
    protected abstract void Late(Issue issue);

    protected abstract void End();

    private void Follow(LoopReader reader)
    {
        switch (reader.Part)
        {
            case LoopPart.InterchangeStart:
                EndOpenInterchange();
                BeginInterchange(EnvelopeSegment.Of(reader.Segments));
                _inInterchange = true;
                break;
            case LoopPart.GroupStart:
                EndOpenGroup();
                BeginGroup(EnvelopeSegment.Of(reader.Segments));
                _inGroup = true;
                break;
            case LoopPart.Unit:
                Flush();
                return;
            case LoopPart.Transaction:
                Flush();
                EndLoops(0);
                Tell();
                EndTransaction();
                (_inTransaction, _written) = (false, 0);
                return;
            case LoopPart.GroupEnd:
                Outside(EnvelopeSegment.Of(reader.Segments));
                Sort(reader);
                EndOpenGroup();
                break;
            case LoopPart.InterchangeEnd:
                EndOpenGroup();
                Outside(EnvelopeSegment.Of(reader.Segments));
                Sort(reader);
                EndOpenInterchange();
                break;
            default:
                if (EnvelopeSegment.Of(reader.Segments) is { Exists: true } other)
                    Outside(other);
                break;
        }
        Sort(reader);
        Tell();
    }

    private void EndOpenGroup()
    {
        if (!_inGroup)
            return;
        Tell();
        EndGroup();
        _inGroup = false;
    }

    private void EndOpenInterchange()
    {
        EndOpenGroup();
        if (!_inInterchange)
            return;
        Tell();
        EndInterchange();
        _inInterchange = false;
    }

    // What the tree holds and was not told yet.
    private void Flush()
    {
        if (_reader is not { } reader)
            return;
        var tree = reader.Tree;
        if (!_inTransaction)
        {
            Tell();
            BeginTransaction(tree);
            _inTransaction = true;
        }
        Sort(reader);
        var segments = tree.Segments;
        var index = segments.Length;
        while (index > 0 && segments[index - 1].Number > _written)
            index--;
        for (; index < segments.Length; index++)
        {
            Enter(tree, segments[index].Loop);
            _written = segments[index].Number;
            _ahead.Remove(_written, out var issues);
            Segment(new(tree, index), issues ?? (IReadOnlyList<Issue>)[]);
        }
    }

    private void Enter(LoopTree tree, int loop)
    {
        _path.Clear();
        for (var at = loop; at > 0; at = tree.Loops[at].Parent)
            _path.Add((at, tree.Segments[tree.Loops[at].First].Number));
        _path.Reverse();
        var common = 0;
        while (common < _path.Count && common < _loops.Count && _path[common] == _loops[common])
            common++;
        EndLoops(common);
        for (; common < _path.Count; common++)
        {
            _loops.Add(_path[common]);
            BeginLoop(new Loop(tree, _path[common].Index).Spec ?? LoopSpec.None);
        }
    }

    private void EndLoops(int count)
    {
        for (; _loops.Count > count; _loops.RemoveAt(_loops.Count - 1))
            EndLoop();
    }

    private void Sort(LoopReader reader)
    {
        var tree = reader.Tree;
        foreach (var issue in reader.Issues.Take())
        {
            var place = issue.Place;
            var isAhead = _inTransaction && place.Segment > _written
                && (place.Interchange, place.Group, place.Transaction) == (tree.Interchange, tree.Group, tree.Transaction);
            if (!isAhead)
                _late.Add(issue);
            else if (_ahead.TryGetValue(place.Segment, out var known))
                known.Add(issue);
            else
                _ahead[place.Segment] = [issue];
        }
    }

    private void Tell()
    {
        foreach (var issue in _late)
            Late(issue);
        foreach (var issue in _ahead.OrderBy(a => a.Key).SelectMany(a => a.Value))
            Late(issue);
        _late.Clear();
        _ahead.Clear();
    }
}
