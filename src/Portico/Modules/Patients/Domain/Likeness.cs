using Portico.Modules.Patients.Contracts;

namespace Portico.Modules.Patients.Domain;

/// <summary>How likely two records are one person: from name, birth date and phone. A hint for a human, never a merge.</summary>
public static class Likeness
{
    /// <summary>From here on the desk is asked.</summary>
    public const int Likely = 60;

    /// <summary>The whole name and the birth date: whoever typed both knows the person. From here on a masked chart is shown too, so that
    /// nobody makes a second one that is open to all.</summary>
    public const int Identified = 80;

    public sealed record Person(IReadOnlyList<string> NameParts, DateOnly? BirthDate, Sex Sex, string? Phone);

    /// <returns>0 to 100.</returns>
    public static int Score(Person known, Person asked)
    {
        var name = NameScore(known.NameParts, asked.NameParts);
        var birth = BirthScore(known.BirthDate, asked.BirthDate);
        var phone = known.Phone is not null && known.Phone == asked.Phone ? 20 : 0;
        // Another sex speaks against it, but records are wrong more often than the desk would like.
        var sex = known.Sex != asked.Sex && known.Sex != Sex.Unknown && asked.Sex != Sex.Unknown ? -10 : 0;
        return Math.Clamp(name + birth + phone + sex, 0, 100);
    }

    // Up to 45: the share of the shorter name's parts that the longer one has, exactly, misspelt or by sound.
    private static int NameScore(IReadOnlyList<string> known, IReadOnlyList<string> asked)
    {
        var (few, many) = known.Count <= asked.Count ? (known, asked) : (asked, known);
        if (few.Count == 0)
            return 0;
        var sum = few.Sum(part => many.Max(other => part == other ? 100
            : part.Length >= 3 && Words.Distance(part, other) == 1 ? 80
            : part.Length >= 3 && SoundsLike.Code(part) == SoundsLike.Code(other) ? 70
            : part.Length >= 2 && (other.StartsWith(part, StringComparison.Ordinal) || part.StartsWith(other, StringComparison.Ordinal)) ? 60
            : 0));
        return 45 * sum / (100 * few.Count);
    }

    // Up to 35: equal; day and month swapped or one digit off; the same day of another year; not known.
    private static int BirthScore(DateOnly? known, DateOnly? asked)
    {
        if (known is not { } left || asked is not { } right)
            return 15;
        if (left == right)
            return 35;
        if (left.Year == right.Year && left.Month == right.Day && left.Day == right.Month)
            return 25;
        var (a, b) = ($"{left:yyyyMMdd}", $"{right:yyyyMMdd}");
        return a.Zip(b).Count(d => d.First != d.Second) == 1 ? 20 : 0;
    }
}
