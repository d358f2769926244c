using System.Diagnostics;

namespace Portico.X12;

/// <content>What the grammar has no place for: the least surprising reading, and a word about it.</content>
internal sealed partial class LoopWalker
{
    // A loop whose first segment was left out, one level down: it is read as if it had begun.
    private void FindHeadless(int number, SegmentReader reader)
    {
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            ref readonly var frame = ref _frames[depth];
            foreach (var outer in frame.Spec.Children)
            {
                // In the loop that is open there, the segment is late and nothing is missing.
                var isOpen = depth + 1 < _depth && _frames[depth + 1].Spec == outer.Loop;
                if (outer.Loop is not { } loop || isOpen || outer.Ordinal < frame.Ordinal || outer.Id == SegmentId.Hl)
                    continue;
                foreach (var inner in loop.Find(number))
                {
                    if (!inner.Segment.Fits(QualifierOf(reader, inner.Segment)))
                        continue;
                    (_target, _place, _headless) = (depth, inner, outer);
                    return;
                }
            }
        }
    }

    private void BeginWithout(SegmentReader reader, LoopChild outer)
    {
        ref var frame = ref _frames[_depth - 1];
        var state = StateBehind(in frame, outer);
        frame.State = state?.Outer;
        _counts[frame.Counts + outer.Slot]++;
        var loop = outer.Loop ?? throw new UnreachableException();
        Say(IssueKind.SegmentMissing, reader.Place(), outer.Segment.Id, loop, $"{outer.Segment.Id} begins loop {loop.Id} ({loop.Name}) and is missing before this segment: add it.");
        Open(loop, frame.Loop, state);
    }

    private void Misfit(SegmentReader reader, Guide guide, uint id)
    {
        ref var top = ref _frames[_depth - 1];
        var segment = reader.Current;
        var shown = Bytewise.Id(segment.Id);
        var number = guide.Known(id).Number;
        if (number == 0)
        {
            Tree.Add(reader, top.Loop, -1);
            if (!segment.Id.IsEmpty)
                Say(IssueKind.SegmentUnknown, reader.Place(), shown, top.Spec, $"{guide.Id} has no segment {shown}: leave it out, or correct the id. It was kept.");
            return;
        }
        if (id == SegmentId.Hl)
        {
            Tree.Add(reader, top.Loop, -1);
            Say(IssueKind.HlLevel, reader.Place(3), "HL", top.Spec, "HL03 is a level that cannot stand below the ones before it: put it under its proper parent. What follows may be read into the wrong loop.", 735);
            NumberLevel(reader, segment);
            return;
        }
        // The right segment too late, or with a code that the guide does not have here.
        for (var depth = _depth - 1; depth >= 0; depth--)
        {
            ref var frame = ref _frames[depth];
            foreach (var child in frame.Spec.Find(number))
            {
                if (child.Loop is not null || !child.Segment.Fits(QualifierOf(reader, child.Segment)))
                    continue;
                Say(IssueKind.SegmentOrder, reader.Place(), shown, frame.Spec, $"{shown} ({child.Segment.Name}) belongs further up in loop {frame.Spec.Id}: move it before the segments it follows. It was kept here.");
                Keep(reader, child.Segment);
                return;
            }
        }
        foreach (var child in top.Spec.Find(number))
        {
            if (child.Loop is not null || child.Ordinal < top.Ordinal || BeginsLoopAbove())
                continue;
            top.State = StateBehind(in top, child);
            Keep(reader, child.Segment);
            return;
        }
        Tree.Add(reader, top.Loop, -1);
        Say(IssueKind.SegmentUnexpected, reader.Place(), shown, top.Spec, $"{guide.Id} has no place for {shown} with these codes in or behind loop {top.Spec.Id}: leave it out, or look for a segment missing before it. It was kept.");

        bool BeginsLoopAbove()
        {
            for (var depth = 0; depth < _depth - 1; depth++)
            {
                foreach (var other in _frames[depth].Spec.Find(number))
                {
                    if (other.Loop is not null)
                        return true;
                }
            }
            return false;
        }
    }

    private void Keep(SegmentReader reader, SegmentSpec spec)
    {
        var index = Tree.Add(reader, _frames[_depth - 1].Loop, spec.Index);
        _elements.Check(reader, spec, isInPlace: false);
        if (spec.Trigger != RuleTrigger.None)
            _rules?.Follow(Tree, index, spec);
    }
}
