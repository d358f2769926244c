using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portico.X12;

/// <summary>What all loops of a transaction have in common.</summary>
internal sealed record LoopOrigin(Guide? Guide, Delimiters Delimiters, int Interchange, int Group, int Transaction);

/// <summary>
/// A loop as it stood in its tree, and what a model needs of the loops around it: text and a few numbers. A model keeps it
/// until somebody asks for more than a value or two, so that a model costs little more than its bytes.
/// </summary>
/// <remarks>One array holds it all; nothing of the tree is kept. Immutable; safe from any thread.</remarks>
internal sealed class LoopCopy
{
    /// <summary>Segments side by side in the input: the place of each follows from that of the first.</summary>
    internal struct Piece
    {
        public int Segment;
        public int Number;
        public long Offset;
    }

    internal struct Node
    {
        public int Spec;
        public int Parent;
        public int First;
        public int End;
    }

    /// <summary>Where a segment stands in the text.</summary>
    internal struct Stretch
    {
        public int Start;
        public int End;
    }

    private struct Part
    {
        public int FirstSegment;
        public int EndSegment;
        public int FirstLoop;
        public int EndLoop;
    }

    // A patient and a subscriber stand around a claim.
    private const int MostParts = 3;

    // The tree that copies of this thread are read in, one after the other.
    [ThreadStatic]
    private static LoopTree? t_tree;

    private readonly byte[] _bytes;
    private readonly int _pieces;
    private readonly int _loops;
    private readonly int _segments;

    // The loop that was asked for; those before it stood around it.
    private readonly int _loop;

    /// <summary>Copies a loop, which may then leave its tree.</summary>
    /// <param name="loop">With all that is in it.</param>
    /// <param name="above">So many loops around it, each as far as its first unit.</param>
    /// <param name="beside">What the model is read with besides.</param>
    public LoopCopy(Loop loop, int above, object? beside)
    {
        var tree = loop.Tree;
        (Origin, Beside) = (tree.Origin, beside);
        Span<Part> parts = stackalloc Part[MostParts];
        parts = parts[..(above + 1)];
        var text = Divide(loop, parts);
        foreach (ref readonly var part in parts)
        {
            _segments += part.EndSegment - part.FirstSegment;
            _loops += part.EndLoop - part.FirstLoop;
            _pieces += IsOnePiece(tree, in part) ? 1 : part.EndSegment - part.FirstSegment;
        }
        _bytes = new byte[TextFrom + text];
        var pieces = Pieces;
        var nodes = Nodes;
        var stretches = Stretches;
        var (piece, node, segment, root) = (0, 0, 0, -1);
        text = TextFrom;
        for (var i = 0; i < parts.Length; i++)
        {
            ref readonly var part = ref parts[i];
            var bytes = TextOf(tree, in part, out var from);
            bytes.CopyTo(_bytes.AsSpan(text));
            var isOnePiece = IsOnePiece(tree, in part);
            var (moveLoops, moveSegments) = (node - part.FirstLoop, segment - part.FirstSegment);
            for (var old = part.FirstSegment; old < part.EndSegment; old++)
            {
                ref readonly var entry = ref tree.Segments[old];
                if (!isOnePiece || old == part.FirstSegment)
                    pieces[piece++] = new() { Segment = segment, Number = entry.Number, Offset = entry.Offset };
                ref var stretch = ref stretches[segment++];
                (stretch.Start, stretch.End) = (entry.Start - from + text, tree.EndOf(in entry) - from + text);
            }
            for (var old = part.FirstLoop; old < part.EndLoop; old++)
            {
                ref readonly var entry = ref tree.LoopAt(old);
                ref var copy = ref nodes[node++];
                copy.Spec = entry.Spec;
                copy.Parent = old == part.FirstLoop ? root : entry.Parent + moveLoops;
                copy.First = entry.First + moveSegments;
                copy.End = old == part.FirstLoop ? i < above ? _segments : segment : entry.End + moveSegments;
            }
            root = part.FirstLoop + moveLoops;
            text += bytes.Length;
        }
        _loop = root;
    }

    /// <summary>What the model is read with besides.</summary>
    public object? Beside { get; }

    /// <summary>Of its transaction.</summary>
    public LoopOrigin Origin { get; }

    /// <summary>Reads a model from it.</summary>
    /// <param name="read">Takes the loop, which is gone afterwards, and what is beside it.</param>
    public T Read<T>(Func<Loop, object?, T> read)
    {
        var tree = t_tree ?? new(isForMany: false);
        t_tree = null;
        tree.Restore(this, _bytes);
        var model = read(new(tree, _loop), Beside);
        tree.Forget();
        t_tree = tree;
        return model;
    }

    /// <summary>An element of the segment that begins the loop; empty where it is absent.</summary>
    /// <param name="element">Counted from 1.</param>
    public ReadOnlySpan<byte> this[int element]
    {
        get
        {
            ref readonly var first = ref Stretches[Nodes[_loop].First];
            return Element.Part(_bytes.AsSpan(first.Start, first.End - first.Start), Origin.Delimiters.Element, element + 1);
        }
    }

    /// <summary>Of the segment that begins the loop.</summary>
    public Place Place
    {
        get
        {
            var first = Nodes[_loop].First;
            foreach (ref readonly var piece in Pieces)
            {
                if (piece.Segment == first)
                    return new(Origin.Interchange, Origin.Group, Origin.Transaction, piece.Number, piece.Offset);
            }
            return default;
        }
    }

    internal Span<Piece> Pieces => MemoryMarshal.Cast<byte, Piece>(_bytes.AsSpan(0, _pieces * Unsafe.SizeOf<Piece>()));

    internal Span<Node> Nodes => MemoryMarshal.Cast<byte, Node>(_bytes.AsSpan(_pieces * Unsafe.SizeOf<Piece>(), _loops * Unsafe.SizeOf<Node>()));

    internal Span<Stretch> Stretches =>
        MemoryMarshal.Cast<byte, Stretch>(_bytes.AsSpan(TextFrom - (_segments * Unsafe.SizeOf<Stretch>()), _segments * Unsafe.SizeOf<Stretch>()));

    private int TextFrom => (_pieces * Unsafe.SizeOf<Piece>()) + (_loops * Unsafe.SizeOf<Node>()) + (_segments * Unsafe.SizeOf<Stretch>());

    /// <returns>The length of their text together.</returns>
    private static int Divide(Loop loop, Span<Part> parts)
    {
        var tree = loop.Tree;
        var (index, text) = (loop.Index, 0);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            ref var part = ref parts[i];
            ref readonly var entry = ref tree.LoopAt(index);
            (part.FirstLoop, part.FirstSegment) = (index, entry.First);
            if (i == parts.Length - 1)
                (part.EndLoop, part.EndSegment) = (tree.LoopBehind(index), loop.End);
            else
                (part.EndLoop, part.EndSegment) = FirstUnit(tree, index, parts[i + 1].FirstLoop);
            text += TextOf(tree, in part, out _).Length;
            index = entry.Parent;
        }
        return text;
    }

    // Whom a level names stands before the loops that repeat without end.
    private static (int Loop, int Segment) FirstUnit(LoopTree tree, int loop, int inner)
    {
        var child = tree.LoopAt(loop).FirstChild;
        while (child != inner && tree.Guide?.Loops[tree.LoopAt(child).Spec].HasUnit == false)
            child = tree.LoopAt(child).Next;
        return (child, tree.LoopAt(child).First);
    }

    private static ReadOnlySpan<byte> TextOf(LoopTree tree, in Part part, out int from)
    {
        from = 0;
        if (part.FirstSegment == part.EndSegment)
            return [];
        from = tree.Segments[part.FirstSegment].Start;
        return tree.Room[from..tree.EndOf(in tree.Segments[part.EndSegment - 1])];
    }

    private static bool IsOnePiece(LoopTree tree, in Part part)
    {
        if (part.FirstSegment == part.EndSegment)
            return false;
        ref readonly var first = ref tree.Segments[part.FirstSegment];
        ref readonly var last = ref tree.Segments[part.EndSegment - 1];
        return last.Number - first.Number == part.EndSegment - 1 - part.FirstSegment && last.Offset - first.Offset == last.Start - first.Start;
    }
}
