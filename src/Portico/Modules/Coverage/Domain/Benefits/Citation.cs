using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>Where a figure comes from.</summary>
/// <param name="Place">The value's place in the answer; its segment is counted from ST = 1.</param>
/// <param name="Text">The segment as it was sent, without its terminator.</param>
/// <param name="Words">The segment in plain words, with what hangs on it.</param>
public sealed record Citation(Place Place, string Text, string Words);

/// <summary>Finds the text of what is cited.</summary>
internal sealed class CitedSegments
{
    private readonly Dictionary<int, LoopSegment> _byNumber = [];

    public CitedSegments(LoopTree tree)
    {
        for (var i = 0; i < tree.SegmentCount; i++)
        {
            var segment = tree.SegmentAt(i);
            _byNumber.TryAdd(segment.Place().Segment, segment);
        }
    }

    public LoopSegment At(Place place) => _byNumber.GetValueOrDefault(place.Segment);

    /// <summary>The first segment with this id below a level, before the next level and the first benefit.</summary>
    public Place Below(Place level, string id)
    {
        for (var number = level.Segment + 1; _byNumber.TryGetValue(number, out var segment) && !segment.Is("HL"u8) && !segment.Is("EB"u8); number++)
        {
            if (segment.Text(0) == id)
                return segment.Place();
        }
        return level;
    }

    public Citation Cite(Place place, string words) => new(place, At(place).ToString(), words);
}
