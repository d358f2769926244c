namespace Portico.X12;

/// <summary>What a model has no property for, kept as it was sent: a segment, or a loop with all that is in it.</summary>
/// <param name="Place">Of its first segment.</param>
/// <param name="Segments">Each without its terminator; the one that begins a loop first.</param>
/// <param name="Delimiters">What they are cut by. Writing puts the writer's own in their place.</param>
/// <remarks>Written where the guide has its place, and at the end of its loop's own segments where it has none.</remarks>
public sealed record KeptSegments(Place Place, IReadOnlyList<string> Segments, Delimiters Delimiters)
{
    /// <summary>Segments that were not read from anywhere, cut by <see cref="Delimiters.Usual"/>.</summary>
    /// <param name="segments">Such as <c>K3*STATE DATA</c>; of a loop, the one that begins it first.</param>
    public static KeptSegments Of(params IReadOnlyList<string> segments) => new(default, segments, Delimiters.Usual);

    /// <summary>The segments, one behind the other.</summary>
    public override string ToString() => string.Join((char)Delimiters.Segment, Segments);
}

/// <summary>Gathers what the model of a loop has no property for.</summary>
internal struct KeptList
{
    private Gathered<KeptSegments> _kept;

    public readonly int Count => _kept.Count;

    public readonly IReadOnlyList<KeptSegments> All => _kept.All;

    public void Add(LoopSegment segment) => _kept.Add(Of(segment));

    /// <summary>Adds one that was put aside before the others.</summary>
    public void AddFirst(LoopSegment segment)
    {
        var others = _kept.All;
        _kept = default;
        Add(segment);
        for (var i = 0; i < others.Count; i++)
            _kept.Add(others[i]);
    }

    private static KeptSegments Of(LoopSegment segment) => new(segment.Place(), [segment.ToString()], segment.Loop.Tree.Delimiters);

    public void Add(Loop loop)
    {
        var segments = new List<string>(4);
        for (var index = loop.FirstSegment; index < loop.End; index++)
            segments.Add(loop.Tree.SegmentAt(index).ToString());
        if (segments.Count > 0)
            _kept.Add(new(loop.First.Place(), segments, loop.Tree.Delimiters));
    }

    public void Add(Loop.Node node)
    {
        if (node.IsLoop)
            Add(node.Loop);
        else
            Add(node.Segment);
    }
}
