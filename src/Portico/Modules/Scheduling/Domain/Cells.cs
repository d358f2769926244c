using NodaTime;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>Time as 5-minute cells, counted from the Unix epoch in UTC: what a booking takes, whatever the clock on the wall does.</summary>
public static class Cells
{
    /// <summary>Minutes in a cell.</summary>
    public const int Minutes = 5;

    private const int Seconds = Minutes * 60;

    /// <summary>The cell that an instant falls in.</summary>
    public static long At(Instant at) => (long)Math.Floor(at.ToUnixTimeSeconds() / (double)Seconds);

    /// <summary>A whole day as a cell of its own: what is counted by the day and not by the minute.</summary>
    public static long OfDay(DateOnly date) => date.DayNumber;

    public static Instant StartOf(long cell) => Instant.FromUnixTimeSeconds(cell * Seconds);

    /// <summary>How many cells a visit takes: a begun cell is a whole one.</summary>
    public static int Count(int minutes) => (minutes + Minutes - 1) / Minutes;
}

/// <summary>Cells from <c>From</c> on, <c>Count</c> of them.</summary>
public readonly record struct CellSpan(long From, int Count)
{
    /// <summary>The first cell that no longer belongs to it.</summary>
    public long End => From + Count;

    public static CellSpan Of(Instant starts, int minutes) => new(Cells.At(starts), Cells.Count(minutes));
}
