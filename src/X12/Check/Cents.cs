using System.Globalization;

namespace Portico.X12;

/// <summary>Amounts of money as whole cents.</summary>
/// <remarks>X12 writes decimal numbers with a point where one is needed and a minus before: <c>-40.5</c> is -4050 cents.</remarks>
public static class Cents
{
    /// <summary>Reads an amount.</summary>
    /// <param name="text">An element of type R.</param>
    /// <param name="cents">0 when this returns false.</param>
    /// <returns>False when it is empty, no number, has parts of a cent, or more than sixteen digits.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long cents)
    {
        cents = 0;
        var at = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative)
            at++;
        long value = 0;
        var digits = 0;
        var decimals = -1;
        for (; at < text.Length; at++)
        {
            var b = text[at];
            if (b == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }
            var digit = (uint)b - '0';
            if (digit > 9)
                return false;
            digits++;
            if (decimals >= 2)
            {
                if (digit != 0)
                    return false;
                continue;
            }
            if (decimals >= 0)
                decimals++;
            value = value * 10 + digit;
            if (value > 9_999_999_999_999_999)
                return false;
        }
        if (digits == 0)
            return false;
        value *= decimals switch { <= 0 => 100, 1 => 10, _ => 1 };
        cents = isNegative ? -value : value;
        return true;
    }

    /// <summary>Writes an amount the short way: <c>12.5</c>, <c>12</c>, <c>-0.05</c>.</summary>
    public static string Text(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
