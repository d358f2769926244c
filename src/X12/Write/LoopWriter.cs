using System.Buffers;

namespace Portico.X12;

/// <summary>Writes a transaction by its guide: a segment goes where the grammar has its place, in whatever order it was given.</summary>
/// <remarks>
/// Own segments of a loop wait until a loop further in opens or theirs closes, so that what a model kept without knowing it
/// falls into place among what it knows. Hierarchical levels are numbered here.
/// </remarks>
internal sealed class LoopWriter
{
    // Ordinal of the segment that begins a loop.
    private const int First = -1;

    private readonly record struct Pending(int Ordinal, byte[] Bytes, int Segments, Issue[] Issues);

    private sealed class Frame(LoopSpec spec)
    {
        public LoopSpec Spec => spec;

        public List<Pending> Pending { get; } = [];

        public bool HasBegun { get; set; }

        public int Level { get; set; }
    }

    private readonly SegmentWriter _output;
    private readonly Guide _guide;
    private readonly ArrayBufferWriter<byte> _bytes = new(256);
    private readonly SegmentWriter _segment;
    private readonly Stack<Frame> _frames = new();
    private int _levels;
    private bool _isOpen;

    // Where the segment in the making began: issues count from there until its place is known.
    private long _writtenBefore;
    private int _segmentsBefore;
    private int _issuesBefore;

    /// <summary>Begins behind ST, which is written already.</summary>
    public LoopWriter(SegmentWriter output, Guide guide)
        : this(output, guide, guide.Root)
    {
    }

    private LoopWriter(SegmentWriter output, Guide guide, LoopSpec loop)
    {
        (_output, _guide, _segment) = (output, guide, new(_bytes, output.Delimiters));
        _frames.Push(new(loop) { HasBegun = true });
    }

    /// <summary>What a loop of the guide comes to, to compare it with another one.</summary>
    public byte[] Render(string loop, Action<LoopWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new LoopWriter(new(bytes, _output.Delimiters), _guide, _guide.Loops.First(l => l.Id == loop));
        write(writer);
        writer.Close();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Begins a segment of the loop that is open. Where nothing follows its id, it is left out.</summary>
    public SegmentWriter Segment(string id)
    {
        Collect();
        _isOpen = true;
        Mark();
        return _segment.Begin(id, _frames.Peek().Spec.Id);
    }

    /// <summary>Opens a loop by its id; its first segment must follow.</summary>
    public void Open(string loop) => Open(Array.Find(_frames.Peek().Spec.Children, c => c.Loop?.Id == loop));

    /// <summary>Opens the loop that begins with NM1 and this code, such as <c>82</c> for a rendering provider.</summary>
    public void OpenNamed(string role)
    {
        var code = PackedCode.Of(role);
        Open(Array.Find(_frames.Peek().Spec.Children, c => c.Loop is not null && c.Id == Ids.Nm1 && c.Segment.Fits(code)));
    }

    /// <summary>Opens a hierarchical level with its HL.</summary>
    public void Level(string loop, string code, bool hasLower)
    {
        Open(loop);
        var above = _frames.FirstOrDefault(f => f.Level > 0)?.Level;
        _frames.Peek().Level = ++_levels;
        Segment("HL").Element(_levels).Element(above).Element(code).Element(hasLower ? "1" : "0").End();
    }

    /// <summary>HL03 of a level of the guide.</summary>
    public string LevelOf(string loop) => _guide.Loops.First(l => l.Id == loop).Level ?? "";

    /// <summary>Closes the loop that was opened last.</summary>
    public void Close()
    {
        Collect();
        Flush(_frames.Pop(), int.MaxValue);
    }

    /// <summary>Adds what a model kept to the loop that is open.</summary>
    public void Kept(IReadOnlyList<KeptSegments> kept)
    {
        Collect();
        foreach (var node in kept)
        {
            Mark();
            foreach (var segment in node.Segments)
                Cut(segment, node.Delimiters);
            Add(OrdinalOf(_frames.Peek().Spec, _bytes.WrittenSpan), node.Segments.Count);
        }
    }

    private void Mark() =>
        (_writtenBefore, _segmentsBefore, _issuesBefore) = (_segment.Written, _segment.SegmentsInTransaction, _segment.Issues.Kept.Count);

    private void Cut(string segment, Delimiters by)
    {
        var elements = segment.Split((char)by.Element);
        _segment.Begin(elements[0], _frames.Peek().Spec.Id);
        foreach (var element in elements.AsSpan(1))
        {
            var repetitions = by.Repetition is { } separator ? element.Split((char)separator) : [element];
            _segment.Composites(repetitions.Select(r => r.Split((char)by.Component)));
        }
        _segment.End();
    }

    // A loop that the guide does not have here is written all the same, behind what has its place: the check names it.
    private void Open(LoopChild? child)
    {
        Collect();
        Flush(_frames.Peek(), child?.Ordinal ?? LoopsBegin(_frames.Peek().Spec));
        _frames.Push(new(child?.Loop ?? LoopSpec.None));
    }

    private void Collect()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        var frame = _frames.Peek();
        var segment = _bytes.WrittenSpan;
        if (!frame.HasBegun)
        {
            frame.HasBegun = true;
            Add(First, 1);
        }
        else if (segment.Contains(_output.Delimiters.Element) || _segment.Issues.Kept.Count > _issuesBefore)
        {
            Add(OrdinalOf(frame.Spec, segment), 1);
        }
        else
        {
            _bytes.ResetWrittenCount();
        }
    }

    private void Add(int ordinal, int segments)
    {
        var issues = _segment.Issues.Kept.Skip(_issuesBefore).Select(i => i with
        {
            Place = i.Place with { Segment = i.Place.Segment - _segmentsBefore, Offset = i.Place.Offset - _writtenBefore },
        }).ToArray();
        var pending = _frames.Peek().Pending;
        var at = pending.Count;
        while (at > 0 && pending[at - 1].Ordinal > ordinal)
            at--;
        pending.Insert(at, new(ordinal, _bytes.WrittenSpan.ToArray(), segments, issues));
        _bytes.ResetWrittenCount();
    }

    private int OrdinalOf(LoopSpec spec, ReadOnlySpan<byte> segment)
    {
        var (element, component) = (_output.Delimiters.Element, _output.Delimiters.Component);
        var end = segment.IndexOf(_output.Delimiters.Segment);
        segment = segment[..(end < 0 ? segment.Length : end)];
        var id = SegmentId.Pack(Element.Part(segment, element, 1));
        foreach (var child in spec.Children)
        {
            if (child.Id != id)
                continue;
            var qualifier = child.Segment.Qualifier is > 0 and var number
                ? PackedCode.Of(Element.Part(Element.Part(segment, element, number + 1), component, 1))
                : 0;
            if (child.Segment.Fits(qualifier))
                return child.Ordinal;
        }
        return LoopsBegin(spec);
    }

    // Own segments end where the first inner loop stands.
    private static int LoopsBegin(LoopSpec spec) => Array.Find(spec.Children, c => c.Loop is not null)?.Ordinal ?? int.MaxValue;

    private void Flush(Frame frame, int upTo)
    {
        var count = 0;
        foreach (var (ordinal, bytes, segments, issues) in frame.Pending)
        {
            if (ordinal > upTo)
                break;
            foreach (var issue in issues)
            {
                var place = issue.Place;
                _output.Issues.Add(issue with
                {
                    Place = place with
                    {
                        Interchange = _output.Interchange,
                        Group = _output.Group,
                        Transaction = _output.Transaction,
                        Segment = _output.SegmentsInTransaction + place.Segment,
                        Offset = _output.Written + place.Offset,
                    },
                });
            }
            _output.Append(bytes, segments);
            count++;
        }
        frame.Pending.RemoveRange(0, count);
    }
}
