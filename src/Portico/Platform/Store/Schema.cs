using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portico.Platform.Store;

/// <summary>Makes and upgrades the schema as its owner, and what the model says beyond tables: who may touch which row.</summary>
public static class Schema
{
    /// <summary>Brings the database up to this program. Safe to run again.</summary>
    /// <param name="owner">The owner's address; on SQLite the file itself.</param>
    /// <param name="server">The server's address: its user gets the rights it needs and no more. Ignored on SQLite.</param>
    /// <param name="ct">Stops between statements.</param>
    public static async Task MigrateAsync(StoreAddress owner, StoreAddress server, CancellationToken ct)
    {
        if (owner.Kind == StoreKind.Sqlite && Path.GetDirectoryName(Path.GetFullPath(owner.Connection)) is { } folder)
            Directory.CreateDirectory(folder);
        await using var store = new DeskStore(owner);
        await using var db = store.Open();
        if (await FitsAsync(db, server, ct))
            return;
        await db.Database.MigrateAsync(ct);
        foreach (var statement in owner.Kind == StoreKind.Sqlite ? LiteRules(db.Model) : PgRules(db.Model, ServerRole(owner, server)))
            await ExecuteAsync(db, statement, ct);
        db.Add(new SchemaVersionRow { Fingerprint = Fingerprint(db, server) });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whether the schema and its rules were brought to what this program's model says, once, by anyone.</summary>
    /// <remarks>Earlier fingerprints stay, so that a node of the last release stays ready while the next one is rolled out.</remarks>
    internal static async Task<bool> FitsAsync(DeskDb db, StoreAddress server, CancellationToken ct)
    {
        if (!await IsMadeAsync(db, ct))
            return false;
        var fingerprint = Fingerprint(db, server);
        try
        {
            return await db.Set<SchemaVersionRow>().AsNoTracking().AnyAsync(v => v.Fingerprint == fingerprint, ct);
        }
        catch (DbException missing) when (missing is SqliteException { SqliteErrorCode: 1 }
            or PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege })
        {
            return false;
        }
    }

    internal static async Task<bool> AnswersAsync(DeskDb db, CancellationToken ct) =>
        await db.Database.CanConnectAsync(ct);

    // Tables, columns and rules as the model has them: the same in every process of one release.
    private static string Fingerprint(DeskDb db, StoreAddress server)
    {
        var text = new StringBuilder();
        foreach (var migration in db.Database.GetMigrations())
            text.Append(migration).Append('\n');
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null)
                     .OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            text.Append(entity.GetTableName()).Append(entity.FindAnnotation(TableTraits.AppendOnly) is not null).Append(':');
            foreach (var property in entity.GetProperties().OrderBy(p => p.GetColumnName(), StringComparer.Ordinal))
                text.Append(property.GetColumnName()).Append(' ').Append(property.GetColumnType()).Append(',');
            text.Append('\n');
        }
        text.Append(db.Kind == StoreKind.Postgres ? ServerRole(server, server) : "");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string ServerRole(StoreAddress owner, StoreAddress server) =>
        new NpgsqlConnectionStringBuilder(server.Kind == StoreKind.Postgres ? server.Connection : owner.Connection).Username
        ?? throw new FormatException("The server's connection names no user.");

    private static async Task<bool> IsMadeAsync(DeskDb db, CancellationToken ct) =>
        await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(ct)
        && await db.GetService<IRelationalDatabaseCreator>().HasTablesAsync(ct);

    private static async Task ExecuteAsync(DeskDb db, string statement, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The tables of a model with what they are: read by the schema and by the tests of its rules.</summary>
    public static IEnumerable<(string Table, bool IsTenant, bool IsAppendOnly)> Tables(IModel model) => model.GetEntityTypes()
        .Where(e => e.GetTableName() is not null && e.GetSqlQuery() is null && !e.IsOwned())
        .Select(e => (e.GetTableName() ?? "", typeof(TenantRow).IsAssignableFrom(e.ClrType),
            e.FindAnnotation(TableTraits.AppendOnly) is not null))
        .Distinct();

    private static IEnumerable<string> LiteRules(IModel model)
    {
        yield return "PRAGMA journal_mode = WAL";
        foreach (var (table, _, appendOnly) in Tables(model).Where(t => t.IsAppendOnly))
        {
            foreach (var act in new[] { "UPDATE", "DELETE" })
                yield return $"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.ToLower(CultureInfo.InvariantCulture)} BEFORE {act} ON {table} " +
                    $"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END";
        }
    }

    private static IEnumerable<string> PgRules(IModel model, string role)
    {
        var quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        var rules = new StringBuilder();
        rules.Append(CultureInfo.InvariantCulture, $"GRANT USAGE ON SCHEMA public TO {quoted}; ");
        foreach (var (table, isTenant, appendOnly) in Tables(model))
        {
            rules.Append(CultureInfo.InvariantCulture, $"""
                REVOKE ALL ON "{table}" FROM {quoted};
                GRANT SELECT, INSERT{(appendOnly ? "" : ", UPDATE, DELETE")} ON "{table}" TO {quoted};
                """);
            if (!isTenant)
                continue;
            rules.Append(CultureInfo.InvariantCulture, $"""
                ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS practice ON "{table}";
                CREATE POLICY practice ON "{table}" USING (practice_id = NULLIF(current_setting('portico.practice', true), '')::int);
                """);
        }
        yield return rules.ToString();
    }
}

// The tool that writes migrations looks for these; it never connects.
internal sealed class LiteDbForMigrations : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<LiteDb>
{
    public LiteDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<LiteDb>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PgDbForMigrations : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<PgDb>
{
    public PgDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PgDb>().UseNpgsql("Host=design").Options);
}
