using System.Globalization;
using Microsoft.Data.Sqlite;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Backup;
using Portico.Platform.Drafts;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class BackupTests
{
    private sealed record Form(string Name);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_restores_every_row_of_every_table_and_the_keys_that_read_them()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite, Probes.Add);
        for (var i = 0; i < 20; i++)
            await desk.Get<TakeProbe>().RunAsync(new("p" + i), desk.CallAs(Roles.FrontDesk), Ct);
        var call = desk.CallAs(Roles.FrontDesk);
        await desk.Get<DraftStore>().SaveAsync(call, "form", "", new Form("Half"), Ct);
        await desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct);
        await desk.Get<AuditSealer>().CheckpointAsync(TestDesk.Practice, Ct);

        using var place = new Place();
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldBeNull();
        (await BackupArchive.RestoreAsync(place.Settings, place.Archive, force: false, Ct)).ShouldBeNull();

        var (was, became) = (Rows(desk.Settings), Rows(place.Settings));
        became.Keys.ShouldBe(was.Keys);
        foreach (var (table, rows) in was)
            became[table].ShouldBe(rows, table);
        await using var restored = PorticoHost.Services(place.Settings);
        (await restored.GetService<DraftStore>().LoadAsync<Form>(call, "form", "", Ct)).ShouldBe(new Form("Half"));
        var found = await restored.GetService<AuditVerifier>().VerifyAsync(TestDesk.Practice, Ct);
        (found.Bad, found.VouchedTo).ShouldBe((null, 20L));
    }

    [Fact]
    public async Task A_backup_of_a_practice_at_work_is_one_moment_of_it()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite, Probes.Add);
        using var place = new Place();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var written = 0;
        var atWork = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await desk.Get<TakeProbe>().RunAsync(new("p" + written), desk.CallAs(Roles.FrontDesk), Ct);
                await desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct);
                await desk.Get<AuditSealer>().CheckpointAsync(TestDesk.Practice, Ct);
                Interlocked.Increment(ref written);
            }
        }, Ct);
        await OutboxTests.Until(() => Volatile.Read(ref written) > 20, TimeSpan.FromSeconds(20));
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldBeNull();
        var after = Volatile.Read(ref written);
        await OutboxTests.Until(() => Volatile.Read(ref written) > after + 5, TimeSpan.FromSeconds(20));
        await enough.CancelAsync();
        await atWork;

        (await BackupArchive.RestoreAsync(place.Settings, place.Archive, force: false, Ct)).ShouldBeNull();
        var rows = Rows(place.Settings);
        var acts = rows["call_key"].Count;
        acts.ShouldBeInRange(20, after + 1);
        // An act's rows are all there or none is, and each is as it stands in the practice itself.
        rows["lease"].Count(r => r.Contains("probe", StringComparison.Ordinal)).ShouldBe(acts);
        rows["audit_entry"].Count.ShouldBe(acts);
        rows["outbox"].Count.ShouldBe(acts);
        rows["audit_entry"].Except(Rows(desk.Settings)["audit_entry"]).ShouldBeEmpty();
        await using var restored = PorticoHost.Services(place.Settings);
        (await restored.GetService<AuditVerifier>().VerifyAsync(TestDesk.Practice, Ct)).Bad.ShouldBeNull();
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_overwrites_unless_forced()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite, Probes.Add);
        using var place = new Place();
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldBeNull();
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldNotBeNull();
        (await BackupArchive.RestoreAsync(place.Settings, place.Archive, force: false, Ct)).ShouldBeNull();
        (await BackupArchive.RestoreAsync(place.Settings, place.Archive, force: false, Ct)).ShouldNotBeNull();
        (await BackupArchive.RestoreAsync(place.Settings, place.Archive, force: true, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_backup_is_readable_by_its_owner_alone()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        using var place = new Place();
        await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(place.Archive).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Every table's rows as text, in order.</summary>
    private static Dictionary<string, List<string>> Rows(Settings settings)
    {
        using var connection = new SqliteConnection($"Data Source={settings.Address.Connection};Pooling=False");
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
        return tables.ToDictionary(t => t, t => Read(connection, $"SELECT * FROM \"{t}\"").Order(StringComparer.Ordinal).ToList());
    }

    private static List<string> Read(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        return rows;
    }

    /// <summary>An empty place to restore to.</summary>
    private sealed class Place : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("portico-backup-").FullName;

        public string Archive => Path.Combine(_folder, "practice.portico-backup");

        public Settings Settings => Settings.FromEnvironment(name => name == "PORTICO_DATA" ? Path.Combine(_folder, "data") : null);

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}

file static class Found
{
    public static T GetService<T>(this IServiceProvider services) where T : notnull =>
        Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
}
