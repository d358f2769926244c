using System.Globalization;
using NodaTime;
using Portico.Platform.Clock;

namespace Portico.Shell;

/// <summary>How dates and times are written on every screen and sheet: a month in letters cannot be read the wrong way round.</summary>
public static class DeskText
{
    public const string NotKnown = "Not known";

    /// <returns><c>14-Jul-1945</c>.</returns>
    public static string Date(DateOnly date) => date.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture);

    /// <returns><c>14-Jul-1945</c>, or <c>Not known</c>.</returns>
    public static string Date(DateOnly? date) => date is { } known ? Date(known) : NotKnown;

    /// <summary>The date on the wall of a place when something happened.</summary>
    public static string Date(Instant at, string zone) => Date(DateOnly.FromDateTime(PracticeClock.Local(at, zone)));

    /// <returns><c>Wed 4-Mar-2026</c>.</returns>
    public static string Day(DateOnly date) => date.ToString("ddd d-MMM-yyyy", CultureInfo.InvariantCulture);

    /// <returns><c>9:05 AM</c>, as the field that it is typed into shows it.</returns>
    public static string Time(TimeOnly time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture);

    /// <returns><c>9:05</c>: where a column of hours beside it says the half of the day.</returns>
    public static string ShortTime(TimeOnly time) => time.ToString("h:mm", CultureInfo.InvariantCulture);

    /// <summary>The wall time of an instant at a place.</summary>
    /// <param name="at">What happened.</param>
    /// <param name="zone">IANA zone of the place.</param>
    public static string Time(Instant at, string zone) => Time(TimeOnly.FromDateTime(PracticeClock.Local(at, zone)));

    /// <returns><c>4-Mar-2026 9:05 AM</c> on the wall of that place.</returns>
    public static string DateAndTime(Instant at, string zone) =>
        PracticeClock.Local(at, zone).ToString("d-MMM-yyyy h:mm tt", CultureInfo.InvariantCulture);

    /// <returns>What the place's wall time is called then: <c>EST</c>, <c>MDT</c>, or <c>-03</c> where it has no name.</returns>
    public static string Zone(string zone, Instant at) => PracticeClock.Zone(zone).GetZoneInterval(at).Name;

    /// <returns>Whole years; zero before the first birthday.</returns>
    public static int Years(DateOnly born, DateOnly today)
    {
        var years = today.Year - born.Year;
        // Born on 29 February: a year older on 1 March of a common year.
        return (today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? Math.Max(0, years - 1) : years;
    }
}
