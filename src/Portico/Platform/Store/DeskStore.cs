using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portico.Platform.Store;

/// <summary>Where the data is: <c>sqlite:PATH</c> or <c>postgres:CONNECTION STRING</c>.</summary>
public sealed record StoreAddress(StoreKind Kind, string Connection)
{
    /// <exception cref="FormatException">Neither form.</exception>
    public static StoreAddress Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        return scheme switch
        {
            "sqlite" when rest.Length > 0 => new(StoreKind.Sqlite, rest),
            "postgres" when rest.Length > 0 => new(StoreKind.Postgres, rest),
            _ => throw new FormatException("PORTICO_DATABASE is sqlite:PATH or postgres:CONNECTION STRING."),
        };
    }
}

/// <summary>Opens contexts and transactions. One a process and database; thread-safe.</summary>
public sealed class DeskStore : IAsyncDisposable
{
    private readonly Func<DeskDb> _rent;

    // SQLite has one writer: waiting here is fair and takes no polling, the driver's own retry sleeps 150 ms.
    private readonly SemaphoreSlim? _gate;

    // SQLite: contexts whose connections stay open. Opening one registers functions and runs pragmas, and what it had
    // prepared is lost when it closes: together half the time of a booking.
    private readonly ConcurrentStack<LiteDb>? _open;
    private const int MostOpen = 32;
    private readonly DbContextOptions<LiteDb>? _liteOptions;
    private readonly string _connection;

    public DeskStore(StoreAddress address)
    {
        Address = address;
        if (address.Kind == StoreKind.Sqlite)
        {
            _connection = new SqliteConnectionStringBuilder
            {
                DataSource = address.Connection, ForeignKeys = true, Pooling = true, DefaultTimeout = 30,
            }.ToString();
            var options = new DbContextOptionsBuilder<LiteDb>();
            options.UseSqlite(_connection).ReplaceService<IMigrationsSqlGenerator, LiteSqlGenerator>();
            Common(options);
            _liteOptions = options.Options;
            _rent = () => new LiteDb(_liteOptions);
            _open = new();
            _gate = new SemaphoreSlim(1, 1);
        }
        else
        {
            var connection = new NpgsqlConnectionStringBuilder(address.Connection);
            // Statements repeat all day: prepared once a connection. A pooler in between may need Max Auto Prepare=0.
            if (!connection.ShouldSerialize("Max Auto Prepare"))
                connection.MaxAutoPrepare = 200;
            // Nothing here outlives its transaction on a session, so there is nothing to reset.
            connection.NoResetOnClose = true;
            _connection = connection.ToString();
            var options = new DbContextOptionsBuilder<PgDb>();
            // By its text, not by a data source: EF makes its model and its compiled queries anew for each data source,
            // most of a second for a process that opens several stores.
            options.UseNpgsql(_connection);
            Common(options);
            var pool = new PooledDbContextFactory<PgDb>(options.Options, 256);
            _rent = pool.CreateDbContext;
        }
    }

    public StoreAddress Address { get; }

    /// <summary>A connection of this store's pool, for what PostgreSQL does outside a transaction: LISTEN and NOTIFY. Dispose it.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static void Common(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(w => w.Ignore(
            Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning));

    /// <summary>A bare context, for global tables and the schema alone. Dispose it.</summary>
    public DeskDb Open(int practice = 0)
    {
        var db = _rent();
        db.PracticeId = practice;
        return db;
    }

    /// <summary>A snapshot to read from.</summary>
    public Task<DeskTransaction> ReadAsync(int practice, CancellationToken ct) => BeginAsync(practice, writes: false, null, ct);

    /// <summary>The same, with statements that travel together with what begins the transaction.</summary>
    internal Task<DeskTransaction> ReadAsync(int practice, Action<DeskBatch> first, CancellationToken ct) =>
        BeginAsync(practice, writes: false, first, ct);

    /// <summary>A transaction to write in. On SQLite it waits for its turn.</summary>
    public Task<DeskTransaction> WriteAsync(int practice, CancellationToken ct) => BeginAsync(practice, writes: true, null, ct);

    /// <summary>The same, with statements that travel together with what begins the transaction.</summary>
    internal Task<DeskTransaction> WriteAsync(int practice, Action<DeskBatch> first, CancellationToken ct) =>
        BeginAsync(practice, writes: true, first, ct);

    private async Task<DeskTransaction> BeginAsync(int practice, bool writes, Action<DeskBatch>? first, CancellationToken ct)
    {
        var gate = writes ? _gate : null;
        if (gate is not null)
            await gate.WaitAsync(ct);
        DeskDb? db = null;
        DbTransaction? raw = null;
        try
        {
            db = await RentAsync(practice, ct);
            db.Saved.Clear();
            db.ChangeTracker.QueryTrackingBehavior = writes ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
            // EF would put a savepoint around every save; a refusal rolls everything back.
            db.Database.AutoSavepointsEnabled = false;
            IDbContextTransaction transaction;
            if (db.Kind == StoreKind.Sqlite)
            {
                raw = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: !writes);
                transaction = await db.Database.UseTransactionAsync(raw, ct)
                    ?? throw new InvalidOperationException("SQLite gave no transaction.");
            }
            else
            {
                transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            }
            var batch = new DeskBatch(db);
            // A real SET LOCAL: row-level security reads it, and it ends with the transaction. An int cannot inject.
            if (db.Kind == StoreKind.Postgres)
                batch.Write(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL portico.practice = '{practice}'"));
            first?.Invoke(batch);
            await batch.RunAsync(ct);
            return new DeskTransaction(this, db, transaction, gate);
        }
        catch
        {
            if (raw is not null)
                await raw.DisposeAsync();
            if (db is not null)
                await db.DisposeAsync();
            gate?.Release();
            throw;
        }
    }

    private async Task<DeskDb> RentAsync(int practice, CancellationToken ct)
    {
        if (_open is null)
            return Open(practice);
        if (!_open.TryPop(out var lite))
        {
            lite = (LiteDb)Open(practice);
            await lite.Database.OpenConnectionAsync(ct);
        }
        lite.PracticeId = practice;
        return lite;
    }

    /// <summary>Takes a context back that left its transaction cleanly.</summary>
    internal async ValueTask ReturnAsync(DeskDb db)
    {
        if (_open is not null && db is LiteDb lite && _open.Count < MostOpen && !_isDisposed)
        {
            lite.ChangeTracker.Clear();
            lite.PracticeId = 0;
            _open.Push(lite);
            return;
        }
        await db.DisposeAsync();
    }

    private volatile bool _isDisposed;

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (_open is not null && _open.TryPop(out var lite))
            await lite.DisposeAsync();
        if (Address.Kind == StoreKind.Sqlite)
        {
            await using var pooled = new SqliteConnection(_connection);
            SqliteConnection.ClearPool(pooled);
        }
        else
        {
            await using var pooled = new NpgsqlConnection(_connection);
            NpgsqlConnection.ClearPool(pooled);
        }
        _gate?.Dispose();
    }
}

/// <summary>A context in its transaction. Disposed without a commit, it leaves nothing behind.</summary>
public sealed class DeskTransaction : IAsyncDisposable
{
    private readonly DeskStore _store;
    private readonly IDbContextTransaction _transaction;
    private readonly SemaphoreSlim? _gate;
    private bool _disposed;

    internal DeskTransaction(DeskStore store, DeskDb db, IDbContextTransaction transaction, SemaphoreSlim? gate) =>
        (_store, Db, _transaction, _gate) = (store, db, transaction, gate);

    public DeskDb Db { get; }

    public Task CommitAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    /// <summary>A point to go back to, for one who tries several acts in one transaction.</summary>
    internal Task SaveAsync(CancellationToken ct) => _transaction.CreateSavepointAsync(Tried, ct);

    /// <summary>Undoes what came after <see cref="SaveAsync"/>, tracked rows included.</summary>
    internal async Task BackAsync(CancellationToken ct)
    {
        await _transaction.RollbackToSavepointAsync(Tried, ct);
        Db.ChangeTracker.Clear();
    }

    private const string Tried = "tried";

    /// <summary>Runs the last statements and commits: one round trip on PostgreSQL, where an error among them leaves nothing.</summary>
    internal async Task CommitAsync(DeskBatch last, CancellationToken ct)
    {
        if (Db.Kind == StoreKind.Postgres)
        {
            await last.Write("COMMIT").RunAsync(ct);
            return;
        }
        await last.RunAsync(ct);
        await _transaction.CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            var raw = _transaction.GetDbTransaction();
            await _transaction.DisposeAsync();
            // EF does not own a transaction that was handed to it; the one it began itself may serve another renter by now.
            if (Db.Kind == StoreKind.Sqlite)
                await raw.DisposeAsync();
            await _store.ReturnAsync(Db);
        }
        finally
        {
            _gate?.Release();
        }
    }
}
