using System.Diagnostics;
using System.Globalization;
using Portico.Bench.Guard;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Model;

/// <summary>A slice of <c>bench guard</c>: clients of two programs fight over one calendar, and the database agrees with what each was told.</summary>
/// <remarks>PORTICO_GUARD_COMMANDS says how many commands, PORTICO_GUARD_SEED which.</remarks>
public sealed class GuardTests
{
    private const int Usual = 1200;
    private const int Nodes = 2;

    /// <summary>What the random commands must have met by the end: a run in which nobody ever wanted the same shows nothing.</summary>
    private static readonly string[] s_met =
    [
        "book.Booked", "book.SlotTaken", "book-held.Booked", "hold.Held", "hold.SlotTaken", "renew.Renewed", "release.Released", "expire",
        "series.Booked", "series.Conflicts", "move.Moved", "move.SlotTaken", "undo-move.MovedBack", "cancel.Cancelled", "undo-cancel.Reinstated",
        "walk-in.Taken", "import.Taken", "import.LeftOut",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_all_who_write_at_once_nobody_overlaps_loses_a_hold_or_is_refused_falsely(StoreKind kind)
    {
        var (server, _, drop) = await TestDesk.FreshDatabaseAsync(kind);
        var folder = Directory.CreateTempSubdirectory("portico-guard-").FullName;
        try
        {
            var (commands, seed) = (Setting("PORTICO_GUARD_COMMANDS") ?? Usual, Setting("PORTICO_GUARD_SEED") ?? Random.Shared.Next(1_000_000));
            await using var first = await GuardNode.StartAsync(server, folder, Ct);
            await using var second = await GuardNode.StartAsync(server, folder, Ct);
            var brief = await GuardBrief.FurnishAsync(first.Services, GuardNode.MembersOf(Nodes), seed, Ct);
            var watch = Stopwatch.StartNew();
            var reports = await Task.WhenAll(first.WorkAsync(brief, 0, commands / Nodes, Ct), second.WorkAsync(brief, 1, commands / Nodes, Ct));
            var verdict = await GuardVerdict.OfAsync(first.Services, reports, Ct);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"PORTICO_GUARD_SEED={seed}, {commands} commands in {watch.Elapsed}"));
            foreach (var met in verdict.Met.OrderBy(m => m.Key, StringComparer.Ordinal))
                TestContext.Current.TestOutputHelper?.WriteLine($"{met.Key} {met.Value}");
            verdict.FalseRefusals.ShouldBeEmpty();
            (verdict.Overlaps, verdict.WrongCells, verdict.LostHolds).ShouldBe((0, 0, 0), $"seed {seed}");
            s_met.Where(m => !verdict.Met.ContainsKey(m)).ShouldBeEmpty("outcomes that no command met");
        }
        finally
        {
            await drop();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
