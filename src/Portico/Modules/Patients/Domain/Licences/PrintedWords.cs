using System.Text;

namespace Portico.Modules.Patients.Domain.Licences;

/// <summary>Words of a card in capitals, as a person at the desk would type them.</summary>
public static class PrintedWords
{
    private static readonly HashSet<string> s_stay = ["II", "III", "IV", "NE", "NW", "SE", "SW", "PO", "US", "RR", "HC", "APO", "FPO", "AB", "BC"];

    /// <returns><c>O'Brien-McKay</c>, <c>12 N Main St Apt 4B</c>; what has small letters already stays as it is.</returns>
    public static string Of(string printed) => printed.Any(char.IsLower) ? printed
        : string.Join(' ', printed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word));

    private static string Word(string word)
    {
        if (s_stay.Contains(word))
            return word;
        // 42ND is a street, 4B a door.
        if (word.Any(char.IsDigit))
            return word.Length > 2 && char.IsDigit(word[^3]) && word[^2..] is "ST" or "ND" or "RD" or "TH" ? word.ToLowerInvariant() : word;
        var written = new StringBuilder(word.Length);
        var isFirst = true;
        foreach (var (index, letter) in word.Index())
        {
            // Mac is left alone: Mackey and MacKay are both names.
            var isAfterMc = index > 1 && word[index - 1] == 'C' && word[index - 2] == 'M' && (index == 2 || !char.IsLetter(word[index - 3]));
            written.Append(isFirst || isAfterMc ? letter : char.ToLowerInvariant(letter));
            isFirst = !char.IsLetter(letter);
        }
        return written.ToString();
    }
}
