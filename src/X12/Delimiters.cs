namespace Portico.X12;

/// <summary>The four characters that an interchange is cut by. They are what its own ISA segment says, never a default.</summary>
/// <param name="Element">Between elements: the byte after <c>ISA</c>.</param>
/// <param name="Repetition">Between repetitions: ISA11 since version 00402. Null before, where ISA11 names a standard.</param>
/// <param name="Component">Between the parts of a composite: ISA16.</param>
/// <param name="Segment">After each segment: the byte after ISA16.</param>
/// <remarks>Source: ASC X12.5, interchange control header. An immutable value; safe from any thread.</remarks>
public readonly record struct Delimiters(byte Element, byte? Repetition, byte Component, byte Segment)
{
    private const int Elements = 16;

    /// <summary>Reads them from the start of an interchange.</summary>
    /// <param name="interchange">Bytes that begin with <c>ISA</c>. Elements may be unpadded, as in copies from the web.</param>
    /// <param name="delimiters">The default value when this returns false.</param>
    /// <returns>False when the bytes begin otherwise, end inside the ISA, or use one character for two purposes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> interchange, out Delimiters delimiters)
    {
        delimiters = default;
        if (interchange.Length < 4 || !interchange.StartsWith("ISA"u8))
            return false;
        var element = interchange[3];
        var rest = interchange[4..];
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
        var read = new Delimiters(element, isSince00402 ? repetition : null, rest[0], rest[1]);
        byte[] used = read.Repetition is { } repeats
            ? [read.Element, repeats, read.Component, read.Segment]
            : [read.Element, read.Component, read.Segment];
        if (used.Distinct().Count() != used.Length || used.Any(b => char.IsAsciiLetterOrDigit((char)b)))
            return false;
        delimiters = read;
        return true;
    }
}
