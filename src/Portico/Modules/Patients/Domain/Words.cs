using System.Globalization;
using System.Text;

namespace Portico.Modules.Patients.Domain;

/// <summary>Text as people type it, made comparable. The same on every machine and database: nothing is left to a collation.</summary>
public static class Words
{
    /// <summary>The longest part that is told apart in a search.</summary>
    public const int LongestPart = 24;

    /// <summary>Trimmed, single spaces, no control characters: PostgreSQL refuses a NUL, SQLite keeps it. No format characters either:
    /// one that shows nothing makes two records of one name, one that turns the direction shows another name. The two joiners stay
    /// inside a word, where scripts of India and Persia need them.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (!IsFormat(c) || (c is '\u200c' or '\u200d' && clean.Length > 0 && char.GetUnicodeCategory(clean[^1]) is
                         UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
                clean.Append(c);
        }
        return clean.ToString().TrimEnd();
    }

    // A soft hyphen, zero widths, directions; the Hangul fillers are letters that show nothing.
    private static bool IsFormat(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is '\u115f' or '\u1160' or '\u3164' or '\uffa0';

    /// <summary>The same; null for what says nothing.</summary>
    public static string? CleanOrNull(string? text) => Clean(text ?? "") is { Length: > 0 } clean ? clean : null;

    /// <summary>Lower case, without accents; apostrophes vanish: <c>O'Brién</c> is <c>obrien</c>.</summary>
    public static string Fold(string text)
    {
        // Nearly every name: a search folds hundreds of them between two keys.
        if (Ascii.IsValid(text) && text.AsSpan().IndexOfAny('\'', '`') < 0)
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '‘' or 'ʻ' or '`')
                continue;
            var lower = char.ToLowerInvariant(c);
            folded.Append(lower switch
            {
                'ß' => "ss", 'æ' => "ae", 'œ' => "oe", 'ø' => "o", 'ł' => "l", 'đ' or 'ð' => "d", 'þ' => "th", 'ı' => "i",
                _ => lower.ToString(),
            });
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words of folded text: letters and digits between anything else.</summary>
    public static IReadOnlyList<string> Split(string folded)
    {
        List<string> parts = [];
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inside = i < folded.Length && (char.IsLetterOrDigit(folded[i]) || char.IsSurrogate(folded[i])
                || CharUnicodeInfo.GetUnicodeCategory(folded[i]) is UnicodeCategory.SpacingCombiningMark);
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                parts.Add(Cut(folded[start..i]));
                start = -1;
            }
        }
        return parts;
    }

    /// <summary>The parts a name is found by: every word, and what stands after an apostrophe as well (<c>O'Brien</c>: brien).</summary>
    public static IReadOnlyList<string> NameParts(params ReadOnlySpan<string?> names)
    {
        List<string> parts = [];
        foreach (var name in names)
        {
            if (name is null)
                continue;
            foreach (var part in Split(Fold(name)))
                Add(part);
            foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.IndexOfAny(['\'', '’']) is > 0 and var quote && quote < word.Length - 2)
                    foreach (var part in Split(Fold(word[(quote + 1)..])))
                        Add(part);
                if (word.Contains('-', StringComparison.Ordinal))
                    Add(Cut(string.Concat(Split(Fold(word)))));
            }
        }
        return parts;

        void Add(string part)
        {
            if (part.Length > 0 && !parts.Contains(part))
                parts.Add(part);
        }
    }

    /// <summary>Letters inserted, left out, swapped with a neighbour or mistaken between two words; stops counting at 3.</summary>
    public static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2)
            return 3;
        Span<int> rows = stackalloc int[3 * (LongestPart * 2 + 1)];
        if (right.Length >= LongestPart * 2 || left.Length >= LongestPart * 2)
            return left == right ? 0 : 3;
        var width = right.Length + 1;
        Span<int> before = rows[..width], last = rows.Slice(width, width), now = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return Math.Min(3, last[width - 1]);
    }

    private static string Cut(string part) => part.Length <= LongestPart ? part : part[..LongestPart];
}
