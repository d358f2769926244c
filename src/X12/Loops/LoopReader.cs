namespace Portico.X12;

/// <summary>What a <see cref="LoopReader"/> has come to.</summary>
public enum LoopPart
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>An ISA has been read.</summary>
    InterchangeStart,

    /// <summary>A GS has been read.</summary>
    GroupStart,

    /// <summary>A segment outside transactions, such as TA1, or bytes that belong to none.</summary>
    Outside,

    /// <summary>One unit of the transaction is complete, such as a claim; see <see cref="LoopReader.Unit"/>.</summary>
    Unit,

    /// <summary>The transaction is complete. Without units the tree holds all of it, else what is in none.</summary>
    Transaction,

    /// <summary>A GE has been read, or the group ended without.</summary>
    GroupEnd,

    /// <summary>An IEA has been read, or the interchange ended without.</summary>
    InterchangeEnd,
}

/// <summary>
/// Reads transactions as loops by their guides' grammars, with every check, from any number of interchanges. Memory does
/// not grow with the input when it hands out units.
/// </summary>
/// <remarks>
/// A unit is what the guide repeats without end: a claim (837, 835), a subscriber (270, 271). Its loops above are in the tree
/// with it, those before it are not. Handles are valid until the next <see cref="Read"/>.
/// </remarks>
/// <example>
/// <code>
/// using var reader = new LoopReader(new SegmentReader(stream), hasUnits: true);
/// while (reader.Read())
///     if (reader.Part == LoopPart.Unit)
///         Post(reader.Unit);
/// foreach (var issue in reader.Issues.Kept)
///     Console.WriteLine(issue);
/// </code>
/// </example>
public sealed class LoopReader : IDisposable
{
    private readonly SegmentReader _segments;
    private readonly bool _hasUnits;
    private readonly EnvelopeCheck _envelope;
    private readonly LoopWalker _walker;
    private static readonly uint s_bht = SegmentId.Pack("BHT");

    private enum Step
    {
        Next,
        Enter,
        Place,
        Close,
        End,
    }

    private Step _step;
    private byte[] _version = [];
    private bool _isInTransaction;
    private bool _awaitsVariant;
    private bool _isFollowedAgain;
    private bool _isEnded;
    private bool _isDisposed;
    private LoopTree _tree = LoopTree.None;

    /// <summary>Reads from a segment reader, which is disposed of with this one.</summary>
    /// <param name="segments">At its start.</param>
    /// <param name="hasUnits">True to get units one by one, false to get whole transactions.</param>
    /// <param name="issues">Where the issues go; a log of its own when null.</param>
    public LoopReader(SegmentReader segments, bool hasUnits, IssueLog? issues = null)
    {
        _segments = segments;
        _segments.WantsSpecials = true;
        _hasUnits = hasUnits;
        Issues = issues ?? new();
        _envelope = new(Issues);
        _walker = LoopWalker.Rent(Issues);
    }

    /// <summary>What <see cref="Read"/> came to.</summary>
    public LoopPart Part { get; private set; }

    /// <summary>The transaction that is being read, or was read last.</summary>
    public LoopTree Tree => _tree;

    /// <summary>The unit, when <see cref="Part"/> says so. Loops around it are its parents.</summary>
    public Loop Unit => Part == LoopPart.Unit ? _walker.Unit : default;

    /// <summary>The segments below; it stands on the segment after the unit, or on the envelope's segment.</summary>
    public SegmentReader Segments => _segments;

    /// <summary>All that was found wrong so far.</summary>
    public IssueLog Issues { get; }

    /// <summary>True to give each transaction a tree of its own, which stays valid.</summary>
    internal bool KeepsTrees { get; init; }

    /// <summary>Called when a loop around units leaves the tree: whoever wants every segment looks then, too.</summary>
    internal Action? BeforeDrop
    {
        set => _walker.BeforeDrop = value;
    }

    /// <summary>Moves to the next part.</summary>
    /// <returns>False at the end.</returns>
    /// <remarks>Errors of the stream itself come through.</remarks>
    public bool Read()
    {
        while (true)
        {
            if (_step == Step.Next)
            {
                if (Follow(_segments.Read()))
                    return Found(LoopPart.Unit);
            }
            else if (Go() is { } found)
            {
                return found;
            }
        }
    }

    /// <summary>Moves to the next part, waiting for the stream where it must.</summary>
    /// <returns>False at the end.</returns>
    /// <remarks>Errors of the stream itself come through.</remarks>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            if (_step == Step.Next)
            {
                if (Follow(await _segments.ReadAsync(ct)))
                    return Found(LoopPart.Unit);
            }
            else if (Go() is { } found)
            {
                return found;
            }
        }
    }

    /// <returns>True when the segment ends a unit, which is given out before the segment has its place.</returns>
    private bool Follow(bool hasSegment)
    {
        if (!hasSegment)
        {
            End();
            return false;
        }
        if (_isInTransaction && _segments.IsPlain && !_awaitsVariant)
        {
            if (!_walker.Follow(_segments))
                return false;
            _step = Step.Place;
            return true;
        }
        _envelope.Follow(_segments);
        _step = Step.Enter;
        return false;
    }

    private void End()
    {
        if (!_isEnded)
            _envelope.End(_segments);
        _isEnded = true;
        if (_isInTransaction)
            Leave(isFollowedAgain: false);
        else
            _step = Step.End;
    }

    /// <returns>Null when there is nothing to give out yet.</returns>
    private bool? Go()
    {
        switch (_step)
        {
            case Step.Enter:
                return Enter() is { } part ? Found(part) : null;
            case Step.Place:
                if (_walker.Continue(_segments))
                    return Found(LoopPart.Unit);
                if (_segments.Id == SegmentId.Se)
                    Leave(isFollowedAgain: false);
                else
                    _step = Step.Next;
                return null;
            case Step.Close:
                if (_walker.Continue(_segments))
                    return Found(LoopPart.Unit);
                _walker.Finish();
                _isInTransaction = false;
                _step = _isFollowedAgain ? Step.Enter : Step.Next;
                return Found(LoopPart.Transaction);
            default:
                Part = LoopPart.None;
                return false;
        }
    }

    private bool Found(LoopPart part)
    {
        Part = part;
        return true;
    }

    private void Leave(bool isFollowedAgain)
    {
        _walker.PlanEnd();
        (_step, _isFollowedAgain) = (Step.Close, isFollowedAgain);
    }

    private LoopPart? Enter()
    {
        var id = _segments.Id;
        _step = Step.Next;
        if (!_isInTransaction)
        {
            switch (id)
            {
                case SegmentId.Isa:
                    _version = [];
                    return LoopPart.InterchangeStart;
                case SegmentId.Gs:
                    _version = _segments.Current[8].ToArray();
                    return LoopPart.GroupStart;
                case SegmentId.St:
                    Begin();
                    return null;
                case SegmentId.Ge:
                    return LoopPart.GroupEnd;
                case SegmentId.Iea:
                    return LoopPart.InterchangeEnd;
                default:
                    return LoopPart.Outside;
            }
        }
        if (id is SegmentId.Isa or SegmentId.Gs or SegmentId.St or SegmentId.Ge or SegmentId.Iea)
        {
            // Its SE is missing: what follows is outside, and is followed after the transaction was given out.
            Leave(isFollowedAgain: true);
            return null;
        }
        if (_segments.Kind == SegmentKind.Skipped)
        {
            if (KeepsTrees)
                _tree.Append(_segments.Raw);
            return null;
        }
        if (_awaitsVariant && id == s_bht)
            ChooseVariant();
        _awaitsVariant = false;
        _walker.Plan(_segments);
        _step = Step.Place;
        return null;
    }

    private void Begin()
    {
        var st = _segments.Current;
        var transaction = st[1];
        var own = st[3];
        var guide = Guide.Find(transaction, own.Length > 0 ? own : _version);
        if (guide is null)
            Issues.Add(IssueKind.GuideUnknown, _segments.Place(own.Length > 0 ? 3 : 1), "ST",
                "This codec has no grammar for the guide that ST03 or GS08 names: the envelope was checked, the inside was only read.");
        else if (own.Length > 0 && _version.Length > 0 && !own.SequenceEqual(_version) && Guide.Find(transaction, _version) != guide)
            Issues.Add(IssueKind.GuideDiffers, _segments.Place(3), "ST", "ST03 names another guide than GS08 of its group: correct one of them.");
        if (KeepsTrees)
            _tree = new(isForMany: false);
        else if (_tree == LoopTree.None)
            _tree = new(isForMany: true);
        _isInTransaction = true;
        _awaitsVariant = transaction.SequenceEqual("278"u8);
        _walker.Begin(_segments, _tree, guide, _hasUnits);
    }

    private void ChooseVariant()
    {
        var guide = _tree.Guide;
        if (guide is not null && Guide.Find("278", guide.Id, _segments.Current.Text(2)) is { } variant)
            _walker.Become(variant);
    }

    /// <summary>Disposes of the segment reader.</summary>
    public void Dispose()
    {
        _segments.Dispose();
        _step = Step.End;
        Part = LoopPart.None;
        if (_isDisposed)
            return;
        _isDisposed = true;
        _walker.Return();
        if (KeepsTrees || _tree == LoopTree.None)
            return;
        _tree.Release();
        _tree = LoopTree.None;
    }
}
