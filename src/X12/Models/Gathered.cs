namespace Portico.X12;

/// <summary>Gathers what a loop has of one kind: in the end an array that fits, and nothing at all where there is none.</summary>
/// <param name="expected">So many as a rule; 0 where nobody knows.</param>
internal struct Gathered<T>(int expected)
{
    private readonly int _expected = expected;

    // The only one as a rule: the array is made when its length is known.
    private T? _first;
    private T[]? _items;

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (Count == 0 && _expected < 2)
        {
            (_first, _items, Count) = (item, null, 1);
            return;
        }
        if (_items is null)
        {
            _items = new T[Math.Max(2, _expected)];
            if (Count == 1 && _first is { } first)
                _items[0] = first;
        }
        else if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }
        _items[Count++] = item;
    }

    /// <summary>Takes back what was added last, until so many are left.</summary>
    public void CutTo(int count) => Count = Math.Min(count, Count);

    public readonly IReadOnlyList<T> All => Count == 0 ? [] : _items is null && _first is { } first ? [first] : Fitting();

    private readonly T[] Fitting() => _items is { } items && items.Length == Count ? items : _items.AsSpan(0, Count).ToArray();
}

internal static class Gathered
{
    /// <summary>A list as a model keeps it: the one without anything, which most are, is not kept.</summary>
    public static IReadOnlyList<T>? Kept<T>(IReadOnlyList<T> list) => ReferenceEquals(list, Array.Empty<T>()) ? null : list;
}
