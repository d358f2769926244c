namespace Portico.X12;

/// <summary>One loop of a <see cref="LoopTree"/>: a handle, cheap to copy.</summary>
public readonly struct Loop : IEquatable<Loop>
{
    private readonly int _index;

    internal Loop(LoopTree tree, int index)
    {
        Tree = tree;
        _index = index;
    }

    /// <summary>The tree it is in.</summary>
    public LoopTree Tree { get; }

    /// <summary>False for the default value: there is no such loop.</summary>
    public bool Exists => Tree is not null;

    /// <summary>What the guide says of it; null where the tree was read without one.</summary>
    public LoopSpec? Spec => Tree.Guide?.Loops[Tree.LoopAt(_index).Spec];

    /// <summary>Such as <c>2300</c>; <c>ST</c> for the whole transaction.</summary>
    public string Id => Spec?.Id ?? "ST";

    /// <summary>The loop around it; does not exist for the whole transaction.</summary>
    public Loop Parent => Tree.LoopAt(_index).Parent is >= 0 and var parent ? new(Tree, parent) : default;

    /// <summary>The segment that begins it. The default value while the loop is empty.</summary>
    public LoopSegment First => Tree.LoopAt(_index).First < End ? new(Tree, Tree.LoopAt(_index).First) : default;

    /// <summary>Its own segments and loops, in the order sent.</summary>
    public Nodes Children => new(this);

    internal int Index => _index;

    internal int FirstSegment => Tree.LoopAt(_index).First;

    internal int End => Tree.LoopAt(_index).End is >= 0 and var end ? end : Tree.SegmentCount;

    /// <summary>Its own first segment with this id, not those of loops in it.</summary>
    /// <returns>The default value when there is none.</returns>
    public LoopSegment Segment(ReadOnlySpan<byte> id)
    {
        foreach (var node in Children)
        {
            if (!node.IsLoop && node.Segment.Is(id))
                return node.Segment;
        }
        return default;
    }

    /// <summary>Its own first segment with this id and first element, such as <c>REF</c> and <c>F8</c>.</summary>
    /// <returns>The default value when there is none.</returns>
    public LoopSegment Segment(ReadOnlySpan<byte> id, ReadOnlySpan<byte> qualifier)
    {
        foreach (var node in Children)
        {
            if (!node.IsLoop && node.Segment.Is(id) && node.Segment[1].SequenceEqual(qualifier))
                return node.Segment;
        }
        return default;
    }

    /// <summary>Its first loop with this id.</summary>
    /// <returns>One that does not exist when there is none.</returns>
    public Loop Inner(string id)
    {
        foreach (var node in Children)
        {
            if (node.IsLoop && node.Loop.Id == id)
                return node.Loop;
        }
        return default;
    }

    internal int CountLoops()
    {
        var count = 0;
        for (var child = Tree.LoopAt(_index).FirstChild; child >= 0; child = Tree.LoopAt(child).Next)
            count++;
        return count;
    }

    /// <inheritdoc/>
    public bool Equals(Loop other) => Tree == other.Tree && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Loop other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tree, _index);

    /// <summary>Two handles of one loop are equal.</summary>
    public static bool operator ==(Loop left, Loop right) => left.Equals(right);

    /// <summary>Two handles of one loop are equal.</summary>
    public static bool operator !=(Loop left, Loop right) => !left.Equals(right);

    /// <summary>A segment or a loop among the children of a loop.</summary>
    public readonly struct Node
    {
        private readonly LoopTree _tree;
        private readonly int _index;

        internal Node(LoopTree tree, int index, bool isLoop)
        {
            (_tree, _index, IsLoop) = (tree, index, isLoop);
        }

        /// <summary>Tells which of the two it is.</summary>
        public bool IsLoop { get; }

        /// <summary>The loop, when it is one.</summary>
        public Loop Loop => IsLoop ? new(_tree, _index) : default;

        /// <summary>The segment, when it is one.</summary>
        public LoopSegment Segment => IsLoop ? default : new(_tree, _index);
    }

    /// <summary>The children of a loop.</summary>
    public readonly struct Nodes
    {
        private readonly Loop _loop;

        internal Nodes(Loop loop) => _loop = loop;

        /// <summary>Begins before the first.</summary>
        public Enumerator GetEnumerator() => new(_loop);

        /// <summary>Walks the children.</summary>
        public struct Enumerator
        {
            private readonly LoopTree _tree;
            private readonly int _end;
            private int _next;
            private int _child;

            internal Enumerator(Loop loop)
            {
                _tree = loop.Tree;
                _next = loop.FirstSegment;
                _end = loop.End;
                _child = loop.Tree.LoopAt(loop.Index).FirstChild;
            }

            /// <summary>The one it stands on.</summary>
            public Node Current { get; private set; }

            /// <summary>Moves on.</summary>
            /// <returns>False at the end.</returns>
            public bool MoveNext()
            {
                if (_child >= 0 && _tree.LoopAt(_child).First == _next)
                {
                    Current = new(_tree, _child, true);
                    _next = Current.Loop.End;
                    _child = _tree.LoopAt(_child).Next;
                    return true;
                }
                if (_next >= _end)
                    return false;
                Current = new(_tree, _next++, false);
                return true;
            }
        }
    }
}

/// <summary>One segment of a <see cref="LoopTree"/>: a handle, cheap to copy.</summary>
public readonly struct LoopSegment : IEquatable<LoopSegment>
{
    private readonly LoopTree? _tree;
    private readonly int _index;

    internal LoopSegment(LoopTree tree, int index)
    {
        _tree = tree;
        _index = index;
    }

    /// <summary>False for the default value: there is no such segment, and all its elements are empty.</summary>
    public bool Exists => _tree is not null;

    /// <summary>What the guide says of it; null where the guide has no place for it.</summary>
    public SegmentSpec? Spec =>
        _tree is { Guide: { } guide } && _tree.Segments[_index].Spec is >= 0 and var spec ? guide.Segments[spec] : null;

    /// <summary>Such as <c>CLM</c>.</summary>
    public ReadOnlySpan<byte> Id => this[0];

    internal uint PackedId => _tree is null ? 0 : _tree.IdAt(_index);

    /// <summary>How many elements it has, its id not counted.</summary>
    public int Count => _tree is null ? 0 : _tree.Segments[_index].EndCount - 1;

    /// <summary>The loop it stands in.</summary>
    public Loop Loop => _tree is null ? default : new(_tree, _tree.Segments[_index].Loop);

    /// <summary>Its place in the tree, counted from 0.</summary>
    public int Index => _index;

    /// <summary>An element as it was sent; empty where it is absent.</summary>
    /// <param name="number">Counted from 1; 0 is the id.</param>
    public ReadOnlySpan<byte> this[int number] => _tree is null ? [] : _tree.Value(_index, number);

    /// <summary>True when the id is this one, such as <c>"CLM"u8</c>.</summary>
    public bool Is(ReadOnlySpan<byte> id) => id.Length is 2 or 3 ? _tree is not null && PackedId == SegmentId.Pack(id) : this[0].SequenceEqual(id);

    /// <summary>An element with its repetitions and components.</summary>
    /// <param name="number">Counted from 1.</param>
    public Element Element(int number) => _tree is null ? default : new(this[number], _tree.Delimiters);

    /// <summary>An element as text; empty where it is absent.</summary>
    public string Text(int number) => Bytewise.Text(this[number]);

    /// <summary>The segment as a reader would show it. Not for the default value.</summary>
    public Segment View() => (_tree ?? throw new InvalidOperationException("There is no such segment.")).View(_index);

    // The same, with nothing in it for the default value.
    internal Segment Peek() => _tree is null ? default : _tree.View(_index);

    /// <summary>The citation of the segment, or of a value in it.</summary>
    /// <param name="element">Counted from 1; 0 for the segment.</param>
    /// <param name="repetition">Counted from 1; 0 for the whole element.</param>
    /// <param name="component">Counted from 1; 0 for the whole element or repetition.</param>
    public Place Place(int element = 0, int repetition = 0, int component = 0) =>
        _tree is null ? default : _tree.Place(_index, element, repetition, component);

    /// <inheritdoc/>
    public bool Equals(LoopSegment other) => _tree == other._tree && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LoopSegment other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_tree, _index);

    /// <summary>Two handles of one segment are equal.</summary>
    public static bool operator ==(LoopSegment left, LoopSegment right) => left.Equals(right);

    /// <summary>Two handles of one segment are equal.</summary>
    public static bool operator !=(LoopSegment left, LoopSegment right) => !left.Equals(right);

    /// <summary>The segment as it was sent, without its terminator.</summary>
    public override string ToString() => _tree is null ? "" : View().ToString();
}
