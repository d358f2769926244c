using Portico.DemoData;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.DemoData;

/// <summary>Classes whose tests share the made demos.</summary>
[CollectionDefinition(nameof(MadeDemo))]
public sealed class MadeDemos : ICollectionFixture<MadeDemo>;

/// <summary>One demo a database for all tests that only look at it: making one takes seconds.</summary>
public sealed class MadeDemo : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly Dictionary<StoreKind, TestDesk> _made = [];

    public async Task<TestDesk> OnAsync(StoreKind kind)
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_made.TryGetValue(kind, out var desk))
            {
                desk = await TestDesk.StartAsync(kind, practice: false);
                // 15:20 in New York, 13:20 in Denver: the day is well under way everywhere.
                desk.Time.Advance(TimeSpan.FromMinutes(380));
                var watch = System.Diagnostics.Stopwatch.StartNew();
                await desk.Get<DemoPractice>().PrepareAsync(TestContext.Current.CancellationToken);
                TestContext.Current.TestOutputHelper?.WriteLine($"made in {watch.Elapsed.TotalSeconds:0.0} s");
                watch.Restart();
                await desk.Get<DemoPractice>().FillAsync(TestContext.Current.CancellationToken);
                TestContext.Current.TestOutputHelper?.WriteLine($"filled in {watch.Elapsed.TotalSeconds:0.0} s");
                _made[kind] = desk;
            }
            return desk;
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _made.Values)
            await desk.DisposeAsync();
        _once.Dispose();
    }
}
