using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Npgsql;
using Portico.Platform.Ids;
using Portico.Platform.Values;

namespace Portico.Platform.Store;

/// <summary>Statements that go to the database together: one round trip on PostgreSQL; on SQLite each is prepared once a connection.</summary>
/// <remarks>For the few paths where EF's own cost was measured and matters. Parameters are <c>$1</c>, <c>$2</c> … in the order of
/// the values; ids, instants, money and enums are stored as the model stores them. Texts are constants: each one is kept prepared.
/// Used once, by one thread.</remarks>
public sealed class DeskBatch
{
    private readonly DeskDb _db;
    private readonly List<Statement> _statements = [];

    internal DeskBatch(DeskDb db) => _db = db;

    private sealed record Statement(string Sql, object?[] Values, Func<DbDataReader, CancellationToken, Task>? Read)
    {
        public int Rows { get; set; }
    }

    /// <summary>Whether a row read here can be kept from changing until the commit; SQLite has one writer and needs no lock.</summary>
    public bool HasRowLocks => _db.Kind == StoreKind.Postgres;

    /// <summary>How many statements that write it has so far: the place of the next one's answer.</summary>
    public int Writes => _statements.Count(s => s.Read is null);

    /// <summary>Adds a statement that writes.</summary>
    public DeskBatch Write(string sql, params object?[] values)
    {
        _statements.Add(new(sql, values, null));
        return this;
    }

    /// <summary>Adds a SELECT.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="read">Called once, before the first row; what it throws ends the batch.</param>
    /// <param name="values">Of <c>$1</c>, <c>$2</c> …</param>
    public DeskBatch Read(string sql, Func<DbDataReader, CancellationToken, Task> read, params object?[] values)
    {
        _statements.Add(new(sql, values, read));
        return this;
    }

    /// <returns>How many rows each write wrote, in the order in which they were added.</returns>
    public async Task<IReadOnlyList<int>> RunAsync(CancellationToken ct)
    {
        if (_statements.Count > 0)
            await (_db is LiteDb lite ? RunAsync(lite, ct) : RunOnPostgresAsync(ct));
        return [.. _statements.Where(s => s.Read is null).Select(s => s.Rows)];
    }

    private async Task RunAsync(LiteDb db, CancellationToken ct)
    {
        foreach (var statement in _statements)
        {
            var command = db.Prepared(statement.Sql);
            command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
            var known = command.Parameters.Count;
            for (var i = 0; i < statement.Values.Length; i++)
            {
                var value = ToStore(statement.Values[i]);
                if (i < known)
                    command.Parameters[i].Value = value;
                else
                    command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), value));
            }
            if (statement.Read is not { } read)
            {
                statement.Rows = await command.ExecuteNonQueryAsync(ct);
                continue;
            }
            await using var reader = await command.ExecuteReaderAsync(ct);
            await read(reader, ct);
        }
    }

    private async Task RunOnPostgresAsync(CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)_db.Database.GetDbConnection(),
            (NpgsqlTransaction?)_db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var statement in _statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var value in statement.Values)
                command.Parameters.Add(new NpgsqlParameter { Value = ToStore(value) });
            batch.BatchCommands.Add(command);
        }
        // Statements without rows are passed over by the reader: the next result is the next SELECT's.
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            foreach (var statement in _statements)
            {
                if (statement.Read is not { } read)
                    continue;
                await read(reader, ct);
                await reader.NextResultAsync(ct);
            }
        }
        for (var i = 0; i < _statements.Count; i++)
            _statements[i].Rows = (int)Math.Max(0, batch.BatchCommands[i].RecordsAffected);
    }

    private object ToStore(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => _db.ToStore(id),
        IId id => _db.ToStore(id.Value),
        Instant at => at.ToUnixTimeTicks() / 10,
        Money money => money.Cents,
        Enum word => word.ToString(),
        _ => value,
    };
}

/// <summary>Reads what <see cref="DeskBatch"/> and the model store.</summary>
public static class DeskRows
{
    public static Guid Id(this DbDataReader reader, int column) => reader is SqliteDataReader
        ? new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true)
        : reader.GetGuid(column);

    public static Instant Instant(this DbDataReader reader, int column) =>
        NodaTime.Instant.FromUnixTimeTicks(reader.GetInt64(column) * 10);

    public static TEnum Word<TEnum>(this DbDataReader reader, int column) where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(reader.GetString(column));

    /// <summary>Null where the database has none.</summary>
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Null where the database has none.</summary>
    public static T? Maybe<T>(this DbDataReader reader, int column) where T : struct =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}
