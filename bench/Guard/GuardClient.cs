using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Interop;
using Portico.Modules.Interop.Domain;
using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Interop.ImportRow;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.BookSeries;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.HoldSlot;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.ReleaseHold;
using Portico.Modules.Scheduling.RenewHold;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Scheduling.UndoMove;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Bench.Guard;

/// <summary>One client with its own visits and holds. It notes what it was told, when, and what it was denied.</summary>
/// <param name="services">Of the node it works at.</param>
/// <param name="door">The way in.</param>
/// <param name="brief">The practice.</param>
/// <param name="random">Of this client alone.</param>
/// <param name="imports">Where it writes CSV files that it imports. Null: it imports nothing; two imports at once would write one queue of refused rows.</param>
internal sealed class GuardClient(IServiceProvider services, IGuardDoor door, GuardBrief brief, Random random, string? imports)
{
    private const int Days = 3;
    private const int Weeks = 3;
    private const int RowsOfImport = 3;
    private const int CommandsPerImport = 20;
    private const int MostVisits = 12;

    private sealed record Owned(Stay Stay, int Version, bool IsFull);

    private sealed record Held(Stay Stay, bool IsFull);

    private sealed record Slot(int Provider, DateOnly Date, TimeOnly Time, bool IsFull)
    {
        public long Cell => Cells.At(PracticeClock.At(Date, Time, GuardBrief.Zone));
        public int Count => IsFull ? GuardBrief.CellsOfFull : GuardBrief.CellsOfPlain;
    }

    private readonly List<Owned> _visits = [];
    private readonly List<Held> _holds = [];
    private int _imported;
    private int _left;

    public List<Stay> Stays { get; } = [];
    public List<Denied> Denials { get; } = [];
    public Dictionary<string, int> Met { get; } = [];
    public int LostHolds { get; private set; }

    private PracticeClock Clock => services.GetRequiredService<PracticeClock>();

    public async Task RunAsync(int commands, CancellationToken ct)
    {
        for (var i = 0; i < commands; i++)
        {
            // What nobody came back to for minutes is given up before it ends by itself.
            if (_holds.Find(h => h.Stay.Ends < Clock.Now.ToDateTimeOffset().AddMinutes(1)) is { } old)
            {
                await LeaveAsync(old, expires: false, ct);
                continue;
            }
            // At an even beat, since one client alone imports: left to chance, a short run would now and then see none.
            if (imports is not null && i % CommandsPerImport == 0)
            {
                await ImportAsync(imports, ct);
                continue;
            }
            // Few visits stand at a time, or soon nothing would be free.
            var act = _visits.Count > MostVisits ? 68 + random.Next(32) : random.Next(100);
            await (act switch
            {
                < 26 => BookAsync(ct),
                < 41 => HoldAsync(ct),
                < 49 when _holds.Count > 0 => BookHeldAsync(_holds[random.Next(_holds.Count)], ct),
                < 55 when _holds.Count > 0 => RenewAsync(_holds[random.Next(_holds.Count)], ct),
                < 65 when _holds.Count > 0 => LeaveAsync(_holds[random.Next(_holds.Count)], expires: _left++ % 2 == 0, ct),
                < 68 => SeriesAsync(ct),
                < 72 => WalkInAsync(ct),
                < 86 when _visits.Count > 0 => MoveAsync(_visits[random.Next(_visits.Count)], ct),
                _ when _visits.Count > 0 => CancelAsync(_visits[random.Next(_visits.Count)], ct),
                _ => BookAsync(ct),
            });
        }
    }

    private Slot Any()
    {
        var (provider, isFull) = (random.Next(brief.Providers.Count), random.Next(2) == 0);
        var wall = PracticeClock.Local(Clock.Now, GuardBrief.Zone);
        // Now and then beside those who walk in; never so late that the day is over before the answer.
        if (random.Next(20) == 0 && wall.Hour < 22)
            return new Slot(provider, DateOnly.FromDateTime(wall), new TimeOnly(wall.Hour, wall.Minute - (wall.Minute % 5)).AddMinutes(5 * random.Next(4)), isFull);
        return new Slot(provider, brief.First.AddDays(random.Next(Days)), new TimeOnly(8, 0).AddMinutes(5 * random.Next(0, 108)), isFull);
    }

    private VisitTypeId TypeOf(bool isFull) => isFull ? brief.Full : brief.Plain;

    private PatientId Somebody() => brief.Patients[random.Next(brief.Patients.Count)];

    private void Count(string command) => Met[command] = Met.GetValueOrDefault(command) + 1;

    private void Count(string command, object result) => Count($"{command}.{result.GetType().Name}");

    private async Task BookAsync(CancellationToken ct)
    {
        var slot = Any();
        var from = Stopwatch.GetTimestamp();
        var result = await door.RunAsync<BookAppointment, BookAppointment.Request, BookAppointment.Result>(new(Somebody(), TypeOf(slot.IsFull),
            brief.Providers[slot.Provider], brief.Location, slot.Date, slot.Time, AcceptOverlap: true), ct);
        Count("book", result);
        if (result is BookAppointment.Result.Booked booked)
            _visits.Add(new(Add(booked.Appointment.Value, slot, from), 0, slot.IsFull));
        else
            Deny("book", result, slot, from, [], result is BookAppointment.Result.SlotTaken, result is BookAppointment.Result.NothingFree);
    }

    private async Task BookHeldAsync(Held held, CancellationToken ct)
    {
        var stay = held.Stay;
        var at = Cells.StartOf(stay.Cell).ToDateTimeUtc();
        var from = stay.LeftFrom = Stopwatch.GetTimestamp();
        _holds.Remove(held);
        var result = await door.RunAsync<BookAppointment, BookAppointment.Request, BookAppointment.Result>(new(Somebody(), TypeOf(held.IsFull),
            brief.Providers[stay.Provider], brief.Location, DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), AcceptOverlap: true,
            Hold: new HoldId(stay.Owner)), ct);
        stay.Until = Stopwatch.GetTimestamp();
        Count("book-held", result);
        if (result is BookAppointment.Result.Booked booked)
            _visits.Add(new(Keep(stay with { Owner = booked.Appointment.Value, From = from, Until = long.MaxValue, LeftFrom = long.MaxValue, Ends = null }), 0, held.IsFull));
        else
            // Nobody else could have its cells.
            LostHolds++;
    }

    private async Task HoldAsync(CancellationToken ct)
    {
        var slot = Any();
        var from = Stopwatch.GetTimestamp();
        var result = await door.RunAsync<HoldSlot, HoldSlot.Request, HoldSlot.Result>(
            new(TypeOf(slot.IsFull), brief.Providers[slot.Provider], brief.Location, slot.Date, slot.Time), ct);
        Count("hold", result);
        if (result is HoldSlot.Result.Held held)
        {
            var stay = Add(held.Hold.Value, slot, from);
            stay.Ends = held.Until.ToDateTimeOffset();
            _holds.Add(new(stay, slot.IsFull));
        }
        else
        {
            Deny("hold", result, slot, from, [], result is HoldSlot.Result.SlotTaken, result is HoldSlot.Result.SlotTaken && slot.IsFull);
        }
    }

    private async Task RenewAsync(Held held, CancellationToken ct)
    {
        var result = await door.RunAsync<RenewHold, RenewHold.Request, RenewHold.Result>(new(new HoldId(held.Stay.Owner)), ct);
        Count("renew", result);
        if (result is RenewHold.Result.Renewed renewed)
            held.Stay.Ends = renewed.Until.ToDateTimeOffset();
        else
            LostHolds++;
    }

    // Given back, or past its time: its end is put into the past, where the clock would bring it in five minutes.
    private async Task LeaveAsync(Held held, bool expires, CancellationToken ct)
    {
        var stay = held.Stay;
        stay.LeftFrom = Stopwatch.GetTimestamp();
        _holds.Remove(held);
        if (!expires)
        {
            Count("release", await door.RunAsync<ReleaseHold, ReleaseHold.Request, ReleaseHold.Result>(new(new HoldId(stay.Owner)), ct));
        }
        else
        {
            await using var transaction = await services.GetRequiredService<DeskStore>().WriteAsync(GuardBrief.Practice, ct);
            var id = new HoldId(stay.Owner);
            var past = Clock.Now.Minus(Duration.FromSeconds(1));
            await transaction.Db.Set<SlotHold>().Where(h => h.Id == id).ExecuteUpdateAsync(s => s.SetProperty(h => h.ExpiresAt, past), ct);
            await transaction.CommitAsync(ct);
            Count("expire");
        }
        stay.Until = Stopwatch.GetTimestamp();
    }

    private async Task SeriesAsync(CancellationToken ct)
    {
        var first = Any();
        var slots = SeriesSlot.Weekly(first.Date, first.Time, 1, Weeks);
        var from = Stopwatch.GetTimestamp();
        var result = await door.RunAsync<BookSeries, BookSeries.Request, BookSeries.Result>(new(Somebody(), TypeOf(first.IsFull),
            brief.Providers[first.Provider], brief.Location, slots, 1, AcceptOthers: true), ct);
        Count("series", result);
        if (result is BookSeries.Result.Booked booked)
        {
            foreach (var (id, slot) in booked.Appointments.Zip(slots))
                _visits.Add(new(Add(id.Value, first with { Date = slot.Date, Time = slot.Time }, from), 0, first.IsFull));
            return;
        }
        if (result is not BookSeries.Result.Conflicts conflicts)
            throw new InvalidOperationException($"A series of the guard ended as {result.GetType().Name}.");
        foreach (var conflict in conflicts.InTheWay.Where(c => c.Problem != SeriesProblem.PatientBusy))
            Deny("series", result, first with { Date = conflict.Slot.Date, Time = conflict.Slot.Time }, from, [],
                conflict.Problem == SeriesProblem.Taken, conflict.Problem == SeriesProblem.NothingFree);
    }

    private async Task MoveAsync(Owned visit, CancellationToken ct)
    {
        var slot = Any() with { IsFull = visit.IsFull };
        var (from, id) = (Stopwatch.GetTimestamp(), new AppointmentId(visit.Stay.Owner));
        var result = await door.RunAsync<MoveAppointment, MoveAppointment.Request, MoveAppointment.Result>(
            new(id, visit.Version, brief.Providers[slot.Provider], brief.Location, slot.Date, slot.Time, AcceptOverlap: true), ct);
        Count("move", result);
        if (result is not MoveAppointment.Result.Moved moved)
        {
            Deny("move", result, slot, from, [id.Value], result is MoveAppointment.Result.SlotTaken, result is MoveAppointment.Result.NothingFree);
            return;
        }
        var there = Instead(visit, Standing(id.Value, slot, from), moved.Version);
        if (random.Next(4) > 0)
            return;
        var back = Stopwatch.GetTimestamp();
        var undone = await door.RunAsync<UndoMove, UndoMove.Request, UndoMove.Result>(new(id, moved.Version), ct);
        Count("undo-move", undone);
        var before = visit.Stay with { From = back, Until = long.MaxValue, LeftFrom = long.MaxValue, HasRoom = visit.IsFull };
        if (undone is UndoMove.Result.MovedBack done)
            Instead(there, before, done.Version);
        else
            Deny("undo-move", undone, before, back, [id.Value], undone is UndoMove.Result.SlotTaken, undone is UndoMove.Result.SlotTaken && visit.IsFull);
    }

    private async Task CancelAsync(Owned visit, CancellationToken ct)
    {
        _visits.Remove(visit);
        var id = new AppointmentId(visit.Stay.Owner);
        visit.Stay.LeftFrom = Stopwatch.GetTimestamp();
        Count("cancel", await door.RunAsync<CancelAppointment, CancelAppointment.Request, CancelAppointment.Result>(new(id, visit.Version, "guard"), ct));
        visit.Stay.Until = Stopwatch.GetTimestamp();
        if (random.Next(4) > 0)
            return;
        var back = Stopwatch.GetTimestamp();
        var result = await door.RunAsync<UndoCancel, UndoCancel.Request, UndoCancel.Result>(new(id, visit.Version + 1, AcceptOverlap: true), ct);
        Count("undo-cancel", result);
        var before = visit.Stay with { From = back, Until = long.MaxValue, LeftFrom = long.MaxValue, HasRoom = visit.IsFull };
        if (result is UndoCancel.Result.Reinstated reinstated)
            _visits.Add(new(Keep(before), reinstated.Version, visit.IsFull));
        else
            Deny("undo-cancel", result, before, back, [], result is UndoCancel.Result.SlotTaken, result is UndoCancel.Result.NothingFree);
    }

    private async Task WalkInAsync(CancellationToken ct)
    {
        var wall = PracticeClock.Local(Clock.Now, GuardBrief.Zone);
        if (wall.Hour >= 22)
        {
            Count("walk-in too late");
            return;
        }
        var provider = random.Next(brief.Providers.Count);
        var from = Stopwatch.GetTimestamp();
        var result = await door.RunAsync<TakeWalkIn, TakeWalkIn.Request, TakeWalkIn.Result>(new(Somebody(), null, brief.Location,
            brief.Providers[provider], brief.Short, new IdentityProof([Identifier.Name, Identifier.BirthDate]), null, BesideBooking: true), ct);
        Count("walk-in", result);
        Slot At(TimeOnly time) => new(provider, DateOnly.FromDateTime(wall), time, IsFull: false);
        if (result is TakeWalkIn.Result.Taken taken)
        {
            Keep(new Stay(taken.Appointment.Value, taken.NotFree is null, IsWalkIn: true, provider, At(taken.Time).Cell, 1, from));
            if (taken.NotFree is not null)
                Denials.Add(new("walk-in", "no room", provider, At(taken.Time).Cell, 1, from, Stopwatch.GetTimestamp(), [], 0, ByRooms: true));
            return;
        }
        // The cell of its beginning, or the one after, if the clock went on.
        var cell = At(new TimeOnly(wall.Hour, wall.Minute - (wall.Minute % 5))).Cell;
        Denials.Add(new("walk-in", ((IRefusal)result).Code, provider, cell, 2, from, Stopwatch.GetTimestamp(), [],
            result is TakeWalkIn.Result.NoLane ? GuardBrief.WalkInLanes : 0, ByRooms: false));
    }

    private async Task ImportAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var map = Path.Combine(folder, "map.json");
        await File.WriteAllTextAsync(map, $$"""
            {
              "system": "{{GuardBrief.OldSystem}}", "encoding": "utf-8", "separator": ",",
              "files": { "appointments": { "file": "appointments.csv", "fields": {
                "id": { "column": "ID" }, "patient": { "column": "PATIENT" }, "provider": { "column": "PROVIDER" },
                "location": { "constant": "{{GuardBrief.PlaceName}}" }, "visitType": { "column": "TYPE" },
                "date": { "column": "DATE" }, "time": { "column": "TIME" } } } }
            }
            """, ct);
        List<(string Id, Slot Slot)> rows = [];
        var text = "ID,PATIENT,PROVIDER,TYPE,DATE,TIME\n";
        for (var n = 0; n < RowsOfImport; n++)
        {
            var slot = Any();
            // An import takes what is ahead alone.
            if (slot.Date < brief.First)
                slot = slot with { Date = brief.First };
            rows.Add((string.Create(CultureInfo.InvariantCulture, $"a{++_imported}"), slot));
            text += string.Create(CultureInfo.InvariantCulture,
                $"{rows[^1].Id},p{random.Next(brief.Patients.Count)},{GuardBrief.NameOf(slot.Provider)},{(slot.IsFull ? "Full" : "Plain")},{slot.Date:yyyy-MM-dd},{slot.Time:HH:mm}\n");
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "appointments.csv"), text, ct);
        var from = Stopwatch.GetTimestamp();
        await services.GetRequiredService<CsvImport>().RunAsync(GuardBrief.Practice, folder, map, isDryRun: false, new ImportProgress(TextWriter.Null, false), ct);
        var until = Stopwatch.GetTimestamp();
        await using var transaction = await services.GetRequiredService<DeskStore>().ReadAsync(GuardBrief.Practice, ct);
        foreach (var (row, slot) in rows)
        {
            var kind = nameof(ImportRow.Row.Appointment);
            var target = await transaction.Db.Set<ExternalKey>().Where(k => k.Kind == kind && k.System == GuardBrief.OldSystem && k.Value == row)
                .Select(k => (Guid?)k.TargetId).SingleOrDefaultAsync(ct);
            Count(target is null ? "import.LeftOut" : "import.Taken");
            if (target is not { } id)
            {
                Denials.Add(new("import", "left out", slot.Provider, slot.Cell, slot.Count, from, until, [], 1, ByRooms: false));
                continue;
            }
            var appointment = new AppointmentId(id);
            var hasRoom = await transaction.Db.Set<AppointmentPart>().AnyAsync(p => p.AppointmentId == appointment && p.Class == ResourceClass.Room, ct);
            if (slot.IsFull && !hasRoom)
            {
                Count("import.WithoutRoom");
                Denials.Add(new("import", "no room", slot.Provider, slot.Cell, slot.Count, from, until, [id], 0, ByRooms: true));
            }
            _visits.Add(new(Keep(Standing(id, slot, from) with { HasRoom = hasRoom }), 0, slot.IsFull));
        }
    }

    // The visit stands there now, and no longer where it stood.
    private Owned Instead(Owned visit, Stay there, int version)
    {
        _visits.Remove(visit);
        (visit.Stay.LeftFrom, visit.Stay.Until) = (there.From, Stopwatch.GetTimestamp());
        var owned = new Owned(Keep(there), version, visit.IsFull);
        _visits.Add(owned);
        return owned;
    }

    private static Stay Standing(Guid owner, Slot slot, long from) => new(owner, slot.IsFull, IsWalkIn: false, slot.Provider, slot.Cell, slot.Count, from);

    private Stay Add(Guid owner, Slot slot, long from) => Keep(Standing(owner, slot, from));

    private Stay Keep(Stay stay)
    {
        Stays.Add(stay);
        return stay;
    }

    private void Deny(string command, object result, Slot slot, long from, IReadOnlyList<Guid> own, bool byProvider, bool byRooms) =>
        Deny(command, result, Standing(Guid.Empty, slot, from), from, own, byProvider, byRooms);

    private void Deny(string command, object result, Stay wanted, long from, IReadOnlyList<Guid> own, bool byProvider, bool byRooms) =>
        Denials.Add(new(command, ((IRefusal)result).Code, wanted.Provider, wanted.Cell, wanted.Count, from, Stopwatch.GetTimestamp(), own,
            byProvider ? 1 : 0, byRooms));
}
