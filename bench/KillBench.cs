using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Bench;

/// <summary>Kills a desk in mid-work, again and again, and looks for what it had acknowledged. <c>--kills N</c>, 100 unless told.</summary>
/// <remarks>The desk is a process of its own that books and takes payments on several threads and prints each answer it got.
/// After each kill every printed answer must be in the database, whole; the next desk first repeats what was asked and not
/// answered, with the same keys, and must not do it twice.</remarks>
internal sealed class KillBench : IBench
{
    private const string Orders = "PORTICO_KILL_ORDERS";
    private const int Workers = 6;
    private const int Minutes = 20;
    private const int VisitsADay = 24 * 60 / Minutes - 1;

    public string Name => "kill";

    /// <summary>What the desk that will be killed is told.</summary>
    private sealed record Brief(
        string Server, string Folder, Guid User, LocationId Location, VisitTypeId VisitType, ProviderId Provider,
        IReadOnlyList<PatientId> Patients, IReadOnlyList<VisitId> Visits, DateOnly First, int Begin, IReadOnlyList<int> Again);

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable(Orders) is { Length: > 0 } orders)
        {
            await WorkAsync(JsonSerializer.Deserialize<Brief>(orders, DeskJson.Options) ?? throw new FormatException(Orders), ct);
            return;
        }
        var kills = run.Number("--kills", run.Quick ? 3 : 100);
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
                run.Skipped("kill.postgres", "no PORTICO_TEST_POSTGRES");
            else
                await KillAsync(run, desk, kills, ct);
        }
    }

    private static async Task KillAsync(BenchRun run, BenchDesk desk, int kills, CancellationToken ct)
    {
        var brief = await FurnishAsync(desk, ct);
        var acknowledged = new ConcurrentDictionary<int, Guid>();
        var (lost, again) = (0, 0);
        for (var kill = 0; kill < kills; kill++)
        {
            var (asked, answered) = await OneLifeAsync(brief, ct);
            again += brief.Again.Count;
            foreach (var (number, id) in answered)
            {
                // A repeated key must give the answer that the first desk would have given.
                if (acknowledged.TryGetValue(number, out var before) && before != id)
                    lost++;
                acknowledged[number] = id;
            }
            lost += await LostAsync(desk, acknowledged, ct);
            brief = brief with
            {
                Begin = Math.Max(brief.Begin, asked.Append(brief.Begin - 1).Max() + 1),
                Again = [.. asked.Except(answered.Keys)],
            };
        }
        run.Figure($"kill.{desk.Database}.kills", kills, "kills");
        run.Figure($"kill.{desk.Database}.acknowledged", acknowledged.Count, "writes");
        run.Figure($"kill.{desk.Database}.repeated", again, "writes");
        run.Figure($"kill.{desk.Database}.lost", lost, "writes");
        run.Figure($"kill.{desk.Database}.half_written", await HalvesAsync(desk, ct), "writes");
        await desk.Get<AuditSealer>().SealAsync(BenchDesk.Practice, ct);
        var findings = await desk.Get<AuditVerifier>().VerifyAsync(BenchDesk.Practice, ct);
        run.Figure($"kill.{desk.Database}.bad_audit_entries", findings.Bad is null ? 0 : 1, "entries");
    }

    /// <summary>Starts a desk, lets it work for a moment, kills it.</summary>
    /// <returns>The numbers that it said it would ask, and the answers that it said it got.</returns>
    private static async Task<(IReadOnlyCollection<int> Asked, IReadOnlyDictionary<int, Guid> Answered)> OneLifeAsync(
        Brief brief, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(KillBench).Assembly.Location);
        start.ArgumentList.Add("kill");
        start.Environment[Orders] = JsonSerializer.Serialize(brief, DeskJson.Options);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The desk did not start.");
        HashSet<int> asked = [];
        Dictionary<int, Guid> answered = [];
        var lifetime = TimeSpan.FromMilliseconds(Random.Shared.Next(150, 900));
        long? since = null;
        using var kill = new Timer(_ => process.Kill());
        try
        {
            while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            {
                if (line.Split(' ') is not [var word, var number, .. var rest])
                    continue;
                if (word == "asks")
                    asked.Add(int.Parse(number, CultureInfo.InvariantCulture));
                else if (word == "got" && rest is [var id] && Guid.TryParse(id, out var answer))
                    answered[int.Parse(number, CultureInfo.InvariantCulture)] = answer;
                else
                    throw new InvalidOperationException("The desk refused what no desk asked before: " + line);
                // Counted from the first answer: starting up is not what is tested.
                if (since is null && answered.Count > 0)
                {
                    since = Stopwatch.GetTimestamp();
                    kill.Change(lifetime, Timeout.InfiniteTimeSpan);
                }
            }
        }
        catch
        {
            // A desk that said something wrong must not go on working alone.
            process.Kill();
            throw;
        }
        await process.WaitForExitAsync(ct);
        return since is null ? throw new InvalidOperationException("The desk died before its first answer.") : (asked, answered);
    }

    /// <summary>The desk that is killed: numbers that divide by four are payments, the others bookings.</summary>
    private static async Task WorkAsync(Brief brief, CancellationToken ct)
    {
        await using var desk = BenchDesk.Attach(brief.Server, brief.Folder);
        var (book, take) = (desk.Get<BookAppointment>(), desk.Get<TakePayment>());
        var (next, again) = (brief.Begin - 1, new ConcurrentQueue<int>(brief.Again));
        using var output = Console.OpenStandardOutput();
        var line = new Lock();
        void Say(string text)
        {
            lock (line)
                output.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
        }
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (!ct.IsCancellationRequested)
            {
                var number = again.TryDequeue(out var repeated) ? repeated : Interlocked.Increment(ref next);
                var call = desk.CallAs(brief.User) with { Key = "kill-" + number.ToString(CultureInfo.InvariantCulture) };
                Say($"asks {number}");
                object result = number % 4 == 0
                    ? await take.RunAsync(PaymentOf(brief, number), call, ct)
                    : await book.RunAsync(BookingOf(brief, number), call, ct);
                Say(result switch
                {
                    TakePayment.Result.Taken taken => $"got {number} {taken.Receipt.Value}",
                    BookAppointment.Result.Booked booked => $"got {number} {booked.Appointment.Value}",
                    IRefusal refusal => $"refused {number} {refusal.Code}",
                    _ => throw new UnreachableException(),
                });
            }
        }, ct)));
    }

    private static BookAppointment.Request BookingOf(Brief brief, int number) => new(
        brief.Patients[number % brief.Patients.Count], brief.VisitType, brief.Provider, brief.Location,
        brief.First.AddDays(number / VisitsADay), TimeOnly.MinValue.AddMinutes(number % VisitsADay * Minutes), null, AcceptOverlap: true);

    private static TakePayment.Request PaymentOf(Brief brief, int number) => new(
        brief.Location, TenderKind.Card, new Money(3000), null, "4242", null,
        [
            new PaymentLine(PaymentPurpose.Copay, brief.Visits[number % brief.Visits.Count], null, new Money(1000)),
            new PaymentLine(PaymentPurpose.Copay, brief.Visits[(number + 1) % brief.Visits.Count], null, new Money(2000)),
        ], Despite: CopayDoubts.AlreadyPaid);

    private static async Task<Brief> FurnishAsync(BenchDesk desk, CancellationToken ct)
    {
        var brief = new Brief(desk.Settings.Database, desk.Settings.Data, Guid.CreateVersion7(), Id.New<LocationId>(),
            Id.New<VisitTypeId>(), Id.New<ProviderId>(), [.. Enumerable.Range(0, 20).Select(_ => Id.New<PatientId>())],
            [.. Enumerable.Range(0, 20).Select(_ => Id.New<VisitId>())],
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(30), 0, []);
        await using var transaction = await desk.Get<DeskStore>().WriteAsync(BenchDesk.Practice, ct);
        var attempt = new Desk(transaction.Db, Call.ByProgram(BenchDesk.Practice), Roles.All,
            desk.Get<Portico.Platform.Clock.PracticeClock>().Now, desk.Get<IChartGuard>(), writes: true);
        var practice = desk.Get<IPracticeDirectory>();
        practice.AddLocation(attempt, brief.Location, "Bench", "Etc/UTC", null, null);
        practice.AddVisitType(attempt, brief.VisitType, "Follow-up", Minutes, "sky");
        practice.AddProvider(attempt, brief.Provider, "Dr. Synthetic", "Family medicine", null);
        for (var weekday = DayOfWeek.Sunday; weekday <= DayOfWeek.Saturday; weekday++)
            desk.Get<ISchedule>().AddSession(attempt, Id.New<SessionTemplateId>(), brief.Provider, brief.Location, weekday,
                TimeOnly.MinValue, new TimeOnly(23, 55), brief.First, null, 1);
        await attempt.SaveAsync(ct);
        foreach (var (patient, visit) in brief.Patients.Zip(brief.Visits))
        {
            await desk.Get<IPatients>().AddAsync(attempt, patient,
                new NewPatient { Family = "Synthetic", Given = "Testa", BirthDate = new(1980, 1, 1) }, ct);
            await attempt.SaveAsync(ct);
            await desk.Get<IVisits>().AddPastAsync(attempt, visit, patient, brief.Location, null, attempt.Now, ct);
        }
        await attempt.SaveAsync(ct);
        await transaction.CommitAsync(ct);
        return brief;
    }

    private static async Task<int> LostAsync(BenchDesk desk, IReadOnlyDictionary<int, Guid> acknowledged, CancellationToken ct)
    {
        await using var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct);
        var there = (await transaction.Db.Set<AppointmentRow>().Select(a => a.Id).ToListAsync(ct)).Select(id => id.Value)
            .Concat((await transaction.Db.Set<Receipt>().Select(r => r.Id).ToListAsync(ct)).Select(id => id.Value)).ToHashSet();
        return acknowledged.Values.Count(id => !there.Contains(id));
    }

    /// <summary>Appointments without all their cells, cells and receipts that overlap or do not add up, acts without their audit entry.</summary>
    private static async Task<int> HalvesAsync(BenchDesk desk, CancellationToken ct)
    {
        await using var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct);
        var appointments = await transaction.Db.Set<AppointmentRow>().Select(a => a.Id).ToListAsync(ct);
        var cells = (await transaction.Db.Set<AppointmentCell>().Where(c => c.AppointmentId != null).Select(c => c.AppointmentId.GetValueOrDefault()).ToListAsync(ct))
            .GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
        var receipts = await transaction.Db.Set<Receipt>().Select(r => new { r.Id, r.Total }).ToListAsync(ct);
        var transfers = (await transaction.Db.Set<LedgerTransfer>().Select(t => new { t.ReceiptId, t.Cents }).ToListAsync(ct))
            .Where(t => t.ReceiptId is not null).GroupBy(t => t.ReceiptId.GetValueOrDefault())
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Cents));
        var keys = await transaction.Db.Set<CallKeyRow>().CountAsync(k => k.Answer != null, ct);
        var entries = await transaction.Db.Set<AuditEntryRow>().CountAsync(ct);
        return appointments.Count(a => cells.GetValueOrDefault(a) != Minutes / Cells.Minutes)
            + receipts.Count(r => transfers.GetValueOrDefault(r.Id) != r.Total.Cents)
            + Math.Abs(appointments.Count + receipts.Count - keys) + Math.Abs(keys - entries);
    }
}
