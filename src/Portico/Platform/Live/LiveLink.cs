using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Platform.Live;

/// <summary>Carries the live feed between processes of one database.</summary>
/// <remarks>
/// PostgreSQL: one NOTIFY a node for all its commits of a few milliseconds, with practice numbers alone, and a poll that
/// catches what a killed node could not say. SQLite: the file's data_version. Both then read the new live_change rows.
/// </remarks>
internal sealed partial class LiveLink(DeskStore store, LiveFeed feed, ILogger<LiveLink> log) : BackgroundService
{
    internal const string Channel = "portico_live";
    private static readonly TimeSpan s_litePoll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pgPoll = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(20);

    // An id is made before its transaction commits, so a poll looks back as long as a transaction may take.
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<int, Guid> _newest = new();
    private readonly ConcurrentDictionary<int, byte> _untold = new();
    private readonly SemaphoreSlim _tell = new(0);
    private readonly SemaphoreSlim _polling = new(1, 1);
    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private Guid _startedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        _startedAt = Guid.CreateVersion7();
        if (store.Address.Kind == StoreKind.Sqlite)
        {
            await ForeverAsync(FollowFileAsync, stoppingToken);
            return;
        }
        feed.PublishedHere += Untold;
        await Task.WhenAll(
            ForeverAsync(ListenAsync, stoppingToken), ForeverAsync(TellAsync, stoppingToken), ForeverAsync(PollAsync, stoppingToken));
        feed.PublishedHere -= Untold;
    }

    private async Task ForeverAsync(Func<CancellationToken, Task> follow, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await follow(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (DbException lost)
            {
                LogLost(log, lost.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    private async Task FollowFileAsync(CancellationToken ct)
    {
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA data_version";
        long? seen = null;
        while (true)
        {
            // Counts the commits of every other connection, of this process and of others alike.
            var version = (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
            if (seen != version)
                await ReadNewAsync(ct);
            seen = version;
            await Task.Delay(s_litePoll, ct);
        }
    }

    private void Untold(int practice)
    {
        _untold[practice] = 0;
        if (_tell.CurrentCount == 0)
            _tell.Release();
    }

    private async Task TellAsync(CancellationToken ct)
    {
        while (true)
        {
            await _tell.WaitAsync(ct);
            await Task.Delay(s_gather, ct);
            List<int> practices = [.. _untold.Keys.Take(500)];
            foreach (var practice in practices)
                _untold.TryRemove(practice, out _);
            if (!_untold.IsEmpty)
                _tell.Release();
            if (practices.Count == 0)
                continue;
            await using var connection = await store.ConnectAsync(ct);
            await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            command.Parameters.Add(new() { Value = Channel });
            command.Parameters.Add(new()
            {
                Value = _node + ":" + string.Join(',', practices.Select(p => p.ToString(CultureInfo.InvariantCulture))),
            });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await store.ConnectAsync(ct);
        var others = false;
        connection.Notification += (_, told) => others |= !told.Payload.StartsWith(_node, StringComparison.Ordinal);
        await using (var listen = new NpgsqlCommand("LISTEN " + Channel, connection))
            await listen.ExecuteNonQueryAsync(ct);
        while (true)
        {
            await connection.WaitAsync(ct);
            if (!others)
                continue;
            others = false;
            await ReadNewAsync(ct);
        }
    }

    private async Task PollAsync(CancellationToken ct)
    {
        while (true)
        {
            await ReadNewAsync(ct);
            await Task.Delay(s_pgPoll, ct);
        }
    }

    private async Task ReadNewAsync(CancellationToken ct)
    {
        await _polling.WaitAsync(ct);
        try
        {
            foreach (var practice in feed.Watched)
                await ReadNewAsync(practice, ct);
            feed.Forget(IdTime.Floor(Guid.CreateVersion7(), s_overlap * 6));
        }
        finally
        {
            _polling.Release();
        }
    }

    private async Task ReadNewAsync(int practice, CancellationToken ct)
    {
        var newest = _newest.GetValueOrDefault(practice, _startedAt);
        await using var transaction = await store.ReadAsync(practice, ct);
        var changes = await transaction.Db.Set<LiveChangeRow>().FromSqlRaw(
            "SELECT * FROM live_change WHERE practice_id = {0} AND id > {1}",
            practice, transaction.Db.ToStore(IdTime.Floor(newest, s_overlap))).ToListAsync(ct);
        foreach (var change in changes)
        {
            feed.Deliver(practice, change.Id, change.Topics.Split('\n'));
            if (change.Id > newest)
                newest = change.Id;
        }
        _newest[practice] = newest;
    }

    public override void Dispose()
    {
        _tell.Dispose();
        _polling.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The live feed lost its connection and tries again: {Failure}")]
    private static partial void LogLost(ILogger log, string failure);
}
