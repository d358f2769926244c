using System.Globalization;
using System.Text.RegularExpressions;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Domain.Cards;

/// <summary>What the values of a card look like, kind by kind. A label alone proves nothing: what stands beside it must fit.</summary>
public static partial class CardValues
{
    private static readonly string[] s_dates =
    [
        "M/d/yyyy", "M-d-yyyy", "M.d.yyyy", "M/d/yy", "M-d-yy", "yyyy-M-d", "yyyy/M/d", "MMM d yyyy", "MMMM d yyyy", "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "MM/yyyy",
    ];

    [GeneratedRegex(@"^\(?[0-9]{3}\)?[-. ]?[0-9]{3}[-. ][0-9]{4}$")]
    private static partial Regex Phone();

    // Medicare's own form: positions of digits and letters, and none of S, L, O, I, B, Z. Source: CMS, Understanding the MBI format.
    [GeneratedRegex("^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y]{2}[0-9]{2}$")]
    private static partial Regex Mbi();

    [GeneratedRegex(@"^(?:\$ ?[0-9]{1,4}(?:\.[0-9]{2})?(?= |$)|[0-9]{1,3} ?%|[Nn][Oo] [Cc]harge)")]
    private static partial Regex Copay();

    /// <summary>Whether a text is a Medicare beneficiary's number by its form.</summary>
    public static bool IsMedicare(string text) => Mbi().IsMatch(text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());

    internal static bool IsPhone(string text) => Phone().IsMatch(text);

    /// <summary>A date as cards print it.</summary>
    /// <returns>Null for what is none, and for a month alone the first day of it.</returns>
    public static DateOnly? Date(string? text) => text is not null && DateOnly.TryParseExact(
        text.Replace(",", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).Trim(), s_dates, CultureInfo.InvariantCulture,
        DateTimeStyles.None, out var date) && date.Year is >= 1960 and < 2100 ? date : null;

    /// <summary>How many of the words, from the first on, are a value of the kind: as many as fit.</summary>
    /// <returns>0: it does not begin with one.</returns>
    internal static int Fit(CardFieldKind kind, IReadOnlyList<string> words)
    {
        // A form line or a sentence is no value.
        for (var count = Math.Min(words.Count, 8); count > 0; count--)
        {
            var taken = words.Take(count).ToList();
            if (Fits(kind, taken, string.Join(' ', taken)))
                return count;
        }
        return 0;
    }

    private static bool Fits(CardFieldKind kind, List<string> words, string text) => kind switch
    {
        CardFieldKind.MemberId => IsId(words, text, 5, 20, fewestDigits: 3) && !IsPhone(text) && Date(text) is null && CardNumbers.Of(text) != CardLikeness.Card,
        CardFieldKind.GroupNumber => IsId(words, text, 2, 15, fewestDigits: 2) && !IsPhone(text) && Date(text) is null && CardNumbers.Of(text) != CardLikeness.Card,
        CardFieldKind.PayerId => words.Count == 1 && IsId(words, text, 4, 6, fewestDigits: 1),
        CardFieldKind.Suffix => words.Count == 1 && text.Length is 1 or 2 or 3 && text.All(char.IsAsciiDigit),
        CardFieldKind.RxBin => words.Count == 1 && text.Length is 6 or 8 && text.All(c => char.IsAsciiDigit(c) || c is 'O' or 'I' or 'l'),
        CardFieldKind.RxPcn or CardFieldKind.RxGroup => words.Count == 1 && text.Length is >= 2 and <= 15 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && text.Any(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)),
        CardFieldKind.EffectiveDate => Date(text) is not null,
        CardFieldKind.SubscriberName => text.Length is >= 4 and <= 60 && words.Count is >= 2 and <= 5
            && words.TrueForAll(w => w.All(c => char.IsLetter(c) || c is '-' or '\'' or '.' or ',')) && words.Count(w => w.Count(char.IsLetter) > 1) >= 2,
        CardFieldKind.PlanName => text.Length is >= 2 and <= 60 && text.Any(char.IsLetter) && !text.Contains('$', StringComparison.Ordinal),
        CardFieldKind.CopayOffice or CardFieldKind.CopaySpecialist or CardFieldKind.CopayUrgentCare or CardFieldKind.CopayEmergency =>
            Copay().IsMatch(text) && words.Skip(1).All(w => w.All(char.IsLetter) || w == "%"),
        _ => false,
    };

    private static bool IsId(List<string> words, string text, int fewest, int most, int fewestDigits)
    {
        var letters = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return letters.Length >= fewest && letters.Length <= most && letters.All(char.IsAsciiLetterOrDigit) && letters.Count(char.IsAsciiDigit) >= fewestDigits
            && !letters.Any(char.IsAsciiLetterLower)
            // A word of letters alone belongs to an id only as its prefix.
            && words.Index().All(w => w.Item.Any(char.IsAsciiDigit) || (w.Index == 0 && w.Item.Length <= 4));
    }

    /// <summary>Whether a letter stands where a digit is likelier, or the reverse: O and 0, I and 1 at the border of letters and digits, and S, B, Z
    /// and G alone among digits. The value is left as it was read.</summary>
    internal static bool HasDoubtfulLetter(string id)
    {
        var text = string.Concat(id.Where(char.IsAsciiLetterOrDigit));
        for (var i = 0; i < text.Length; i++)
        {
            var (before, after) = (i > 0 ? text[i - 1] : (char?)null, i + 1 < text.Length ? text[i + 1] : (char?)null);
            bool Differs(char? other) => other is { } o && char.IsAsciiDigit(o) != char.IsAsciiDigit(text[i]);
            if (text[i] is 'O' or '0' or 'I' or '1' or 'Q' ? Differs(before) || Differs(after) : text[i] is 'S' or '5' or 'B' or '8' or 'Z' or '2' or 'G' or '6' or 'T' or '7'
                && Differs(before) && Differs(after))
                return true;
        }
        return false;
    }
}
