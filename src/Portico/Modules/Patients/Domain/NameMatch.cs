namespace Portico.Modules.Patients.Domain;

/// <summary>How well typed words fit a name.</summary>
public static class NameMatch
{
    private const int Whole = 8;
    private const int Begun = 6;
    private const int OneLetterOff = 3;
    private const int SoundsAlike = 2;

    /// <param name="words">Folded, as typed; each has to fit a part of its own.</param>
    /// <param name="parts">The name's.</param>
    /// <param name="loosely">Whether one typo or the same sound fits too.</param>
    /// <returns>0 when a word fits nothing; else higher for the better.</returns>
    public static int Score(IReadOnlyList<string> words, IReadOnlyList<string> parts, bool loosely)
    {
        if (words.Count == 0)
            return 1;
        Span<bool> used = stackalloc bool[Math.Min(parts.Count, 64)];
        var total = 0;
        // The longest words are the pickiest: they choose first.
        foreach (var word in words.OrderByDescending(w => w.Length))
        {
            var (best, at) = (0, -1);
            for (var i = 0; i < used.Length; i++)
            {
                if (!used[i] && Fit(word, parts[i], loosely) is var fit && fit > best)
                    (best, at) = (fit, i);
            }
            if (at < 0)
                return 0;
            used[at] = true;
            total += best;
        }
        return total;
    }

    private static int Fit(string word, string part, bool loosely)
    {
        if (word == part)
            return Whole;
        if (part.StartsWith(word, StringComparison.Ordinal))
            return Begun;
        if (!loosely || word.Length < 3)
            return 0;
        return Words.Distance(word, part) == 1 ? OneLetterOff
            : SoundsLike.Code(word) == SoundsLike.Code(part) ? SoundsAlike
            : 0;
    }
}
