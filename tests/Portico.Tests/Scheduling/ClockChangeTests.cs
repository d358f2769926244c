using System.Globalization;
using CsCheck;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;

namespace Portico.Tests.Scheduling;

/// <summary>Around every clock change of 60 zones from 2024 to 2035: what days, sessions, buffers and series are is what somebody finds who
/// looks at the clock on the wall every five minutes.</summary>
/// <remarks>PORTICO_CLOCK_CASES says how many cases a change; PORTICO_CLOCK_SEED is the number of the first change's cases, which are
/// printed: without it every run has other ones.</remarks>
public sealed class ClockChangeTests
{
    private const int Usual = 2;
    private static readonly Instant s_from = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Instant s_to = Instant.FromUtc(2036, 1, 1, 0, 0);
    private static readonly LocationId s_location = Id.New<LocationId>();
    private static readonly ProviderId s_provider = Id.New<ProviderId>();

    /// <param name="Day">Days from the change's date.</param>
    /// <param name="Starts">In steps of five minutes.</param>
    /// <param name="Lasts">On the wall, in steps of five minutes: past midnight as often as not.</param>
    /// <param name="Visit">In cells, as are the buffers.</param>
    /// <param name="Taken">Cells around the change.</param>
    private sealed record Case(int Day, int Starts, int Lasts, int Before, int After, int Visit, int[] Taken);

    private static readonly Gen<Case> s_case = Gen.Select(Gen.Int[-1, 1], Gen.Int[0, 287], Gen.Int[1, 287], Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[1, 24],
        Gen.Int[-300, 300].Array[0, 6], (day, starts, lasts, before, after, visit, taken) => new Case(day, starts, lasts, before, after, visit, taken));

    /// <summary>One of each pattern of changes that there is first, then others until there are 60.</summary>
    internal static IReadOnlyList<DateTimeZone> Zones { get; } = Choose();

    private static IReadOnlyList<DateTimeZone> Choose()
    {
        var all = DateTimeZoneProviders.Tzdb.Ids.Order(StringComparer.Ordinal).Select(id => DateTimeZoneProviders.Tzdb[id])
            .Where(z => z.GetZoneIntervals(s_from, s_to).Count() > 1).ToList();
        var patterns = all.GroupBy(z => string.Join(' ', z.GetZoneIntervals(s_from, s_to).Skip(1).Select(i => $"{i.Start} {i.WallOffset}")))
            .Select(g => g.First()).ToList();
        return [.. patterns.Concat(all.Except(patterns)).Take(60)];
    }

    internal static IEnumerable<(DateTimeZone Zone, Instant At)> Changes() => Zones.SelectMany(zone =>
        zone.GetZoneIntervals(s_from, s_to).Where(i => i.HasStart && i.Start >= s_from).Select(i => (zone, i.Start)));

    [Fact]
    public void Days_sessions_and_buffers_are_what_the_wall_shows() => ForEachChange((zone, at, look, c) =>
    {
        var wall = DateOnly.FromDateTime(PracticeClock.Local(at, zone)).AddDays(c.Day);
        CheckDay(zone, wall, look);
        var starts = TimeOnly.MinValue.AddMinutes(Cells.Minutes * c.Starts);
        var template = new SessionTemplate
        {
            Id = Id.New<SessionTemplateId>(), ProviderId = s_provider, LocationId = s_location, Weekday = wall.DayOfWeek, Starts = starts,
            Ends = starts.AddMinutes(Cells.Minutes * c.Lasts), ValidFrom = wall, Lanes = 1,
            BufferBefore = Cells.Minutes * c.Before, BufferAfter = Cells.Minutes * c.After,
        }.EndingOn(wall);
        var first = wall.ToDateTime(starts);
        var session = look.Between(first, first.AddMinutes(Cells.Minutes * c.Lasts));
        HashSet<long> taken = [.. c.Taken.Select(t => Cells.At(at) + t)];
        // The day on which it begins, and the one that it may last into.
        foreach (var date in new[] { wall, wall.AddDays(1) })
            CheckSession(DayPlan.Of(date, s_location, zone, [template], []), session, taken, c);
    });

    [Fact]
    public void A_series_keeps_its_wall_time_across_the_change() => ForEachChange((zone, at, _, c) =>
    {
        var wall = DateOnly.FromDateTime(PracticeClock.Local(at, zone)).AddDays(c.Day - 14);
        // Around the hour of the change, where it matters.
        var time = TimeOnly.FromDateTime(PracticeClock.Local(at, zone)).AddMinutes(Cells.Minutes * ((c.Starts % 48) - 24));
        Instant? last = null;
        foreach (var slot in SeriesSlot.Weekly(wall, time, 1, 5))
        {
            var place = new Place(s_provider, s_location, slot.Date, slot.Time, 20, zone);
            var asked = slot.Date.ToDateTime(slot.Time);
            var shown = PracticeClock.Local(place.StartsAt, zone);
            shown.ShouldBe(place.Date.ToDateTime(place.Time));
            var before = PracticeClock.Local(place.StartsAt.Minus(Duration.FromMinutes(Cells.Minutes)), zone);
            // Where the time is skipped, the first one after it: a moment before, the wall showed less than what was asked.
            if (shown != asked)
                (before < asked && shown > asked).ShouldBeTrue($"{slot} became {shown}");
            place.StartsAt.ShouldBeGreaterThan(last ?? Instant.MinValue);
            last = place.StartsAt;
        }
    });

    private static void CheckDay(string zone, DateOnly date, Look look)
    {
        var day = LocalDay.Of(date, zone);
        for (var cell = day.FirstCell - 1; cell <= day.FirstCell + day.Length; cell++)
            Agree(DateOnly.FromDateTime(look.Wall(cell)) == date, cell >= day.FirstCell && cell < day.FirstCell + day.Length, date, cell, "is of the date");
        LocalDay.Of(date.AddDays(1), zone).FirstCell.ShouldBe(day.FirstCell + day.Length);
    }

    private static void CheckSession(DayPlan plan, (long From, long End) session, HashSet<long> taken, Case c)
    {
        var openings = plan.Openings(c.Visit, taken.Select(cell => (cell, 0)));
        for (var bit = 0; bit < plan.Day.Length; bit++)
        {
            var span = new CellSpan(plan.FirstCell + bit, c.Visit);
            var isInside = span.From >= session.From && span.End <= session.End;
            var buffered = new CellSpan(span.From - c.Before, c.Before + c.Visit + c.After);
            Agree(plan.LanesFor(span) > 0, isInside, plan.Date, span.From, "begins a visit in the session");
            Agree(openings[bit], isInside && !taken.Any(t => t >= buffered.From && t < buffered.End), plan.Date, span.From, "is offered");
            if (isInside)
                Agree(plan.WithBuffers(span) == buffered, true, plan.Date, span.From, "has its buffers around the visit");
        }
    }

    // Asked millions of times: words are made when they disagree.
    private static void Agree(bool found, bool expected, DateOnly date, long cell, string what)
    {
        if (found != expected)
            found.ShouldBe(expected, $"{date}, {Cells.StartOf(cell)} {what}");
    }

    /// <summary>The wall's clock, read every five minutes for some days around a change.</summary>
    private sealed class Look
    {
        private const int Around = 4 * 288;
        private readonly long _first;
        private readonly DateTime[] _wall;

        public Look(string zone, Instant at)
        {
            _first = Cells.At(at) - Around;
            _wall = [.. Enumerable.Range(0, 2 * Around).Select(n => PracticeClock.Local(Cells.StartOf(_first + n), zone))];
        }

        public DateTime Wall(long cell) => _wall[cell - _first];

        /// <summary>From the first cell that shows such a time to the last. Nothing shows one, or only the gap has them: empty.</summary>
        public (long From, long End) Between(DateTime starts, DateTime ends)
        {
            var (from, last) = (Array.FindIndex(_wall, w => w >= starts && w < ends), Array.FindLastIndex(_wall, w => w >= starts && w < ends));
            return from < 0 ? (0, 0) : (_first + from, _first + last + 1);
        }
    }

    private static void ForEachChange(Action<string, Instant, Look, Case> check)
    {
        var (seed, cases) = (Setting("PORTICO_CLOCK_SEED") ?? Random.Shared.Next(1, 1_000_000), Setting("PORTICO_CLOCK_CASES") ?? Usual);
        var changes = Changes().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PORTICO_CLOCK_SEED={seed}: {changes.Count} changes in {Zones.Count} zones, {cases} cases each"));
        Zones.Count.ShouldBe(60);
        changes.Count.ShouldBeGreaterThan(1000);
        foreach (var ((zone, at), n) in changes.Select((change, n) => (change, n)))
        {
            var look = new Look(zone.Id, at);
            for (var number = seed + (n * cases); number < seed + ((n + 1) * cases); number++)
            {
                var random = new PCG((uint)number, (ulong)number);
                var again = random.ToString();
                try
                {
                    check(zone.Id, at, look, s_case.Generate(random, null, out var _));
                }
                catch (Exception failure)
                {
                    // From the same seed CsCheck makes the same case again, and says what it is.
                    s_case.Sample(c => check(zone.Id, at, look, c), seed: again, iter: 1, threads: 1);
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"PORTICO_CLOCK_SEED={seed}, {zone.Id} at {at}"), failure);
                }
            }
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
