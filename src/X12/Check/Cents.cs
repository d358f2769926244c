using System.Globalization;
using System.Numerics;

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
        if (text.Length is > 0 and <= PackedCode.Longest && TryShort(text, out cents))
            return true;
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

    // Digits with a point among them or none: what nearly all amounts are. Others go the long way.
    private static bool TryShort(ReadOnlySpan<byte> text, out long cents)
    {
        cents = 0;
        var length = text.Length;
        var packed = PackedCode.Of(text);
        var others = PackedCode.NoDigits(packed, length);
        if (others == 0)
        {
            cents = PackedCode.Number(packed - Zeros(length), length) * 100L;
            return true;
        }
        var point = BitOperations.TrailingZeroCount(others) >> 3;
        var decimals = length - 1 - point;
        if ((others & (others - 1)) != 0 || text[point] != '.' || decimals > 2 || length == 1)
            return false;
        // The point is taken out.
        var digits = (packed & ((1UL << (point * 8)) - 1)) | (packed >> (point * 8) >> 8) << (point * 8);
        cents = PackedCode.Number(digits - Zeros(length - 1), length - 1) * (decimals switch { 0 => 100L, 1 => 10L, _ => 1L });
        return true;
    }

    private static ulong Zeros(int length) => 0x3030303030303030UL >> ((PackedCode.Longest - length) * 8);

    /// <summary>Writes an amount the short way: <c>12.5</c>, <c>12</c>, <c>-0.05</c>.</summary>
    public static string Text(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
