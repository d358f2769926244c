using NodaTime;
using Portico.Modules.Coverage.Roads;

namespace Portico.Tests.Coverage.Roads;

/// <summary>Which road is used after what.</summary>
public sealed class RoadHealthTests
{
    private static readonly Instant s_start = Instant.FromUtc(2026, 11, 20, 17, 0);

    private static Instant At(double seconds) => s_start + Duration.FromSeconds(seconds);

    private static RoadResult.Failed Failed(double at, RoadFailure kind = RoadFailure.TimedOut, string? code = null, double? from = null) =>
        new(kind, code, At(from ?? at + 90)) { PayloadId = Guid.CreateVersion7(), Asked = At(at - 20), At = At(at) };

    private static RoadResult.Taken Taken(double at) => new() { PayloadId = Guid.CreateVersion7(), Asked = At(at - 1), At = At(at) };

    private static RoadHealth After(params IEnumerable<RoadResult> results) => results.Aggregate(RoadHealth.Fresh, (health, result) => health.After(result));

    [Fact]
    public void Two_failures_in_a_row_change_nothing_and_the_third_lets_the_road_rest_for_90_seconds()
    {
        var two = After(Failed(0), Failed(30));
        two.StateAt(At(30)).ShouldBe(RoadState.Well);
        var three = two.After(Failed(60));
        (three.StateAt(At(60)), three.StateAt(At(149.9)), three.StateAt(At(150))).ShouldBe((RoadState.Resting, RoadState.Resting, RoadState.OnTrial));
    }

    [Fact]
    public void An_answer_between_failures_begins_the_count_anew()
    {
        var health = After(Failed(0), Failed(30), Taken(40), Failed(60), Failed(90));
        (health.StateAt(At(90)), health.Failures, health.LastAnswer, health.LastFailure).ShouldBe((RoadState.Well, 2, At(40), At(90)));
    }

    [Fact]
    public void One_question_tries_a_rested_road_and_its_answer_brings_it_back()
    {
        var rested = After(Failed(0), Failed(30), Failed(60)).TriedAt(At(200));
        (rested.StateAt(At(200)), rested.StateAt(At(259))).ShouldBe((RoadState.Resting, RoadState.Resting));
        // The one that tried it was killed.
        rested.StateAt(At(260)).ShouldBe(RoadState.OnTrial);
        rested.After(Taken(205)).StateAt(At(205)).ShouldBe(RoadState.Well);
        rested.After(Taken(205)).Failures.ShouldBe(0);
    }

    [Fact]
    public void Each_trial_that_fails_doubles_the_rest_up_to_15_minutes()
    {
        var (health, at) = (After(Failed(0), Failed(30), Failed(60)), 150.0);
        foreach (var rest in new[] { 180, 360, 720, 900, 900 })
        {
            health = health.TriedAt(At(at)).After(Failed(at + 20));
            (health.RestsUntil, health.StateAt(At(at + 20)), health.TriedUntil).ShouldBe((At(at + 20 + rest), RoadState.Resting, null));
            at += 20 + rest;
        }
    }

    [Fact]
    public void Questions_that_were_on_their_way_when_the_rest_began_do_not_lengthen_it()
    {
        var resting = After(Failed(0), Failed(1), Failed(2));
        var all = Enumerable.Range(3, 10).Aggregate(resting, (health, at) => health.After(Failed(at)));
        (all.RestsUntil, all.Failures, all.LastFailure).ShouldBe((resting.RestsUntil, 3, At(12)));
    }

    [Fact]
    public void A_failure_that_is_older_than_an_answer_is_old_news()
    {
        After(Failed(0), Failed(1), Taken(10), Failed(5)).Failures.ShouldBe(0);
    }

    [Fact]
    public void A_payer_that_names_a_later_time_is_left_alone_until_then() =>
        After(Failed(0), Failed(30), Failed(60, RoadFailure.Unavailable, from: 1_000)).RestsUntil.ShouldBe(At(1_000));

    [Theory]
    [InlineData(RoadFailure.Refused, "PayloadTypeIllegal")]
    [InlineData(RoadFailure.DuplicateId, "PayloadIDIllegal")]
    [InlineData(RoadFailure.TooLarge, null)]
    public void A_refusal_of_a_message_says_that_the_road_carries(RoadFailure kind, string? code)
    {
        After(Failed(0), Failed(1), Failed(2, kind, code), Failed(3, kind, code)).Failures.ShouldBe(0);
        After(Failed(0), Failed(1), Failed(2)).TriedAt(At(100)).After(Failed(125, kind, code)).StateAt(At(125)).ShouldBe(RoadState.Well);
    }

    [Fact]
    public void A_refusal_by_status_alone_is_the_roads() => After(Failed(0, RoadFailure.Refused), Failed(1, RoadFailure.Refused), Failed(2, RoadFailure.Refused)).StateAt(At(2)).ShouldBe(RoadState.Resting);

    [Theory, InlineData(RoadFailure.Unauthorized), InlineData(RoadFailure.Moved), InlineData(RoadFailure.AnotherHostKey)]
    public void What_only_new_settings_can_mend_stops_the_road_at_once_and_one_question_an_hour_tries_it(RoadFailure kind)
    {
        var stopped = After(Failed(0, kind));
        (stopped.StateAt(At(0)), stopped.StateAt(At(3_599)), stopped.StateAt(At(3_600))).ShouldBe((RoadState.Stopped, RoadState.Stopped, RoadState.OnTrial));
        var tried = stopped.TriedAt(At(4_000));
        (tried.StateAt(At(4_001)), tried.OpensAt).ShouldBe((RoadState.Stopped, At(4_060)));
        (tried.After(Failed(4_021, kind)).OpensAt, tried.After(Taken(4_002)).StateAt(At(4_002))).ShouldBe((At(7_621), RoadState.Well));
    }

    [Fact]
    public void The_trial_of_a_stopped_road_that_meets_an_outage_leaves_it_stopped_for_a_rest()
    {
        var tried = After(Failed(0, RoadFailure.Unauthorized)).TriedAt(At(4_000)).After(Failed(4_020));
        (tried.StateAt(At(4_020)), tried.StoppedBy, tried.OpensAt).ShouldBe((RoadState.Stopped, RoadFailure.Unauthorized, At(4_110)));
        tried.StateAt(At(4_110)).ShouldBe(RoadState.OnTrial);
    }

    [Fact]
    public void The_second_road_takes_over_and_the_first_takes_back()
    {
        var (first, second) = (RoadHealth.Fresh, RoadHealth.Fresh);
        RoadChoice.Among([first, second], At(0)).ShouldBe(new(0, false, null));
        first = After(Failed(0), Failed(30), Failed(60));
        RoadChoice.Among([first, second], At(61)).ShouldBe(new(1, false, null));
        RoadChoice.Among([first, second], At(150)).ShouldBe(new(0, true, null));
        // While one question tries the first, the others go by the second.
        first = first.TriedAt(At(150));
        RoadChoice.Among([first, second], At(151)).ShouldBe(new(1, false, null));
        RoadChoice.Among([first.After(Failed(170)), second], At(171)).ShouldBe(new(1, false, null));
        RoadChoice.Among([first.After(Taken(152)), second], At(153)).ShouldBe(new(0, false, null));
    }

    [Fact]
    public void Where_no_road_is_to_be_used_the_first_time_of_any_is_said()
    {
        var first = After(Failed(0), Failed(30), Failed(60));
        var second = After(Failed(0), Failed(10), Failed(20));
        var stopped = After(Failed(0, RoadFailure.Unauthorized));
        RoadChoice.Among([stopped, first, second], At(70)).ShouldBe(new(null, false, At(110)));
        RoadChoice.Among([first, second.TriedAt(At(110))], At(111)).ShouldBe(new(null, false, At(150)));
        RoadChoice.Among([stopped], At(70)).ShouldBe(new(null, false, At(3_600)));
        RoadChoice.Among([], At(70)).ShouldBe(new(null, false, null));
    }
}
