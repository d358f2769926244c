using System.Text.RegularExpressions;
using Portico.Modules.Coverage.Domain.Inquiries;

namespace Portico.Modules.Coverage.Domain.PlanPicking;

/// <summary>What cards write in many ways, in one way each, to compare it by.</summary>
internal static partial class CardText
{
    // Forms of companies and kinds of products. What is not among them tells payers apart: Medicare, Life, a state.
    private static readonly string[] s_common =
        ["OF", "THE", "AND", "INC", "CO", "COMPANY", "CORP", "CORPORATION", "LLC", "LTD", "INSURANCE", "INS", "PLAN", "PLANS", "PPO", "HMO", "POS", "EPO", "GROUP"];

    [GeneratedRegex(@"\b(?:P ?O ?BOX|POB|POST OFFICE BOX|BOX) ?#?0*([0-9][0-9A-Z]*)\b")]
    private static partial Regex Box();

    [GeneratedRegex(@"\b([0-9]{5})(?:-?[0-9]{4})?\b")]
    private static partial Regex Zip();

    [GeneratedRegex(@"\b([0-9]+) (?:[NSEW] |NORTH |SOUTH |EAST |WEST )?([0-9A-Z]+)")]
    private static partial Regex Street();

    [GeneratedRegex(@"\bBLUE ?CROSS (?:AND )?BLUE ?SHIELD\b|\bBLUECROSSBLUESHIELD\b")]
    private static partial Regex BlueCross();

    /// <summary>Capitals and digits alone.</summary>
    public static string Id(string? text)
    {
        _ = X12Text.TryWrite(text, out var written);
        return X12Text.Letters(written);
    }

    /// <summary>An id of which zeros in front were left out, or a zero or one was read as a letter.</summary>
    public static string Variant(string id) => id.Replace('O', '0').Replace('I', '1').TrimStart('0');

    /// <summary>Words of a name. Two spellings of one payer have the same.</summary>
    public static string Name(string? text)
    {
        _ = X12Text.TryWrite(text, out var written);
        var words = string.Join(' ', written.Replace("&", " AND ", StringComparison.Ordinal).Split([' ', '-', '/', ',', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            .Replace("'", "", StringComparison.Ordinal);
        var each = BlueCross().Replace(words, "BCBS").Split(' ');
        var telling = each.Where(w => !s_common.Contains(w)).ToArray();
        return string.Join(' ', telling.Length > 0 ? telling : each);
    }

    /// <summary>What tells a claims address from others: ZIP code and box, or ZIP code, house number and street.</summary>
    /// <returns>Null without a ZIP code, or with neither box nor house number.</returns>
    public static string? Address(string? text)
    {
        _ = X12Text.TryWrite(text, out var written);
        written = string.Join(' ', written.Replace(".", "", StringComparison.Ordinal).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
        // A box of five digits is no ZIP code, and neither is a house number.
        var box = Box().Match(written);
        var rest = box.Success ? written.Remove(box.Index, box.Length) : written;
        var zips = Zip().Matches(rest);
        if (zips.Count == 0)
            return null;
        var zip = zips[^1];
        if (box.Success)
            return $"PO BOX {box.Groups[1].Value}, {zip.Groups[1].Value}";
        return Street().Match(rest[..zip.Index]) is { Success: true } street ? $"{street.Groups[1].Value} {street.Groups[2].Value}, {zip.Groups[1].Value}" : null;
    }
}
