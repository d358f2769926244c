using Portico.BrowserTests.Kit;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>What a connected user costs the server.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests(Browsing browsing)
{
    private const int Users = 50;

    [Fact]
    public async Task Each_of_fifty_full_boards_holds_1_5_MB_of_managed_heap_at_most()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await FullBoard.WriteAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        // The first one warms up what all share.
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await screen.Page.Locator("tr[data-row]").Nth(FullBoard.Visits - 1).WaitForAsync();
        var before = Heap();
        await Parallel.ForAsync(0, Users, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (_, _) =>
        {
            var tab = await screen.Page.Context.NewPageAsync();
            await tab.GotoAsync("/today");
            await tab.Locator("tr[data-row]").Nth(FullBoard.Visits - 1).WaitForAsync(new() { Timeout = 30_000 });
        });
        var each = (Heap() - before) / (double)Users / 1024 / 1024;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each:0.00} MB a user");
        each.ShouldBeLessThan(1.5);
    }

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
