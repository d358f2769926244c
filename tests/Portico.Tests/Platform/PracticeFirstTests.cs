using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

/// <summary>What stands behind the query filters on PostgreSQL, seen from the server's own role.</summary>
public sealed class PracticeFirstTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_servers_role_sees_a_practices_rows_in_that_practice_alone(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite)
            return;
        await using var desk = await TestDesk.StartAsync(kind);
        var tables = await TenantTablesAsync(desk);
        await FillAsync(desk, tables);
        await using var server = new NpgsqlConnection(desk.Settings.Address.Connection);
        await server.OpenAsync(Ct);
        foreach (var table in tables)
        {
            (await CountAsync(server, null, table)).ShouldBe(0, table + " without a practice");
            (await CountAsync(server, 2, table)).ShouldBe(0, table + " in another practice");
            (await CountAsync(server, 1, table)).ShouldBe(1, table + " in its own practice");
            // A pooled session that had a practice once reads '' afterwards, not NULL.
            (await CountAsync(server, null, table)).ShouldBe(0, table + " without a practice, after one");
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_tenant_table_forces_its_policy_and_the_server_owns_nothing(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite)
            return;
        await using var desk = await TestDesk.StartAsync(kind);
        await using var owner = new NpgsqlConnection(desk.Settings.OwnerAddress.Connection);
        await owner.OpenAsync(Ct);
        var forced = await ListAsync(owner, """
            SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polcmd = '*'
            """);
        foreach (var table in await TenantTablesAsync(desk))
            forced.ShouldContain(table);
        (await ListAsync(owner, "SELECT relname FROM pg_class WHERE relowner = 'portico_server'::regrole")).ShouldBeEmpty();
        (await ListAsync(owner, "SELECT rolname FROM pg_roles WHERE rolname = 'portico_server' AND (rolsuper OR rolbypassrls)")).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_row_of_another_practice_cannot_be_written(StoreKind kind)
    {
        if (kind == StoreKind.Sqlite)
            return;
        await using var desk = await TestDesk.StartAsync(kind);
        await using var server = new NpgsqlConnection(desk.Settings.Address.Connection);
        await server.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            "BEGIN; SET LOCAL portico.practice = '1'; INSERT INTO lease (practice_id, chore, holder, until) VALUES (2, 'a', 'b', 0)", server);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe("42501");
    }

    private static async Task<List<string>> TenantTablesAsync(TestDesk desk)
    {
        await using var db = desk.Store.Open();
        return [.. Schema.Tables(db.Model).Where(t => t.IsTenant).Select(t => t.Table).Distinct()];
    }

    /// <summary>One row of practice 1 in every table, whatever it means: only who sees it matters here.</summary>
    private static async Task FillAsync(TestDesk desk, List<string> tables)
    {
        var database = new NpgsqlConnectionStringBuilder(desk.Settings.Address.Connection).Database;
        await using var admin = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(BothStores.Postgres ?? "") { Database = database, Pooling = false }.ToString());
        await admin.OpenAsync(Ct);
        // Keys and checks are others' tests; this session steps past them.
        await ListAsync(admin, "SET session_replication_role = replica; SELECT '' WHERE false");
        foreach (var check in await ListAsync(admin, """
                     SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
                     WHERE contype = 'c' AND connamespace = 'public'::regnamespace
                     """))
            await ListAsync(admin, check + "; SELECT '' WHERE false");
        foreach (var table in tables)
        {
            var columns = await ListAsync(admin, $"""
                SELECT column_name || ' ' || udt_name FROM information_schema.columns WHERE table_schema = 'public'
                AND table_name = '{table}' AND (is_nullable = 'NO' AND is_generated = 'NEVER') ORDER BY ordinal_position
                """);
            var values = columns.Select(c => c.Split(' ')).Select(c => c[0] == "practice_id" ? "1" : c[1] switch
            {
                "uuid" => "gen_random_uuid()", "bytea" => "'\\x00'", "bool" => "false", "date" => "'2026-03-04'", "time" => "'09:00'",
                "jsonb" or "json" => "'{}'", "text" or "varchar" or "bpchar" => "'x'", _ => "1",
            });
            await ListAsync(admin, $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => '"' + c.Split(' ')[0] + '"'))}) " +
                $"VALUES ({string.Join(", ", values)}); SELECT '' WHERE false");
        }
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, int? practice, string table)
    {
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        var set = practice is { } id ? $"SET LOCAL portico.practice = '{id}'; " : "";
        await using var command = new NpgsqlCommand($"{set}SELECT count(*) FROM \"{table}\"", connection, transaction);
        return (long)(await command.ExecuteScalarAsync(Ct)).ShouldNotBeNull();
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        List<string> result = [];
        while (await reader.ReadAsync(Ct))
            result.Add(reader.GetString(0));
        return result;
    }
}
