using System.Diagnostics;
using System.Text.Json;
using Portico.Bench.Guard;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>Random book, hold, renew, expire, release, move, cancel, undo and series commands, walk-ins and CSV imports from several processes,
/// through the screens' door and the JSON API, checked against what they were told. <c>--commands N</c> of all together,
/// <c>--processes N</c>, <c>--seed N</c>.</summary>
internal sealed class GuardBench : IBench
{
    private const string Orders = "PORTICO_GUARD_ORDERS";

    public string Name => "guard";

    private sealed record Order(string Server, string Folder, int Node, int Commands, GuardBrief Brief);

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable(Orders) is { Length: > 0 } orders)
        {
            var order = JsonSerializer.Deserialize<Order>(orders, DeskJson.Options) ?? throw new FormatException(Orders);
            await using var node = await GuardNode.StartAsync(order.Server, order.Folder, ct);
            var report = await node.WorkAsync(order.Brief, order.Node, order.Commands, ct);
            Console.WriteLine(JsonSerializer.Serialize(report, DeskJson.Options));
            return;
        }
        var (commands, processes) = (run.Number("--commands", run.Quick ? 2_000 : 100_000), run.Number("--processes", 4));
        var seed = run.Number("--seed", Random.Shared.Next(int.MaxValue / 100));
        var bad = 0;
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            if (!run.Wants("guard." + kind.ToString().ToLowerInvariant()))
                continue;
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
                run.Skipped("guard.postgres", "no PORTICO_TEST_POSTGRES");
            else
                bad += await RunAsync(run, desk, commands, processes, seed, ct);
        }
        if (bad > 0)
            throw new InvalidOperationException($"The guard failed {bad} times: run again with --seed {seed}.");
    }

    private static async Task<int> RunAsync(BenchRun run, BenchDesk desk, int commands, int processes, int seed, CancellationToken ct)
    {
        var brief = await GuardBrief.FurnishAsync(desk.Services, GuardNode.MembersOf(processes), seed, ct);
        var began = Stopwatch.GetTimestamp();
        var reports = await Task.WhenAll(Enumerable.Range(0, processes).Select(n =>
            StartAsync(new Order(desk.Settings.Database, desk.Settings.Data, n, commands / processes, brief), ct)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var name = "guard." + desk.Database;
        var verdict = await GuardVerdict.OfAsync(desk.Services, reports, ct);
        foreach (var met in verdict.Met.OrderBy(m => m.Key, StringComparer.Ordinal))
            run.Figure($"{name}.{met.Key}", met.Value, "commands");
        run.Figure(name + ".seed", seed, "seed");
        run.Figure(name + ".per_second", commands / seconds, "1/s");
        run.Figure(name + ".overlaps", verdict.Overlaps, "cells");
        run.Figure(name + ".wrong_cells", verdict.WrongCells, "owners");
        run.Figure(name + ".lost_holds", verdict.LostHolds, "holds");
        run.Figure(name + ".false_refusals", verdict.FalseRefusals.Count, "commands");
        foreach (var refusal in verdict.FalseRefusals.Take(5))
            await Console.Error.WriteLineAsync(refusal.ToString());
        return verdict.Bad;
    }

    private static async Task<GuardReport> StartAsync(Order order, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(GuardBench).Assembly.Location);
        start.ArgumentList.Add("guard");
        start.Environment[Orders] = JsonSerializer.Serialize(order, DeskJson.Options);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The desk did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        // The program's own log goes the same way; the report is the last line.
        var last = output.TrimEnd().Split('\n')[^1];
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<GuardReport>(last, DeskJson.Options) ?? throw new FormatException("The desk said nothing.")
            : throw new InvalidOperationException($"A desk ended with {process.ExitCode}.");
    }
}
