using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Platform.Clock;
using Portico.Platform.Live;
using Portico.Platform.Store;

namespace Portico.Bench;

/// <summary>200 providers, 12 locations, 90 days, 300,000 appointments: the first 10 openings of a 40-minute visit in the mornings with somebody
/// female who speaks Spanish. Alone, and with 32 who search while 8 book; and 10,000 random searches against a naive one.
/// Goal: p99 at most 5 ms on SQLite and 10 ms on PostgreSQL alone; no answer differs.</summary>
internal sealed class OpeningsBench : IBench
{
    public string Name => "openings";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(1);
        // Smaller ones by --providers, --days and --visits; --searches says how often the one question is asked alone.
        var data = OpeningsData.Make(run.Number("--providers", run.Quick ? 40 : 200), run.Number("--days", run.Quick ? 45 : 90),
            run.Number("--visits", run.Quick ? 30_000 : 300_000), first);
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            if (!run.Wants($"openings.{(kind == StoreKind.Sqlite ? "sqlite" : "postgres")}"))
                continue;
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
            {
                run.Skipped("openings.postgres", "no PORTICO_TEST_POSTGRES");
                continue;
            }
            var loading = Stopwatch.StartNew();
            await data.LoadAsync(desk, ct);
            var name = $"openings.{desk.Database}";
            run.Figure(name + ".load.appointments", data.Visits.Count, "rows");
            run.Figure(name + ".load.seconds", loading.Elapsed.TotalSeconds, "s");
            await AloneAsync(run, name, desk, data, ct);
            await CompareAsync(run, name, desk, data, run.Number("--compare", run.Quick ? 300 : 10_000), ct);
            await BesideBookingAsync(run, name, desk, data, ct);
        }
    }

    private static FindOpenings.Request Question(OpeningsData data) => new(data.Types[0].Id, null, data.First, data.Last,
        Latest: new(11, 55), Who: new(IsNew: true, Language: "es", Sex: ProviderSex.Female));

    private static async Task AloneAsync(BenchRun run, string name, BenchDesk desk, OpeningsData data, CancellationToken ct)
    {
        var (find, call, question) = (desk.Get<FindOpenings>(), desk.CallAs(Guid.CreateVersion7()), Question(data));
        var cold = Stopwatch.GetTimestamp();
        var answer = await find.RunAsync(question, call, ct);
        run.Figure(name + ".first_ever.duration", Stopwatch.GetElapsedTime(cold).TotalMilliseconds, "ms");
        run.Figure(name + ".found", answer.Openings.Count, "openings");
        run.Figure(name + ".days_searched", answer.Openings is [.., var last] ? last.Date.DayNumber - data.First.DayNumber + 1 : 0, "days");
        var durations = new Durations();
        var (searches, processor) = (run.Number("--searches", run.Quick ? 500 : 5_000), TimeSpan.Zero);
        var allocated = 0L;
        for (var i = -200; i < searches; i++)
        {
            if (i == 0)
                (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            var started = Stopwatch.GetTimestamp();
            await find.RunAsync(question, call, ct);
            if (i >= 0)
                durations.Add(Stopwatch.GetElapsedTime(started));
        }
        run.Figure(name + ".alone.p50", durations.Percentile(0.5), "ms");
        run.Figure(name + ".alone.p99", durations.Percentile(0.99), "ms");
        // What it takes of a processor, whoever else wants it: the figure of a busy machine that can be compared.
        run.Figure(name + ".alone.allocated", (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / searches, "KiB");
        run.Figure(name + ".alone.processor", (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / searches, "ms");

        // As if all of it had just changed: what the same answer costs when it is read each time.
        var live = desk.Get<LiveFeed>();
        string[] cells = [.. from place in data.Places from day in Enumerable.Range(0, data.Last.DayNumber - data.First.DayNumber + 1)
                          select ScheduleTopics.Day(place.Id, data.First.AddDays(day))];
        foreach (var (kind, topics) in new[] { ("cells_read", cells), ("all_read", (string[])[.. cells, ScheduleTopics.Rules]) })
        {
            var reading = new Durations();
            for (var i = 0; i < (run.Quick ? 20 : 100); i++)
            {
                live.Published(BenchDesk.Practice, Guid.CreateVersion7(), topics);
                var started = Stopwatch.GetTimestamp();
                await find.RunAsync(question, call, ct);
                reading.Add(Stopwatch.GetElapsedTime(started));
            }
            run.Figure($"{name}.{kind}.p50", reading.Percentile(0.5), "ms");
            run.Figure($"{name}.{kind}.p99", reading.Percentile(0.99), "ms");
        }
    }

    private static async Task CompareAsync(BenchRun run, string name, BenchDesk desk, OpeningsData data, int queries, CancellationToken ct)
    {
        HashSet<(Guid, long)> taken = [];
        await using (var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct))
        {
            await foreach (var cell in transaction.Db.Set<AppointmentCell>().Select(c => new { c.ResourceId, c.Cell }).AsAsyncEnumerable().WithCancellation(ct))
                taken.Add((cell.ResourceId, cell.Cell));
        }
        var naive = new NaiveOpenings(data, (provider, cell) => taken.Contains((provider, cell)));
        var (find, call, clock) = (desk.Get<FindOpenings>(), desk.CallAs(Guid.CreateVersion7()), desk.Get<PracticeClock>());
        var seed = run.Number("--seed", 20260301);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {name}: seed {seed}"));
        var (random, differing, durations) = (new Random(seed), 0, new Durations());
        for (var i = 0; i < queries; i++)
        {
            var request = RandomRequest(data, random);
            var started = Stopwatch.GetTimestamp();
            var found = (await find.RunAsync(request, call, ct)).Openings.Select(o => new NaiveOpenings.Hit(o.Provider, o.Location, o.Date, o.Time));
            durations.Add(Stopwatch.GetElapsedTime(started));
            var expected = naive.Find(request, clock.Now);
            if (found.SequenceEqual(expected))
                continue;
            if (differing++ < 3)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# query {i}: {request}: {string.Join(", ", found)} instead of {string.Join(", ", expected)}"));
        }
        run.Figure(name + ".compared.queries", queries, "queries");
        run.Figure(name + ".compared.differing", differing, "queries");
        run.Figure(name + ".compared.p50", durations.Percentile(0.5), "ms");
        run.Figure(name + ".compared.p99", durations.Percentile(0.99), "ms");
    }

    private static FindOpenings.Request RandomRequest(OpeningsData data, Random random)
    {
        T? Maybe<T>(double chance, Func<T> value) where T : class => random.NextDouble() < chance ? value() : null;
        T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
        var from = data.First.AddDays(random.Next(60));
        var earliest = random.Next(4) == 0 ? new TimeOnly(random.Next(7, 15), random.Next(12) * 5) : (TimeOnly?)null;
        var latest = random.Next(3) == 0 ? new TimeOnly(random.Next(9, 18), random.Next(12) * 5) : (TimeOnly?)null;
        return new(Any(data.Types).Id,
            Maybe<IReadOnlyList<LocationId>>(0.5, () => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(data.Places).Id).Distinct()]),
            from, from.AddDays(random.Next(0, 30)),
            Maybe<IReadOnlyList<ProviderId>>(0.3, () => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Any(data.Doctors).Id).Distinct()]),
            earliest, latest,
            Maybe<IReadOnlyList<DayOfWeek>>(0.3, () => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (DayOfWeek)random.Next(7)).Distinct()]),
            random.Next(1, 25),
            new(IsNew: random.Next(2) == 0, Specialty: Maybe(0.3, () => Any(data.Doctors).Specialty), Language: Maybe(0.3, () => random.Next(2) == 0 ? "es" : "zh"),
                Sex: random.Next(3) == 0 ? (ProviderSex)random.Next(2) : null, OnlyOpenPanels: random.Next(5) == 0),
            Maybe(0.5, () => random.Next(4) == 0 ? "10012" : Any(data.Places).Zip), random.Next(3) == 0 ? OpeningOrder.Nearest : OpeningOrder.Soonest);
    }

    // Whoever books takes one of the openings that a search just gave, as the desk does.
    private static async Task BesideBookingAsync(BenchRun run, string name, BenchDesk desk, OpeningsData data, CancellationToken ct)
    {
        const int Searchers = 32;
        const int Bookers = 8;
        var (find, book, question) = (desk.Get<FindOpenings>(), desk.Get<BookAppointment>(), Question(data));
        var time = TimeSpan.FromSeconds(run.Number("--beside", run.Quick ? 4 : 20));
        var started = Stopwatch.GetTimestamp();
        var (booked, refused, empty) = (0, 0, 0);
        var durations = Enumerable.Range(0, Searchers).Select(_ => new List<TimeSpan>()).ToArray();
        var searching = Enumerable.Range(0, Searchers).Select(i => Task.Run(async () =>
        {
            var call = desk.CallAs(Guid.CreateVersion7());
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                // As a request comes in: behind those that wait for a processor. SQLite answers without letting go of its own.
                var began = Stopwatch.GetTimestamp();
                await Task.Yield();
                await find.RunAsync(question, call, ct);
                durations[i].Add(Stopwatch.GetElapsedTime(began));
            }
        }, ct));
        var booking = Enumerable.Range(0, Bookers).Select(i => Task.Run(async () =>
        {
            var (call, random) = (desk.CallAs(Guid.CreateVersion7()), new Random(i));
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                await Task.Yield();
                var day = data.First.AddDays(random.Next(data.Last.DayNumber - data.First.DayNumber));
                var openings = (await find.RunAsync(new(data.Types[1].Id, null, day, data.Last, Count: 40), call, ct)).Openings;
                if (openings.Count == 0)
                {
                    Interlocked.Increment(ref empty);
                    continue;
                }
                var opening = openings[random.Next(openings.Count)];
                var result = await book.RunAsync(new(new PatientId(data.Patients[random.Next(data.Patients.Count)]), data.Types[1].Id, opening.Provider, opening.Location,
                    opening.Date, opening.Time, AcceptOverlap: true), call, ct);
                if (result is BookAppointment.Result.Booked)
                    Interlocked.Increment(ref booked);
                else
                    Interlocked.Increment(ref refused);
            }
        }, ct));
        await Task.WhenAll(searching.Concat(booking));
        var all = new Durations();
        foreach (var duration in durations.SelectMany(d => d))
            all.Add(duration);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        run.Figure(name + ".beside_booking.searches_per_second", durations.Sum(d => d.Count) / elapsed, "1/s");
        run.Figure(name + ".beside_booking.p50", all.Percentile(0.5), "ms");
        run.Figure(name + ".beside_booking.p99", all.Percentile(0.99), "ms");
        run.Figure(name + ".beside_booking.booked_per_second", booked / elapsed, "1/s");
        run.Figure(name + ".beside_booking.taken_meanwhile", refused, "bookings");
        run.Figure(name + ".beside_booking.nothing_found", empty, "searches");
    }
}
