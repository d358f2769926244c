using System.Globalization;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>Which dates a session or a series falls on, counted from its first day.</summary>
/// <remarks>Source: RFC 5545, 3.3.10, of it FREQ=DAILY, WEEKLY and MONTHLY with INTERVAL, BYDAY (with a number by the month), BYMONTHDAY,
/// UNTIL as a date, and COUNT. Weeks begin on Monday. The first day counts only if the rule falls on it.</remarks>
public sealed class Recurrence
{
    private const int MostInterval = 366;
    private const int MostCount = 1000;

    private static readonly string[] s_days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private Recurrence() { }

    public enum Every { Day, Week, Month }

    public Every Unit { get; private init; }

    /// <summary>Every so many days, weeks or months, 1 to 366.</summary>
    public int Interval { get; private init; } = 1;

    /// <summary>In the order of the rule. Empty: not limited to weekdays.</summary>
    public IReadOnlyList<Weekday> Days { get; private init; } = [];

    /// <summary>1 to 31, or -1 to -31 from the month's end. Empty: not limited.</summary>
    public IReadOnlyList<int> MonthDays { get; private init; } = [];

    /// <summary>The last date. Absent: open, or counted.</summary>
    public DateOnly? Until { get; private init; }

    /// <summary>How many dates in all, 1 to 1000. Absent: open, or until a date.</summary>
    public int? Count { get; private init; }

    /// <param name="Nth">In the month: 2 for the second, -1 for the last. 0: each.</param>
    public readonly record struct Weekday(DayOfWeek Day, int Nth = 0);

    /// <summary>Every so many weeks, on the weekday of the first day.</summary>
    public static Recurrence Weekly(int interval = 1, int? count = null) => new() { Unit = Every.Week, Interval = interval, Count = count };

    /// <returns>Null: not such a rule, or more of RFC 5545 than is understood here.</returns>
    public static Recurrence? Parse(string? rule)
    {
        Every? unit = null;
        int? interval = null, count = null;
        DateOnly? until = null;
        List<Weekday>? days = null;
        List<int>? monthDays = null;
        foreach (var part in (rule ?? "").ToUpperInvariant().Split(';'))
        {
            if (part.Split('=') is not [var name, { Length: > 0 } value])
                return null;
            var isNew = name switch
            {
                "FREQ" => unit is null,
                "INTERVAL" => interval is null,
                "COUNT" => count is null,
                "UNTIL" => until is null,
                "BYDAY" => days is null,
                "BYMONTHDAY" => monthDays is null,
                _ => false,
            };
            if (!isNew)
                return null;
            var isRead = name switch
            {
                "FREQ" => (unit = value switch { "DAILY" => Every.Day, "WEEKLY" => Every.Week, "MONTHLY" => Every.Month, _ => null }) is not null,
                "INTERVAL" => (interval = Number(value, 1, MostInterval)) is not null,
                "COUNT" => (count = Number(value, 1, MostCount)) is not null,
                "UNTIL" => (until = DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? date : null) is not null,
                "BYDAY" => (days = ReadAll<Weekday>(value, ReadDay)) is not null,
                _ => (monthDays = ReadAll<int>(value, text => Number(text, -31, 31) is { } day && day != 0 ? day : null)) is not null,
            };
            if (!isRead)
                return null;
        }
        if (unit is not { } every || (count is not null && until is not null) || (monthDays is not null && every == Every.Week)
            || (every != Every.Month && days?.Exists(d => d.Nth != 0) == true))
            return null;
        return new Recurrence
        {
            Unit = every, Interval = interval ?? 1, Count = count, Until = until, Days = days ?? [], MonthDays = monthDays ?? [],
        };
    }

    private static List<T>? ReadAll<T>(string text, Func<string, T?> read) where T : struct
    {
        List<T> all = [];
        foreach (var part in text.Split(','))
        {
            if (read(part) is not { } one)
                return null;
            all.Add(one);
        }
        return all;
    }

    private static Weekday? ReadDay(string text)
    {
        if (text.Length < 2 || Array.IndexOf(s_days, text[^2..]) is not (>= 0 and var day))
            return null;
        if (text.Length == 2)
            return new Weekday((DayOfWeek)day);
        return Number(text[..^2], -5, 5) is { } nth && nth != 0 ? new Weekday((DayOfWeek)day, nth) : null;
    }

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number : null;

    /// <summary>As RFC 5545 writes it: what <see cref="Parse"/> reads back.</summary>
    public override string ToString()
    {
        List<string> parts = [Unit switch { Every.Day => "FREQ=DAILY", Every.Week => "FREQ=WEEKLY", _ => "FREQ=MONTHLY" }];
        if (Interval > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"INTERVAL={Interval}"));
        if (Days.Count > 0)
            parts.Add("BYDAY=" + string.Join(',', Days.Select(d =>
                (d.Nth == 0 ? "" : d.Nth.ToString(CultureInfo.InvariantCulture)) + s_days[(int)d.Day])));
        if (MonthDays.Count > 0)
            parts.Add("BYMONTHDAY=" + string.Join(',', MonthDays.Select(d => d.ToString(CultureInfo.InvariantCulture))));
        if (Until is { } until)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"UNTIL={until:yyyyMMdd}"));
        if (Count is { } count)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COUNT={count}"));
        return string.Join(';', parts);
    }

    /// <summary>The same dates, said with a last day where they were counted: so that one date can be asked for without the others.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="horizon">Dates after it are not looked for.</param>
    public Recurrence WithLastDay(DateOnly first, DateOnly horizon)
    {
        if (Count is null)
            return this;
        // No date at all: the day before the first one says so.
        var last = Dates(first, horizon).Select(d => (DateOnly?)d).LastOrDefault() ?? first.AddDays(-1);
        return new Recurrence { Unit = Unit, Interval = Interval, Days = Days, MonthDays = MonthDays, Until = last };
    }

    /// <summary>The dates from the first day to the last asked for, in order.</summary>
    public IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last)
    {
        if (Until < last)
            last = Until.Value;
        var left = Count ?? int.MaxValue;
        for (var number = first.DayNumber; number <= last.DayNumber && left > 0; number++)
        {
            var date = DateOnly.FromDayNumber(number);
            if (!Fits(first, date))
                continue;
            left--;
            yield return date;
        }
    }

    /// <summary>Whether the date is one of them. With <see cref="Count"/> every date before it is counted.</summary>
    public bool FallsOn(DateOnly first, DateOnly date) =>
        date >= first && (Until is not { } last || date <= last) && Fits(first, date)
        && (Count is not { } count || Dates(first, date).Count() <= count && Dates(first, date).Last() == date);

    private bool Fits(DateOnly first, DateOnly date)
    {
        var apart = Unit switch
        {
            Every.Day => date.DayNumber - first.DayNumber,
            Every.Week => (Monday(date) - Monday(first)) / 7,
            _ => ((date.Year - first.Year) * 12) + date.Month - first.Month,
        };
        if (apart % Interval != 0)
            return false;
        if (Days.Count == 0 && MonthDays.Count == 0)
            return Unit switch
            {
                Every.Day => true,
                Every.Week => date.DayOfWeek == first.DayOfWeek,
                _ => date.Day == first.Day,
            };
        return (Days.Count == 0 || Days.Any(d => Is(d, date))) && (MonthDays.Count == 0 || MonthDays.Any(d => Is(d, date)));
    }

    // Day 0 of the calendar, 1-Jan-0001, is a Monday.
    private static int Monday(DateOnly date) => date.DayNumber - (date.DayNumber % 7);

    private static bool Is(Weekday day, DateOnly date)
    {
        if (date.DayOfWeek != day.Day)
            return false;
        var fromEnd = DateTime.DaysInMonth(date.Year, date.Month) - date.Day;
        return day.Nth switch { 0 => true, > 0 => (date.Day + 6) / 7 == day.Nth, _ => (fromEnd / 7) + 1 == -day.Nth };
    }

    private static bool Is(int monthDay, DateOnly date) =>
        monthDay > 0 ? date.Day == monthDay : date.Day == DateTime.DaysInMonth(date.Year, date.Month) + 1 + monthDay;

    /// <summary>In the desk's words: <c>every 2 weeks on Monday</c>, <c>the 2nd Tuesday of each month</c>.</summary>
    /// <param name="first">The first day, where the rule leaves the day to it.</param>
    public string Say(DateOnly first)
    {
        var days = Days.Count > 0 ? Listed(Days.Select(d => d.Nth == 0 ? d.Day.ToString() : $"{Ordinal(d.Nth)} {d.Day}")) : null;
        var every = Interval == 1 ? null : Interval.ToString(CultureInfo.InvariantCulture);
        var month = every is null ? "each month" : $"every {every} months";
        var text = Unit switch
        {
            Every.Day => (every is null ? "every day" : $"every {every} days")
                + (days is null ? "" : $" that is a {days}") + (MonthDays.Count == 0 ? "" : $", on the {Listed(MonthDays.Select(Ordinal))} of the month"),
            Every.Week => every is null ? $"every {days ?? first.DayOfWeek.ToString()}" : $"every {every} weeks on {days ?? first.DayOfWeek.ToString()}",
            _ when days is not null => $"the {days} of {month}"
                + (MonthDays.Count == 0 ? "" : $" that is the {Listed(MonthDays.Select(Ordinal))}"),
            _ => $"the {(MonthDays.Count == 0 ? Ordinal(first.Day) : Listed(MonthDays.Select(Ordinal)))} of {month}",
        };
        return (Until, Count) switch
        {
            ({ } until, _) => string.Create(CultureInfo.InvariantCulture, $"{text}, until {until:d-MMM-yyyy}"),
            (_, { } count) => string.Create(CultureInfo.InvariantCulture, $"{text}, {count} times"),
            _ => text,
        };
    }

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words) switch
    {
        var all when all.LastIndexOf(", ", StringComparison.Ordinal) is > 0 and var at => all[..at] + " and " + all[(at + 2)..],
        var one => one,
    };

    private static string Ordinal(int number) => number switch
    {
        -1 => "last",
        < 0 => $"{Ordinal(-number)} to last",
        1 or 21 or 31 => string.Create(CultureInfo.InvariantCulture, $"{number}st"),
        2 or 22 => string.Create(CultureInfo.InvariantCulture, $"{number}nd"),
        3 or 23 => string.Create(CultureInfo.InvariantCulture, $"{number}rd"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}th"),
    };
}
