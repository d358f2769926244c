namespace Portico.X12;

/// <content>A tree of one loop that was copied from another tree.</content>
public sealed partial class LoopTree
{
    private LoopOrigin? _origin;

    /// <summary>The same object for all loops of a transaction.</summary>
    internal LoopOrigin Origin => _origin ??= new(Guide, Delimiters, Interchange, Group, Transaction);

    /// <summary>Behind the last element, as a position in <see cref="Room"/>.</summary>
    internal int EndOf(ref readonly SegmentEntry entry) => _ends[entry.FirstEnd + entry.EndCount - 1];

    /// <summary>The first loop that is not inside this one, as loops are counted.</summary>
    internal int LoopBehind(int loop)
    {
        var next = loop + 1;
        while (next < LoopCount && _loops[next].Parent >= loop)
            next++;
        return next;
    }

    /// <summary>Takes the place of a tree that held a loop: its values, places and loops are the same.</summary>
    /// <param name="copy">The loop.</param>
    /// <param name="text">Holds its text; not copied.</param>
    internal void Restore(LoopCopy copy, byte[] text)
    {
        Clear();
        (Guide, Delimiters, _origin) = (copy.Origin.Guide, copy.Origin.Delimiters, copy.Origin);
        (Interchange, Group, Transaction) = (copy.Origin.Interchange, copy.Origin.Group, copy.Origin.Transaction);
        (_text, TextLength) = (text, text.Length);
        var pieces = copy.Pieces;
        var stretches = copy.Stretches;
        if (_segments.Length < stretches.Length)
            _segments = new SegmentEntry[stretches.Length];
        var piece = -1;
        for (var i = 0; i < stretches.Length; i++)
        {
            if (piece + 1 < pieces.Length && pieces[piece + 1].Segment == i)
                piece++;
            ref readonly var first = ref pieces[piece];
            var (start, end) = (stretches[i].Start, stretches[i].End);
            ref var entry = ref _segments[i];
            entry = new() { LeadingStart = start, Start = start, RawEnd = end, FirstEnd = EndCount, Spec = -1 };
            entry.Number = first.Number + i - first.Segment;
            entry.Offset = first.Offset + start - stretches[first.Segment].Start;
            AddEnds(start, end);
            entry.EndCount = EndCount - entry.FirstEnd;
            entry.Id = SegmentId.Pack(text.AsSpan(start, _ends[entry.FirstEnd] - start));
        }
        SegmentCount = stretches.Length;
        foreach (ref readonly var node in copy.Nodes)
        {
            var loop = AddLoop(node.Spec, node.Parent);
            (_loops[loop].First, _loops[loop].End) = (node.First, node.End);
            // Those inside come later, and take theirs.
            for (var i = node.First; i < node.End; i++)
                _segments[i].Loop = loop;
        }
    }

    /// <summary>Lets go of the text; what a hostile input made large is not kept either.</summary>
    internal void Forget()
    {
        Clear();
        _text = [];
        if (_ends.Length > MostKept || _segments.Length > MostKept / 16)
            (_ends, _segments, _loops) = ([], [], []);
    }

    private void AddEnds(int start, int end)
    {
        var separator = Delimiters.Element;
        for (var at = start; at <= end; at++)
        {
            if (at < end && _text[at] != separator)
                continue;
            if (EndCount == _ends.Length)
                Array.Resize(ref _ends, Math.Max(EndCount * 2, 64));
            _ends[EndCount++] = at;
        }
    }
}
