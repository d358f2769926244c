using System.Globalization;

namespace Portico.Modules.Patients.Domain;

/// <summary>What cannot be a living person's birth date.</summary>
public enum BirthDateFault { InFuture, TooLongAgo }

/// <summary>Whole years of life, and what a birth date may be.</summary>
public static class Ages
{
    /// <summary>From this birthday on, nobody consents for the person unless a relation says so.</summary>
    public const int Adult = 18;

    /// <summary>Under this age nobody calls about themselves: a voice that says so is somebody else's.</summary>
    /// <remarks>A rule of the house, at about the age from which practices speak with a child alone. Who calls for a younger one is a
    /// relation on file, or nobody.</remarks>
    public const int MayCall = 12;

    /// <summary>Nobody is known to have lived longer than 122 years; beyond this the year is a slip of the hand.</summary>
    public const int Oldest = 130;

    private const int ToldInDays = 14;
    private const int ToldInWeeks = 13 * 7;
    private const int ToldInMonths = 24;

    /// <summary>Born on 29 February: a year older on 1 March of a common year.</summary>
    public static int Years(DateOnly born, DateOnly today) =>
        Math.Max(0, today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0));

    /// <returns><c>81 y</c>; under two years <c>14 mo</c>, under thirteen weeks <c>7 wk</c>, under two <c>9 d</c>.</returns>
    public static string Text(DateOnly born, DateOnly today)
    {
        var days = Math.Max(0, today.DayNumber - born.DayNumber);
        var months = (today.Year - born.Year) * 12 + today.Month - born.Month - (today.Day < born.Day ? 1 : 0);
        return days < ToldInDays ? Say(days, "d")
            : days < ToldInWeeks ? Say(days / 7, "wk")
            : months < ToldInMonths ? Say(months, "mo")
            : Say(Years(born, today), "y");

        static string Say(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
    }

    /// <returns>Null for a date that can be one, and while it is unknown.</returns>
    public static BirthDateFault? Fault(DateOnly? born, DateOnly today) =>
        born > today ? BirthDateFault.InFuture : born < today.AddYears(-Oldest) ? BirthDateFault.TooLongAgo : null;
}
