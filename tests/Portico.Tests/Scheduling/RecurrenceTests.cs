using CsCheck;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Portico.Modules.Scheduling.Domain;

namespace Portico.Tests.Scheduling;

public sealed class RecurrenceTests
{
    private static readonly DateOnly s_first = new(2026, 1, 5);

    private static readonly string[] s_units = ["DAILY", "WEEKLY", "MONTHLY"];
    private static readonly string[] s_days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private static readonly Gen<string> s_rules =
        from freq in Gen.Int[0, 2].Select(i => s_units[i])
        from interval in Gen.Int[1, 5]
        from days in Gen.Select(Gen.Int[0, 6].Select(i => s_days[i]), Gen.Int[-5, 5]).Array[0, 3]
        from monthDays in Gen.Int[-31, 31].Where(d => d != 0).Array[0, 2]
        from end in Gen.OneOf(Gen.Const(""), Gen.Int[1, 30].Select(n => $";COUNT={n}"),
            Gen.Int[0, 700].Select(n => $";UNTIL={s_first.AddDays(n):yyyyMMdd}"))
        select $"FREQ={freq};INTERVAL={interval}"
            + (days.Length == 0 ? "" : ";BYDAY=" + string.Join(',', days.Select(d => (freq == "MONTHLY" && d.Item2 != 0 ? $"{d.Item2}" : "") + d.Item1).Distinct()))
            + (freq == "WEEKLY" || monthDays.Length == 0 ? "" : ";BYMONTHDAY=" + string.Join(',', monthDays.Distinct())) + end;

    private static List<DateOnly> Oracle(string rule, DateOnly first, DateOnly last)
    {
        var told = new CalendarEvent { Start = new CalDateTime(first), RecurrenceRule = new RecurrenceRule(rule) };
        return [.. told.GetOccurrences(new CalDateTime(first)).Select(o => o.Period.StartTime.Date).TakeWhile(d => d <= last)];
    }

    [Fact]
    public void Its_dates_are_those_of_Ical_Net() =>
        Gen.Select(s_rules, Gen.Int[0, 400]).Sample((text, day) =>
        {
            // What the standard leaves open is how a first day counts that the rule does not fall on: begin on one that it does.
            var rule = Recurrence.Parse(text) ?? throw new InvalidOperationException(text);
            var open = Recurrence.Parse(text[..(text.IndexOf(";COUNT", StringComparison.Ordinal) is > 0 and var at ? at : text.Length)])!;
            var first = s_first.AddDays(day);
            first = Enumerable.Range(0, 800).Select(first.AddDays).FirstOrDefault(d => open.FallsOn(d, d));
            var last = first.AddDays(900);
            if (first == default)
                return;
            rule.Dates(first, last).ShouldBe(Oracle(text, first, last), text + " from " + first);
        }, iter: 2000);

    [Fact]
    public void A_date_falls_on_the_rule_if_it_is_one_of_its_dates() =>
        Gen.Select(s_rules, Gen.Int[0, 400]).Sample((text, day) =>
        {
            var rule = Recurrence.Parse(text)!;
            var first = s_first.AddDays(day);
            var dates = rule.Dates(first, first.AddDays(200)).ToHashSet();
            for (var d = -3; d <= 200; d++)
                rule.FallsOn(first, first.AddDays(d)).ShouldBe(dates.Contains(first.AddDays(d)), $"{text} from {first}, {d} days later");
        }, iter: 300);

    [Fact]
    public void A_rule_reads_back_as_it_was_written() => s_rules.Sample(text =>
        Recurrence.Parse(Recurrence.Parse(text)!.ToString())!.ToString() == Recurrence.Parse(text)!.ToString());

    [Fact]
    public void A_counted_rule_is_the_same_with_its_last_day() => Gen.Select(s_rules, Gen.Int[0, 400]).Sample((text, day) =>
    {
        var (rule, first) = (Recurrence.Parse(text)!, s_first.AddDays(day));
        var ended = rule.WithLastDay(first, first.AddDays(3000));
        ended.Count.ShouldBeNull();
        ended.Dates(first, first.AddDays(1000)).ShouldBe(rule.Dates(first, first.AddDays(1000)), text);
    }, iter: 300);

    [Theory]
    [InlineData("")]
    [InlineData("FREQ=YEARLY")]
    [InlineData("FREQ=WEEKLY;INTERVAL=0")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20260101")]
    [InlineData("FREQ=DAILY;FREQ=DAILY")]
    [InlineData("FREQ=DAILY;BYSETPOS=1")]
    [InlineData("FREQ=DAILY;UNTIL=2026")]
    [InlineData("INTERVAL=2")]
    public void What_it_cannot_keep_it_does_not_read(string rule) => Recurrence.Parse(rule).ShouldBeNull();

    [Theory]
    [InlineData("FREQ=WEEKLY", "every Monday")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU,-1FR", "the 2nd Tuesday and last Friday of each month")]
    [InlineData("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,-1", "the 1st and last of every 3 months")]
    [InlineData("FREQ=DAILY;COUNT=5", "every day, 5 times")]
    [InlineData("FREQ=WEEKLY;UNTIL=20260301", "every Monday, until 1-Mar-2026")]
    public void The_desk_reads_it_as_a_sentence(string rule, string said) => Recurrence.Parse(rule)!.Say(s_first).ShouldBe(said);
}
