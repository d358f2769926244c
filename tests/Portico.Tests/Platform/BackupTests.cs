using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portico.BrowserTests.Kit;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Backup;
using Portico.Platform.Clock;
using Portico.Platform.Drafts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
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
    public async Task The_commands_bring_a_serving_practice_back_with_its_visit_its_card_pictures_and_all_that_was_acknowledged()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, isProcess: true);
        using var api = await ApiClient.OpenAsync(desk, "frida");
        using var place = new Place();
        var picture = await VisitAsync(desk, api);
        // The desk goes on working while the archive is made.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var acknowledged = new ConcurrentQueue<Guid>();
        var atWork = Task.Run(async () =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
                acknowledged.Enqueue((await TakenAsync(api, "register-patient", new RegisterPatient.Request
                {
                    Family = "Synthetic" + n, Given = "Ledger", BirthDate = new(1970, 1, 1), SureItIsNew = true,
                }, "registered")).Id("patient"));
        }, Ct);
        await OutboxTests.Until(() => acknowledged.Count > 5, TimeSpan.FromSeconds(30));
        var before = acknowledged.ToList();
        (await PorticoCommand.RunAsync(desk.Variables, "backup", place.Archive)).ShouldBeDone("Backed up.");
        var during = acknowledged.Count;
        during.ShouldBeGreaterThan(before.Count, "nobody was at work while the archive was made");
        await OutboxTests.Until(() => acknowledged.Count > during + 3, TimeSpan.FromSeconds(30));
        await enough.CancelAsync();
        await atWork;
        await desk.KillAsync();

        (await PorticoCommand.RunAsync(place.Variables, "restore", place.Archive)).ShouldBeDone("Restored.");
        (await PorticoCommand.RunAsync(place.Variables, "audit", "verify")).ShouldBeDone("entries are as they were sealed.");
        var live = Settings.FromEnvironment(name => desk.Variables.GetValueOrDefault(name));
        var (was, became) = (Rows(live), Rows(place.Settings));
        became.Keys.ShouldBe(was.Keys);
        // Leases are renewed and messages sent while the desk serves; every other row is as it stands there.
        foreach (var (table, rows) in became.Where(t => t.Key is not "lease" and not "outbox"))
            rows.Except(was[table]).ShouldBeEmpty(table);
        foreach (var table in new[] { "visit", "appointment", "policy", "card_picture", "patient_answer", "check_in", "desk_user", "practice" })
            became[table].ShouldBe(was[table], table);
        var patients = became["patient"].ToList();
        before.ShouldAllBe(id => patients.Any(row => row.Contains(Convert.ToHexString(id.ToByteArray(true)), StringComparison.Ordinal)));
        became["patient"].Count.ShouldBeInRange(before.Count + 2, during + 3);

        var files = Files(live);
        files.Keys.ShouldContain(name => name.StartsWith("files/cards/", StringComparison.Ordinal));
        files.Keys.ShouldContain(name => name.StartsWith("keys/", StringComparison.Ordinal));
        var restored = Files(place.Settings);
        // Downtime sheets are written anew every quarter of an hour, and no archive keeps their names.
        foreach (var (name, bytes) in files.Where(f => !f.Key.StartsWith("checkpoints/", StringComparison.Ordinal)
                     && !f.Key.StartsWith("downtime/", StringComparison.Ordinal)))
            restored.GetValueOrDefault(name).ShouldBe(bytes, name);
        await using var services = PorticoHost.Services(place.Settings);
        (await services.GetService<OpenCardPicture>().RunAsync(new(new(picture)), Call.ByProgram(TestDesk.Practice), Ct)).Bytes.ShouldBe(s_png);
    }

    // A picture to the program, which looks at its first bytes.
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Range(0, 400).Select(n => (byte)n)];

    /// <summary>A patient who is booked and here, with a policy and a photograph of its card.</summary>
    /// <returns>The picture's id.</returns>
    private static async Task<Guid> VisitAsync(LiveDesk desk, ApiClient api)
    {
        var practice = desk.Practice;
        var appointment = (await TakenAsync(api, "book-appointment", new BookAppointment.Request(practice.Known, practice.FollowUp, practice.ProviderId,
            practice.Location, desk.Get<PracticeClock>().Today(TinyPractice.Zone), new(23, 30), "Synthetic note"), "booked")).Id("appointment");
        await TakenAsync(api, "arrive-patient", new ArrivePatient.Request(new(appointment), new([Identifier.Name, Identifier.BirthDate])), "arrived");
        var payer = await desk.ReadAsync(d => d.Db.Set<PayerRow>().Select(p => p.Id).FirstAsync(Ct));
        var policy = (await TakenAsync(api, "add-policy", new AddPolicy.Request(practice.Known, payer, "SYN-1", null, null,
            SubscriberRelation.Self, null, null, null, null, Money.FromDollars(25)), "added")).Id("policy");
        return (await TakenAsync(api, "keep-card-picture", new KeepCardPicture.Request(new(policy), CardSide.Front, s_png), "kept")).Id("picture");
    }

    private static async Task<ApiClient.Answer> TakenAsync<T>(ApiClient api, string operation, T request, string kind) where T : class
    {
        var answer = await api.PostAsync(operation, request);
        answer.Kind.ShouldBe(kind, answer.Text);
        return answer;
    }

    private static Dictionary<string, byte[]> Files(Settings settings) => Directory.EnumerateFiles(settings.Data, "*", SearchOption.AllDirectories)
        .Where(f => !Path.GetFileName(f).StartsWith("portico.db", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetRelativePath(settings.Data, f).Replace('\\', '/'), File.ReadAllBytes);

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
    public async Task A_forced_restore_leaves_a_database_alone_that_a_server_has_open()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite, Probes.Add);
        using var place = new Place();
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldBeNull();
        await desk.Get<TakeProbe>().RunAsync(new("later"), desk.CallAs(Roles.FrontDesk), Ct);
        var was = JsonSerializer.Serialize(Rows(desk.Settings));
        (await BackupArchive.RestoreAsync(desk.Settings, place.Archive, force: true, Ct)).ShouldNotBeNull().ShouldContain("stop the server first");
        JsonSerializer.Serialize(Rows(desk.Settings)).ShouldBe(was);
        await desk.Get<TakeProbe>().RunAsync(new("still at work"), desk.CallAs(Roles.FrontDesk), Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_forced_restore_leaves_the_keys_alone_of_a_practice_that_is_served_and_replaces_them_when_it_is_not(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        using var place = new Place();
        var key = Path.Combine(desk.Settings.Data, "kept.bin");
        await File.WriteAllBytesAsync(key, [1], Ct);
        (await BackupArchive.WriteAsync(desk.Settings, place.Archive, default, Ct)).ShouldBeNull();
        await File.WriteAllBytesAsync(key, [2], Ct);
        await desk.Get<TakeProbe>().RunAsync(new("served"), desk.CallAs(Roles.FrontDesk), Ct);
        (await BackupArchive.RestoreAsync(desk.Settings, place.Archive, force: true, Ct)).ShouldNotBeNull().ShouldContain("stop the server first");
        (await File.ReadAllBytesAsync(key, Ct)).ShouldBe([2]);
        await desk.StopAsync();
        (await BackupArchive.RestoreAsync(desk.Settings, place.Archive, force: true, Ct)).ShouldBeNull();
        (await File.ReadAllBytesAsync(key, Ct)).ShouldBe([1]);
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

        public Dictionary<string, string?> Variables => new() { ["PORTICO_DATA"] = Path.Combine(_folder, "data") };

        public Settings Settings => Settings.FromEnvironment(name => Variables.GetValueOrDefault(name));

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
