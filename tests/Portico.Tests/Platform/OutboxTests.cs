using Microsoft.EntityFrameworkCore;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class OutboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestDesk> WithOneMessageAsync(StoreKind kind)
    {
        var desk = await TestDesk.StartAsync(kind, Probes.Add);
        await desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.FrontDesk), Ct);
        return desk;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_event_is_heard_once_and_its_mark_commits_with_what_was_done(StoreKind kind)
    {
        await using var desk = await WithOneMessageAsync(kind);
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(1);
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(0);
        (await desk.CountAsync("heard a")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_message_whose_worker_died_is_taken_up_after_its_lease_and_acted_on_once(StoreKind kind)
    {
        await using var desk = await WithOneMessageAsync(kind);
        var dead = (await desk.Get<OutboxWorker>().LeaseAsync(TestDesk.Practice, Ct)).ShouldHaveSingleItem();
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(0);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(1);
        // The worker was only slow after all.
        await desk.Get<OutboxWorker>().RunAsync(TestDesk.Practice, dead, Ct);
        (await desk.CountAsync("heard a")).ShouldBe(1);
        desk.Get<Behaviour>().Heard.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_failing_handler_is_tried_again_later_and_leaves_nothing_of_its_failed_attempts(StoreKind kind)
    {
        await using var desk = await WithOneMessageAsync(kind);
        desk.Get<Behaviour>().DeafFor = 2;
        for (var i = 0; i < 3; i++)
        {
            (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(1);
            (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(0);
            desk.Time.Advance(TimeSpan.FromSeconds(5));
        }
        desk.Get<Behaviour>().Heard.ShouldBe(3);
        (await desk.CountAsync("heard a")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_poison_message_is_parked_by_the_kind_of_its_error_and_can_be_retried(StoreKind kind)
    {
        await using var desk = await WithOneMessageAsync(kind);
        desk.Get<Behaviour>().DeafFor = OutboxWorker.MostAttempts;
        for (var i = 0; i < OutboxWorker.MostAttempts; i++)
        {
            await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct);
            desk.Time.Advance(TimeSpan.FromHours(1));
        }
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(0);
        var call = desk.CallAs(Roles.Supervisor);
        var parked = (await desk.Get<ListParkedMessages>().RunAsync(new(), call, Ct)).Messages.ShouldHaveSingleItem();
        parked.ParkedFor.ShouldBe("InvalidOperationException");
        (await desk.Get<RetryParkedMessage>().RunAsync(new(parked.Message), call, Ct))
            .ShouldBeOfType<RetryParkedMessage.Result.Waiting>();
        (await desk.Get<OutboxWorker>().RunDueAsync(TestDesk.Practice, Ct)).ShouldBe(1);
        (await desk.CountAsync("heard a")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Workers_side_by_side_share_the_messages_without_doing_one_twice(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        for (var i = 0; i < 30; i++)
            await desk.Get<TakeProbe>().RunAsync(new("p" + i), desk.CallAs(Roles.FrontDesk), Ct);
        var worker = desk.Get<OutboxWorker>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await worker.RunDueAsync(TestDesk.Practice, Ct) > 0)
            {
            }
        }, Ct)));
        (await desk.ReadAsync(d => d.Db.Set<OutboxRow>().CountAsync(m => m.DoneAt != null, Ct))).ShouldBe(30);
        desk.Get<Behaviour>().Heard.ShouldBe(30);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_running_worker_hears_a_commit_of_its_node_at_once(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        var worker = desk.Get<OutboxWorker>();
        await worker.StartAsync(Ct);
        await desk.Get<TakeProbe>().RunAsync(new("warm"), desk.CallAs(Roles.FrontDesk), Ct);
        await Until(() => Volatile.Read(ref desk.Get<Behaviour>().Heard) == 1, TimeSpan.FromSeconds(10));
        await Task.Delay(300, Ct);
        await desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.FrontDesk), Ct);
        // Well under the poll's second; the goal is 50 ms on an idle machine.
        await Until(() => Volatile.Read(ref desk.Get<Behaviour>().Heard) == 2, TimeSpan.FromMilliseconds(500));
        await worker.StopAsync(Ct);
    }

    internal static async Task Until(Func<bool> come, TimeSpan most)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!come())
        {
            watch.Elapsed.ShouldBeLessThan(most);
            await Task.Delay(5, Ct);
        }
    }
}
