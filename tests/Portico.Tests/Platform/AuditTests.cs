using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Commands;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Platform;

public sealed class AuditTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Ten acts, sealed, with a signed checkpoint at the end.</summary>
    private static async Task<TestDesk> WithTenSealedAsync(StoreKind kind, string? checkpoints = null)
    {
        var desk = await TestDesk.StartAsync(kind, Probes.Add, checkpoints: checkpoints);
        for (var i = 0; i < 10; i++)
            await desk.Get<TakeProbe>().RunAsync(new("p" + i), desk.CallAs(Roles.FrontDesk), Ct);
        (await desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct)).ShouldBe(10);
        await desk.Get<AuditSealer>().CheckpointAsync(TestDesk.Practice, Ct);
        return desk;
    }

    private static Task<Guid> EntryAtAsync(TestDesk desk, long sequence) => desk.ReadAsync(
        d => d.Db.Set<AuditSealRow>().Where(s => s.Sequence == sequence).Select(s => s.EntryId).SingleAsync(Ct));

    /// <summary>Does what only one with the owner's rights can: no trigger, no policy in the way.</summary>
    private static async Task TamperAsync(TestDesk desk, string statement)
    {
        if (desk.Store.Address.Kind == StoreKind.Sqlite)
        {
            await using var connection = new SqliteConnection("Data Source=" + desk.Settings.Address.Connection);
            await connection.OpenAsync(Ct);
            foreach (var trigger in new[] { "audit_entry_no_update", "audit_entry_no_delete", "audit_seal_no_update", "audit_seal_no_delete" })
                await RunAsync(connection, "DROP TRIGGER " + trigger);
            await RunAsync(connection, statement);
            return;
        }
        await using var owner = new NpgsqlConnection(desk.Settings.OwnerAddress.Connection);
        await owner.OpenAsync(Ct);
        await RunAsync(owner, "SET portico.practice = '1'; " + statement);
    }

    private static async Task RunAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static string Literal(StoreKind kind, Guid id) =>
        kind == StoreKind.Sqlite ? $"x'{Convert.ToHexString(id.ToByteArray(true))}'" : $"'{id}'";

    private static string Bytes(StoreKind kind, string text) =>
        (kind == StoreKind.Sqlite ? "x'" : "'\\x") + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)) + "'";

    private static async Task<(int Exit, string Said)> VerifyAsync(TestDesk desk)
    {
        await using var said = new StringWriter();
        var exit = await AuditCommand.VerifyAsync(desk.Services, said, Ct);
        return (exit, said.ToString());
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_untouched_log_is_vouched_for_and_what_came_after_is_named(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        await desk.Get<TakeProbe>().RunAsync(new("later"), desk.CallAs(Roles.FrontDesk), Ct);
        await desk.Get<AuditSealer>().SealAsync(TestDesk.Practice, Ct);
        await desk.Get<TakeProbe>().RunAsync(new("unsealed"), desk.CallAs(Roles.FrontDesk), Ct);
        var (exit, said) = await VerifyAsync(desk);
        exit.ShouldBe(0);
        said.ShouldContain("11 entries are as they were sealed");
        said.ShouldContain("Checkpoints cover sequence 1 to 10; 11 to 11 could be cut unseen.");
        said.ShouldContain("1 entries are not sealed yet");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_sealer_that_stops_vouches_for_all_that_was_logged(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var sealer = desk.Get<AuditSealer>();
        await using (var one = await desk.Store.WriteAsync(TestDesk.Practice, Ct))
        {
            Log(one.Db, 1);
            await one.Db.SaveChangesAsync(Ct);
            await one.CommitAsync(Ct);
        }
        await sealer.StartAsync(Ct);
        while (desk.Get<AuditCheckpoints>().Last(TestDesk.Practice) is null)
            await Task.Delay(20, Ct);
        // More than one batch, all at once: most of it is still to be sealed when the program stops.
        await using (var many = await desk.Store.WriteAsync(TestDesk.Practice, Ct))
        {
            Log(many.Db, 1600);
            await many.Db.SaveChangesAsync(Ct);
            await many.CommitAsync(Ct);
        }
        await sealer.StopAsync(Ct);
        var found = await desk.Get<AuditVerifier>().VerifyAsync(TestDesk.Practice, Ct);
        (found.Bad, found.Unsealed, found.VouchedTo, found.LastSequence).ShouldBe((null, 0, 1601, 1601));

        static void Log(DeskDb db, int entries)
        {
            for (var i = 0; i < entries; i++)
            {
                var entry = AuditEntry.Of(Call.ByProgram(TestDesk.Practice), NodaTime.Instant.FromUnixTimeSeconds(1_770_000_000), "probe", "done");
                db.Add(new AuditEntryRow { Id = entry.Id, Body = entry.Bytes(), UserId = entry.User.Value, At = entry.At });
            }
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_edited_entry_is_named(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        var entry = await EntryAtAsync(desk, 4);
        await TamperAsync(desk, $"UPDATE audit_entry SET body = {Bytes(kind, "{}")} WHERE id = {Literal(kind, entry)}");
        await ShouldNameAsync(desk, 4, entry, "changed");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_entry_moved_to_another_person_in_its_columns_alone_is_named(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        var entry = await EntryAtAsync(desk, 4);
        await TamperAsync(desk, $"UPDATE audit_entry SET user_id = {Literal(kind, Guid.CreateVersion7())} WHERE id = {Literal(kind, entry)}");
        await ShouldNameAsync(desk, 4, entry, "differs from what was sealed");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_deleted_entry_is_named(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        var entry = await EntryAtAsync(desk, 5);
        await TamperAsync(desk, $"DELETE FROM audit_entry WHERE id = {Literal(kind, entry)}");
        await ShouldNameAsync(desk, 5, entry, "deleted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_entry_deleted_with_its_link_is_named_by_its_sequence(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        var entry = Literal(kind, await EntryAtAsync(desk, 5));
        await TamperAsync(desk, $"DELETE FROM audit_seal WHERE entry_id = {entry}; DELETE FROM audit_entry WHERE id = {entry}");
        await ShouldNameAsync(desk, 5, null, "link is gone");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_swapped_entries_are_named_at_the_first(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        var (third, seventh) = (await EntryAtAsync(desk, 3), await EntryAtAsync(desk, 7));
        var (a, b, aside) = (Literal(kind, third), Literal(kind, seventh), Literal(kind, Guid.CreateVersion7()));
        await TamperAsync(desk, $"UPDATE audit_seal SET entry_id = {aside} WHERE sequence = 3; " +
            $"UPDATE audit_seal SET entry_id = {a} WHERE sequence = 7; UPDATE audit_seal SET entry_id = {b} WHERE sequence = 3");
        await ShouldNameAsync(desk, 3, seventh, "in another's place");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cut_tail_is_named_where_it_was_cut(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        await TamperAsync(desk, "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE sequence > 8); " +
            "DELETE FROM audit_seal WHERE sequence > 8");
        await ShouldNameAsync(desk, 9, null, "tail was cut");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_chain_made_anew_over_an_edit_differs_from_its_checkpoint(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        await TamperAsync(desk, "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE sequence = 8); " +
            "DELETE FROM audit_seal");
        await desk.Get<TakeProbe>().RunAsync(new("filler"), desk.CallAs(Roles.FrontDesk), Ct);
        await using (var sealer = new SecondSealer(desk))
            await sealer.SealAsync();
        await ShouldNameAsync(desk, 10, await EntryAtAsync(desk, 10), "made anew");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_servers_own_connection_can_neither_change_nor_delete_what_was_logged(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        foreach (var statement in new[]
                 {
                     "UPDATE audit_entry SET at = 0", "DELETE FROM audit_entry", "UPDATE audit_seal SET sequence = 0", "DELETE FROM audit_seal",
                 })
        {
            await using var transaction = await desk.Store.WriteAsync(TestDesk.Practice, Ct);
            await using var command = transaction.Db.Database.GetDbConnection().CreateCommand();
            command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(
                transaction.Db.Database.CurrentTransaction.ShouldNotBeNull());
            command.CommandText = statement;
            var refused = await Should.ThrowAsync<DbException>(() => command.ExecuteNonQueryAsync(Ct));
            (refused is PostgresException { SqlState: "42501" } || refused.Message.Contains("only grows", StringComparison.Ordinal))
                .ShouldBeTrue(statement);
        }
    }

    [Fact]
    public async Task The_checkpoints_key_is_its_owners_alone()
    {
        await using var desk = await WithTenSealedAsync(StoreKind.Sqlite);
        var file = Path.Combine(desk.Settings.Data, "keys", "audit-checkpoints.pem");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_command_ends_with_0_over_a_whole_log_and_with_1_at_the_first_bad_entry(StoreKind kind)
    {
        await using var desk = await WithTenSealedAsync(kind);
        (await PorticoCommand.RunAsync(desk.Variables, "audit", "verify"))
            .ShouldBeDone("Practice 1: 10 entries are as they were sealed.");
        var entry = await EntryAtAsync(desk, 4);
        await TamperAsync(desk, $"UPDATE audit_entry SET body = {Bytes(kind, "{}")} WHERE id = {Literal(kind, entry)}");
        var found = await PorticoCommand.RunAsync(desk.Variables, "audit", "verify");
        found.Exit.ShouldBe(1, found.Problems);
        found.Said.ShouldContain($"Practice 1: BAD at sequence 4, entry {entry}: the entry was changed");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Checkpoints_kept_in_another_folder_find_a_cut_tail_that_whoever_holds_database_and_data_folder_cannot_hide(StoreKind kind)
    {
        var elsewhere = Directory.CreateTempSubdirectory("portico-elsewhere-").FullName;
        await using (var desk = await WithTenSealedAsync(kind, elsewhere))
        {
            File.Exists(Path.Combine(elsewhere, "audit-1.jsonl")).ShouldBeTrue();
            Directory.Exists(Path.Combine(desk.Settings.Data, "checkpoints")).ShouldBeFalse();
            await TamperAsync(desk, "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE sequence > 8); " +
                "DELETE FROM audit_seal WHERE sequence > 8");
            var found = await PorticoCommand.RunAsync(desk.Variables, "audit", "verify");
            found.Exit.ShouldBe(1, found.Problems);
            found.Said.ShouldContain("BAD at sequence 9, entry unknown: the tail was cut: a signed checkpoint saw sequence 10");
            // Without that folder nothing says that there was more.
            (await PorticoCommand.RunAsync(new Dictionary<string, string?>(desk.Variables) { ["PORTICO_CHECKPOINTS"] = null }, "audit", "verify"))
                .ShouldBeDone("No checkpoint: a rewritten or cut chain would look whole.");
        }
        Directory.Delete(elsewhere, recursive: true);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Names_seen_in_lists_become_one_entry_a_person(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, Probes.Add);
        Guid[] patients = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        desk.Get<SeenCharts>().Add(desk.CallAs(Roles.FrontDesk), patients);
        desk.Get<SeenCharts>().Add(desk.CallAs(Roles.FrontDesk), patients);
        await desk.Get<SeenChartsWriter>().WriteAsync(Ct);
        await desk.Get<SeenChartsWriter>().WriteAsync(Ct);
        (await desk.OutcomesAsync()).ShouldBe(["read"]);
    }

    private static async Task ShouldNameAsync(TestDesk desk, long sequence, Guid? entry, string what)
    {
        var (exit, said) = await VerifyAsync(desk);
        exit.ShouldNotBe(0);
        said.ShouldContain($"BAD at sequence {sequence}, entry {entry?.ToString() ?? "unknown"}");
        said.ShouldContain(what);
    }

    /// <summary>An attacker's process: it has looked at nothing yet.</summary>
    private sealed class SecondSealer(TestDesk desk) : IAsyncDisposable
    {
        private readonly AuditSealer _sealer = new(desk.Get<Portico.Platform.Practices>(), desk.Store,
            desk.Get<Portico.Platform.Clock.PracticeClock>(), desk.Get<Portico.Platform.Chores.Leases>(), desk.Get<AuditCheckpoints>(),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditSealer>.Instance);

        public Task<int> SealAsync() => _sealer.SealAsync(TestDesk.Practice, Ct);

        public ValueTask DisposeAsync()
        {
            _sealer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
