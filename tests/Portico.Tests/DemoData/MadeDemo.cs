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
    private readonly Dictionary<StoreKind, TestDesk> _shared = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>To be looked at.</summary>
    public async Task<TestDesk> OnAsync(StoreKind kind)
    {
        if (!_shared.TryGetValue(kind, out var desk))
            desk = _shared[kind] = await CopyAsync(kind);
        return desk;
    }

    /// <summary>To go on with: as it was made, at 15:20 in New York and 13:20 in Denver, when the day is well under way everywhere.</summary>
    public async Task<TestDesk> CopyAsync(StoreKind kind) => await TestDesk.StartAsync(kind, practice: false, like: await MadeAsync(kind));

    private async Task<TestDesk> MadeAsync(StoreKind kind)
    {
        await _once.WaitAsync(Ct);
        try
        {
            if (!_made.TryGetValue(kind, out var desk))
            {
                desk = await TestDesk.StartAsync(kind, practice: false);
                desk.Time.Advance(TimeSpan.FromMinutes(380));
                var demo = desk.Get<DemoPractice>();
                await demo.PrepareAsync(Ct);
                await demo.FillAsync(Ct);
                await desk.StopAsync();
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
        foreach (var desk in _shared.Values.Concat(_made.Values))
            await desk.DisposeAsync();
        _once.Dispose();
    }
}
