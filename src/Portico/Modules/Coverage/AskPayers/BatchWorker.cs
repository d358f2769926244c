using Portico.Modules.Coverage.Contracts;
using Portico.Platform;
using Portico.Platform.Chores;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Sends batches of questions and fetches their answers: on one node at a time, each road by itself, so that a slow payer holds up no other.</summary>
internal sealed partial class BatchWorker(Practices practices, BatchMaker maker, BatchRun run, Leases leases, ILogger<BatchWorker> log) : PracticeChore(practices, log)
{
    private const string Chore = "eligibility-batches";

    // Of the chore's own thread alone.
    private readonly Dictionary<(int Practice, RoadId Road), (Task Task, CancellationTokenSource Lost)> _running = [];

    // More often than a lease runs out.
    protected override Task RestAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromSeconds(2), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        foreach (var done in _running.Where(r => r.Key.Practice == practice && r.Value.Task.IsCompleted).ToList())
        {
            _running.Remove(done.Key);
            done.Value.Lost.Dispose();
        }
        // A payer may take minutes: nobody else sends the same meanwhile, and no question of what is due keeps the lease from being renewed.
        var mine = _running.Where(r => r.Key.Practice == practice).ToList();
        if (mine.Count > 0 && !await leases.HoldAsync(practice, Chore, ct))
        {
            foreach (var (_, road) in mine)
                await road.Lost.CancelAsync();
            return;
        }
        var plan = await maker.PlanAsync(practice, ct);
        if (plan is { Roads: [], Stranded: [] } || !await leases.HoldAsync(practice, Chore, ct))
            return;
        if (plan.Stranded.Count > 0)
            await maker.StrandAsync(practice, plan.Stranded, ct);
        foreach (var road in plan.Roads.Where(r => !_running.ContainsKey((practice, r))))
        {
            var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _running[(practice, road)] = (GoAsync(practice, road, lost.Token), lost);
        }
    }

    private async Task GoAsync(int practice, RoadId road, CancellationToken ct)
    {
        try
        {
            // Off the chore's own turn.
            await Task.Yield();
            await run.RoadAsync(practice, road, ct);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // What is due by it is tried again in the next turn.
            if (!ct.IsCancellationRequested)
                LogFailed(log, road.Value, failure.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_running.Values.Select(r => r.Task));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Road {Road} failed and is tried again: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid road, string failure);
}
