using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.PayerSim;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>Real-time questions over HTTP from the queue to the stored answer, against a payer that answers at once and one that thinks for 2 s.
/// Then a batch by folders: its answers read and stored. The payer runs in the same process: its processor time counts with ours. Goal: 500 a second
/// at once, 20 ms added at p99, 1,000 answers of a batch a second.</summary>
internal sealed class EligibilityBench : IBench
{
    private const string Payer = "SYN01";

    public string Name => "eligibility";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        var checks = run.Number("--checks", run.Quick ? 500 : 10_000);
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            foreach (var delay in new[] { 0, 2_000 })
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"eligibility.{(kind == StoreKind.Sqlite ? "sqlite" : "postgres")}.{delay}ms");
                if (!run.Wants(name))
                    continue;
                await using var desk = await BenchDesk.StartAsync(kind);
                if (desk is null)
                {
                    run.Skipped(name, "no PORTICO_TEST_POSTGRES");
                    continue;
                }
                await using var box = await PayerBox.StartAsync(new() { Seed = 7 }, ct);
                if (delay > 0)
                    box.Faults.Add(new() { Kind = FaultKind.Delay, Milliseconds = delay });
                var clinic = await Clinic.MakeAsync(desk, box, ct);
                // The first compile queries and fill pools: they are not counted.
                await clinic.BookAsync(100, ct);
                await clinic.AskAllAsync(ct);
                if (delay == 0)
                    await AddedAsync(run, name, clinic, run.Quick ? 100 : 1_000, ct);
                await clinic.BookAsync(checks, ct);
                var (heap, busy, started) = (GC.GetTotalMemory(forceFullCollection: true), Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
                await clinic.AskAllAsync(ct);
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                run.Figure(name + ".per_second", checks / seconds, "1/s");
                run.Figure(name + ".cpu_ms", (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / checks, "ms");
                run.Figure(name + ".heap_growth_mb", (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1e6, "MB");
                run.Figure(name + ".not_active", await clinic.NotActiveAsync(ct), "checks");
            }
            await BatchAsync(run, kind, run.Number("--batch", run.Quick ? 4_000 : 100_000), ct);
        }
    }

    /// <summary>From the moment that all answers lie in the payer's folder until each stands at its visit.</summary>
    private static async Task BatchAsync(BenchRun run, StoreKind kind, int questions, CancellationToken ct)
    {
        var name = $"eligibility.{(kind == StoreKind.Sqlite ? "sqlite" : "postgres")}.batch";
        if (!run.Wants(name))
            return;
        await using var desk = await BenchDesk.StartAsync(kind);
        if (desk is null)
        {
            run.Skipped(name, "no PORTICO_TEST_POSTGRES");
            return;
        }
        var folder = Directory.CreateTempSubdirectory("portico-bench-").FullName;
        await using var box = await PayerBox.StartAsync(new() { Seed = 7, Folder = folder, FolderInterval = TimeSpan.FromMilliseconds(100) }, ct);
        var clinic = await Clinic.MakeAsync(desk, box, ct, folder);
        await clinic.BookAsync(questions, ct);
        var started = Stopwatch.GetTimestamp();
        await clinic.BatchAsync(ct);
        var sent = Stopwatch.GetElapsedTime(started).TotalSeconds;
        run.Figure(name + ".written_per_second", questions / sent, "1/s");
        var files = (questions + BatchMaker.MostQuestions - 1) / BatchMaker.MostQuestions;
        while (Directory.GetFiles(Path.Combine(folder, "out"), "*.271").Length < files)
            await Task.Delay(100, ct);
        // What was looked for too soon is looked for again after some seconds.
        await Task.Delay(TimeSpan.FromSeconds(6), ct);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        (var busy, started) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        while (await clinic.WaitingAsync(ct) > 0)
            await clinic.BatchAsync(ct);
        run.Figure(name + ".per_second", questions / Stopwatch.GetElapsedTime(started).TotalSeconds, "1/s");
        run.Figure(name + ".cpu_ms", (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / questions, "ms");
        run.Figure(name + ".heap_growth_mb", (GC.GetTotalMemory(forceFullCollection: true) - heap) / 1e6, "MB");
        run.Figure(name + ".not_active", await clinic.NotActiveAsync(ct), "checks");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One at a time, by hand: from the press to the answer that a screen hears of, less what the payer took.</summary>
    private static async Task AddedAsync(BenchRun run, string name, Clinic clinic, int times, CancellationToken ct)
    {
        var added = new List<double>(times);
        var worker = clinic.Desk.Get<EligibilityWorker>();
        await worker.StartAsync(ct);
        await clinic.BookAsync(times, ct, isAsked: false);
        foreach (var (visit, policy, patient) in clinic.Unasked)
        {
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var heard = 0;
            // Heard twice: that it waits, and that it is answered.
            using var listener = clinic.Desk.Get<LiveFeed>().Listen(BenchDesk.Practice, CoverageTopics.Patient(patient), _ =>
            {
                if (Interlocked.Increment(ref heard) == 2)
                    answered.TrySetResult();
            });
            var started = Stopwatch.GetTimestamp();
            await clinic.Desk.Get<CheckEligibility>().RunAsync(new(visit, policy), clinic.Call, ct);
            await answered.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
            added.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds - await clinic.TookAsync(policy, ct));
        }
        await worker.StopAsync(ct);
        added.Sort();
        run.Figure(name + ".added.p50", added[added.Count / 2], "ms");
        run.Figure(name + ".added.p99", added[(int)(added.Count * 0.99)], "ms");
    }

    /// <summary>A provider in the network of a payer at the end of a road, and people whom the payer knows with a visit yesterday.</summary>
    private sealed class Clinic(BenchDesk desk, PayerBox box)
    {
        private readonly LocationId _location = Id.New<LocationId>();
        private readonly ProviderId _provider = Id.New<ProviderId>();
        private readonly PayerId _payer = Id.New<PayerId>();
        private int _people;

        public BenchDesk Desk => desk;
        public Call Call { get; } = desk.CallAs(Guid.CreateVersion7());
        public List<(VisitId Visit, PolicyId Policy, PatientId Patient)> Unasked { get; } = [];

        /// <param name="folder">The payer's, where it takes batches alone. Null: it is asked over HTTP.</param>
        public static async Task<Clinic> MakeAsync(BenchDesk desk, PayerBox box, CancellationToken ct, string? folder = null)
        {
            var clinic = new Clinic(desk, box);
            await clinic.WriteAsync(d =>
            {
                var directory = desk.Get<IPracticeDirectory>();
                directory.AddLocation(d, clinic._location, "Synthetic", "Etc/UTC", null, null);
                directory.AddProvider(d, clinic._provider, "Dr. Ana Okafor", "Family medicine", "1234567893");
                directory.AddPayer(d, clinic._payer, "Synthetic Mutual", Payer);
                return Task.CompletedTask;
            }, ct);
            var program = Call.ByProgram(BenchDesk.Practice);
            SetRoad.Request wanted = folder is null
                ? new(null, "Box", RoadKind.CoreMime, new Uri(box.Address ?? throw new UnreachableException(), "core").ToString(), "PORTICO", "CLEARING", "portico", "synthetic", null, null, true, true)
                : new(null, "Box", RoadKind.Folder, new Uri(folder).ToString(), "PORTICO", "CLEARING", null, null, null, null, true, true);
            if (await desk.Get<SetRoad>().RunAsync(wanted, program, ct) is not SetRoad.Result.Set { Road: var road })
                throw new UnreachableException();
            var asking = (await desk.Get<ShowRoads>().RunAsync(new(), program, ct)).Payers.Single().Asking;
            await desk.Get<SetPayerRoads>().RunAsync(new(clinic._payer, [new(road, Payer, null)], asking), program, ct);
            return clinic;
        }

        private async Task WriteAsync(Func<Desk, Task> write, CancellationToken ct)
        {
            await using var transaction = await desk.Get<DeskStore>().WriteAsync(BenchDesk.Practice, ct);
            var d = new Desk(transaction.Db, Call.ByProgram(BenchDesk.Practice), Platform.Access.Roles.All, desk.Get<PracticeClock>().Now, desk.Get<IChartGuard>(), writes: true);
            await write(d);
            await transaction.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        public async Task BookAsync(int people, CancellationToken ct, bool isAsked = true)
        {
            Unasked.Clear();
            var yesterday = desk.Get<PracticeClock>().Now - NodaTime.Duration.FromDays(1);
            foreach (var slice in Enumerable.Range(0, people).Chunk(200))
            {
                await WriteAsync(async d =>
                {
                    foreach (var _ in slice)
                    {
                        var (patient, policy, visit) = (Id.New<PatientId>(), Id.New<PolicyId>(), Id.New<VisitId>());
                        var member = string.Create(CultureInfo.InvariantCulture, $"BENCH{++_people:000000}");
                        await desk.Get<IPatients>().AddAsync(d, patient, new NewPatient { Family = "Testpatient", Given = "Ava", BirthDate = new(1980, 7, 14), Sex = Sex.Female }, ct);
                        await desk.Get<ICoverage>().AddPolicyAsync(d, policy, patient, new NewPolicy { Payer = _payer, MemberId = member }, ct);
                        await desk.Get<IVisits>().AddPastAsync(d, visit, patient, _location, _provider, yesterday, ct);
                        box.Members.Enroll(new() { Payer = Payer, MemberId = member, Family = "Testpatient", Given = "Ava", Born = new(1980, 7, 14), Sex = "F" });
                        Unasked.Add((visit, policy, patient));
                    }
                    await d.SaveAsync(ct);
                    if (isAsked)
                    {
                        foreach (var (visit, policy, patient) in Unasked.TakeLast(slice.Length))
                        {
                            var row = (await desk.Get<IVisits>().FindAsync(d, visit, ct)) ?? throw new UnreachableException();
                            var card = (await desk.Get<ICoverage>().PoliciesAsync(d, patient, ct)).Single();
                            await desk.Get<CheckQueue>().WantAsync(d, card, row, CheckReason.ByHand, ct);
                        }
                    }
                    d.Db.ChangeTracker.DetectChanges();
                    await d.SaveAsync(ct);
                    d.Db.ChangeTracker.Clear();
                }, ct);
            }
        }

        /// <summary>Runs the worker until nothing waits.</summary>
        public async Task AskAllAsync(CancellationToken ct)
        {
            var worker = ActivatorUtilities.CreateInstance<EligibilityWorker>(desk.Services);
            await worker.StartAsync(ct);
            while (await WaitingAsync(ct) > 0)
                await Task.Delay(50, ct);
            await worker.StopAsync(ct);
            worker.Dispose();
        }

        /// <summary>Every step of a batch that is due.</summary>
        public async Task BatchAsync(CancellationToken ct)
        {
            foreach (var road in (await desk.Get<BatchMaker>().PlanAsync(BenchDesk.Practice, ct)).Roads)
                await desk.Get<BatchRun>().RoadAsync(BenchDesk.Practice, road, ct);
        }

        public Task<int> WaitingAsync(CancellationToken ct) => CountAsync(c => c.State == CheckState.Waiting, ct);

        public Task<int> NotActiveAsync(CancellationToken ct) => CountAsync(c => c.Says != Modules.Coverage.Domain.Benefits.PolicyState.Active, ct);

        public async Task<int> TookAsync(PolicyId policy, CancellationToken ct)
        {
            await using var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct);
            return await (from c in transaction.Db.Set<EligibilityCheck>()
                          join e in transaction.Db.Set<EligibilityExchange>() on c.Id equals e.CheckId
                          where c.PolicyId == policy
                          select e.Milliseconds).FirstAsync(ct);
        }

        private async Task<int> CountAsync(System.Linq.Expressions.Expression<Func<EligibilityCheck, bool>> which, CancellationToken ct)
        {
            await using var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct);
            return await transaction.Db.Set<EligibilityCheck>().CountAsync(which, ct);
        }
    }
}
