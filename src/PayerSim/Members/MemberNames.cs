using System.Globalization;
using System.Text;

namespace Portico.PayerSim;

/// <summary>Names that nobody can take for a person's, and numbers that check.</summary>
internal static class MemberNames
{
    private static readonly string[] s_families =
        ["SIMULACRA", "TESTPATIENT", "SYNTHETIC", "SPECIMEN", "PLACEHOLDER", "FAUXWELL", "MOCKINGTON", "SAMPLETON", "DUMMYFIELD", "FIXTURE"];

    private static readonly string[] s_given =
        ["ALDER", "BIRCH", "CEDAR", "DOGWOOD", "ELDER", "FIR", "GORSE", "HAZEL", "IVY", "JUNIPER", "KATSURA", "LINDEN", "MAPLE", "OAK", "PINE", "ROWAN", "SORREL", "TAMARACK", "WILLOW", "YEW"];

    public static string Family(Dice dice) => dice.Of(s_families);

    /// <param name="taken">Given names of the household, so that no two are the same.</param>
    public static string Given(Dice dice, IReadOnlyCollection<string> taken)
    {
        string name;
        do
            name = dice.Of(s_given);
        while (taken.Contains(name));
        return name;
    }

    public static NamedByAnswer Provider(Dice dice) =>
        new("P3", "SYNTHETIC", dice.Of(s_given), Npi(dice), "555555" + (100 + dice.Below(100)).ToString("0000", CultureInfo.InvariantCulture), ["30"]);

    /// <summary>Ten digits whose check digit is right.</summary>
    public static string Npi(Dice dice)
    {
        var nine = "1" + dice.Below(100_000_000).ToString("00000000", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(d => nine + (char)('0' + d)).First(n => X12.Npi.IsValid(Encoding.ASCII.GetBytes(n)));
    }

    /// <summary>As payers compare names: letters and digits alone, in capitals.</summary>
    public static string Plain(string? name) =>
        string.Concat((name ?? "").Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));
}
