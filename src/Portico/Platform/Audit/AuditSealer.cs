using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Audit;

/// <summary>Appends each practice's new entries to its chain within a second, and signs a checkpoint every minute.</summary>
internal sealed class AuditSealer(
    Practices practices, DeskStore store, PracticeClock clock, Leases leases, AuditCheckpoints checkpoints, ILogger<AuditSealer> log)
    : PracticeChore(practices, log)
{
    private const int Batch = 500;

    // A transaction that began this long before the last sealed entry is over: nothing older can still appear.
    private static readonly TimeSpan s_longestTransaction = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<int, Guid> _searchFrom = new();
    private readonly ConcurrentDictionary<int, long> _checkpointAt = new();

    protected override Task RestAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromMilliseconds(500), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        while (await SealAsync(practice, ct) == Batch)
            ct.ThrowIfCancellationRequested();
        if (!_checkpointAt.TryGetValue(practice, out var at) || clock.Time.GetElapsedTime(at) > s_betweenCheckpoints)
        {
            if (await leases.HoldAsync(practice, "seal", ct))
                await CheckpointAsync(practice, ct);
            _checkpointAt[practice] = clock.Time.GetTimestamp();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var practice in _checkpointAt.Keys)
        {
            // Batch after batch, as a turn does: the last checkpoint is to vouch for all that was logged.
            while (await SealAsync(practice, cancellationToken) == Batch)
                cancellationToken.ThrowIfCancellationRequested();
            if (await leases.HoldAsync(practice, "seal", cancellationToken))
                await CheckpointAsync(practice, cancellationToken);
        }
    }

    /// <returns>How many entries were sealed; 0 also when another node seals this practice.</returns>
    internal async Task<int> SealAsync(int practice, CancellationToken ct)
    {
        var open = await UnsealedAsync(practice, ct);
        if (open.Count == 0 || !await leases.HoldAsync(practice, "seal", ct))
            return 0;
        await using var transaction = await store.WriteAsync(practice, ct);
        var last = await transaction.Db.Set<AuditSealRow>().AsNoTracking().OrderByDescending(s => s.Sequence).FirstOrDefaultAsync(ct);
        var (sequence, hash) = last is null ? (0L, AuditChain.Start) : (last.Sequence, last.Hash);
        foreach (var entry in open)
        {
            hash = AuditChain.Next(hash, ++sequence, entry.Id, entry.Body);
            transaction.Db.Add(new AuditSealRow { Sequence = sequence, EntryId = entry.Id, Hash = hash });
        }
        try
        {
            await transaction.Db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (transaction.Db.IsKeyTaken(taken))
        {
            // A node whose lease had run out was still writing: the key is the guard, and the next turn goes on from there.
            return 0;
        }
        await transaction.CommitAsync(ct);
        if (open.Count < Batch)
            _searchFrom[practice] = IdTime.Floor(open[^1].Id, s_longestTransaction);
        return open.Count;
    }

    /// <summary>Signs where the chain stands now, if it went on since the last checkpoint.</summary>
    internal async Task CheckpointAsync(int practice, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(practice, ct);
        if (await transaction.Db.Set<AuditSealRow>().OrderByDescending(s => s.Sequence).FirstOrDefaultAsync(ct) is { } last
            && checkpoints.Last(practice)?.Sequence != last.Sequence)
            checkpoints.Append(practice, last.Sequence, last.Hash, clock.Now);
    }

    private async Task<List<AuditEntryRow>> UnsealedAsync(int practice, CancellationToken ct)
    {
        // The first look of a process goes over the whole log; after that only its young end can have gaps.
        var from = _searchFrom.GetValueOrDefault(practice, Guid.Empty);
        await using var transaction = await store.ReadAsync(practice, ct);
        var open = await transaction.Db.Set<AuditEntryRow>().FromSqlRaw("""
            SELECT e.* FROM audit_entry e WHERE e.practice_id = {0} AND e.id > {1} AND NOT EXISTS
            (SELECT 1 FROM audit_seal s WHERE s.practice_id = e.practice_id AND s.entry_id = e.id) ORDER BY e.id LIMIT {2}
            """, practice, transaction.Db.ToStore(from), Batch).ToListAsync(ct);
        if (open.Count == 0 && from == Guid.Empty)
            _searchFrom[practice] = IdTime.Floor(Guid.CreateVersion7(), s_longestTransaction);
        return [.. open.OrderBy(e => e.Id)];
    }
}

/// <summary>Writes whose names were seen in lists, every few seconds and when the program stops.</summary>
internal sealed class SeenChartsWriter(Practices practices, SeenCharts seen, DeskEngine engine, PracticeClock clock, ILogger<SeenChartsWriter> log)
    : PracticeChore(practices, log)
{
    protected override Task RestAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromSeconds(3), ct);

    // What was seen is kept for all practices together; the first turn takes it all.
    protected override Task TurnAsync(int practice, CancellationToken ct) => WriteAsync(ct);

    internal async Task WriteAsync(CancellationToken ct)
    {
        foreach (var (call, patients) in seen.Take())
        {
            await engine.RecordAsync(call, AuditEntry.Of(call, clock.Now, "seen-in-list", "read") with { Others = patients }, ct);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }
}
