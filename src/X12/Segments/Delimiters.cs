using System.Buffers;

namespace Portico.X12;

/// <summary>The four characters that an interchange is cut by. They are what its own ISA segment says, never a default.</summary>
/// <param name="Element">Between elements: the byte after <c>ISA</c>.</param>
/// <param name="Repetition">
/// Between repetitions: ISA11 since version 00402. Null before, where a letter stands there as versions before had it, and
/// where it is one of the other three.
/// </param>
/// <param name="Component">Between the parts of a composite: ISA16.</param>
/// <param name="Segment">After each segment: the byte after ISA16.</param>
/// <remarks>Source: ASC X12.5, interchange control header. An immutable value; safe from any thread.</remarks>
public readonly record struct Delimiters(byte Element, byte? Repetition, byte Component, byte Segment)
{
    private const int Elements = 16;

    // Longer than any ISA with every element at its full length; a bound keeps hostile input linear.
    private const int Longest = 512;

    // What may stand between segments beside the terminator: line ends and indentation.
    private static readonly SearchValues<byte> s_blank = SearchValues.Create(" \t\r\n"u8);

    /// <summary>What most senders use: <c>* ^ : ~</c>. For writing; reading takes what the ISA says.</summary>
    public static Delimiters Usual { get; } = new((byte)'*', (byte)'^', (byte)':', (byte)'~');

    /// <summary>True when the byte is one of the four.</summary>
    public bool Contains(byte value) =>
        value == Element || value == Component || value == Segment || (Repetition is { } repetition && value == repetition);

    /// <summary>Reads them from the start of an interchange.</summary>
    /// <param name="interchange">Bytes that begin with <c>ISA</c>. Elements may be unpadded, as in copies from the web.</param>
    /// <param name="delimiters">The default value when this returns false.</param>
    /// <returns>False when the bytes begin otherwise, end inside the ISA, or cut elements, components and segments by one character.</returns>
    public static bool TryRead(ReadOnlySpan<byte> interchange, out Delimiters delimiters)
    {
        delimiters = default;
        if (interchange.Length < 4 || !interchange.StartsWith("ISA"u8) || char.IsAsciiLetterOrDigit((char)interchange[3]))
            return false;
        var element = interchange[3];
        var rest = interchange[4..Math.Min(interchange.Length, Longest)];
        byte? repetition = null;
        var isSince00402 = false;
        for (var number = 1; number < Elements; number++)
        {
            var end = rest.IndexOf(element);
            if (end < 0)
                return false;
            var value = rest[..end];
            if (number == 11 && value.Length == 1)
                repetition = value[0];
            if (number == 12)
                isSince00402 = value.SequenceCompareTo("00402"u8) >= 0;
            rest = rest[(end + 1)..];
        }
        if (rest.Length < 2)
            return false;
        var (component, segment) = (rest[0], rest[1]);
        if (!isSince00402 || (repetition is { } letter && char.IsAsciiLetterOrDigit((char)letter)))
            repetition = null;
        if (IsData(component) || IsData(segment) || element == component || element == segment || component == segment)
            return false;
        if (repetition == element || repetition == component || repetition == segment)
            repetition = null;
        delimiters = new(element, repetition, component, segment);
        return true;
    }

    /// <summary>Bytes at the start that are no data: a byte order mark, line ends and indentation.</summary>
    internal static int Blanks(ReadOnlySpan<byte> text)
    {
        var mark = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var end = text[mark..].IndexOfAnyExcept(s_blank);
        return end < 0 ? text.Length : mark + end;
    }

    internal static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsData(byte value) => char.IsAsciiLetterOrDigit((char)value);
}
