using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Npgsql;

namespace Portico.Platform.Store;

/// <summary>Brings a practice that began on SQLite into an empty PostgreSQL database: every row of every table, or nothing.</summary>
/// <remarks>
/// Tables and columns come from the model, so that a new one moves without a word here. Rows travel by COPY in one transaction;
/// foreign keys are looked at when all rows are there, because some point forward.
/// </remarks>
internal static class PracticeMove
{
    // It says to which shape the target itself was brought.
    private const string NotMoved = "schema_version";

    private sealed record Column(string Name, string PgType, Func<SqliteDataReader, int, object> Read, Func<object, object?> Convert);

    /// <param name="settings">The PostgreSQL database to fill, as its owner, and the data folder that goes with the rows.</param>
    /// <param name="from"><c>sqlite:PATH</c>; its server is stopped.</param>
    /// <param name="now">Tells a lease that is still held.</param>
    /// <param name="said">One line a table: its name and how many rows came.</param>
    /// <param name="ct">Stops between rows; nothing is kept then.</param>
    /// <returns>What stands in the way, as a sentence; nothing was written then. Null: moved.</returns>
    public static async Task<string?> RunAsync(Settings settings, string from, Instant now, TextWriter said, CancellationToken ct)
    {
        if (settings.OwnerAddress.Kind != StoreKind.Postgres || !from.StartsWith("sqlite:", StringComparison.Ordinal) || from.Length == 7)
            return "A practice moves from SQLite to PostgreSQL: give --from sqlite:PATH, and a postgres: address in PORTICO_DATABASE.";
        var origin = StoreAddress.Parse(from);
        if (!File.Exists(origin.Connection))
            return "There is no SQLite database at the place that --from names.";
        var keys = Path.Combine(settings.Data, "keys");
        if (!Directory.Exists(keys) || !Directory.EnumerateFiles(keys, "key-*.xml").Any())
            return "PORTICO_DATA holds no keys: name the practice's own data folder, or nobody could sign in afterwards.";
        await using var source = new DeskStore(origin);
        await using (var look = source.Open())
        {
            if (!await Schema.FitsAsync(look, origin, ct))
                return "That SQLite database is not at this program's version: run migrate on it first.";
        }
        // A transaction to write in: nobody else writes there meanwhile.
        await using var reading = await source.WriteAsync(0, ct);
        if (await IsServedAsync(reading, now, ct))
            return "That practice is being served, or was within these seconds: stop its server, and try again in half a minute.";
        await using var target = new DeskStore(settings.OwnerAddress);
        await using var db = target.Open();
        return await CopyAsync(reading, db, said, ct);
    }

    private static async Task<string?> CopyAsync(DeskTransaction reading, DeskDb db, TextWriter said, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var tenants = Schema.Tables(db.Model).Where(t => t.IsTenant).Select(t => t.Table).ToList();
        var tables = db.Model.GetRelationalModel().Tables.Where(t => t.Name != NotMoved).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var at = "The database";
        try
        {
            await using (var transaction = await connection.BeginTransactionAsync(ct))
            {
                // COPY does not pass row-level security; whoever owns the tables may lift it, and only until this commits.
                await RunAsync(connection, string.Join("; ", tenants.Select(t => $"ALTER TABLE \"{t}\" NO FORCE ROW LEVEL SECURITY")), ct);
                if (await AskAsync(connection, "SELECT " + string.Join(" OR ", tables.Select(t => $"EXISTS (SELECT 1 FROM \"{t.Name}\")")), ct) is true)
                    return "The PostgreSQL database holds rows already: make an empty one for the practice.";
                await RunAsync(connection, await ForeignKeysAsync(connection, "DEFERRABLE INITIALLY DEFERRED", ct), ct);
                foreach (var table in tables)
                {
                    at = "Table " + table.Name;
                    var rows = await CopyAsync(reading, table, connection, ct);
                    if (rows > 0)
                        await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Name,-32}{rows,12}"));
                }
                at = "A reference between rows";
                await RunAsync(connection, "SET CONSTRAINTS ALL IMMEDIATE", ct);
                at = "The database";
                await RunAsync(connection, await ForeignKeysAsync(connection, "NOT DEFERRABLE", ct), ct);
                await RunAsync(connection, string.Join("; ", tenants.Select(t => $"ALTER TABLE \"{t}\" FORCE ROW LEVEL SECURITY")), ct);
                await transaction.CommitAsync(ct);
            }
            // Fresh tables have no statistics, and the first questions would be planned blindly.
            await RunAsync(connection, string.Join("; ", tables.Select(t => $"ANALYZE \"{t.Name}\"")), ct);
            return null;
        }
        catch (PostgresException refused)
        {
            // Its own words hold the row.
            return $"{at} was refused by PostgreSQL ({refused.SqlState}{(refused.ConstraintName is { } name ? ", " + name : "")}); nothing was moved.";
        }
    }

    private static async Task<ulong> CopyAsync(DeskTransaction reading, ITable table, NpgsqlConnection target, CancellationToken ct)
    {
        var origin = reading.Db.Model.GetRelationalModel().FindTable(table.Name, null)
            ?? throw new InvalidOperationException("The two models differ in " + table.Name);
        var columns = table.Columns.Select(c => ColumnOf(c, origin)).ToList();
        var names = string.Join(", ", columns.Select(c => '"' + c.Name + '"'));
        await using var command = (SqliteCommand)reading.Db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (SqliteTransaction?)reading.Db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"SELECT {names} FROM \"{table.Name}\"";
        await using var row = await command.ExecuteReaderAsync(ct);
        await using var copy = await target.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({names}) FROM STDIN (FORMAT BINARY)", ct);
        while (await row.ReadAsync(ct))
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < columns.Count; i++)
            {
                if (await row.IsDBNullAsync(i, ct))
                    await copy.WriteNullAsync(ct);
                else
                    await copy.WriteAsync(columns[i].Convert(columns[i].Read(row, i)), columns[i].PgType, ct);
            }
        }
        return await copy.CompleteAsync(ct);
    }

    /// <summary>From what SQLite stores to the model's value, and from there to what PostgreSQL stores.</summary>
    private static Column ColumnOf(IColumn to, ITable origin)
    {
        var from = (origin.FindColumn(to.Name) ?? throw new InvalidOperationException($"The two models differ in {origin.Name}.{to.Name}")).StoreTypeMapping;
        var (decode, encode) = (from.Converter?.ConvertFromProvider, to.StoreTypeMapping.Converter?.ConvertToProvider);
        return new(to.Name, to.StoreType.Split('(')[0], ReadAs(from.Converter?.ProviderClrType ?? from.ClrType), stored =>
        {
            var value = decode is null ? stored : decode(stored);
            value = encode is null ? value : encode(value);
            // PostgreSQL has no NUL in text; what has one here came in before it was refused.
            return value is string text ? text.Replace("\0", "", StringComparison.Ordinal) : value;
        });
    }

    private static Func<SqliteDataReader, int, object> ReadAs(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => (row, i) => row.GetBoolean(i),
        var t when t == typeof(int) => (row, i) => row.GetInt32(i),
        var t when t == typeof(long) => (row, i) => row.GetInt64(i),
        var t when t == typeof(double) => (row, i) => row.GetDouble(i),
        var t when t == typeof(string) => (row, i) => row.GetString(i),
        var t when t == typeof(byte[]) => (row, i) => row.GetFieldValue<byte[]>(i),
        var t when t == typeof(DateOnly) => (row, i) => row.GetFieldValue<DateOnly>(i),
        var t when t == typeof(TimeOnly) => (row, i) => row.GetFieldValue<TimeOnly>(i),
        var t => throw new NotSupportedException("No column of this kind moves yet: " + t.Name),
    };

    // A node renews its leases every few seconds while it serves.
    private static async Task<bool> IsServedAsync(DeskTransaction reading, Instant now, CancellationToken ct) =>
        await reading.Db.Set<LeaseRow>().IgnoreQueryFilters().AnyAsync(l => l.Until > now, ct);

    private static async Task<string> ForeignKeysAsync(NpgsqlConnection connection, string become, CancellationToken ct) =>
        (string)(await AskAsync(connection, $"""
            SELECT coalesce(string_agg(format('ALTER TABLE %s ALTER CONSTRAINT %I {become}', conrelid::regclass, conname), '; '), '')
            FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
            """, ct) ?? "");

    private static async Task RunAsync(NpgsqlConnection connection, string statements, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string question, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
