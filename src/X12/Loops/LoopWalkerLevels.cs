namespace Portico.X12;

/// <content>The hierarchy of HL segments.</content>
internal sealed partial class LoopWalker
{
    // HL of a guide: the loop it began is the top frame.

    private void CheckLevel(SegmentReader reader, Segment hl)
    {
        var number = NumberLevel(reader, hl);
        ref var own = ref _frames[_depth - 1];
        var parent = -1;
        for (var depth = _depth - 2; depth >= 0 && parent < 0; depth--)
        {
            if (_frames[depth].Hl >= 0)
                parent = depth;
        }
        if (parent < 0)
        {
            if (!hl[2].IsEmpty)
                Say(IssueKind.HlParent, reader.Place(2), "HL", own.Spec, "HL02 is empty at the highest level, and here it is not.", 734);
        }
        else
        {
            _frames[parent].HasLower = true;
            if (!EnvelopeCheck.TryCount(hl[2], out var above) || above != _frames[parent].Number)
                Say(IssueKind.HlParent, reader.Place(2), "HL", own.Spec, $"HL02 must be {_frames[parent].Number}, the number of the level above: correct it, or the level belongs elsewhere.", 734);
        }
        own.Number = number;
        own.Hl = Tree.SegmentCount - 1;
        own.LowerSaid = hl[4].Length == 1 ? hl[4][0] : (byte)0;
    }

    private int NumberLevel(SegmentReader reader, Segment hl)
    {
        var expected = ++_hlCount;
        if (EnvelopeCheck.TryCount(hl[1], out var number) && number == expected)
            return number;
        Say(IssueKind.HlNumber, reader.Place(1), "HL", _depth > 0 ? _frames[_depth - 1].Spec : LoopSpec.None, $"HL01 must be {expected}: levels are counted from 1 in each transaction. A level may be lost.", 628);
        if (number > expected)
            _hlCount = number;
        return number > 0 ? number : expected;
    }

    private void CloseHl(in Frame frame)
    {
        if (frame.LowerSaid == (frame.HasLower ? (byte)'1' : (byte)'0') || frame.LowerSaid == 0)
            return;
        Say(IssueKind.HlChild, Tree.Place(frame.Hl, 4, 0, 0), "HL", frame.Spec, frame.HasLower
            ? "HL04 says that no lower level follows, and one does: correct it to 1."
            : "HL04 says that a lower level follows, and none does: it was lost, or HL04 must be 0.", 736);
    }

    // HL without a guide: any level may be below any, but its parent must be open.

    private void FollowLevel(SegmentReader reader)
    {
        var hl = reader.Current;
        var number = NumberLevel(reader, hl);
        if (hl[2].IsEmpty)
        {
            while (_levels.Count > 0)
                CloseLevel();
        }
        else if (!EnvelopeCheck.TryCount(hl[2], out var parent) || !_levels.Exists(l => l.Number == parent))
        {
            Say(IssueKind.HlParent, reader.Place(2), "HL", LoopSpec.None, "HL02 names no level that is open here: a level is lost or out of order.", 734);
        }
        else
        {
            while (_levels[^1].Number != parent)
                CloseLevel();
            _levels[^1] = _levels[^1] with { HasLower = true };
        }
        // A guide has at most six levels: what goes deeper is damage, and is not followed.
        if (_levels.Count < 32)
            _levels.Add((number, hl[4].Length == 1 ? hl[4][0] : (byte)0, false, reader.Place(4)));
    }

    private void CloseLevel()
    {
        var (_, said, hasLower, place) = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        if (said != 0 && said != (hasLower ? (byte)'1' : (byte)'0'))
            Say(IssueKind.HlChild, place, "HL", LoopSpec.None, "HL04 does not fit the levels that follow: one was lost, or HL04 must be corrected.", 736);
    }
}
