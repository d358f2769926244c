using System.Globalization;
using System.Text.RegularExpressions;

namespace Portico.Modules.Patients.Domain;

/// <summary>What a person typed into the search, told apart: words of a name, dates, a year, digits of a phone or an MRN.</summary>
/// <param name="Words">Folded, longest last names as typed; any may be the beginning of a word.</param>
/// <param name="Dates">The dates it may mean: <c>7/14/20</c> is both 1920 and 2020. Empty when none was typed.</param>
/// <param name="Year">A year of birth beside a name. Null: none.</param>
/// <param name="Digits">Of a phone, its end, or an MRN. Empty when none.</param>
public sealed partial record Typed(IReadOnlyList<string> Words, IReadOnlyList<DateOnly> Dates, int? Year, string Digits)
{
    // Nobody who is searched for was born before it.
    private static readonly DateOnly s_earliest = new(1880, 1, 1);

    private const string Months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

    public bool IsEmpty => Words.Count == 0 && Dates.Count == 0 && Year is null && Digits.Length == 0;

    /// <param name="text">As typed, finished or not.</param>
    /// <param name="today">Nobody is born after it.</param>
    public static Typed Read(string text, DateOnly today) => Read(text, s_earliest, today);

    /// <summary>The dates that a text may mean, of two centuries the later first.</summary>
    /// <param name="text">As typed, in any usual form.</param>
    /// <param name="earliest">None before it.</param>
    /// <param name="latest">None after it.</param>
    public static IReadOnlyList<DateOnly> DatesIn(string text, DateOnly earliest, DateOnly latest) => Read(text, earliest, latest).Dates;

    private static Typed Read(string text, DateOnly earliest, DateOnly today)
    {
        List<DateOnly> dates = [];
        bool Dated(string year, string month, string day) => Typed.Dated(dates, year, month, day, earliest, today);
        var rest = Domain.Words.Fold(Domain.Words.Clean(text));
        rest = Take(rest, YearFirst(), m => Dated(m.Groups["y"].Value, m.Groups["m"].Value, m.Groups["d"].Value));
        rest = Take(rest, Numbers(), m => Dated(m.Groups["y"].Value, m.Groups["m"].Value, m.Groups["d"].Value)
            || Dated(m.Groups["y"].Value, m.Groups["d"].Value, m.Groups["m"].Value));
        rest = Take(rest, DayMonth(), m => Dated(m.Groups["y"].Value, MonthOf(m), m.Groups["d"].Value));
        rest = Take(rest, MonthDay(), m => Dated(m.Groups["y"].Value, MonthOf(m), m.Groups["d"].Value));
        var digits = "";
        rest = Take(rest, PhoneNumber(), m =>
        {
            digits = Phones.National(m.Value);
            return true;
        });

        List<string> words = [];
        int? year = null;
        foreach (var part in Domain.Words.Split(rest))
        {
            if (!part.All(char.IsAsciiDigit))
            {
                if (!words.Contains(part))
                    words.Add(part);
            }
            else if (digits.Length == 0)
                digits = part.Length == 11 && part[0] == '1' ? part[1..] : part;
            else
                digits += part;
        }
        if (digits.Length == 4 && words.Count > 0 && int.Parse(digits, CultureInfo.InvariantCulture) is var number
            && number >= 1880 && number <= today.Year)
            (year, digits) = (number, "");
        if (digits.Length > 0)
            words.Remove("mrn");
        // What was typed as a date and is none is not read as another: 1/1 of a year to come is not 11/20 of the last century.
        if (dates.Count == 0 && !YearFirst().IsMatch(rest) && !Numbers().IsMatch(rest))
            Compact(digits, Dated);
        return new(words, dates, year, digits);
    }

    // Eight or six digits may also be an MRN or a phone begun: the search tries all.
    private static void Compact(string digits, Func<string, string, string, bool> dated)
    {
        if (digits.Length == 8)
        {
            dated(digits[..4], digits[4..6], digits[6..]);
            dated(digits[4..], digits[..2], digits[2..4]);
        }
        else if (digits.Length == 6)
            dated(digits[4..], digits[..2], digits[2..4]);
    }

    private static string Take(string text, Regex pattern, Func<Match, bool> take) =>
        pattern.Replace(text, m => take(m) ? " " : m.Value);

    /// <summary>Two digits of a year mean both centuries, the later first, never a day to come.</summary>
    private static bool Dated(List<DateOnly> dates, string year, string month, string day, DateOnly earliest, DateOnly latest)
    {
        var (y, m, d) = (Number(year), Number(month), Number(day));
        var found = false;
        foreach (var full in year.Length == 2 ? [2000 + y, 1900 + y] : new[] { y })
        {
            if (full is < 1 or > 9999 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(full, m)
                || new DateOnly(full, m, d) is var date && (date < earliest || date > latest || dates.Contains(date)))
                continue;
            dates.Add(date);
            found = true;
        }
        return found;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string MonthOf(Match match) =>
        ("janfebmaraprmayjunjulaugsepoctnovdec".IndexOf(match.Groups["m"].Value[..3], StringComparison.Ordinal) / 3 + 1)
        .ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<![\d-])(?<m>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>\d{4}|\d{2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(?<d>\d{1,2})[ -]*(?<m>" + Months + @")[.,]?[ -]*(?<y>\d{4}|\d{2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b(?<m>" + Months + @")\.?[ -]*(?<d>\d{1,2})(?:st|nd|rd|th)?,?[ -]+(?<y>\d{4}|\d{2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"(?:\+?1[ .-]*)?\(?\d{3}\)?[ .-]*\d{3}[ .-]+\d{4}\b|\b\d{3}[.-]\d{4}\b|\(\d{3}\)[ .-]*\d{3,7}", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
