using System.Globalization;
using System.Text;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Text in the letters that every payer reads: X12's basic character set, without what may cut an interchange.</summary>
/// <remarks>
/// Capitals, digits, blanks and plain punctuation. Accents are dropped, as payers' own files have no others: García is GARCIA there.
/// X12 has no escape, so asterisk, colon, caret and tilde become blanks whatever the delimiters are. Source: ASC X12.6, basic
/// character set.
/// </remarks>
internal static class X12Text
{
    private const string Punctuation = "!\"&'()+,-./;?=";

    // What no accent can be taken from.
    private static readonly Dictionary<char, string> s_letters = new()
    {
        ['ß'] = "SS", ['ẞ'] = "SS", ['Æ'] = "AE", ['æ'] = "AE", ['Œ'] = "OE", ['œ'] = "OE", ['Ø'] = "O", ['ø'] = "O", ['Ł'] = "L", ['ł'] = "L",
        ['Đ'] = "D", ['đ'] = "D", ['Ð'] = "D", ['ð'] = "D", ['Þ'] = "TH", ['þ'] = "TH", ['ı'] = "I", ['ʻ'] = "'", ['ʼ'] = "'", ['‘'] = "'",
        ['’'] = "'", ['´'] = "'", ['`'] = "'", ['‐'] = "-", ['‑'] = "-", ['–'] = "-", ['—'] = "-", ['“'] = "\"", ['”'] = "\"",
    };

    /// <param name="text">As the practice has it.</param>
    /// <param name="written">Trimmed, with one blank between words. Empty where nothing is left.</param>
    /// <returns>False when it holds letters of another script: a name without them would be somebody else's.</returns>
    public static bool TryWrite(string? text, out string written)
    {
        var isWhole = true;
        var kept = new StringBuilder();
        // Half a pair of surrogates, which no form can be made of, becomes a sign that is not whole.
        foreach (var c in string.Concat((text ?? "").EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (s_letters.TryGetValue(c, out var plain))
                kept.Append(plain);
            else if (char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal))
                kept.Append(char.ToUpperInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                isWhole &= !char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && c != '\uFFFD';
                kept.Append(' ');
            }
        }
        written = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return isWhole;
    }

    /// <summary>An id as it is sent. Blanks are print and go.</summary>
    /// <param name="text">As the card or the practice has it.</param>
    /// <param name="hasDashes">Whether dashes are part of such ids; else they are print as well.</param>
    /// <param name="written">Empty where nothing is left.</param>
    /// <returns>False when it holds something that cannot be sent: an id without it would be somebody else's.</returns>
    public static bool TryWriteId(string text, bool hasDashes, out string written)
    {
        var isWhole = true;
        var kept = new StringBuilder();
        foreach (var c in text)
        {
            var plain = s_letters.TryGetValue(c, out var known) && known == "-" ? '-' : c;
            if (char.IsAsciiLetterOrDigit(plain) || (plain == '-' ? hasDashes : Punctuation.Contains(plain, StringComparison.Ordinal)))
                kept.Append(char.ToUpperInvariant(plain));
            else if (plain != '-' && !char.IsWhiteSpace(plain) && CharUnicodeInfo.GetUnicodeCategory(plain) != UnicodeCategory.Format)
                isWhole = false;
        }
        written = kept.ToString();
        return isWhole;
    }

    /// <summary>Letters and digits alone, to compare names by: O'Brien and O BRIEN are one.</summary>
    public static string Letters(string written) => string.Concat(written.Where(char.IsAsciiLetterOrDigit));

    /// <summary>For a name that identifies nobody, because an id beside it does: what does not fit is cut off.</summary>
    public static string Label(string text, int most)
    {
        _ = TryWrite(text, out var written);
        return written.Length <= most ? written : written[..most].TrimEnd();
    }
}
