using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>When patients may be booked with one provider at one place on one date: the template with its exceptions.</summary>
public sealed class DayPlan
{
    private readonly DayBits[] _lanes;

    private DayPlan(DateOnly date, string zone, long firstCell, DayBits[] lanes, IReadOnlyList<Session> sessions) =>
        (Date, Zone, FirstCell, _lanes, Sessions) = (date, zone, firstCell, lanes, sessions);

    public DateOnly Date { get; }

    /// <summary>IANA.</summary>
    public string Zone { get; }

    /// <summary>The cell in which the local day begins.</summary>
    public long FirstCell { get; }

    /// <summary>In wall time, earliest first; blocks are not cut out.</summary>
    public IReadOnlyList<Session> Sessions { get; }

    public int Lanes => _lanes.Length;

    /// <summary>A session on this date. In wall time.</summary>
    public sealed record Session(TimeOnly Starts, TimeOnly Ends, int Lanes);

    /// <param name="date">The local date.</param>
    /// <param name="location">Where.</param>
    /// <param name="zone">The location's IANA zone.</param>
    /// <param name="templates">One provider's.</param>
    /// <param name="exceptions">The same provider's.</param>
    /// <remarks>A time in a gap is the first one after it; a time that comes twice is the earlier one. So a session that begins
    /// at 02:30 on the day of the spring change begins at 03:00, and one from 01:00 to 02:00 in autumn lasts two hours.</remarks>
    public static DayPlan Of(DateOnly date, LocationId location, string zone,
        IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions)
    {
        var today = exceptions.Where(e => e.CountsOn(date, location)).ToList();
        var off = today.Any(e => e.Kind == ExceptionKind.DayOff);
        List<Session> sessions = [];
        if (!off)
            sessions.AddRange(templates.Where(t => t.LocationId == location && t.CountsOn(date))
                .Select(t => new Session(t.Starts, t.Ends, t.Lanes)));
        foreach (var extra in today)
        {
            if (extra is { Kind: ExceptionKind.ExtraSession, Starts: { } starts, Ends: { } ends })
                sessions.Add(new Session(starts, ends, extra.Lanes));
        }
        sessions.Sort((a, b) => a.Starts.CompareTo(b.Starts));

        var first = Cells.At(PracticeClock.At(date, TimeOnly.MinValue, zone));
        var lanes = new DayBits[sessions.Count == 0 ? 0 : sessions.Max(s => s.Lanes)];
        foreach (var session in sessions)
        {
            var (from, end) = Bits(date, session.Starts, session.Ends, zone, first);
            for (var lane = 0; lane < session.Lanes; lane++)
                lanes[lane].Fill(from, end, true);
        }
        foreach (var block in today)
        {
            if (block is not { Kind: ExceptionKind.Block, Starts: { } starts, Ends: { } ends })
                continue;
            var (from, end) = Bits(date, starts, ends, zone, first);
            for (var lane = 0; lane < lanes.Length; lane++)
                lanes[lane].Fill(from, end, false);
        }
        return new DayPlan(date, zone, first, lanes, sessions);
    }

    private static (int From, int End) Bits(DateOnly date, TimeOnly starts, TimeOnly ends, string zone, long first) =>
        ((int)(Cells.At(PracticeClock.At(date, starts, zone)) - first), (int)(EndCell(date, ends, zone) - first));

    // The last instant before the end decides: when the end comes twice, the session lasts through both.
    private static long EndCell(DateOnly date, TimeOnly ends, string zone) =>
        Cells.At(LastBefore(date, ends, zone)) + 1;

    private static Instant LastBefore(DateOnly date, TimeOnly ends, string zone)
    {
        var wall = LocalDateTime.FromDateTime(date.ToDateTime(ends)).PlusMinutes(-Cells.Minutes);
        var mapped = PracticeClock.Zone(zone).MapLocal(wall);
        return mapped.Count == 0
            ? mapped.EarlyInterval.End.Minus(Duration.FromMinutes(Cells.Minutes))
            : mapped.Last().ToInstant();
    }

    /// <summary>How many lanes stand open during the whole span; 0 when a part of it lies outside the sessions.</summary>
    public int LanesFor(CellSpan span)
    {
        var from = span.From - FirstCell;
        if (from < 0 || from + span.Count > DayBits.Capacity)
            return 0;
        var open = 0;
        while (open < _lanes.Length && _lanes[open].StartsOf(span.Count)[(int)from])
            open++;
        return open;
    }

    /// <summary>Where a visit of <paramref name="cells"/> cells may begin.</summary>
    /// <param name="cells">How long.</param>
    /// <param name="taken">The cells that are taken on this date: (cell, lane). Others' dates are ignored.</param>
    /// <returns>Start cells, counted from <see cref="FirstCell"/>.</returns>
    public DayBits Openings(int cells, IEnumerable<(long Cell, int Lane)> taken)
    {
        var free = (DayBits[])_lanes.Clone();
        foreach (var (cell, lane) in taken)
        {
            var bit = cell - FirstCell;
            if (lane < free.Length && bit is >= 0 and < DayBits.Capacity)
                free[lane].Fill((int)bit, (int)bit + 1, false);
        }
        var starts = default(DayBits);
        foreach (var lane in free)
            starts = starts.Or(lane.StartsOf(cells));
        return starts;
    }

    /// <summary>The wall time of an opening. Null when that wall time means another instant: the second of two equal hours.</summary>
    public TimeOnly? WallTime(int bit)
    {
        var at = Cells.StartOf(FirstCell + bit);
        var wall = PracticeClock.Local(at, Zone);
        var time = TimeOnly.FromDateTime(wall);
        return DateOnly.FromDateTime(wall) == Date && PracticeClock.At(Date, time, Zone) == at ? time : null;
    }
}
