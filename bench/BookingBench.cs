using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench;

/// <summary>Bookings a second through the whole use case, beside the bare insert of as many cells (begin, insert, commit).
/// Every slot is asked for once, so each refusal is a false one. Goal: half the bare rate, no doubles, no false refusals.</summary>
internal sealed class BookingBench : IBench
{
    private const int VisitMinutes = 20;
    private const int CellsAVisit = VisitMinutes / Cells.Minutes;
    private const int VisitsADay = 24 * 60 / VisitMinutes - 1;
    private const int SpreadProviders = 16;

    public string Name => "booking";

    public async Task RunAsync(BenchRun run, CancellationToken ct)
    {
        foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            await using var desk = await BenchDesk.StartAsync(kind);
            if (desk is null)
            {
                run.Skipped("booking.postgres", "no PORTICO_TEST_POSTGRES");
                continue;
            }
            var clinic = await Clinic.MakeAsync(desk, ct);
            var time = TimeSpan.FromSeconds(run.Quick ? 2 : 10);
            // The first calls compile queries and fill pools: they are not counted.
            await BookAsync(clinic, isHot: false, 8, TimeSpan.FromSeconds(1), ct);
            await RawAsync(clinic, isHot: false, 8, TimeSpan.FromSeconds(1), ct);
            foreach (var isHot in new[] { false, true })
            {
                foreach (var clients in new[] { 1, 8, 32 })
                {
                    var name = string.Create(CultureInfo.InvariantCulture,
                        $"booking.{desk.Database}.{(isHot ? "hot" : "spread")}.{clients}");
                    if (!run.Wants(name))
                        continue;
                    // Raw before and after, so that a machine that slows down does not favour one side.
                    var before = await RawAsync(clinic, isHot, clients, time / 2, ct);
                    var (booked, refused) = await BookAsync(clinic, isHot, clients, time, ct);
                    var after = await RawAsync(clinic, isHot, clients, time / 2, ct);
                    var raw = (before + after) / 2;
                    run.Figure(name + ".raw_per_second", raw, "1/s");
                    run.Figure(name + ".per_second", booked, "1/s");
                    run.Figure(name + ".ratio", booked / raw, "x");
                    run.Figure(name + ".false_refusals", refused, "bookings");
                }
            }
            run.Figure($"booking.{desk.Database}.doubles", await clinic.DoublesAsync(ct), "bookings");
        }
    }

    private static async Task<(double PerSecond, int Refused)> BookAsync(
        Clinic clinic, bool isHot, int clients, TimeSpan time, CancellationToken ct)
    {
        var book = clinic.Desk.Get<BookAppointment>();
        var (booked, refused) = (0, 0);
        var elapsed = await ClientsAsync(clients, time, async () =>
        {
            var result = await book.RunAsync(clinic.Next(isHot), clinic.Call, ct);
            if (result is BookAppointment.Result.Booked)
                Interlocked.Increment(ref booked);
            else
                Interlocked.Increment(ref refused);
        });
        return (booked / elapsed.TotalSeconds, refused);
    }

    private static async Task<double> RawAsync(Clinic clinic, bool isHot, int clients, TimeSpan time, CancellationToken ct)
    {
        await clinic.StockAsync((int)(time.TotalSeconds * 9000), ct);
        var connections = new ConcurrentBag<DbConnection>();
        for (var i = 0; i < clients; i++)
        {
            var connection = clinic.Connect();
            await connection.OpenAsync(ct);
            connections.Add(connection);
        }
        var spread = Enumerable.Range(0, SpreadProviders).Select(_ => Guid.CreateVersion7()).ToArray();
        var (written, slot) = (0, -1);
        // SQLite has one writer: the bare insert waits in line too, instead of sleeping and trying again.
        using var gate = clinic.Desk.Kind == StoreKind.Sqlite ? new SemaphoreSlim(1, 1) : null;
        var elapsed = await ClientsAsync(clients, time, async () =>
        {
            if (!connections.TryTake(out var connection) || !clinic.Stock.TryDequeue(out var appointment))
                throw new UnreachableException("More clients than connections, or more bookings than appointments in stock.");
            var n = Interlocked.Increment(ref slot);
            var resource = isHot ? spread[0] : spread[n % SpreadProviders];
            var cell = (isHot ? n : n / SpreadProviders) * (long)CellsAVisit;
            if (gate is not null)
                await gate.WaitAsync(ct);
            try
            {
                await InsertAsync(clinic, connection, resource, cell, appointment, ct);
            }
            finally
            {
                gate?.Release();
            }
            connections.Add(connection);
            Interlocked.Increment(ref written);
        });
        foreach (var connection in connections)
            await connection.DisposeAsync();
        return written / elapsed.TotalSeconds;
    }

    private static async Task InsertAsync(
        Clinic clinic, DbConnection connection, Guid resource, long cell, Guid appointment, CancellationToken ct)
    {
        await using var transaction = connection is SqliteConnection lite
            ? lite.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var text = new StringBuilder("INSERT INTO appointment_cell (practice_id, resource_id, cell, lane, appointment_id) VALUES ");
        for (var i = 0; i < CellsAVisit; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}(@practice, @resource, @cell + {i}, 0, @id)");
        command.CommandText = text.ToString();
        Clinic.Add(command, "practice", BenchDesk.Practice);
        Clinic.Add(command, "resource", clinic.ToStore(resource));
        Clinic.Add(command, "cell", cell);
        Clinic.Add(command, "id", clinic.ToStore(appointment));
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<TimeSpan> ClientsAsync(int clients, TimeSpan time, Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
                await act();
        })));
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Providers who work around the clock in a place without clock changes, and more patients than can meet.</summary>
    private sealed class Clinic(BenchDesk desk)
    {
        private readonly LocationId _location = Id.New<LocationId>();
        private readonly VisitTypeId _visit = Id.New<VisitTypeId>();
        private readonly ProviderId _hot = Id.New<ProviderId>();
        private readonly ProviderId[] _spread = [.. Enumerable.Range(0, SpreadProviders).Select(_ => Id.New<ProviderId>())];
        private readonly List<PatientId> _patients = [];
        private readonly DateOnly _first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(30);
        private int _nextHot = -1;
        private int _nextSpread = -1;

        public BenchDesk Desk => desk;
        public Call Call { get; } = desk.CallAs(Guid.CreateVersion7());

        /// <summary>Appointments without cells, for the bare inserts to point to.</summary>
        public ConcurrentQueue<Guid> Stock { get; } = new();

        public static async Task<Clinic> MakeAsync(BenchDesk desk, CancellationToken ct)
        {
            var clinic = new Clinic(desk);
            await using var transaction = await desk.Get<DeskStore>().WriteAsync(BenchDesk.Practice, ct);
            var attempt = new Desk(transaction.Db, Call.ByProgram(BenchDesk.Practice), Roles.All,
                desk.Get<Portico.Platform.Clock.PracticeClock>().Now, desk.Get<IChartGuard>(), writes: true);
            var (practice, schedule) = (desk.Get<IPracticeDirectory>(), desk.Get<ISchedule>());
            practice.AddLocation(attempt, clinic._location, "Bench", "Etc/UTC", null, null);
            practice.AddVisitType(attempt, clinic._visit, "Follow-up", VisitMinutes, "sky");
            foreach (var provider in clinic._spread.Append(clinic._hot))
            {
                practice.AddProvider(attempt, provider, "Dr. Synthetic", "Family medicine", null);
                for (var weekday = DayOfWeek.Sunday; weekday <= DayOfWeek.Saturday; weekday++)
                    schedule.AddSession(attempt, Id.New<SessionTemplateId>(), provider, clinic._location, weekday,
                        TimeOnly.MinValue, new TimeOnly(23, 55), clinic._first, null, 1);
            }
            await attempt.SaveAsync(ct);
            // More than a day has visits: two of one type on a day would be a warning.
            for (var i = 0; i < 150 * SpreadProviders; i++)
                clinic._patients.Add(await desk.Get<IPatients>().AddAsync(attempt, Id.New<PatientId>(),
                    new NewPatient { Family = "Synthetic" + i, Given = "Testa", BirthDate = new(1980, 1, 1) }, ct));
            await attempt.SaveAsync(ct);
            await transaction.CommitAsync(ct);
            return clinic;
        }

        /// <summary>A slot that nobody was given before.</summary>
        public BookAppointment.Request Next(bool isHot)
        {
            var n = Interlocked.Increment(ref isHot ? ref _nextHot : ref _nextSpread);
            var slot = isHot ? n : n / SpreadProviders;
            // Spread and hot share the days: each takes its own half of the patients, so that nobody has to be at two places.
            var half = _patients.Count / 2;
            var patient = isHot ? half + n % half : n % half;
            return new(_patients[patient], _visit, isHot ? _hot : _spread[n % SpreadProviders], _location,
                _first.AddDays(slot / VisitsADay), TimeOnly.MinValue.AddMinutes(slot % VisitsADay * VisitMinutes));
        }

        public DbConnection Connect() => desk.Kind == StoreKind.Sqlite
            ? new SqliteConnection(desk.Loader + ";Foreign Keys=True")
            : new NpgsqlConnection(desk.Loader);

        public object ToStore(Guid id) => desk.Kind == StoreKind.Sqlite ? id.ToByteArray(bigEndian: true) : id;

        public async Task StockAsync(int count, CancellationToken ct)
        {
            await using var connection = Connect();
            await connection.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO appointment (practice_id, id, patient_id, provider_id, location_id, visit_type_id, date, " +
                "time, minutes, starts_at, ends_at, state, note, version, booked_at, booked_by, booked_why, is_confidential, is_later, " +
                "is_overbooked, is_new_patient, is_self_pay) SELECT practice_id, @id, patient_id, provider_id, location_id, visit_type_id, date, " +
                "time, minutes, 0, 0, 'Cancelled', note, version, booked_at, booked_by, booked_why, is_confidential, is_later, is_overbooked, " +
                "is_new_patient, is_self_pay FROM appointment WHERE practice_id = @practice LIMIT 1";
            Add(command, "practice", BenchDesk.Practice);
            Add(command, "id", ToStore(Guid.CreateVersion7()));
            while (Stock.Count < count)
            {
                var id = Guid.CreateVersion7();
                command.Parameters["id"].Value = ToStore(id);
                await command.ExecuteNonQueryAsync(ct);
                Stock.Enqueue(id);
            }
            await transaction.CommitAsync(ct);
            if (desk.Kind != StoreKind.Postgres)
                return;
            // As many rows in a second as a year brings: the server's own look at its tables comes a minute later, and until then
            // plans that were made for an empty table would be measured.
            await using var look = connection.CreateCommand();
            look.CommandText = "ANALYZE appointment, appointment_cell";
            await look.ExecuteNonQueryAsync(ct);
        }

        /// <summary>Standing appointments of one provider that overlap, and appointments that do not hold all their cells.</summary>
        public async Task<int> DoublesAsync(CancellationToken ct)
        {
            await using var transaction = await desk.Get<DeskStore>().ReadAsync(BenchDesk.Practice, ct);
            var rows = await transaction.Db.Set<AppointmentRow>().Where(a => a.State != AppointmentState.Cancelled)
                .Select(a => new { a.ProviderId, a.StartsAt, a.EndsAt }).ToListAsync(ct);
            var overlaps = rows.GroupBy(r => r.ProviderId).Sum(g => g.OrderBy(r => r.StartsAt)
                .Aggregate((Doubles: 0, End: NodaTime.Instant.MinValue),
                    (a, r) => (a.Doubles + (r.StartsAt < a.End ? 1 : 0), r.EndsAt > a.End ? r.EndsAt : a.End)).Doubles);
            var ids = _spread.Append(_hot).Select(p => p.Value).ToArray();
            var cells = await transaction.Db.Set<AppointmentCell>().CountAsync(c => ids.Contains(c.ResourceId), ct);
            return overlaps + Math.Abs(rows.Count * CellsAVisit - cells);
        }

        public static void Add(DbCommand command, string name, object value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}
