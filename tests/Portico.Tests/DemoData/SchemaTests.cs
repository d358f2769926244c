using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.DemoData;

/// <summary>The schema's two sets of migrations, and what becomes of a practice's rows when its schema or its database changes.</summary>
[Collection(nameof(MadeDemo))]
public sealed class SchemaTests(MadeDemo made)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public void The_model_has_no_change_that_its_migrations_lack(StoreKind kind)
    {
        using DbContext db = kind == StoreKind.Sqlite ? new LiteDbForMigrations().CreateDbContext([]) : new PgDbForMigrations().CreateDbContext([]);
        db.Database.HasPendingModelChanges().ShouldBeFalse("Add a migration to both sets: see CONTRIBUTING.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_practice_of_the_first_release_keeps_every_row_when_it_is_brought_up_to_this_one(StoreKind kind)
    {
        var demo = await made.OnAsync(kind);
        var (server, owner, drop) = await TestDesk.FreshDatabaseAsync(kind, isBare: true);
        var (mine, address) = (StoreAddress.Parse(owner ?? server), StoreAddress.Parse(server));
        Dictionary<string, List<string>> columns;
        Dictionary<string, List<string>> before;
        await using (var store = new DeskStore(mine))
        {
            await using var db = store.Open();
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First(), Ct);
            (await Schema.FitsAsync(db, address, Ct)).ShouldBeFalse();
            await using var old = await RawAsync(kind, mine);
            columns = await ColumnsAsync(kind, old);
            await FillAsync(kind, demo, old, columns);
            before = await RowsAsync(old, columns);
            before.Values.Sum(rows => rows.Count).ShouldBeGreaterThan(50_000);
            before.Values.Count(rows => rows.Count > 0).ShouldBeGreaterThan(35);
        }
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();

        await Schema.MigrateAsync(mine, address, Ct);

        await using (var store = new DeskStore(address))
        {
            await using var db = store.Open();
            (await Schema.FitsAsync(db, address, Ct)).ShouldBeTrue();
        }
        await using (var now = await RawAsync(kind, mine))
            ShouldBeSame(await RowsAsync(now, columns), before);
        await drop();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_practice_moves_from_SQLite_to_PostgreSQL_with_every_row_its_audit_chain_and_its_card_pictures(StoreKind target)
    {
        if (target == StoreKind.Sqlite)
            return;
        var demo = await made.OnAsync(StoreKind.Sqlite);
        await demo.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct);
        await demo.Get<AuditSealer>().CheckpointAsync(TestDesk.Practice, Ct);
        var (server, owner, drop) = await TestDesk.FreshDatabaseAsync(target, isBare: true);
        var variables = new Dictionary<string, string?>(demo.Variables) { ["PORTICO_DATABASE"] = server, ["PORTICO_DATABASE_OWNER"] = owner };
        var from = demo.Settings.Database;

        (await PorticoCommand.RunAsync(new Dictionary<string, string?>(variables) { ["PORTICO_DATA"] = Path.GetTempPath() }, "migrate", "--from", from))
            .ShouldBeRefused("PORTICO_DATA holds no keys");
        (await PorticoCommand.RunAsync(variables, "migrate", "--from", from + ".gone")).ShouldBeRefused("There is no SQLite database");
        var moved = await PorticoCommand.RunAsync(variables, "migrate", "--from", from);
        moved.ShouldBeDone("entries are as they were sealed.");
        moved.Said.ShouldContain("which is all of it.");
        (await PorticoCommand.RunAsync(variables, "migrate", "--from", from)).ShouldBeRefused("holds rows already");

        var columns = new Dictionary<string, List<string>>();
        await using (var db = demo.Store.Open())
        {
            foreach (var table in db.Model.GetRelationalModel().Tables.Where(t => t.Name != "schema_version"))
                columns[table.Name] = [.. table.Columns.Select(c => c.Name)];
        }
        await using (var was = await RawAsync(StoreKind.Sqlite, demo.Settings.Address))
        await using (var became = await RawAsync(target, StoreAddress.Parse(owner ?? server)))
        {
            var rows = await RowsAsync(was, columns);
            rows.Values.Sum(r => r.Count).ShouldBeGreaterThan(50_000);
            ShouldBeSame(await RowsAsync(became, columns), rows);
        }
        await ShouldServeAsync(demo, variables);
        await drop();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_practice_that_is_being_served_does_not_move(StoreKind target)
    {
        if (target == StoreKind.Sqlite)
            return;
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        Directory.CreateDirectory(Path.Combine(desk.Settings.Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(desk.Settings.Data, "keys", "key-synthetic.xml"), "", Ct);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(new LeaseRow { Chore = "seal", Holder = "node", Until = new PracticeClock(TimeProvider.System).Now + NodaTime.Duration.FromMinutes(5) });
            return Task.CompletedTask;
        });
        var (server, owner, drop) = await TestDesk.FreshDatabaseAsync(target, isBare: true);
        (await PorticoCommand.RunAsync(new Dictionary<string, string?>(desk.Variables)
        {
            ["PORTICO_DATABASE"] = server, ["PORTICO_DATABASE_OWNER"] = owner,
        }, "migrate", "--from", desk.Settings.Database)).ShouldBeRefused("stop its server");
        await drop();
    }

    /// <summary>The server's own role finds a patient, and the keys of the data folder open what they closed.</summary>
    private static async Task ShouldServeAsync(TestDesk demo, Dictionary<string, string?> variables)
    {
        var settings = Portico.Platform.Settings.FromEnvironment(name => variables.GetValueOrDefault(name));
        await using var services = PorticoHost.Services(settings);
        var call = Call.ByProgram(TestDesk.Practice);
        var picture = await demo.ReadAsync(d => d.Db.Set<CardPicture>().FirstAsync(Ct));
        var opened = await services.Of<OpenCardPicture>().RunAsync(new(picture.Id), call, Ct);
        opened.Bytes.ShouldNotBeNull().ShouldBe((await demo.Get<OpenCardPicture>().RunAsync(new(picture.Id), call, Ct)).Bytes);
        await using var transaction = await services.Of<DeskStore>().ReadAsync(TestDesk.Practice, Ct);
        (await transaction.Db.Set<PatientRow>().CountAsync(Ct)).ShouldBe(await demo.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct)));
        await using var stranger = await services.Of<DeskStore>().ReadAsync(2, Ct);
        (await stranger.Db.Set<PatientRow>().IgnoreQueryFilters().CountAsync(Ct)).ShouldBe(0);
    }

    /// <summary>A session that sees every row, whosever it is, and past the order of foreign keys.</summary>
    private static async Task<DbConnection> RawAsync(StoreKind kind, StoreAddress address)
    {
        DbConnection connection = kind == StoreKind.Sqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = address.Connection, Pooling = false, ForeignKeys = false }.ToString())
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(BothStores.Postgres ?? "")
            {
                Database = new NpgsqlConnectionStringBuilder(address.Connection).Database, Pooling = false, Options = "-c session_replication_role=replica",
            }.ToString());
        await connection.OpenAsync(Ct);
        return connection;
    }

    private static async Task<Dictionary<string, List<string>>> ColumnsAsync(StoreKind kind, DbConnection connection)
    {
        var pairs = await ListAsync(connection, kind == StoreKind.Sqlite
            ? "SELECT t.name || '|' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid"
            : "SELECT table_name || '|' || column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position");
        return pairs.Select(p => p.Split('|')).Where(p => !p[0].StartsWith("__", StringComparison.Ordinal) && p[0] != "schema_version")
            .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Select(p => p[1]).ToList());
    }

    /// <summary>Copies the demo's rows, as far as the older schema has their columns.</summary>
    private static async Task FillAsync(StoreKind kind, TestDesk demo, DbConnection old, Dictionary<string, List<string>> columns)
    {
        await using var from = await RawAsync(kind, demo.Settings.OwnerAddress);
        if (kind == StoreKind.Sqlite)
            await RunAsync(old, $"ATTACH '{demo.Settings.Address.Connection}' AS demo");
        foreach (var (table, names) in columns)
        {
            var list = string.Join(", ", names.Select(n => '"' + n + '"'));
            // A cell had no other owner than an appointment then.
            var kept = table == "appointment_cell" ? " WHERE appointment_id IS NOT NULL" : "";
            if (kind == StoreKind.Sqlite)
            {
                await RunAsync(old, $"INSERT INTO main.\"{table}\" ({list}) SELECT {list} FROM demo.\"{table}\"{kept}");
                continue;
            }
            await using var rows = await ((NpgsqlConnection)from).BeginRawBinaryCopyAsync($"COPY (SELECT {list} FROM \"{table}\"{kept}) TO STDOUT (FORMAT BINARY)", Ct);
            await using var into = await ((NpgsqlConnection)old).BeginRawBinaryCopyAsync($"COPY \"{table}\" ({list}) FROM STDIN (FORMAT BINARY)", Ct);
            await rows.CopyToAsync(into, Ct);
        }
        if (kind == StoreKind.Sqlite)
            await RunAsync(old, "DETACH demo");
    }

    /// <summary>Every row of every table as text, the same on both databases.</summary>
    private static async Task<Dictionary<string, List<string>>> RowsAsync(DbConnection connection, Dictionary<string, List<string>> columns)
    {
        Dictionary<string, List<string>> found = [];
        foreach (var (table, names) in columns)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", names.Select(n => '"' + n + '"'))} FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            List<string> rows = [];
            while (await reader.ReadAsync(Ct))
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
            rows.Sort(StringComparer.Ordinal);
            found[table] = rows;
        }
        return found;
    }

    private static string? Text(object value) => value switch
    {
        DBNull => "-",
        byte[] bytes => Convert.ToHexString(bytes),
        Guid id => Convert.ToHexString(id.ToByteArray(bigEndian: true)),
        bool yes => yes ? "1" : "0",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToTimeSpan().ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static void ShouldBeSame(Dictionary<string, List<string>> became, Dictionary<string, List<string>> was)
    {
        became.Keys.Order(StringComparer.Ordinal).ShouldBe(was.Keys.Order(StringComparer.Ordinal));
        foreach (var (table, rows) in was)
            became[table].SequenceEqual(rows).ShouldBeTrue($"{table}: {became[table].Except(rows).Count()} of {rows.Count} rows differ");
    }

    private static async Task<List<string>> ListAsync(DbConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var reader = await command.ExecuteReaderAsync(Ct);
        List<string> found = [];
        while (await reader.ReadAsync(Ct))
            found.Add(reader.GetString(0));
        return found;
    }

    private static async Task RunAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Ct);
    }
}

file static class Found
{
    public static T Of<T>(this IServiceProvider services) where T : notnull =>
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
}
