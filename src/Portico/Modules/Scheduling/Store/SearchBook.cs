using System.Collections.Concurrent;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>What this node remembers of its practices so that a search reads nothing twice: rules, and which cells are taken.</summary>
/// <remarks>A hint, as any search result is: the cells decide. Forgotten when a commit of this node touches it, before that act is answered;
/// when another node does, within the second that the live feed takes. What is offered out of it is asked of the cells once more.
/// See docs/adr/0090-searches-remember.md.</remarks>
public sealed class SearchBook(LiveFeed live, PracticeClock clock) : IDisposable
{
    private readonly ConcurrentDictionary<int, PracticeBook> _books = new();

    internal PracticeBook Of(int practice) => _books.GetOrAdd(practice, number => new PracticeBook(number, live, clock));

    public void Dispose()
    {
        foreach (var book in _books.Values)
            book.Dispose();
    }
}

/// <summary>A resource's days of which a search wants to know what is taken, as it goes through them.</summary>
internal readonly record struct SearchedDay(SearchedResource Of, LocalDay Day);

/// <summary>Cells that a search found free out of the memory.</summary>
internal readonly record struct SearchedSpan(SearchedResource Of, LocalDay Day, CellSpan Span);

/// <summary>One practice's part of the memory. Thread-safe.</summary>
internal sealed class PracticeBook : IDisposable
{
    /// <summary>What no feed told of is found again after this.</summary>
    private static readonly Duration s_lasts = Duration.FromMinutes(10);
    private const int MostDays = 200_000;
    private const string ReadTaken = "SELECT c.cell, c.lane, h.expires_at FROM appointment_cell c " +
        "LEFT JOIN slot_hold h ON h.practice_id = c.practice_id AND h.id = c.hold_id " +
        "WHERE c.practice_id = $1 AND c.resource_id = $2 AND c.cell >= $3 AND c.cell < $4";

    private readonly ConcurrentDictionary<(Guid Resource, string Zone), TakenDays> _taken = new();
    private readonly ConcurrentDictionary<Guid, DayMarks> _changed = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly IDisposable _listening;
    private readonly PracticeClock _clock;
    private volatile SearchRules? _rules;
    private int _days;
    private long _rulesChanged = long.MinValue;
    private long _lastChange = long.MinValue;

    public PracticeBook(int practice, LiveFeed live, PracticeClock clock)
    {
        _clock = clock;
        _listening = live.Remember(practice, Hear);
    }

    // Marked with the time when it was heard: whatever began to read before that may not have seen it.
    private void Hear(IReadOnlyCollection<string> topics)
    {
        var now = _clock.Now.ToUnixTimeTicks();
        foreach (var topic in topics)
        {
            if (topic is ScheduleTopics.Rules or PracticeTopics.Directory)
                Interlocked.Exchange(ref _rulesChanged, now);
            else if (ScheduleTopics.AsDay(topic) is { } day)
            {
                // What is booked on a date may end in the night after it, and a day looks into the nights beside it.
                MarksOf(day.Location.Value).Mark(day.Date, now);
                MarksOf(Guid.Empty).Mark(day.Date, now);
                Interlocked.Exchange(ref _lastChange, now);
            }
        }
    }

    // Guid.Empty: of any location.
    private DayMarks MarksOf(Guid location) => _changed.GetOrAdd(location, _ => new DayMarks());

    /// <summary>The rules as they are now.</summary>
    public async Task<SearchRules> RulesAsync(Desk desk, CancellationToken ct)
    {
        if (_rules is { } known && IsGood(known))
            return known;
        await _reading.WaitAsync(ct);
        try
        {
            if (_rules is { } others && IsGood(others))
                return others;
            return _rules = await SearchRules.ReadAsync(desk, ct);
        }
        finally
        {
            _reading.Release();
        }

        bool IsGood(SearchRules rules) =>
            rules.ReadAt.ToUnixTimeTicks() > Interlocked.Read(ref _rulesChanged) && desk.Now - rules.ReadAt < s_lasts;
    }

    /// <summary>What one search sees of a resource.</summary>
    /// <param name="resource">Which.</param>
    /// <param name="zone">The place's: it says when a date begins.</param>
    /// <param name="locations">Where acts may change what is taken of it. Empty: anywhere.</param>
    public SearchedResource ResourceOf(Guid resource, string zone, IReadOnlyCollection<Guid> locations)
    {
        if (Volatile.Read(ref _days) > MostDays)
        {
            _taken.Clear();
            Volatile.Write(ref _days, 0);
        }
        return new SearchedResource(resource, _taken.GetOrAdd((resource, zone), _ => new TakenDays()),
            locations.Count == 0 ? [MarksOf(Guid.Empty)] : [.. locations.Select(MarksOf)]);
    }

    /// <summary>Takes a day out of the memory.</summary>
    /// <returns>False: it is not remembered, or something changed since, and it has to be read.</returns>
    public bool Recall(SearchedResource of, LocalDay day, Instant now)
    {
        if (of.Has(day.Date))
            return true;
        if (of.Memory.Of(day) is not { } known || now - known.ReadAt >= s_lasts || IsChanged(of, day.Date, known.ReadAt.ToUnixTimeTicks()))
            return false;
        of.Recalled(known);
        return true;
    }

    private bool IsChanged(SearchedResource of, DateOnly date, long since)
    {
        if (since > Interlocked.Read(ref _lastChange))
            return false;
        foreach (var marks in of.Marks)
        {
            if (marks.At(date) >= since)
                return true;
        }
        return false;
    }

    /// <summary>Reads what is taken on days that are not remembered, and remembers it.</summary>
    /// <param name="batch">Runs with it.</param>
    /// <param name="desk">The attempt.</param>
    /// <param name="missing">Of one resource in a row, by date.</param>
    public void Read(DeskBatch batch, Desk desk, IReadOnlyList<SearchedDay> missing)
    {
        for (var i = 0; i < missing.Count;)
        {
            // One question for days that lie near each other: weekends between them cost less than another question.
            var first = i;
            while (++i < missing.Count && ReferenceEquals(missing[i].Of, missing[first].Of)
                && missing[i].Day.Date.DayNumber - missing[i - 1].Day.Date.DayNumber is > 0 and <= 4)
            {
            }
            Read(batch, desk, [.. missing.Skip(first).Take(i - first)]);
        }
    }

    private void Read(DeskBatch batch, Desk desk, SearchedDay[] days)
    {
        var of = days[0].Of;
        batch.Read(ReadTaken, async (reader, token) =>
        {
            var taken = Array.ConvertAll(days, d => new TakenDay(d.Day, desk.Now));
            var (first, last) = (0, long.MinValue);
            while (await reader.ReadAsync(token))
            {
                var (cell, lane, until) = (reader.GetInt64(0), reader.GetInt32(1), reader.IsDBNull(2) ? (Instant?)null : reader.Instant(2));
                // The days' windows lie one after the other and overlap by a night: the rows, nearly always in order, pass along them.
                if (cell < last)
                    first = 0;
                last = cell;
                while (first < taken.Length && taken[first].Day.FirstCell + LocalDay.Window.After <= cell)
                    first++;
                for (var i = first; i < taken.Length && taken[i].Day.FirstCell - LocalDay.Window.Before <= cell; i++)
                    taken[i].Take(cell, lane, until);
            }
            foreach (var day in taken)
            {
                if (of.Memory.Keep(day))
                    Interlocked.Increment(ref _days);
                of.WasRead(day);
            }
        }, desk.Db.PracticeId, of.Resource, days[0].Day.FirstCell - LocalDay.Window.Before, days[^1].Day.FirstCell + LocalDay.Window.After);
    }

    /// <summary>Asks the cells about what is offered out of the memory.</summary>
    /// <returns>False: some of it is taken by now, by another node. Those days are forgotten, for this search too.</returns>
    public static async Task<bool> IsFreeAsync(Desk desk, IEnumerable<SearchedSpan> spans, CancellationToken ct)
    {
        var (batch, isFree) = (desk.Batch(), true);
        foreach (var day in spans.Where(s => !s.Of.IsRead(s.Day.Date)).GroupBy(s => (s.Of, s.Day.Date)))
        {
            var (of, on) = (day.Key.Of, day.First().Day);
            batch.Read(ReadTaken, async (reader, token) =>
            {
                var used = of.Used(on.Date, desk.Now);
                var isAsKnown = true;
                while (await reader.ReadAsync(token))
                {
                    var (bit, lane) = ((int)(reader.GetInt64(0) - on.FirstCell) + LocalDay.Window.Before, reader.GetInt32(1));
                    isAsKnown &= (!reader.IsDBNull(2) && reader.Instant(2) <= desk.Now) || (lane < used.Count && used[lane][bit]);
                }
                if (!isAsKnown)
                {
                    of.Forget(on.Date);
                    isFree = false;
                }
            }, desk.Db.PracticeId, of.Resource, day.Min(s => s.Span.From), day.Max(s => s.Span.End));
        }
        await batch.RunAsync(ct);
        return isFree;
    }

    /// <summary>How many places under caps are taken: always read, they are few. The counters' cells are numbers of days.</summary>
    public static void ReadCounters(DeskBatch batch, Desk desk, IEnumerable<Guid> counters, DateOnly from, DateOnly to,
        Dictionary<(Guid Counter, long Day), int> counts)
    {
        foreach (var counter in counters)
        {
            batch.Read(ReadTaken, async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                {
                    if (reader.IsDBNull(2) || reader.Instant(2) > desk.Now)
                        counts[(counter, reader.GetInt64(0))] = counts.GetValueOrDefault((counter, reader.GetInt64(0))) + 1;
                }
            }, desk.Db.PracticeId, counter, Cells.OfDay(from), Cells.OfDay(to) + 1);
        }
    }

    public void Dispose()
    {
        _listening.Dispose();
        _reading.Dispose();
    }
}

/// <summary>A place for each of so many days, one after the other: a later day takes the place of one long before it.</summary>
internal static class DayRing
{
    /// <summary>More than a year, and a power of two.</summary>
    public const int Days = 512;

    public static int At(DateOnly date) => date.DayNumber & (Days - 1);
}

/// <summary>When what stands on which date of a location changed. Where two dates share a place, the later change counts for both.</summary>
internal sealed class DayMarks
{
    private readonly long[] _at = new long[DayRing.Days];

    /// <summary>The date and those beside it.</summary>
    public void Mark(DateOnly date, long ticks)
    {
        for (var near = -1; near <= 1; near++)
        {
            ref var at = ref _at[(date.DayNumber + near) & (DayRing.Days - 1)];
            for (var known = Interlocked.Read(ref at); known < ticks; known = Interlocked.Read(ref at))
                Interlocked.CompareExchange(ref at, ticks, known);
        }
    }

    /// <summary>0: never.</summary>
    public long At(DateOnly date) => Interlocked.Read(ref _at[DayRing.At(date)]);
}

/// <summary>What is remembered to be taken of a resource, by date in one zone.</summary>
internal sealed class TakenDays
{
    private readonly TakenDay?[] _days = new TakenDay?[DayRing.Days];

    /// <summary>Null: not remembered.</summary>
    public TakenDay? Of(LocalDay day) => Volatile.Read(ref _days[DayRing.At(day.Date)]) is { } known && known.Day.Date == day.Date ? known : null;

    /// <summary>Unless what is there was read later.</summary>
    /// <returns>Whether one more day is remembered than before.</returns>
    public bool Keep(TakenDay day)
    {
        ref var place = ref _days[DayRing.At(day.Day.Date)];
        var known = Volatile.Read(ref place);
        if (known?.Day.Date == day.Day.Date && known.ReadAt > day.ReadAt)
            return false;
        Volatile.Write(ref place, day);
        return known is null;
    }

    public void Forget(TakenDay day) => Interlocked.CompareExchange(ref _days[DayRing.At(day.Day.Date)], null, day);
}

/// <summary>What is taken of a resource on a local day and in the nights beside it. Not changed once it is read.</summary>
/// <param name="day">The date at the place.</param>
/// <param name="readAt">Before it was read: what changed later may be missing.</param>
internal sealed class TakenDay(LocalDay day, Instant readAt)
{
    private DayBits[] _used = [];
    private List<(int Bit, int Lane, Instant Until)>? _held;

    public LocalDay Day => day;

    public Instant ReadAt => readAt;

    /// <summary>By lane, without what is held: that is free again by itself.</summary>
    public IReadOnlyList<DayBits> Booked => _used;

    /// <param name="cell">Of the resource.</param>
    /// <param name="lane">From 0.</param>
    /// <param name="until">When the hold that has it ends. Null: it is not held but taken.</param>
    public void Take(long cell, int lane, Instant? until)
    {
        var bit = cell - day.FirstCell + LocalDay.Window.Before;
        if (bit is < 0 or >= DayBits.Capacity)
            return;
        if (until is { } end)
            (_held ??= []).Add(((int)bit, lane, end));
        else
            Fill(ref _used, (int)bit, lane);
    }

    /// <summary>By lane, as <see cref="DayPlan"/> counts bits.</summary>
    public IReadOnlyList<DayBits> Used(Instant now)
    {
        if (_held is null)
            return _used;
        var used = (DayBits[])_used.Clone();
        foreach (var (bit, lane, until) in _held)
        {
            if (until > now)
                Fill(ref used, bit, lane);
        }
        return used;
    }

    private static void Fill(ref DayBits[] lanes, int bit, int lane)
    {
        if (lane >= lanes.Length)
            Array.Resize(ref lanes, lane + 1);
        lanes[lane].Fill(bit, bit + 1, true);
    }
}

/// <summary>What one search knows is taken of a resource: the same from its first question to its last.</summary>
internal sealed class SearchedResource(Guid resource, TakenDays memory, DayMarks[] marks)
{
    private readonly HashSet<DateOnly> _read = [];
    private TakenDay?[] _days = [];
    private int _first;

    public Guid Resource => resource;

    public TakenDays Memory => memory;

    public DayMarks[] Marks => marks;

    private TakenDay? Find(DateOnly date) => date.DayNumber - _first is >= 0 and var at && at < _days.Length ? _days[at] : null;

    public bool Has(DateOnly date) => Find(date) is not null;

    /// <summary>This search read it itself: the cells were asked.</summary>
    public bool IsRead(DateOnly date) => _read.Contains(date);

    public void Recalled(TakenDay day)
    {
        var date = day.Day.Date.DayNumber;
        if (_days.Length == 0)
            (_first, _days) = (date, new TakenDay?[16]);
        if (date < _first)
        {
            var before = new TakenDay?[_days.Length + _first - date];
            _days.CopyTo(before, _first - date);
            (_first, _days) = (date, before);
        }
        if (date - _first >= _days.Length)
            Array.Resize(ref _days, Math.Max(_days.Length * 2, date - _first + 1));
        _days[date - _first] = day;
    }

    public void WasRead(TakenDay day)
    {
        Recalled(day);
        _read.Add(day.Day.Date);
    }

    /// <summary>It is no longer so: for nobody.</summary>
    public void Forget(DateOnly date)
    {
        if (Find(date) is not { } day)
            return;
        memory.Forget(day);
        _days[date.DayNumber - _first] = null;
    }

    public TakenDay Of(DateOnly date) => Find(date) ?? throw new InvalidOperationException("A search asks of days that it has read.");

    /// <summary>What is taken, by lane, as <see cref="DayPlan"/> counts bits.</summary>
    public IReadOnlyList<DayBits> Used(DateOnly date, Instant now) => Of(date).Used(now);

    /// <summary>The same as cells.</summary>
    public IEnumerable<(long Cell, int Lane)> Taken(LocalDay day, Instant now) => Used(day.Date, now)
        .SelectMany((bits, lane) => bits.Set().Select(bit => (day.FirstCell + bit - LocalDay.Window.Before, lane)));
}
