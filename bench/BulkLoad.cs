using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portico.Bench;

/// <summary>Rows past the program, as fast as each database takes them: COPY on PostgreSQL, one prepared insert on SQLite.</summary>
internal static class BulkLoad
{
    /// <param name="desk">Whose database.</param>
    /// <param name="table">Its name.</param>
    /// <param name="columns">Their names; the practice is added.</param>
    /// <param name="rows">Ids as Guid, instants as microseconds, enums as their names.</param>
    /// <param name="ct">Stops between two rows.</param>
    public static async Task RunAsync(BenchDesk desk, string table, string columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        if (desk.Kind == Portico.Platform.Store.StoreKind.Sqlite)
            await LiteAsync(desk, table, columns, rows, ct);
        else
            await PgAsync(desk, table, columns, rows, ct);
    }

    public static async Task ExecuteAsync(BenchDesk desk, string statement, CancellationToken ct)
    {
        await using DbConnection connection = desk.Kind == Portico.Platform.Store.StoreKind.Sqlite
            ? new SqliteConnection(desk.Loader) : new NpgsqlConnection(desk.Loader);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task LiteAsync(BenchDesk desk, string table, string columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(desk.Loader);
        await connection.OpenAsync(ct);
        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var count = columns.Split(',').Length;
        command.CommandText = $"INSERT INTO {table} (practice_id, {columns}) VALUES ({BenchDesk.Practice}, " +
            string.Join(", ", Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}"))) + ")";
        for (var i = 1; i <= count; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}") });
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                command.Parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    Guid id => id.ToByteArray(bigEndian: true),
                    var value => value,
                };
            }
            command.ExecuteNonQuery();
        }
        await transaction.CommitAsync(ct);
    }

    private static async Task PgAsync(BenchDesk desk, string table, string columns, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(desk.Loader);
        await connection.OpenAsync(ct);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} (practice_id, {columns}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(BenchDesk.Practice, ct);
            foreach (var value in row)
            {
                if (value is null)
                    await copy.WriteNullAsync(ct);
                else
                    await WriteAsync(copy, value, ct);
            }
        }
        await copy.CompleteAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object value, CancellationToken ct) => value switch
    {
        Guid id => copy.WriteAsync(id, ct),
        int number => copy.WriteAsync(number, ct),
        long number => copy.WriteAsync(number, ct),
        double number => copy.WriteAsync(number, ct),
        bool yes => copy.WriteAsync(yes, ct),
        string text => copy.WriteAsync(text, NpgsqlTypes.NpgsqlDbType.Text, ct),
        DateOnly date => copy.WriteAsync(date, ct),
        TimeOnly time => copy.WriteAsync(time, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "No column of this bench is of that type."),
    };
}
