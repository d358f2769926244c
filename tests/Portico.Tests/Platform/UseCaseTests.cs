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
}
