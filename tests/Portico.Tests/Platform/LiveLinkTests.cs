using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portico.Platform.Access;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class LiveLinkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_commit_reaches_a_screen_of_another_node_once_within_a_second(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        await using var store = new DeskStore(desk.Settings.Address);
        var feed = new LiveFeed();
        using var here = new LiveLink(desk.Store, desk.Get<LiveFeed>(), NullLogger<LiveLink>.Instance);
        using var there = new LiveLink(store, feed, NullLogger<LiveLink>.Instance);
        await here.StartAsync(Ct);
        await there.StartAsync(Ct);
        var heard = new ConcurrentQueue<string>();
        using var screen = feed.Listen(TestDesk.Practice, "probe/", topics => heard.Enqueue(topics.Single()));
        using var stranger = feed.Listen(2, "", _ => heard.Enqueue("another practice's"));

        await desk.Get<TakeProbe>().RunAsync(new("warm"), desk.CallAs(Roles.FrontDesk), Ct);
        await OutboxTests.Until(() => heard.Count == 1, TimeSpan.FromSeconds(10));
        await desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.FrontDesk), Ct);
        await OutboxTests.Until(() => heard.Count == 2, TimeSpan.FromSeconds(1));
        await Task.Delay(1500, Ct);
        heard.ShouldBe(["probe/warm", "probe/a"]);

        await here.StopAsync(Ct);
        await there.StopAsync(Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_a_killed_node_could_not_say_is_found_by_the_poll(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        await using var store = new DeskStore(desk.Settings.Address);
        var feed = new LiveFeed();
        using var there = new LiveLink(store, feed, NullLogger<LiveLink>.Instance);
        var heard = 0;
        using var screen = feed.Listen(TestDesk.Practice, "probe/", _ => Interlocked.Increment(ref heard));
        await there.StartAsync(Ct);
        // No link on the writing side: nobody sends a NOTIFY.
        await desk.Get<TakeProbe>().RunAsync(new("a"), desk.CallAs(Roles.FrontDesk), Ct);
        await OutboxTests.Until(() => Volatile.Read(ref heard) == 1, TimeSpan.FromSeconds(3));
        await there.StopAsync(Ct);
    }
}
