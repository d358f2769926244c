using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Outbox;

/// <summary>Wakes the worker right after a commit of this node that left it something to do.</summary>
public sealed class OutboxBell : Bell;

/// <summary>Runs the handlers of what waits in the outbox: at least once, acted on once, on any number of nodes.</summary>
/// <remarks>A handler runs inside its own transaction, so it does its work on its desk and runs no other use case.</remarks>
internal sealed partial class OutboxWorker(
    Practices practices, DeskStore store, PracticeClock clock, DeskEngine engine, HandlerRegistry handlers,
    IServiceProvider services, OutboxBell bell, Leases node, ILogger<OutboxWorker> log)
    : PracticeChore(practices, log)
{
    internal const int MostAttempts = 10;
    private const int Batch = 20;
    private const string Due = """
        SELECT * FROM outbox WHERE practice_id = {0} AND done_at IS NULL AND parked_for IS NULL AND due_at <= {1}
        AND (leased_until IS NULL OR leased_until < {1}) ORDER BY due_at, id LIMIT {2}
        """;
    private static readonly Duration s_lease = Duration.FromMinutes(1);
    private static readonly ConcurrentDictionary<Type, MethodInfo> s_handle = new();

    protected override Task RestAsync(CancellationToken ct) => bell.WaitAsync(TimeSpan.FromSeconds(1), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        while (await RunDueAsync(practice, ct) == Batch)
            ct.ThrowIfCancellationRequested();
    }

    /// <summary>Leases what is due now and runs it.</summary>
    /// <returns>How many messages were leased.</returns>
    internal async Task<int> RunDueAsync(int practice, CancellationToken ct)
    {
        var leased = await LeaseAsync(practice, ct);
        foreach (var message in leased)
            await RunAsync(practice, message, ct);
        return leased.Count;
    }

    internal async Task<IReadOnlyList<OutboxRow>> LeaseAsync(int practice, CancellationToken ct)
    {
        var now = clock.Now;
        // Looked at before anything is locked: an empty outbox costs SQLite's one writer nothing.
        await using (var look = await store.ReadAsync(practice, ct))
        {
            if (!await look.Db.Set<OutboxRow>().AnyAsync(m => m.DoneAt == null && m.ParkedFor == null && m.DueAt <= now
                    && (m.LeasedUntil == null || m.LeasedUntil < now), ct))
                return [];
        }
        await using var transaction = await store.WriteAsync(practice, ct);
        var micros = now.ToUnixTimeTicks() / 10;
        var due = transaction.Db.Kind == StoreKind.Postgres ? Due + " FOR UPDATE SKIP LOCKED" : Due;
        var rows = await transaction.Db.Set<OutboxRow>().FromSqlRaw(due, practice, micros, Batch).ToListAsync(ct);
        foreach (var row in rows)
            (row.LeasedBy, row.LeasedUntil, row.Attempts) = (node.Node, now + s_lease, row.Attempts + 1);
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. rows.OrderBy(m => m.DueAt).ThenBy(m => m.Id)];
    }

    /// <summary>Runs one leased message: what its handler did and the mark that it ran commit together.</summary>
    internal async Task RunAsync(int practice, OutboxRow message, CancellationToken ct)
    {
        try
        {
            if (handlers.Event(message.Event) is not { } heard || handlers.Handler(message.Handler) is not { } handler)
            {
                await ParkAsync(practice, message, "UnknownHandler", ct);
                return;
            }
            var @event = JsonSerializer.Deserialize(message.Body, heard, DeskJson.Options)
                ?? throw new JsonException("A waiting event is null.");
            await engine.HearAsync(practice, message.Id, node.Node, message.Handler,
                desk => Hear(services.GetRequiredService(handler), @event, desk, ct), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            var cause = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
            LogFailed(log, message.Handler, message.Id, message.Attempts, cause.GetType().Name);
            if (message.Attempts >= MostAttempts)
                await ParkAsync(practice, message, cause.GetType().Name, ct);
            else
                await AgainLaterAsync(practice, message, ct);
        }
    }

    private static Task Hear(object handler, object @event, Desk desk, CancellationToken ct)
    {
        var handle = s_handle.GetOrAdd(@event.GetType(), type => typeof(IHandle<>).MakeGenericType(type).GetMethod(nameof(IHandle<>.HandleAsync))
            ?? throw new InvalidOperationException(type.Name));
        return (Task)(handle.Invoke(handler, [@event, desk, ct]) ?? Task.CompletedTask);
    }

    private async Task ParkAsync(int practice, OutboxRow message, string why, CancellationToken ct)
    {
        var (id, me) = (message.Id, node.Node);
        await using var transaction = await store.WriteAsync(practice, ct);
        await transaction.Db.Set<OutboxRow>().Where(m => m.Id == id && m.LeasedBy == me && m.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ParkedFor, why).SetProperty(m => m.LeasedBy, (string?)null)
                .SetProperty(m => m.LeasedUntil, (Instant?)null), ct);
        await transaction.CommitAsync(ct);
    }

    private async Task AgainLaterAsync(int practice, OutboxRow message, CancellationToken ct)
    {
        var (id, me) = (message.Id, node.Node);
        var due = clock.Now + Duration.FromSeconds(1 << (message.Attempts - 1));
        await using var transaction = await store.WriteAsync(practice, ct);
        await transaction.Db.Set<OutboxRow>().Where(m => m.Id == id && m.LeasedBy == me && m.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.LeasedBy, (string?)null)
                .SetProperty(m => m.LeasedUntil, (Instant?)null), ct);
        await transaction.CommitAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Handler} failed on {Message}, attempt {Attempt}: {Failure}")]
    private static partial void LogFailed(ILogger log, string handler, Guid message, int attempt, string failure);
}
