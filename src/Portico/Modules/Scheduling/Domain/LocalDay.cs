using NodaTime;
using Portico.Platform.Clock;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A date at a place as cells, with what of the days beside it a visit of that date can reach. Bit 0 is the first cell of the
/// local day; the day before has bits below it.</summary>
/// <remarks>Immutable; made once for all providers of a place. A time in a gap is the first one after it, and of a time that comes twice the
/// earlier one begins and the later one ends a session.</remarks>
public sealed class LocalDay
{
    private const int CellsOfPlainDay = 24 * 60 / Minutes;
    private const int Minutes = Cells.Minutes;

    // On almost every date nothing happens to the clocks, and a bit is a division.
    private readonly bool _isPlain;

    private LocalDay(DateOnly date, string zone, long firstCell, bool isPlain) => (Date, Zone, FirstCell, _isPlain) = (date, zone, firstCell, isPlain);

    public DateOnly Date { get; }

    /// <summary>IANA.</summary>
    public string Zone { get; }

    /// <summary>The cell in which the local day begins.</summary>
    public long FirstCell { get; }

    /// <summary>276, 288 or 300, as the clocks change; also fewer or more where a zone moves otherwise.</summary>
    public int Length => StartBit(Date.AddDays(1), TimeOnly.MinValue);

    /// <param name="date">Of the years that a calendar has before and after.</param>
    /// <param name="zone">IANA.</param>
    public static LocalDay Of(DateOnly date, string zone)
    {
        var midnight = PracticeClock.At(date, TimeOnly.MinValue, zone);
        // A change just outside the window still makes wall times inside it come twice.
        var around = Duration.FromHours(3);
        var interval = PracticeClock.Zone(zone).GetZoneInterval(midnight.Minus(Duration.FromMinutes(Window.Before * Minutes)) - around);
        var end = midnight.Plus(Duration.FromMinutes(Window.After * Minutes)) + around;
        return new LocalDay(date, zone, Cells.At(midnight), !interval.HasEnd || interval.End >= end);
    }

    /// <summary>The cell that begins at a wall time.</summary>
    public int StartBit(DateOnly date, TimeOnly time) => _isPlain
        ? ((date.DayNumber - Date.DayNumber) * CellsOfPlainDay) + (int)(time.Ticks / (TimeSpan.TicksPerMinute * Minutes))
        : (int)(Cells.At(PracticeClock.At(date, time, Zone)) - FirstCell);

    /// <summary>The first cell after what ends at a wall time: when the end comes twice, it lasts through both.</summary>
    public int EndBit(DateOnly date, TimeOnly time)
    {
        if (_isPlain)
            return StartBit(date, time);
        var wall = LocalDateTime.FromDateTime(date.ToDateTime(time)).PlusMinutes(-Minutes);
        var mapped = PracticeClock.Zone(Zone).MapLocal(wall);
        var last = mapped.Count == 0
            ? mapped.EarlyInterval.End.Minus(Duration.FromMinutes(Minutes))
            : mapped.Last().ToInstant();
        return (int)(Cells.At(last) + 1 - FirstCell);
    }

    /// <summary>The wall time of a start. Null outside the date, and where that wall time means another instant: the second of two equal hours.</summary>
    public TimeOnly? WallTime(int bit)
    {
        if (_isPlain)
            return bit is >= 0 and < CellsOfPlainDay ? new TimeOnly(bit * Minutes * TimeSpan.TicksPerMinute) : null;
        var at = Cells.StartOf(FirstCell + bit);
        var wall = PracticeClock.Local(at, Zone);
        var time = TimeOnly.FromDateTime(wall);
        return DateOnly.FromDateTime(wall) == Date && PracticeClock.At(Date, time, Zone) == at ? time : null;
    }

    /// <summary>The last instant that still lies before the window: what was booked or blocked earlier touches nothing of this day.</summary>
    public Instant WindowStart => Cells.StartOf(FirstCell - Window.Before);

    public Instant WindowEnd => Cells.StartOf(FirstCell + Window.After);

    /// <summary>How far a day reaches: an hour of buffer before it, a visit of 8 hours and its buffer after it.</summary>
    public static class Window
    {
        /// <summary>Cells before midnight.</summary>
        public const int Before = 12;

        /// <summary>Cells from midnight on.</summary>
        public const int After = DayBits.Capacity - Before;
    }
}
