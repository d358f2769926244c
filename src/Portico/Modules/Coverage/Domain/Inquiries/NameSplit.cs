using System.Text.RegularExpressions;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>A name that was written as one text, in the parts that a 270 has for it.</summary>
/// <param name="Family">NM103. The only word of a one-word name.</param>
/// <param name="Given">NM104. Absent for a one-word name.</param>
/// <param name="Middle">NM105.</param>
/// <param name="Suffix">NM107, such as <c>JR</c> or <c>III</c>, without a full stop.</param>
/// <remarks>
/// <para>Sure are: what has a comma behind the family name; two words, as cards print them (given, family); initials between the two; a
/// particle behind the first name, from which on all is the family name (<c>Ana de la Cruz</c>); and what begins or ends with a
/// family name that is known already, the patient's.</para>
/// <para>Not sure are three and more plain words: <c>Mary Ann Smith</c> has two given names and <c>Maria Garcia Lopez</c> two family names,
/// and nothing in the text says which. Then there is no split at all. A payer finds a dependent by the subscriber's member id and the
/// dependent's own name and birth date; a subscriber's name that is not sent is not missed as a rule, and one that is guessed wrong is
/// refused (AAA 73).</para>
/// <para>A second given name goes to the middle name. Titles, academic degrees and nicknames in brackets are dropped.</para>
/// </remarks>
internal sealed partial record NameSplit(string Family, string? Given, string? Middle, string? Suffix)
{
    private static readonly string[] s_suffixes = ["JR", "SR", "II", "III", "IV", "2ND", "3RD", "4TH"];
    private static readonly string[] s_degrees = ["MD", "PHD", "ESQ", "DDS", "DMD", "RN", "CPA", "M.D", "PH.D"];
    private static readonly string[] s_titles = ["MR", "MRS", "MS", "MISS", "MX", "DR", "PROF", "REV"];

    private static readonly string[] s_particles =
        ["DE", "DEL", "DELA", "DELLA", "DI", "DA", "DAS", "DO", "DOS", "DU", "LA", "LAS", "LOS", "LE", "VAN", "VON", "DER", "DEN", "TEN", "TER", "ZU", "EL", "AL", "BIN",
         "BINT", "IBN", "ABU", "ST", "SAN", "SANTA", "MC", "MAC"];

    [GeneratedRegex("\\([^)]*\\)|\"[^\"]*\"")]
    private static partial Regex Nickname();

    /// <param name="name">As <see cref="X12Text"/> wrote it.</param>
    /// <param name="known">A family name that the name may hold, as <see cref="X12Text"/> wrote it; empty for none.</param>
    /// <returns>Null when it cannot be told surely.</returns>
    public static NameSplit? Of(string name, string known)
    {
        string? suffix = null;
        var parts = Nickname().Replace(name, " ").Split(',').Select(Words).Where(w => w.Count > 0).ToList();
        for (var i = parts.Count - 1; i > 0; i--)
        {
            // "Cruz, Jr, Ana" and "Ana Cruz, Jr": a part of suffixes alone is no name.
            if (!parts[i].TrueForAll(w => IsSuffix(w) || s_degrees.Contains(w)))
                continue;
            suffix = parts[i].Find(IsSuffix) ?? suffix;
            parts.RemoveAt(i);
        }
        if (parts.Count is 0 or > 3)
            return null;
        Untitle(parts[0]);
        if (parts.Count == 1)
            return InOrder(parts[0], suffix, known);
        var family = parts[0];
        suffix = TakeSuffix(family, 2) ?? suffix;
        var given = parts[1];
        Untitle(given);
        if (parts.Count == 3)
            given.AddRange(parts[2]);
        // "Cruz, Ana V" has a middle initial there, and no fifth of the name.
        suffix = TakeSuffix(given, int.MaxValue) ?? suffix;
        return new(string.Join(' ', family), given[0], Rest(given, 1), suffix);
    }

    /// <summary>Takes a suffix off a family name, where one was typed there.</summary>
    public static (string Family, string? Suffix) WithoutSuffix(string family)
    {
        var words = Words(family.Replace(',', ' '));
        var suffix = TakeSuffix(words, int.MaxValue);
        return suffix is null ? (family, null) : (string.Join(' ', words), suffix);
    }

    private static NameSplit? InOrder(List<string> words, string? suffix, string known)
    {
        suffix = TakeSuffix(words, 3) ?? suffix;
        if (words.Count == 1)
            return new(words[0], null, null, suffix);
        for (var i = 0; i < words.Count && known.Length > 0; i++)
        {
            // The whole of it, or the end behind the given names.
            if (IsKnown(words[i..]))
                return new(string.Join(' ', words[i..]), i == 0 ? null : words[0], i < 2 ? null : string.Join(' ', words[1..i]), suffix);
        }
        for (var i = 1; i < words.Count && known.Length > 0; i++)
        {
            if (IsKnown(words[..i]))
                return new(string.Join(' ', words[..i]), words[i], Rest(words, i + 1), suffix);
        }
        var begin = words.FindIndex(1, words.Count - 2, s_particles.Contains);
        if (begin < 0)
            begin = words.Count - 1;
        // "Pat O Brien" has no middle initial.
        return words[1..begin].TrueForAll(w => IsInitial(w) && w != "O")
            ? new(string.Join(' ', words[begin..]), words[0], begin == 1 ? null : string.Join(' ', words[1..begin]), suffix) : null;

        bool IsKnown(List<string> part) => X12Text.Letters(string.Concat(part)) == X12Text.Letters(known);
    }

    private static List<string> Words(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.')).Where(w => w.Length > 0)];

    private static string? Rest(List<string> words, int from) => from < words.Count ? string.Join(' ', words[from..]) : null;

    private static void Untitle(List<string> words)
    {
        while (words.Count > 1 && s_titles.Contains(words[0]))
            words.RemoveAt(0);
    }

    /// <param name="words">Loses its suffix and degrees, never its only word.</param>
    /// <param name="fifth">With so many words before it a V is the fifth of the name.</param>
    private static string? TakeSuffix(List<string> words, int fifth)
    {
        string? suffix = null;
        while (words.Count > 1 && (IsSuffix(words[^1]) || s_degrees.Contains(words[^1]) || (words[^1] == "V" && words.Count >= fifth)))
        {
            suffix = s_degrees.Contains(words[^1]) ? suffix : words[^1];
            words.RemoveAt(words.Count - 1);
        }
        return suffix;
    }

    private static bool IsSuffix(string word) => s_suffixes.Contains(word);

    // One letter, or several that full stops part: J.R.
    private static bool IsInitial(string word) => word.Split('.').All(w => w.Length == 1 && char.IsAsciiLetter(w[0]));
}
