namespace Portico.Hl7v2;

/// <summary>The characters that a message is cut by: what its own MSH-1 and MSH-2 say, never a default.</summary>
/// <param name="Field">Between fields: MSH-1.</param>
/// <param name="Component">Between components: the first of MSH-2.</param>
/// <param name="Repetition">Between repetitions: the second.</param>
/// <param name="Escape">Begins and ends an escape sequence: the third. Null where the sender uses none.</param>
/// <param name="Subcomponent">Between subcomponents: the fourth. Null where the sender uses none.</param>
/// <param name="Truncation">Marks a value that was cut: the fifth, since version 2.7. Null before.</param>
/// <remarks>Source: HL7 v2, chapter 2, message delimiters. An immutable value; safe from any thread.</remarks>
public readonly record struct EncodingCharacters(
    byte Field, byte Component, byte Repetition, byte? Escape, byte? Subcomponent, byte? Truncation)
{
    /// <summary>Reads them from the start of a message.</summary>
    /// <param name="message">Bytes that begin with <c>MSH</c>.</param>
    /// <param name="characters">The default value when this returns false.</param>
    /// <returns>False when the bytes begin otherwise, end inside MSH-2, or use one character for two purposes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out EncodingCharacters characters)
    {
        characters = default;
        if (message.Length < 6 || !message.StartsWith("MSH"u8))
            return false;
        var field = message[3];
        var rest = message[4..];
        var end = rest.IndexOfAny(field, (byte)'\r', (byte)'\n');
        if (end is < 2 or > 5)
            return false;
        var said = rest[..end];
        for (var i = 0; i < said.Length; i++)
        {
            if (said[i] == field || char.IsAsciiLetterOrDigit((char)said[i]) || said[..i].Contains(said[i]))
                return false;
        }
        characters = new EncodingCharacters(field, said[0], said[1],
            said.Length > 2 ? said[2] : null, said.Length > 3 ? said[3] : null, said.Length > 4 ? said[4] : null);
        return true;
    }
}
