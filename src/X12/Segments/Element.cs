using System.Runtime.CompilerServices;
using System.Text;

namespace Portico.X12;

/// <summary>One element, cut into repetitions and components on demand.</summary>
/// <remarks>Valid as long as its segment. What is absent is empty; an absent element has no repetitions.</remarks>
public readonly ref struct Element
{
    private readonly byte _repetition;
    private readonly byte _component;
    private readonly bool _repeats;

    internal Element(ReadOnlySpan<byte> bytes, Delimiters delimiters)
    {
        Bytes = bytes;
        _component = delimiters.Component;
        _repeats = delimiters.Repetition is not null;
        _repetition = delimiters.Repetition ?? 0;
    }

    /// <summary>As sent.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many repetitions it has; 0 when it is absent.</summary>
    public int Repetitions => Bytes.IsEmpty ? 0 : _repeats ? Bytes.Count(_repetition) + 1 : 1;

    /// <summary>How many components its first repetition has; 0 when it is absent.</summary>
    public int Components => Bytes.IsEmpty ? 0 : Repetition(1).Bytes.Count(_component) + 1;

    /// <summary>One repetition, as an element of its own.</summary>
    /// <param name="number">Counted from 1.</param>
    public Element Repetition(int number) =>
        _repeats ? new(Part(Bytes, _repetition, number), _component) : number == 1 ? this : new([], _component);

    /// <summary>A component of the first repetition.</summary>
    /// <param name="number">Counted from 1, as SV101-2 counts.</param>
    public ReadOnlySpan<byte> Component(int number) =>
        Part(_repeats ? Part(Bytes, _repetition, 1) : Bytes, _component, number);

    /// <summary>A component of the first repetition as text.</summary>
    public string Text(int component) => Bytewise.Text(Component(component));

    private Element(ReadOnlySpan<byte> repetition, byte component)
    {
        Bytes = repetition;
        _component = component;
    }

    internal static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> text, byte separator, int number)
    {
        while (true)
        {
            var end = text.IndexOf(separator);
            if (number == 1)
                return end < 0 ? text : text[..end];
            if (end < 0 || number < 1)
                return [];
            text = text[(end + 1)..];
            number--;
        }
    }
}

/// <summary>The components of an element's first repetition, found in one pass: for who wants several of them.</summary>
internal readonly ref struct Composite
{
    /// <summary>No composite of the standard has more.</summary>
    public const int Most = 9;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Ends _ends;

    [InlineArray(Most)]
    private struct Ends
    {
        private int _first;
    }

    public Composite(ReadOnlySpan<byte> element, Delimiters delimiters)
    {
        var (component, repetition) = (delimiters.Component, delimiters.Repetition ?? delimiters.Component);
        var count = 0;
        var at = 0;
        for (; at < element.Length; at++)
        {
            var b = element[at];
            if (b == component)
            {
                if (count < Most)
                    _ends[count] = at;
                count++;
            }
            else if (b == repetition)
            {
                break;
            }
        }
        if (count < Most)
            _ends[count] = at;
        _text = element;
        Count = element.IsEmpty ? 0 : count + 1;
    }

    /// <summary>How many there are; 0 when the element is absent.</summary>
    public int Count { get; }

    /// <summary>One of the first nine; empty where it is absent.</summary>
    /// <param name="number">Counted from 1.</param>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            if (number > Count)
                return [];
            var start = number == 1 ? 0 : _ends[number - 2] + 1;
            return _text[start.._ends[number - 1]];
        }
    }
}

internal static class Bytewise
{
    /// <summary>A segment's id for people: what may be no id at all is cut short and shown without surprises.</summary>
    public static string Id(ReadOnlySpan<byte> id)
    {
        var shown = id.Length > 3 ? id[..3] : id;
        return shown.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? "?" : Encoding.ASCII.GetString(shown);
    }

    /// <summary>The bytes as text: UTF-8, and where they are not, each byte as the Latin-1 character it may have been.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? "" : !Ascii.IsValid(bytes) && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
