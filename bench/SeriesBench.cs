using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.BookSeries;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>Series of 12 weekly visits, each with a provider, a room and a device, booked whole. Every slot is asked for once and there are
/// rooms and devices for all, so each refusal is a false one. Goal: 100 a second on PostgreSQL, no deadlock.</summary>
internal sealed class SeriesBench : IBench
{
    private const int Visits = 12;
    private const int Minutes = 40;
    private const int Providers = 16;
    private const int Spare = 4;
    private const int SeriesADay = 22 * 60 / Minutes;

    public string Name => "series";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
            {
                run.Skipped("series.postgres", "no PORTICO_TEST_POSTGRES");
                continue;
            }
            var (next, call) = (await FurnishAsync(desk, ct), desk.CallAs(Guid.CreateVersion7()));
            var time = TimeSpan.FromSeconds(run.Quick ? 2 : 10);
            // The first calls compile queries and fill pools: they are not counted.
            await BookAsync(desk, next, call, 8, TimeSpan.FromSeconds(2), ct);
            await LookAsync(desk, ct);
            foreach (var clients in new[] { 1, 8, 32 })
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"series.{desk.Database}.{clients}");
                if (!run.Wants(name))
                    continue;
                var (booked, refused) = await BookAsync(desk, next, call, clients, time, ct);
                run.Figure(name + ".per_second", booked, "1/s");
                run.Figure(name + ".false_refusals", refused, "series");
            }
            if (kind == StoreKind.Postgres)
                run.Figure("series.postgres.deadlocks", await DeadlocksAsync(desk, ct), "deadlocks");
        }
    }

    private static async Task<(double PerSecond, int Refused)> BookAsync(
        BenchDesk desk, Func<BookSeries.Request> next, Call call, int clients, TimeSpan time, CancellationToken ct)
    {
        var book = desk.Get<BookSeries>();
        var (booked, refused, started) = (0, 0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                if (await book.RunAsync(next(), call, ct) is BookSeries.Result.Booked)
                    Interlocked.Increment(ref booked);
                else
                    Interlocked.Increment(ref refused);
            }
        }, ct)));
        return (booked / Stopwatch.GetElapsedTime(started).TotalSeconds, refused);
    }

    // As many rows in seconds as a year brings: the server's own look at its tables comes a minute later, and until then plans that were
    // made for an empty table would be measured.
    private static async Task LookAsync(BenchDesk desk, CancellationToken ct)
    {
        if (desk.Kind != StoreKind.Postgres)
            return;
        await using var source = NpgsqlDataSource.Create(desk.Loader);
        await using var command = source.CreateCommand("ANALYZE appointment, appointment_cell, appointment_part");
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> DeadlocksAsync(BenchDesk desk, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(desk.Loader);
        await using var command = source.CreateCommand("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(ct) ?? 0L);
    }

    private static async Task<Func<BookSeries.Request>> FurnishAsync(BenchDesk desk, CancellationToken ct)
    {
        var (location, type) = (Id.New<LocationId>(), Id.New<VisitTypeId>());
        ProviderId[] providers = [.. Enumerable.Range(0, Providers).Select(_ => Id.New<ProviderId>())];
        List<PatientId> patients = [];
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(30);
        await using var transaction = await desk.Get<DeskStore>().WriteAsync(BenchDesk.Practice, ct);
        var attempt = new Desk(transaction.Db, Call.ByProgram(BenchDesk.Practice), Roles.All,
            desk.Get<Portico.Platform.Clock.PracticeClock>().Now, desk.Get<IChartGuard>(), writes: true);
        var (practice, schedule) = (desk.Get<IPracticeDirectory>(), desk.Get<ISchedule>());
        practice.AddLocation(attempt, location, "Bench", "Etc/UTC", null, null);
        practice.AddVisitType(attempt, type, "Physiotherapy", Minutes, "blue");
        attempt.Db.Add(new VisitNeed { VisitTypeId = type, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
        attempt.Db.Add(new VisitNeed { VisitTypeId = type, Number = 2, Phase = 0, Class = ResourceClass.Device, Kind = "ultrasound" });
        for (var i = 0; i < Providers + Spare; i++)
        {
            practice.AddRoom(attempt, Id.New<RoomId>(), location, "Room " + i);
            attempt.Db.Add(Resource.Add(Id.New<ResourceId>(), ResourceClass.Device, "ultrasound", location, "Device " + i));
        }
        foreach (var provider in providers)
        {
            practice.AddProvider(attempt, provider, "Dr. Synthetic", "Physiotherapy", null);
            for (var weekday = DayOfWeek.Sunday; weekday <= DayOfWeek.Saturday; weekday++)
                schedule.AddSession(attempt, Id.New<SessionTemplateId>(), provider, location, weekday, TimeOnly.MinValue, new(23, 55), first, null, 1);
        }
        await attempt.SaveAsync(ct);
        for (var i = 0; i < 40 * Providers; i++)
            patients.Add(await desk.Get<IPatients>().AddAsync(attempt, Id.New<PatientId>(),
                new NewPatient { Family = "Synthetic" + i, Given = "Testa", BirthDate = new(1980, 1, 1) }, ct));
        await attempt.SaveAsync(ct);
        await transaction.CommitAsync(ct);
        var taken = -1;
        return () =>
        {
            var n = Interlocked.Increment(ref taken);
            var (provider, slot) = (n % Providers, n / Providers);
            var (time, day) = (slot % SeriesADay, slot / SeriesADay);
            // A week of days, then the next twelve weeks.
            var date = first.AddDays(day % 7 + day / 7 * 7 * Visits);
            // More patients than series at one time and provider, so that nobody has to be at two places.
            return new(patients[(n * 7 + day) % patients.Count], type, providers[provider], location,
                SeriesSlot.Weekly(date, TimeOnly.MinValue.AddMinutes(time * Minutes), 1, Visits), 1);
        };
    }
}
