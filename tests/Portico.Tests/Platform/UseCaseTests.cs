using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class StoreTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_row_of_one_practice_is_not_seen_by_another(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new LeaseRow { Chore = "test", Holder = "me", Until = d.Now });
            return Task.CompletedTask;
        });
        (await desk.ReadAsync(d => d.Db.Set<LeaseRow>().CountAsync(ct))).ShouldBe(1);
        await using var other = await desk.Store.ReadAsync(2, ct);
        (await other.Db.Set<LeaseRow>().CountAsync(ct)).ShouldBe(0);
        (await other.Db.Set<LeaseRow>().IgnoreQueryFilters().CountAsync(ct)).ShouldBe(kind == StoreKind.Postgres ? 0 : 1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Transactions_of_many_at_once_never_end_one_anothers(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(async () =>
        {
            for (var turn = 0; turn < 60; turn++)
            {
                await using (var reading = await desk.Store.ReadAsync(TestDesk.Practice, ct))
                    (await reading.Db.Set<LeaseRow>().CountAsync(l => l.Holder == "n" + n, ct)).ShouldBe(turn);
                await using var writing = await desk.Store.WriteAsync(TestDesk.Practice, ct);
                writing.Db.Add(new LeaseRow { Chore = $"{n}/{turn}", Holder = "n" + n, Until = desk.Get<Portico.Platform.Clock.PracticeClock>().Now });
                await writing.Db.SaveChangesAsync(ct);
                await writing.CommitAsync(ct);
            }
        }, ct))).WaitAsync(TimeSpan.FromMinutes(1), ct);
    }
}
