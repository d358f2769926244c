using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>The day of one location with 12 providers and 250 visits: asked for, drawn whole, and a move heard by another screen.
/// Goals: query p99 under 5 ms, a full render under 100 ms of server time.</summary>
/// <remarks>The move is measured from the press to the second screen's new columns in the server; the browser's own part is in the
/// browser tests.</remarks>
internal sealed class DayviewBench : IBench
{
    private const int Providers = 12, Visits = 250;

    public string Name => "dayview";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
            {
                run.Skipped("dayview.postgres", "no PORTICO_TEST_POSTGRES");
                continue;
            }
            var location = Id.New<LocationId>();
            var date = desk.Get<PracticeClock>().Today("America/New_York").AddDays(7);
            await FillAsync(desk, location, date, ct);
            await MeasureAsync(run, desk, location, date, ct);
        }
    }

    private static async Task MeasureAsync(BenchRun run, BenchDesk desk, LocationId location, DateOnly date, CancellationToken ct)
    {
        var query = desk.Get<DaySchedule>();
        var call = desk.CallAs(Guid.CreateVersion7());
        var request = new DaySchedule.Request(location, date);
        var times = run.Quick ? 200 : 2000;
        var asked = new Durations();
        DaySchedule.Result? day = null;
        for (var i = -50; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            day = await query.RunAsync(request, call, ct);
            if (i >= 0)
                asked.Add(Stopwatch.GetElapsedTime(started));
        }
        var shown = day ?? throw new UnreachableException();
        run.Figure($"dayview.{desk.Database}.query.visits", shown.Columns.Sum(c => c.Items.Count), "rows");
        run.Figure($"dayview.{desk.Database}.query.p50", asked.Percentile(0.5), "ms");
        run.Figure($"dayview.{desk.Database}.query.p99", asked.Percentile(0.99), "ms");

        await using var services = new ServiceCollection().AddLogging().AddSingleton<IJSRuntime, NoBrowser>().BuildServiceProvider();
        var drawn = new Durations();
        for (var i = -10; i < (run.Quick ? 30 : 200); i++)
        {
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            var started = Stopwatch.GetTimestamp();
            await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<ScheduleGrid>(Parameters(shown)));
            if (i >= 0)
                drawn.Add(Stopwatch.GetElapsedTime(started));
        }
        run.Figure($"dayview.{desk.Database}.render.p50", drawn.Percentile(0.5), "ms");
        run.Figure($"dayview.{desk.Database}.render.p99", drawn.Percentile(0.99), "ms");

        await MeasureMoveAsync(run, desk, shown, call, ct);
    }

    /// <summary>One screen moves a visit, another hears of it and asks for the day again.</summary>
    private static async Task MeasureMoveAsync(BenchRun run, BenchDesk desk, DaySchedule.Result day, Call call, CancellationToken ct)
    {
        var (move, query) = (desk.Get<MoveAppointment>(), desk.Get<DaySchedule>());
        var other = desk.CallAs(Guid.CreateVersion7());
        // The first provider's last visit goes to and fro between two free times at the end of the session.
        var column = day.Columns[0];
        var (id, version) = (column.Items[^1].Id, column.Items[^1].Version);
        var pushed = new Durations();
        for (var i = -10; i < (run.Quick ? 50 : 300); i++)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var heard = desk.Get<LiveFeed>().Listen(BenchDesk.Practice, ScheduleTopics.Day(day.Location, day.Date), topics => Look());
            async void Look()
            {
                await query.RunAsync(new(day.Location, day.Date), other, ct);
                seen.TrySetResult();
            }
            var started = Stopwatch.GetTimestamp();
            var moved = await move.RunAsync(new(id, version, column.Provider, day.Location, day.Date, new TimeOnly(17, i % 2 == 0 ? 0 : 30), AcceptOverlap: true), call, ct);
            version = ((MoveAppointment.Result.Moved)moved).Version;
            await seen.Task;
            if (i >= 0)
                pushed.Add(Stopwatch.GetElapsedTime(started));
        }
        run.Figure($"dayview.{desk.Database}.move_seen.p50", pushed.Percentile(0.5), "ms");
        run.Figure($"dayview.{desk.Database}.move_seen.p99", pushed.Percentile(0.99), "ms");
    }

    private static ParameterView Parameters(DaySchedule.Result day) => ParameterView.FromDictionary(new Dictionary<string, object?>
    {
        [nameof(ScheduleGrid.Columns)] = day.Columns.Select(c => new GridColumn(day.Location, day.Date, day.Zone, c, c.Name, c.Name, c.Specialty)).ToList(),
        [nameof(ScheduleGrid.Subject)] = "bench",
        [nameof(ScheduleGrid.Title)] = "Schedule",
        [nameof(ScheduleGrid.Zone)] = day.Zone,
        [nameof(ScheduleGrid.PlaceName)] = day.LocationName,
        [nameof(ScheduleGrid.Chosen)] = new HashSet<AppointmentId>(),
        [nameof(ScheduleGrid.OnMove)] = (Func<AppointmentId, GridColumn, TimeOnly, Task>)((_, _, _) => Task.CompletedTask),
        [nameof(ScheduleGrid.OnResize)] = (Func<AppointmentId, int, Task>)((_, _) => Task.CompletedTask),
    });

    private static async Task FillAsync(BenchDesk desk, LocationId location, DateOnly date, CancellationToken ct)
    {
        var (practice, schedule, patients) = (desk.Get<IPracticeDirectory>(), desk.Get<ISchedule>(), desk.Get<IPatients>());
        await using var transaction = await desk.Get<DeskStore>().WriteAsync(BenchDesk.Practice, ct);
        var write = new Desk(transaction.Db, Call.ByProgram(BenchDesk.Practice), Roles.All, desk.Get<PracticeClock>().Now, desk.Get<IChartGuard>(), writes: true);
        var type = Id.New<VisitTypeId>();
        practice.AddLocation(write, location, "Bench Street", "America/New_York", null, null);
        practice.AddVisitType(write, type, "Follow-up", 20, "leaf");
        List<ProviderId> providers = [];
        for (var n = 0; n < Providers; n++)
        {
            providers.Add(Id.New<ProviderId>());
            practice.AddProvider(write, providers[n], $"Dr. Bench {n:00}", "Family medicine", null);
        }
        await write.SaveAsync(ct);
        foreach (var provider in providers)
            schedule.AddSession(write, Id.New<SessionTemplateId>(), provider, location, date.DayOfWeek, new(8, 0), new(18, 0), date.AddDays(-30), null, 1);
        for (var n = 0; n < Visits; n++)
        {
            var patient = await patients.AddAsync(write, Id.New<PatientId>(), new NewPatient
            {
                Family = $"Synthetic{n:000}", Given = "Bench", BirthDate = new DateOnly(1950, 1, 1).AddDays(n * 71),
            }, ct);
            if (!await schedule.TryAddAsync(write, Id.New<AppointmentId>(), patient, providers[n % Providers], location, type, date,
                    new TimeOnly(8, 0).AddMinutes(n / Providers * 25), 20, null, ct))
                throw new InvalidOperationException("The bench's own day overlaps.");
        }
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Rendering alone asks the browser for nothing.</summary>
    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();
    }
}
