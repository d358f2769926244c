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
    private readonly NpgsqlDataSource? _postgres;

    public DeskStore(StoreAddress address)
    {
        Address = address;
        if (address.Kind == StoreKind.Sqlite)
        {
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = address.Connection, ForeignKeys = true, Pooling = true, DefaultTimeout = 30,
            }.ToString();
            var options = new DbContextOptionsBuilder<LiteDb>();
            options.UseSqlite(connection).ReplaceService<IMigrationsSqlGenerator, LiteSqlGenerator>();
            Common(options);
            var pool = new PooledDbContextFactory<LiteDb>(options.Options, 256);
            _rent = pool.CreateDbContext;
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
            _postgres = new NpgsqlDataSourceBuilder(connection.ToString()).Build();
            var options = new DbContextOptionsBuilder<PgDb>();
            options.UseNpgsql(_postgres);
            Common(options);
            var pool = new PooledDbContextFactory<PgDb>(options.Options, 256);
            _rent = pool.CreateDbContext;
        }
    }

    public StoreAddress Address { get; }

    internal NpgsqlDataSource? Postgres => _postgres;

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
    public async Task<DeskTransaction> ReadAsync(int practice, CancellationToken ct) =>
        (await BeginAsync(practice, writes: false, null, ct)).Transaction;

    /// <summary>A transaction to write in. On SQLite it waits for its turn.</summary>
    public async Task<DeskTransaction> WriteAsync(int practice, CancellationToken ct) =>
        (await BeginAsync(practice, writes: true, null, ct)).Transaction;

    /// <summary>The same, with a first statement that travels together with what begins the transaction.</summary>
    /// <returns>How many rows the statement wrote.</returns>
    internal Task<(DeskTransaction Transaction, int Rows)> WriteAsync(
        int practice, Action<DeskDb, DbCommand> first, CancellationToken ct) => BeginAsync(practice, writes: true, first, ct);

    private async Task<(DeskTransaction Transaction, int Rows)> BeginAsync(
        int practice, bool writes, Action<DeskDb, DbCommand>? first, CancellationToken ct)
    {
        var gate = writes ? _gate : null;
        if (gate is not null)
            await gate.WaitAsync(ct);
        DeskDb? db = null;
        try
        {
            db = Open(practice);
            if (!writes)
                db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            // EF would put a savepoint around every save; the one that a refusal goes back to is enough.
            db.Database.AutoSavepointsEnabled = false;
            IDbContextTransaction transaction;
            if (db.Kind == StoreKind.Sqlite)
            {
                await db.Database.OpenConnectionAsync(ct);
                var raw = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: !writes);
                transaction = await db.Database.UseTransactionAsync(raw, ct)
                    ?? throw new InvalidOperationException("SQLite gave no transaction.");
            }
            else
            {
                transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
            }
            var rows = 0;
            if (db.Kind == StoreKind.Postgres || first is not null)
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.Transaction = transaction.GetDbTransaction();
                first?.Invoke(db, command);
                // A real SET LOCAL: row-level security reads it, and it ends with the transaction. An int cannot inject.
                if (db.Kind == StoreKind.Postgres)
                    command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET LOCAL portico.practice = '{practice}'; ")
                        + command.CommandText;
                rows = await command.ExecuteNonQueryAsync(ct);
            }
            return (new DeskTransaction(db, transaction, gate), rows);
        }
        catch
        {
            if (db is not null)
                await db.DisposeAsync();
            gate?.Release();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        if (Address.Kind == StoreKind.Sqlite)
            SqliteConnection.ClearAllPools();
        _gate?.Dispose();
    }
}

/// <summary>A context in its transaction. Disposed without a commit, it leaves nothing behind.</summary>
public sealed class DeskTransaction(DeskDb db, IDbContextTransaction transaction, SemaphoreSlim? gate) : IAsyncDisposable
{
    public DeskDb Db { get; } = db;

    private bool _disposed;

    /// <summary>Where a refusal goes back to.</summary>
    internal const string Savepoint = "desk";

    internal async Task BackToSavepointAsync(CancellationToken ct)
    {
        await transaction.RollbackToSavepointAsync(Savepoint, ct);
        Db.ChangeTracker.Clear();
    }

    public Task CommitAsync(CancellationToken ct) => transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            var raw = transaction.GetDbTransaction();
            await transaction.DisposeAsync();
            // EF does not own a transaction that was handed to it.
            await raw.DisposeAsync();
            Db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            if (Db.Kind == StoreKind.Sqlite)
                await Db.Database.CloseConnectionAsync();
            await Db.DisposeAsync();
        }
        finally
        {
            gate?.Release();
        }
    }
}
