using System.Text;

namespace Portico.Modules.Patients.Domain;

/// <summary>A code that names share when they sound alike in American mouths: Smith and Smyth, Catherine and Kathryn.</summary>
/// <remarks>After Lawrence Philips' Metaphone, coarser where the desk mishears: d as t, v as f, z as s. Letters beyond a to z stay.</remarks>
public static class SoundsLike
{
    private const int LongestCode = 8;

    /// <param name="word">Folded. Empty gives an empty code.</param>
    public static string Code(string word)
    {
        var code = new StringBuilder(LongestCode);
        var i = 0;
        if (Begins(word, 0, "kn") || Begins(word, 0, "gn") || Begins(word, 0, "pn") || Begins(word, 0, "wr") || Begins(word, 0, "ps"))
            i = 1;
        else if (Begins(word, 0, "x"))
        {
            code.Append('s');
            i = 1;
        }
        while (i < word.Length && code.Length < LongestCode)
        {
            var (sound, taken) = At(word, i);
            foreach (var letter in sound)
            {
                // A letter doubled, or said twice over a vowel that is not there, is one sound.
                if (code.Length == 0 || code[^1] != letter || i > 0 && IsVowel(word[i - 1]))
                    code.Append(letter);
            }
            i += taken;
        }
        return code.ToString();
    }

    private static (string Sound, int Taken) At(string word, int i)
    {
        var next = i + 1 < word.Length ? word[i + 1] : '\0';
        switch (word[i])
        {
            case 'a' or 'e' or 'i' or 'o' or 'u':
                return (i == 0 ? "a" : "", 1);
            case 'y':
                return (i == 0 ? IsVowel(next) ? "j" : "a" : "", 1);
            case 'w' or 'h':
                return (i == 0 ? word[i].ToString() : "", 1);
            case 'b':
                return (i > 0 && word[i - 1] == 'm' && i == word.Length - 1 ? "" : "p", 1);
            case 'p':
                return next == 'h' ? ("f", 2) : ("p", 1);
            case 'c':
                return next switch
                {
                    'h' => Begins(word, i, "chr") || Begins(word, i, "chl") ? ("k", 2) : ("x", 2),
                    'e' or 'i' or 'y' => ("s", 1),
                    'k' => ("k", 2),
                    'z' => ("x", 2),
                    _ => ("k", 1),
                };
            case 's':
                return Begins(word, i, "sch") ? ("x", 3)
                    : next == 'h' ? ("x", 2)
                    : next == 'c' && i + 2 < word.Length && word[i + 2] is 'e' or 'i' or 'y' ? ("s", 2)
                    : ("s", 1);
            case 'z':
                return ("s", 1);
            case 'd':
                return next == 'g' && i + 2 < word.Length && word[i + 2] is 'e' or 'i' or 'y' ? ("j", 2) : ("t", 1);
            case 't':
                return next switch
                {
                    'h' => ("t", 2),
                    'c' when Begins(word, i, "tch") => ("x", 3),
                    's' or 'z' => ("s", 2),
                    _ => ("t", 1),
                };
            case 'g':
                return next switch
                {
                    'h' => (i == 0 ? "k" : "", 2),
                    'n' when i + 2 >= word.Length => ("", 1),
                    'e' or 'i' or 'y' => ("j", 1),
                    _ => ("k", 1),
                };
            case 'j':
                return ("j", 1);
            case 'k' or 'q':
                return ("k", 1);
            case 'v':
                return ("f", 1);
            case 'x':
                return ("ks", 1);
            default:
                return (word[i].ToString(), 1);
        }
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    private static bool Begins(string word, int at, string with) =>
        string.CompareOrdinal(word, at, with, 0, with.Length) == 0;
}
