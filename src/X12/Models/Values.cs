using System.Buffers.Text;
using System.Text;

namespace Portico.X12;

/// <summary>Values of elements as .NET has them. What cannot be read is null: the check has said so.</summary>
internal static class Values
{
    private sealed record Known(ulong Packed, int Length, string Text, string[] Alone);

    // Codes repeat without end: a string for each would be most of the garbage. 4096 slots, the newest wins.
    private static readonly Known?[] s_known = new Known?[4096];

    /// <summary>A short code; the same string each time as a rule.</summary>
    public static string Code(ReadOnlySpan<byte> text) => text.Length - 1 < (uint)LongestKnown ? Find(text).Text : Bytewise.Text(text);

    /// <summary>A list of one code; the same each time as a rule.</summary>
    public static IReadOnlyList<string> OneCode(ReadOnlySpan<byte> text) =>
        text.Length - 1 < (uint)LongestKnown ? Find(text).Alone : [Bytewise.Text(text)];

    // What is longer may be somebody's name or number: that is not to stay in memory.
    private const int LongestKnown = 5;

    private static Known Find(ReadOnlySpan<byte> text)
    {
        var packed = PackedCode.Of(text);
        ref var slot = ref s_known[(int)(packed * 0x9E3779B97F4A7C15UL >> 52)];
        if (slot is { } known && known.Packed == packed && known.Length == text.Length)
            return known;
        var code = Bytewise.Text(text);
        return slot = new(packed, text.Length, code, [code]);
    }

    public static string? CodeOrNull(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Code(text);

    public static string? Text(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Bytewise.Text(text);

    public static long? Money(ReadOnlySpan<byte> text) => Cents.TryRead(text, out var cents) ? cents : null;

    public static decimal? Decimal(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1 && (uint)text[0] - '0' <= 9)
            return text[0] - '0';
        return !text.IsEmpty && ElementCheck.IsDecimal(text, out var digits) && digits <= 18
            && Utf8Parser.TryParse(text, out decimal value, out var used) && used == text.Length ? value : null;
    }

    public static DateOnly? Date(ReadOnlySpan<byte> text)
    {
        if (text.Length != 8 || !ElementCheck.IsDate(text))
            return null;
        return new((Two(text, 0) * 100) + Two(text, 2), Two(text, 4), Two(text, 6));
    }

    /// <summary>A time of four, six or eight digits.</summary>
    public static TimeOnly? Time(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (4 or 6 or 8) || text.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !ElementCheck.IsTime(text))
            return null;
        return new(Two(text, 0), Two(text, 2), text.Length > 4 ? Two(text, 4) : 0, text.Length > 6 ? Two(text, 6) * 10 : 0);
    }

    /// <summary>The shortest way to write a time.</summary>
    public static string TimeText(TimeOnly time) => time.ToString(
        time.Millisecond >= 10 ? "HHmmssff" : time.Second > 0 ? "HHmmss" : "HHmm", System.Globalization.CultureInfo.InvariantCulture);

    public static string DateText(DateOnly date) => date.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Elements 1250 and 1251: a date or a period.</summary>
    public static DateSpan? Dates(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        if (format.SequenceEqual("RD8"u8) && text.Length == 17 && Date(text[..8]) is { } first && Date(text[9..]) is { } last)
            return new(first, last);
        return format.SequenceEqual("D8"u8) && Date(text) is { } day ? new(day, day) : null;
    }

    private static int Two(ReadOnlySpan<byte> text, int at) => (text[at] - '0') * 10 + (text[at + 1] - '0');
}
