using CsCheck;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;

namespace Portico.Tests.Scheduling;

public sealed class DayPlanTests
{
    private const string NewYork = "America/New_York";
    private static readonly LocationId s_location = Id.New<LocationId>();
    private static readonly ProviderId s_provider = Id.New<ProviderId>();

    private static DayPlan Plan(DateOnly date, TimeOnly starts, TimeOnly ends, int lanes = 1, string zone = NewYork) =>
        DayPlan.Of(date, s_location, zone, [SessionTemplate.Weekly(Id.New<SessionTemplateId>(), s_provider, s_location,
            date.DayOfWeek, starts, ends, date, date, lanes)], []);

    private static TimeOnly?[] Openings(DayPlan plan, int minutes) =>
        [.. plan.Openings(Cells.Count(minutes), []).Set().Select(plan.WallTime)];

    [Fact]
    public void A_session_across_the_spring_gap_offers_no_time_inside_it() =>
        Openings(Plan(new(2026, 3, 8), new(1, 30), new(3, 30)), 30).ShouldBe([
            new(1, 30), new(1, 35), new(1, 40), new(1, 45), new(1, 50), new(1, 55), new(3, 0)]);

    [Fact]
    public void A_session_that_begins_in_the_gap_begins_after_it() =>
        Openings(Plan(new(2026, 3, 8), new(2, 30), new(3, 10)), 5).ShouldBe([new(3, 0), new(3, 5)]);

    [Fact]
    public void The_hour_that_comes_twice_lasts_two_hours_and_only_the_first_is_offered_by_its_wall_time()
    {
        var openings = Openings(Plan(new(2026, 11, 1), new(1, 0), new(2, 0)), 60);
        openings.Length.ShouldBe(13);
        openings.Count(o => o is not null).ShouldBe(12);
        openings[^1].ShouldBeNull();
    }

    [Fact]
    public void The_spring_day_has_276_cells_and_the_autumn_day_300()
    {
        Plan(new(2026, 3, 8), TimeOnly.MinValue, new(23, 55)).Openings(1, []).Set().Count().ShouldBe(275);
        Plan(new(2026, 11, 1), TimeOnly.MinValue, new(23, 55)).Openings(1, []).Set().Count().ShouldBe(299);
    }

    [Fact]
    public void Runs_of_free_cells_are_those_that_a_naive_search_finds() =>
        Gen.Select(Gen.Bool.Array[DayBits.Capacity], Gen.Int[1, 70]).Sample((free, length) =>
        {
            var bits = default(DayBits);
            for (var i = 0; i < free.Length; i++)
                bits.Fill(i, i + 1, free[i]);
            var starts = bits.StartsOf(length);
            for (var i = 0; i < free.Length; i++)
            {
                var naive = i + length <= free.Length && free.AsSpan(i, length).IndexOf(false) < 0;
                if (starts[i] != naive)
                    return false;
            }
            return true;
        });

    private static readonly string[] s_names =
        [NewYork, "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Chatham", "America/St_Johns", "Europe/London"];
    private static readonly Gen<string> s_zones = Gen.Int[0, 5].Select(i => s_names[i]);

    [Fact]
    public void Every_opening_lies_in_the_session_and_touches_no_taken_cell() =>
        Gen.Select(s_zones, Gen.Int[0, 730], Gen.Int[0, 200], Gen.Int[1, 87], Gen.Int[1, 3],
            Gen.Select(Gen.Int[0, 299], Gen.Int[0, 2]).Array[0, 60], Gen.Int[1, 24]).Sample((zone, day, from, length, lanes, cells, visit) =>
        {
            var date = new DateOnly(2026, 1, 1).AddDays(day);
            var starts = TimeOnly.MinValue.AddMinutes(5 * from);
            var ends = TimeOnly.MinValue.AddMinutes(5 * Math.Min(from + length, 287));
            var plan = Plan(date, starts, ends, lanes, zone);
            var taken = cells.Select(c => (Cell: plan.FirstCell + c.Item1, Lane: c.Item2)).ToHashSet();
            var openings = plan.Openings(visit, taken);
            foreach (var bit in openings.Set())
            {
                var span = new CellSpan(plan.FirstCell + bit, visit);
                if (plan.LanesFor(span) == 0)
                    return false;
                if (!Enumerable.Range(0, lanes).Any(lane => Enumerable.Range(0, visit).All(i => !taken.Contains((span.From + i, lane)))))
                    return false;
                var wall = TimeOnly.FromDateTime(PracticeClock.Local(Cells.StartOf(span.From), zone));
                if (wall < starts || wall >= ends)
                    return false;
            }
            return true;
        });

    [Fact]
    public void A_block_leaves_no_opening_inside_it() =>
        Gen.Select(Gen.Int[0, 80], Gen.Int[1, 40], Gen.Int[1, 12]).Sample((from, length, visit) =>
        {
            var date = new DateOnly(2026, 3, 5);
            var (starts, ends) = (new TimeOnly(9, 0).AddMinutes(5 * from), new TimeOnly(9, 0).AddMinutes(5 * (from + length)));
            var plan = DayPlan.Of(date, s_location, NewYork, [SessionTemplate.Weekly(Id.New<SessionTemplateId>(), s_provider,
                s_location, date.DayOfWeek, new(9, 0), new(17, 0), date, null, 1)],
                [new TemplateException { Kind = ExceptionKind.Block, FromDate = date, ToDate = date, Starts = starts, Ends = ends,
                    Reason = "meeting", Lanes = 1 }]);
            return plan.Openings(visit, []).Set().All(bit =>
                plan.WallTime(bit) is { } time && (time >= ends || time.AddMinutes(5 * visit) <= starts));
        });
}
