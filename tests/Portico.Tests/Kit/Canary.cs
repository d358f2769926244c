using System.Text.RegularExpressions;

namespace Portico.Tests.Kit;

/// <summary>A synthetic person whose every value occurs nowhere else, so that a single word of hers in a log is a leak.</summary>
public static class Canary
{
    public const string Family = "Winterquill";
    public const string Given = "Marigolda";
    public const string Banner = "WINTERQUILL, Marigolda";
    public const string BornTyped = "17 Nov 1931";
    public const string PhoneTyped = "607 555 0187";
    public const string Email = "m.quill@foxgrove.test";
    public const string Street = "4711 Foxgrove Terrace";
    public const string City = "Wimborneville";
    public const string MemberId = "WQX55120931";
    public const string Note = "Asked for the hushroom";
    public const string Payer = "Harrowgate Mutual";
    public const string Last4 = "7391";
    public const string Reference = "TRQ-8841";

    /// <summary>What an exception says that the test itself throws: its text may not come out, wherever it was caught.</summary>
    public const string Thrown = "Thistlewaite";

    public static DateOnly Born { get; } = new(1931, 11, 17);

    // Digits stand alone: inside an id, a time or a port they mean nothing.
    private static readonly (string What, Regex Form)[] s_forms =
    [
        ("family name", Of("winterquill")),
        ("given name", Of("marigolda")),
        ("birth date", Of(@"(?<!\d)(1931[-/. ]?11[-/. ]?17|11[-/. ]?17[-/. ]?(19)?31|17[-/. ]?11[-/. ]?(19)?31)(?!\d)"
            + @"|17[-. ]nov[a-z]*[-., ]+(19)?31|nov[a-z]*[-. ]17,?[- ](19)?31")),
        ("phone", Of(@"607\D{0,3}555\D?0187|555[-. ]?0187")),
        ("email", Of(@"m\.quill|foxgrove\.test")),
        ("street", Of("foxgrove terrace|4711 foxgrove")),
        ("city", Of("wimborneville")),
        ("member id", Of("wqx55120931")),
        ("note", Of("hushroom")),
        ("payer", Of("harrowgate")),
        ("card's last 4", Of(@"(?<![\w.:-])7391(?![\w.:-])")),
        ("reference", Of("trq-?8841")),
        ("text of an exception", Of("thistlewaite")),
    ];

    private static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>What of her stands in a text, also when it is written as part of an address.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var plain = text.Contains('%') || text.Contains('+') ? text + "\n" + Uri.UnescapeDataString(text.Replace('+', ' ')) : text;
        return [.. s_forms.Where(f => f.Form.IsMatch(plain)).Select(f => f.What)];
    }
}
