using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Platform;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Live;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>Asks the payers what waits in the queue, on any number of nodes: many at once, in the order in which it was wanted.</summary>
/// <remarks>A payer that does not answer is asked one question at a time until it does; its others wait untouched.</remarks>
internal sealed partial class EligibilityWorker(Practices practices, DeskStore store, PracticeClock clock, QuestionRun run, LiveFeed live,
    Leases node, ILogger<EligibilityWorker> log) : PracticeChore(practices, log)
{
    internal const int MostAtOnce = 64;
    private const string Due = """
        SELECT * FROM eligibility_check c WHERE practice_id = {0} AND state = 'Waiting' AND NOT is_by_batch AND due_at <= {1}
        AND (leased_until IS NULL OR leased_until < {1})
        AND NOT EXISTS (SELECT 1 FROM payer_contact p WHERE p.practice_id = c.practice_id AND p.payer_id = c.payer_id AND p.away_since IS NOT NULL
            AND (p.next_try_at > {1} OR EXISTS (SELECT 1 FROM eligibility_check o WHERE o.practice_id = c.practice_id AND o.payer_id = c.payer_id
                AND o.state = 'Waiting' AND o.leased_until >= {1})))
        ORDER BY id LIMIT {2}
        """;

    // Longer than a question may take: nobody else takes it meanwhile, and after a kill somebody does.
    private static readonly Duration s_lease = Duration.FromMinutes(2);
    private readonly Bell _bell = new();
    private readonly ConcurrentDictionary<EligibilityCheckId, Task> _running = new();

    protected override Task RestAsync(CancellationToken ct) => _bell.WaitAsync(TimeSpan.FromSeconds(1), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        _bell.Listen(live, practice, CoverageTopics.Queue);
        while (MostAtOnce - _running.Count is > 0 and var free)
        {
            var leased = await LeaseAsync(practice, free, ct);
            foreach (var (check, ready) in await run.PrepareAsync(practice, leased, ct))
                _running[check.Id] = AskAsync(practice, check, ready, ct);
            if (leased.Count < free)
                return;
        }
    }

    /// <summary>Asks all that is due, and waits until it is answered or has failed: for tests and benches.</summary>
    internal async Task DrainAsync(int practice, CancellationToken ct)
    {
        while (await LeaseAsync(practice, MostAtOnce, ct) is { Count: > 0 } leased)
            await Task.WhenAll((await run.PrepareAsync(practice, leased, ct)).Select(q => run.AskAsync(practice, q.Check, q.Ready, ct)));
    }

    private async Task AskAsync(int practice, EligibilityCheck check, Asking.Ready? ready, CancellationToken ct)
    {
        try
        {
            // Off the chore's own turn: the next are leased meanwhile.
            await Task.Yield();
            await run.AskAsync(practice, check, ready, ct);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Its lease runs out, and it is asked again.
            if (!ct.IsCancellationRequested)
                LogFailed(log, check.Id.Value, failure.GetType().Name);
        }
        finally
        {
            _running.TryRemove(check.Id, out _);
            _bell.Ring();
        }
    }

    private async Task<IReadOnlyList<EligibilityCheck>> LeaseAsync(int practice, int most, CancellationToken ct)
    {
        var now = clock.Now;
        var micros = now.ToUnixTimeTicks() / 10;
        // Looked at before anything is locked: an empty queue costs SQLite's one writer nothing.
        await using (var look = await store.ReadAsync(practice, ct))
        {
            if (!await look.Db.Set<EligibilityCheck>().FromSqlRaw(Due, practice, micros, 1).AsNoTracking().AnyAsync(ct))
                return [];
        }
        await using var transaction = await store.WriteAsync(practice, ct);
        var rows = await transaction.Db.Set<EligibilityCheck>()
            .FromSqlRaw(transaction.Db.Kind == StoreKind.Postgres ? Due + " FOR UPDATE OF c SKIP LOCKED" : Due, practice, micros, most).ToListAsync(ct);
        var away = (await transaction.Db.Set<PayerContact>().AsNoTracking().Where(c => c.AwaySince != null).Select(c => c.PayerId).ToListAsync(ct)).ToHashSet();
        List<EligibilityCheck> taken = [];
        foreach (var row in rows.OrderBy(r => r.Id.Value))
        {
            // Of a payer that is away, the first alone finds out whether it is back.
            if (away.Contains(row.PayerId) && taken.Any(t => t.PayerId == row.PayerId))
                continue;
            row.Lease(node.Node, now + s_lease);
            taken.Add(row);
        }
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return taken;
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Question {Check} failed and is asked again: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid check, string failure);
}
