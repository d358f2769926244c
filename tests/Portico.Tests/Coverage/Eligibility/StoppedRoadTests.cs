using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;
using PayersRoads = Portico.Modules.Coverage.AskPayers.Asking;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>A password that ran out is heard of once, then once an hour, and everything goes on with the new one, on both databases.</summary>
public sealed class StoppedRoadTests
{
    private static readonly ReadOnlyMemory<byte> s_question = "ISA*SYNTHETIC~"u8.ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<List<EligibilityCheck>> ChecksAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityCheck>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Ct));

    private static Task<List<EligibilityBatch>> BatchesAsync(Verified v) =>
        v.Desk.ReadAsync(d => d.Db.Set<EligibilityBatch>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(Ct));

    private static Task<List<PayersRoads.End>> EndsAsync(Verified v) =>
        v.Desk.ReadAsync(async d => (await PayersRoads.RoadsAsync(d, [v.Day.Payer], Ct))[v.Day.Payer].ToList());

    private static async Task PasswordAsync(Verified v, string password)
    {
        var admin = v.Desk.CallAs(Roles.Administrator);
        var road = (await v.Desk.Get<ShowRoads>().RunAsync(new(), admin, Ct)).Roads.ShouldHaveSingleItem();
        (await v.Desk.Get<SetRoad>().RunAsync(new(road.Id, road.Name, road.Kind, road.Address, road.SenderId, road.ReceiverId, road.UserName, password, null,
            road.Fingerprint, road.IsTest, road.IsActive), admin, Ct)).ShouldBeOfType<SetRoad.Result.Set>();
    }

    /// <summary>One question that goes out with others this evening.</summary>
    private static async Task EveningAsync(Verified v)
    {
        await v.SetAsync(a => a with { BatchHour = 18 });
        await v.BookedAsync("Evening", date: OneDay.Today.AddDays(2));
        await v.Desk.WriteAsync(d => v.Desk.Get<AskAhead>().QueueAsync(d, Ct));
        v.Desk.Time.Advance(TimeSpan.FromHours(9));
    }

    /// <summary>As the chore does, for an hour.</summary>
    private static async Task ForAnHourAsync(Verified v)
    {
        for (var minute = 0; minute < 60; minute++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task AnsweredOnceAsync(Verified v)
    {
        for (var turn = 0; turn < 50 && (await BatchesAsync(v))[0].State != BatchState.Answered; turn++)
        {
            await v.BatchAsync();
            v.Desk.Time.Advance(TimeSpan.FromSeconds(5));
            // The box works by its own clock.
            await Task.Delay(10, Ct);
        }
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.State, batch.Fault).ShouldBe((BatchState.Answered, null));
        var check = (await ChecksAsync(v)).ShouldHaveSingleItem();
        (check.State, check.Attempts).ShouldBe((CheckState.Answered, 1));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_road_that_refuses_the_password_carries_nothing_for_an_hour_then_one_question_and_all_with_a_new_one(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await PasswordAsync(v, "wrong");
        var (roads, ends) = (v.Desk.Get<RoadDesk>(), await EndsAsync(v));
        var road = ends.ShouldHaveSingleItem().Road;
        roads.InOrder(TestDesk.Practice, ends).Count.ShouldBe(1);
        (await roads.AskAsync(TestDesk.Practice, road, s_question, Ct)).ShouldBeOfType<RoadResult.Failed>().Kind.ShouldBe(RoadFailure.Unauthorized);
        roads.InOrder(TestDesk.Practice, ends).ShouldBeEmpty();
        roads.Takes(TestDesk.Practice, road).ShouldBeFalse();
        var stop = roads.StopOf(TestDesk.Practice, [road]).ShouldNotBeNull();
        (stop.Why, stop.Until).ShouldBe((RoadFailure.Unauthorized, v.Desk.Get<PracticeClock>().Now + Duration.FromHours(1)));
        v.Desk.Time.Advance(TimeSpan.FromMinutes(59));
        roads.InOrder(TestDesk.Practice, ends).ShouldBeEmpty();
        v.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        roads.StopOf(TestDesk.Practice, [road]).ShouldBeNull();
        roads.InOrder(TestDesk.Practice, ends).Count.ShouldBe(1);
        Enumerable.Range(0, 10).Count(_ => roads.Takes(TestDesk.Practice, road)).ShouldBe(1);
        roads.InOrder(TestDesk.Practice, ends).ShouldBeEmpty();
        await PasswordAsync(v, "synthetic");
        var mended = await EndsAsync(v);
        roads.InOrder(TestDesk.Practice, mended).Count.ShouldBe(1);
        roads.Takes(TestDesk.Practice, mended[0].Road).ShouldBeTrue();
        // Who still has the settings from before in hand opens nothing by them.
        roads.InOrder(TestDesk.Practice, ends).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task With_the_first_road_stopped_the_second_carries(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var wrong = await v.RoadAsync(1, "wrong");
        var (roads, ends) = (v.Desk.Get<RoadDesk>(), await EndsAsync(v));
        ends[0].Road.Id.ShouldBe(wrong);
        await roads.AskAsync(TestDesk.Practice, ends[0].Road, s_question, Ct);
        roads.InOrder(TestDesk.Practice, ends).ShouldHaveSingleItem().ShouldBe(ends[1]);
        roads.StopOf(TestDesk.Practice, ends.Select(e => e.Road)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_many_questions_none_is_sent_by_a_stopped_road_and_all_go_on_with_the_new_password(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await PasswordAsync(v, "wrong");
        var (visit, policy, _) = await v.BookedAsync("First", new(8, 0));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        for (var n = 0; n < 5; n++)
        {
            var (next, other, _) = await v.BookedAsync($"Then{(char)('a' + n)}", new TimeOnly(9, 0).AddMinutes(20 * n));
            await v.AskAsync(next, other);
        }
        await v.DrainAsync();
        v.Asked.ShouldBe(1);
        (await ChecksAsync(v)).Count(c => c.State == CheckState.Waiting && c.Fault == "Unauthorized").ShouldBe(5);
        v.Desk.Time.Advance(TimeSpan.FromHours(1));
        await v.DrainAsync();
        v.Asked.ShouldBe(2);
        await PasswordAsync(v, "synthetic");
        await v.DrainAsync();
        v.Asked.ShouldBe(6);
        (await ChecksAsync(v)).Count(c => c.State == CheckState.Answered).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_batch_that_cannot_leave_by_a_stopped_road_waits_and_leaves_with_the_new_password(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await PasswordAsync(v, "wrong");
        await EveningAsync(v);
        await ForAnHourAsync(v);
        v.Asked.ShouldBe(1);
        await v.BatchAsync();
        v.Asked.ShouldBe(2);
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.State, batch.Fault).ShouldBe((BatchState.Made, "Unauthorized"));
        await PasswordAsync(v, "synthetic");
        await AnsweredOnceAsync(v);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_batch_that_is_with_the_payer_is_not_looked_for_by_a_stopped_road_and_nobody_is_asked_again(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await EveningAsync(v);
        await v.BatchAsync();
        (await BatchesAsync(v)).ShouldHaveSingleItem().State.ShouldBe(BatchState.Sent);
        await PasswordAsync(v, "wrong");
        var before = v.Asked;
        await ForAnHourAsync(v);
        (v.Asked - before).ShouldBe(1);
        var batch = (await BatchesAsync(v)).ShouldHaveSingleItem();
        (batch.State, batch.Fault).ShouldBe((BatchState.Sent, "Unauthorized"));
        await PasswordAsync(v, "synthetic");
        await AnsweredOnceAsync(v);
    }
}
