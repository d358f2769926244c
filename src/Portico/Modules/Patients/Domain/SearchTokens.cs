namespace Portico.Modules.Patients.Domain;

/// <summary>What a patient is found by: short strings whose first character says of which kind they are.</summary>
/// <remarks>A search is a prefix range over them, so the most telling part of what was typed stands first.</remarks>
public static class SearchTokens
{
    private const int MostPairedParts = 5;
    private const int LongestHead = 4;
    private static readonly int[] s_headLengths = [1, 2, 3, 4];

    public static IReadOnlyCollection<string> Of(
        IReadOnlyList<string> nameParts, DateOnly? birthDate, string mrn, IEnumerable<string> phones)
    {
        var tokens = new SortedSet<string>(StringComparer.Ordinal) { Mrn(mrn) };
        foreach (var part in nameParts)
        {
            tokens.Add(Name(part));
            if (birthDate is { } born)
                tokens.Add(YearAndName(born.Year, part));
        }
        foreach (var first in nameParts.Take(MostPairedParts))
        {
            foreach (var second in nameParts.Take(MostPairedParts).Where(p => p != first))
            {
                foreach (var length in s_headLengths.Where(l => first.Length >= l))
                    tokens.Add(Pair(length, first, second));
            }
        }
        if (birthDate is { } date)
            tokens.Add(Born(date));
        foreach (var digits in phones.Select(Phones.National).Where(d => d.Length > 0))
        {
            tokens.Add(PhoneFromStart(digits));
            tokens.Add(PhoneFromEnd(digits));
        }
        return tokens;
    }

    public static string Name(string part) => "n" + part;
    public static string YearAndName(int year, string part) => $"y{year:0000}{part}";
    public static string Born(DateOnly date) => $"b{date:yyyyMMdd}";
    public static string Mrn(string digits) => "m" + digits;
    public static string PhoneFromStart(string digits) => "t" + digits;

    /// <summary>Backwards, so that the last 4 or 7 digits are a prefix too.</summary>
    public static string PhoneFromEnd(string digits) => "r" + string.Concat(digits.Reverse());

    /// <summary>Two parts of one name: the head of one, the whole of the other. Finds <c>jo smi</c> without counting all Johns.</summary>
    public static string Pair(string head, string whole) => Pair(HeadLength(head), head, whole);

    /// <summary>Whether a pair says all of the head that was typed, so that nothing is left to compare.</summary>
    public static bool PairSaysAllOf(string head) => head.Length <= LongestHead;

    private static string Pair(int length, string head, string whole) => $"{length}{head[..length]}|{whole}";

    private static int HeadLength(string head) => Math.Clamp(head.Length, 1, LongestHead);

    /// <summary>By which the practice's own vocabulary of names answers "what did they mean": sound, and one letter left out.</summary>
    public static IReadOnlyCollection<string> VocabularyKeys(string part)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal) { Sound(part) };
        if (part.Length >= 3)
        {
            keys.Add(LeftOut(part));
            foreach (var shorter in WithoutOne(part))
                keys.Add(LeftOut(shorter));
        }
        return keys;
    }

    public static string Sound(string part) => "s" + SoundsLike.Code(part);
    public static string LeftOut(string shorter) => "d" + shorter;

    public static IEnumerable<string> WithoutOne(string part)
    {
        for (var i = 0; i < part.Length; i++)
            yield return part.Remove(i, 1);
    }
}
