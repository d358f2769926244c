namespace Portico.X12;

/// <summary>National provider identifiers: ten digits, the first 1 or 2, the last a check digit.</summary>
/// <remarks>Source: ISO/IEC 7812 with the prefix 80840; 45 CFR 162.406.</remarks>
public static class Npi
{
    /// <summary>True when it is well formed and its check digit is right. Whether somebody has it, only the registry knows.</summary>
    /// <param name="text">As sent.</param>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length == 10 && text[0] is (byte)'1' or (byte)'2' && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && text[9] - '0' == CheckDigit(text[..9]);

    // 24 is what the prefix adds to the sum.
    internal static int CheckDigit(ReadOnlySpan<byte> nine)
    {
        var sum = 24;
        for (var i = 0; i < 9; i++)
        {
            var digit = nine[i] - '0';
            // Counted from the check digit, every second one is doubled, the last of the nine first.
            if (i % 2 == 0)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return (10 - sum % 10) % 10;
    }
}
