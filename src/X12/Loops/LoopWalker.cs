using System.Diagnostics;

namespace Portico.X12;

/// <summary>
/// Puts each segment of a transaction into its place of the guide's grammar, into the tree, and says what does not fit.
/// </summary>
/// <remarks>
/// The open loops are a stack. A segment goes to the innermost open loop that has a place for it at or behind the place reached
/// there; the loops further in are then complete. Time for a segment is bounded by the depth of the guide.
/// </remarks>
internal sealed partial class LoopWalker
{
    private struct Frame
    {
        // Null where no guide is followed.
        public WalkState? State;
        public LoopSpec Spec;
        public int Loop;
        public int Counts;
        public int Number;
        public bool HasLower;
        public int Hl;
        public byte LowerSaid;

        public readonly int Ordinal => State?.Ordinal ?? 0;
    }

    // What a hostile input made large is not kept.
    private const int MostKept = 4096;

    // That of the last reader, for the next one: small messages are many.
    private static LoopWalker? s_spare;

    private readonly ElementCheck _elements = new();
    private IssueLog _issues = new();
    private Frame[] _frames = new Frame[16];
    private int[] _counts = new int[512];
    private int _depth;
    private int _countsUsed;
    private int _hlCount;
    private int _lastNumber;
    private long _lastOffset;

    // HL levels open where there is no guide: number, and whether one stood below.
    private readonly List<(int Number, byte LowerSaid, bool HasLower, Place Place)> _levels = [];
    private RuleCheck? _rules;
    private bool _hasUnits;

    // What is to be done with the reader's segment once the loops below a depth are closed.
    private int _target;
    private bool _isPlaced;
    private LoopChild? _place;
    private LoopChild? _headless;

    // Where the transaction stands then, when it is known.
    private WalkState? _next;

    // A unit that was handed out, and leaves the tree when the work goes on.
    private int _unit = -1;

    public LoopTree Tree { get; private set; } = LoopTree.None;

    /// <summary>Called when a loop around units leaves the tree, which may have had none.</summary>
    public Action? BeforeDrop { get; set; }

    /// <summary>The unit that <see cref="Continue(SegmentReader)"/> came to.</summary>
    public Loop Unit => new(Tree, _unit);

    public static LoopWalker Rent(IssueLog issues)
    {
        var walker = Interlocked.Exchange(ref s_spare, null) ?? new();
        (walker._issues, walker._elements.Issues) = (issues, issues);
        return walker;
    }

    /// <summary>Not to be used any more by whom it was rented to.</summary>
    public void Return()
    {
        (Tree, _rules, _place, _headless, _next, _unit) = (LoopTree.None, null, null, null, null, -1);
        BeforeDrop = null;
        _levels.Clear();
        BeforeDrop = null;
        if (_counts.Length <= MostKept)
            s_spare = this;
    }

    /// <summary>Begins with the ST that the reader stands on; with units, it stops at each and then drops it from the tree.</summary>
    public void Begin(SegmentReader reader, LoopTree tree, Guide? guide, bool hasUnits)
    {
        Tree = tree;
        tree.Clear();
        tree.Guide = guide;
        tree.Delimiters = reader.Delimiters;
        ref readonly var counter = ref reader.Counter;
        (tree.Interchange, tree.Group, tree.Transaction) = (counter.Interchange, counter.Group, counter.Transaction);
        (_depth, _countsUsed, _hlCount, _unit) = (0, 0, 0, -1);
        _levels.Clear();
        _hasUnits = hasUnits;
        _elements.Begin(reader.Delimiters);
        _rules = guide is null ? null : RuleCheck.For(guide, _issues);
        Open(guide?.Root ?? LoopSpec.None, -1, guide?.StateOf(null, guide.Root, 0));
        Plan(reader);
        Continue(reader);
    }

    /// <summary>Finds the place of the segment that the reader stands on; <see cref="Continue(SegmentReader)"/> puts it there.</summary>
    public void Plan(SegmentReader reader)
    {
        Debug.Assert(_depth > 0, "No transaction is open.");
        (_place, _headless, _next, _target, _isPlaced) = (null, null, null, _depth - 1, false);
        var id = reader.Id;
        if (Tree.Guide is not { } guide || id == 0 || _frames[_depth - 1].State is not { } state)
            return;
        ref readonly var known = ref guide.Known(id);
        if (known.Number == 0)
            return;
        var qualifier = known.Qualifier == 0 ? 0 : reader.Code(known.Qualifier, known.IsComposite);
        if (state.Find(known.Number, qualifier) is { } step)
            (_target, _place, _next) = (_depth - 1 - step.Up, step.Child, step.Next);
        else if (Find(in known, qualifier) is { } child)
            Learn(guide, state, in known, qualifier, child);
        else if (id != SegmentId.Hl)
            FindHeadless(known.Number, reader);
    }

    /// <summary>Takes a segment in one step when nothing has to be given out on the way.</summary>
    /// <returns>As <see cref="Continue(SegmentReader)"/>.</returns>
    public bool Follow(SegmentReader reader)
    {
        if (KnownStep(reader) is not { } step)
        {
            Plan(reader);
            return Continue(reader);
        }
        Debug.Assert(_unit < 0, "A unit is still in the tree.");
        for (var left = step.Up; left > 0; left--)
        {
            if (!CloseTop())
                continue;
            (_place, _headless, _next, _target, _isPlaced) = (step.Child, null, step.Next, _depth - left, false);
            return true;
        }
        (_lastNumber, _lastOffset) = (reader.Counter.Segment, reader.Offset);
        Put(reader, step.Child, step.Next);
        return false;
    }

    // What nearly all segments are: the same came in the same place before.
    private WalkState.Step? KnownStep(SegmentReader reader)
    {
        var id = reader.Id;
        if (Tree.Guide is not { } guide || _frames[_depth - 1].State is not { } state)
            return null;
        ref readonly var known = ref guide.Known(id);
        return known.Number == 0 ? null : state.Find(known.Number, known.Qualifier == 0 ? 0 : reader.Code(known.Qualifier, known.IsComposite));
    }

    /// <summary>The transaction is over, by its SE or because the input or its envelope ended.</summary>
    public void PlanEnd() => (_target, _isPlaced) = (-1, true);

    /// <summary>Closes what is complete, and puts the segment into its place.</summary>
    /// <returns>True at each unit on the way, which the next call drops; false when all is done.</returns>
    public bool Continue(SegmentReader reader)
    {
        if (_unit >= 0)
        {
            Tree.DropLoop(_unit);
            _unit = -1;
        }
        while (_depth - 1 > _target)
        {
            if (CloseTop())
                return true;
        }
        if (_isPlaced)
            return false;
        _isPlaced = true;
        (_lastNumber, _lastOffset) = (reader.Counter.Segment, reader.Offset);
        if (_place is { } place)
        {
            if (_headless is { } outer)
                BeginWithout(reader, outer);
            Put(reader, place, _next);
        }
        else if (Tree.Guide is { } guide)
        {
            Misfit(reader, guide, reader.Id);
        }
        else
        {
            Tree.Add(reader, 0, -1);
            if (reader.Id == SegmentId.Hl)
                FollowLevel(reader);
        }
        return false;
    }

    /// <summary>After <see cref="PlanEnd"/> and all units: the last checks.</summary>
    public void Finish()
    {
        while (_levels.Count > 0)
            CloseLevel();
        _rules?.End(Tree);
    }

    // The 278 answer has the guide of the question until BHT02 tells.
    public void Become(Guide guide)
    {
        Debug.Assert(_depth == 1, "Only ST has come.");
        Tree.Guide = guide;
        (_frames[0].Spec, _frames[0].State) = (guide.Root, guide.StateOf(null, guide.Root, 0));
        _rules = RuleCheck.For(guide, _issues);
    }

    private LoopChild? Find(in Guide.KnownId known, ulong qualifier)
    {
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            var spec = _frames[depth].Spec;
            var candidates = spec.Find(known.Number);
            if (candidates.IsEmpty)
                continue;
            var reached = _frames[depth].Ordinal;
            foreach (var child in spec.Find(known.Id, qualifier, candidates))
            {
                if (child.Ordinal < reached || !child.Segment.Fits(qualifier))
                    continue;
                (_target, _place) = (depth, child);
                return child;
            }
        }
        return null;
    }

    private void Learn(Guide guide, WalkState state, in Guide.KnownId known, ulong qualifier, LoopChild child)
    {
        if (_frames[_target].State is not { } loop)
            return;
        _next = guide.StateBehind(loop, child);
        // Where any code will do, there is no end of steps.
        if (known.Qualifier == 0 || child.Segment.QualifierCodes is not null)
            state.Learn(new(known.Number, qualifier, _depth - 1 - _target, child, _next));
    }

    private WalkState? StateBehind(ref readonly Frame frame, LoopChild child) =>
        Tree.Guide is { } guide && frame.State is { } state ? guide.StateBehind(state, child) : null;

    private static ulong QualifierOf(SegmentReader reader, SegmentSpec spec) =>
        spec.Qualifier == 0 ? 0 : reader.Code(spec.Qualifier, spec.Rules[spec.Qualifier - 1].Look == ElementLook.Composite);

    private void Put(SegmentReader reader, LoopChild child, WalkState? known)
    {
        ref var frame = ref _frames[_depth - 1];
        var next = known ?? StateBehind(in frame, child);
        var count = ++_counts[frame.Counts + child.Slot];
        if (count > child.Max)
            TooOften(reader, child, count);
        var loop = frame.Loop;
        if (child.Loop is { } inner)
        {
            frame.State = next?.Outer;
            if (frame.Spec.LsSlot >= 0)
                CheckBracket(reader, in frame, child);
            loop = Open(inner, loop, next);
        }
        else
        {
            frame.State = next;
        }
        Add(reader, loop, child.Segment);
    }

    private void Add(SegmentReader reader, int loop, SegmentSpec spec)
    {
        var index = Tree.Add(reader, loop, spec.Index);
        if (spec.PackedId == SegmentId.Hl)
            CheckLevel(reader, reader.Current);
        _elements.Check(reader, spec, isInPlace: true);
        if (spec.Trigger != RuleTrigger.None)
            _rules?.Follow(Tree, index, spec);
    }

    private int Open(LoopSpec spec, int parent, WalkState? state)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _depth * 2);
        var slots = spec.Children.Length;
        if (_counts.Length - _countsUsed < slots)
            Array.Resize(ref _counts, Math.Max(_counts.Length * 2, _countsUsed + slots));
        _counts.AsSpan(_countsUsed, slots).Clear();
        var loop = Tree.AddLoop(spec, parent);
        _frames[_depth++] = new() { State = state, Spec = spec, Loop = loop, Counts = _countsUsed, Hl = -1 };
        _countsUsed += slots;
        return loop;
    }

    /// <returns>True when it was a unit, which is still in the tree.</returns>
    private bool CloseTop()
    {
        ref var frame = ref _frames[_depth - 1];
        var spec = frame.Spec;
        foreach (var slot in spec.RequiredSlots)
        {
            if (_counts[frame.Counts + slot] == 0)
                Missing(in frame, spec.Children[slot]);
        }
        if (spec.LsSlot >= 0 && _counts[frame.Counts + spec.LsSlot] != _counts[frame.Counts + spec.LeSlot] && !IsBracketSaid(in frame))
            Say(IssueKind.LoopBracket, LastPlace(), "LE", spec, "LS begins a loop and LE ends it: one of the two is missing here. The loop was read all the same.");
        if (frame.Hl >= 0)
            CloseHl(in frame);
        Tree.CloseLoop(frame.Loop);
        if (spec.Trigger != RuleTrigger.None)
            _rules?.Close(Tree, frame.Loop, spec);
        var loop = frame.Loop;
        _countsUsed = frame.Counts;
        _depth--;
        if (!_hasUnits || !spec.HasUnit || _depth == 0)
            return false;
        if (spec.IsUnit)
        {
            _unit = loop;
            return true;
        }
        BeforeDrop?.Invoke();
        Tree.DropLoop(loop);
        return false;
    }

    private void Missing(in Frame frame, LoopChild child)
    {
        var spec = child.Segment;
        var which = spec.QualifierCodes is null ? "" : " with " + Codes(spec);
        if (child.Loop is { } loop)
            Say(IssueKind.LoopMissing, LastPlace(), spec.Id, frame.Spec, $"Loop {loop.Id} ({loop.Name}) is required in loop {frame.Spec.Id} and missing: add it, beginning with {spec.Id}{which}.");
        else if (spec.PackedId != SegmentId.Se)
            Say(IssueKind.SegmentMissing, LastPlace(), spec.Id, frame.Spec, $"{spec.Id}{which} ({spec.Name}) is required in loop {frame.Spec.Id} and missing: add it.");
    }

    private static string Codes(SegmentSpec spec)
    {
        var part = spec.Parts[spec.Qualifier - 1];
        var codes = part.Components.Count > 0 ? part.Components[0].Codes : part.Codes;
        return codes.Count > 6 ? string.Join(" or ", codes.Take(6)) + " or another" : string.Join(" or ", codes);
    }

    private void TooOften(SegmentReader reader, LoopChild child, int count)
    {
        if (child.Loop is { } loop)
            Say(IssueKind.LoopRepeat, reader.Place(), child.Segment.Id, loop, $"Loop {loop.Id} ({loop.Name}) may occur {Times(loop.Max)} here, this is number {count}: split the transaction, or leave it out.");
        else
            Say(IssueKind.SegmentRepeat, reader.Place(), child.Segment.Id, child.Segment.Loop, $"{child.Segment.Id} ({child.Segment.Name}) may occur {Times(child.Max)} here, this is number {count}: leave it out, or move it to its own loop.");
    }

    private static string Times(int max) => max == 1 ? "once" : $"{max} times";

    // A missing LS was named where its loop began.
    private bool IsBracketSaid(in Frame frame) =>
        _counts[frame.Counts + frame.Spec.LsSlot] == 0 && _counts[frame.Counts + frame.Spec.LsSlot + 1] > 0;

    private void CheckBracket(SegmentReader reader, in Frame frame, LoopChild child)
    {
        var spec = frame.Spec;
        var bracketed = spec.Children[spec.LsSlot].Ordinal + 1 == child.Ordinal;
        if (bracketed && _counts[frame.Counts + spec.LsSlot] == 0 && _counts[frame.Counts + child.Slot] == 1)
            Say(IssueKind.LoopBracket, reader.Place(), "LS", spec, "LS must stand before this loop and LE behind it. The loop was read all the same.");
    }

    private void Say(IssueKind kind, Place place, string id, LoopSpec loop, string text, int dataElement = 0) =>
        _issues.Add(kind, place, id, text, loop.Id, dataElement);

    // Of the segment that came last, which may have left the tree with its unit.
    private Place LastPlace() => new(Tree.Interchange, Tree.Group, Tree.Transaction, _lastNumber, _lastOffset);
}
