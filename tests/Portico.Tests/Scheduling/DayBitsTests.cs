using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Tests.Scheduling;

public sealed class DayBitsTests
{
    [Fact]
    public void The_next_cell_and_the_longest_run_are_those_that_counting_finds()
    {
        const int Seed = 20261130;
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var (bits, plain) = (default(DayBits), new bool[DayBits.Capacity]);
            for (var runs = random.Next(8); runs > 0; runs--)
            {
                var from = random.Next(DayBits.Capacity);
                var end = Math.Min(DayBits.Capacity, from + random.Next(150));
                var value = random.Next(4) > 0;
                bits.Fill(from, end, value);
                Array.Fill(plain, value, from, end - from);
            }
            var (longest, run) = (0, 0);
            for (var cell = 0; cell < plain.Length; cell++)
                longest = Math.Max(longest, run = plain[cell] ? run + 1 : 0);
            bits.LongestRun().ShouldBe(longest, $"seed {Seed}, round {round}");
            var at = random.Next(DayBits.Capacity + 1);
            bits.Next(at).ShouldBe(Array.FindIndex(plain, at, on => on), $"seed {Seed}, round {round}, from {at}");
        }
    }

    [Theory, InlineData(null, 30), InlineData(0.0, 30), InlineData(15.0, 30), InlineData(15.1, 31), InlineData(69.0, 138)]
    public void Travel_is_two_minutes_a_mile_and_half_an_hour_at_least(double? miles, int minutes) =>
        Travel.Minutes(new ZipDistance(miles, false)).ShouldBe(minutes);
}
