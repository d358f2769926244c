using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>Random bookings, moves and cancellations beside a plain list of who sits where: every answer and every cell agree.</summary>
public sealed class ScheduleModelTests
{
    private enum Act { Book, Move, Cancel, Undo }

    private sealed class Visit
    {
        public required AppointmentId Id { get; init; }
        public int Cell { get; set; }
        public int Version { get; set; }
        public bool IsCancelled { get; set; }
    }

    // A morning of one provider: 24 cells, visits of 4, so that every second act meets somebody.
    private static readonly Gen<(Act Act, int Cell, int Which)[]> s_acts = Gen.Select(
        Gen.Int[0, 9].Select(i => i < 5 ? Act.Book : i < 7 ? Act.Move : i < 9 ? Act.Cancel : Act.Undo),
        Gen.Int[0, 20], Gen.Int[0, 50]).Array[25];

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whatever_is_booked_moved_and_cancelled_no_two_visits_overlap(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 1);
        var day = Clinic.Thursday;
        await s_acts.SampleAsync(async acts =>
        {
            // Each sample has a day of its own: a Thursday of a later week.
            var date = day = day.AddDays(7);
            List<Visit> model = [];
            foreach (var (act, cell, which) in acts)
                await StepAsync(clinic, date, model, act, cell, which);
            await CheckCellsAsync(clinic, date, model);
        }, iter: 6, threads: 1);
    }

    private static async Task StepAsync(Clinic clinic, DateOnly date, List<Visit> model, Act act, int cell, int which)
    {
        var ct = TestContext.Current.CancellationToken;
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        var visit = model.Count == 0 ? null : model[which % model.Count];
        bool IsFree(int at, Visit? except) => !model.Any(v => v != except && !v.IsCancelled && Math.Abs(v.Cell - at) < 4);
        switch (act)
        {
            case Act.Book:
                var booked = await clinic.BookAsync(clinic.At(At(cell), date: date) with { AcceptOverlap = true });
                (booked is BookAppointment.Result.Booked).ShouldBe(IsFree(cell, null));
                if (booked is BookAppointment.Result.Booked made)
                    model.Add(new Visit { Id = made.Appointment, Cell = cell });
                break;
            case Act.Move when visit is { IsCancelled: false }:
                var moved = await clinic.Desk.Get<MoveAppointment>().RunAsync(new(visit.Id, visit.Version, clinic.Provider,
                    clinic.Location, date, At(cell), AcceptOverlap: true), call, ct);
                (moved is MoveAppointment.Result.Moved).ShouldBe(IsFree(cell, visit));
                if (moved is MoveAppointment.Result.Moved there)
                    (visit.Cell, visit.Version) = (cell, there.Version);
                break;
            case Act.Cancel when visit is { IsCancelled: false }:
                (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(visit.Id, visit.Version, "model"), call, ct))
                    .ShouldBeOfType<CancelAppointment.Result.Cancelled>();
                (visit.IsCancelled, visit.Version) = (true, visit.Version + 1);
                break;
            case Act.Undo when visit is { IsCancelled: true }:
                var undone = await clinic.Desk.Get<UndoCancel>().RunAsync(new(visit.Id, visit.Version, AcceptOverlap: true), call, ct);
                (undone is UndoCancel.Result.Reinstated).ShouldBe(IsFree(visit.Cell, visit));
                if (undone is UndoCancel.Result.Reinstated back)
                    (visit.IsCancelled, visit.Version) = (false, back.Version);
                break;
        }
    }

    private static async Task CheckCellsAsync(Clinic clinic, DateOnly date, List<Visit> model)
    {
        var first = Cells.At(Portico.Platform.Clock.PracticeClock.At(date, At(0), "America/New_York"));
        var cells = await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().Where(c => c.Cell >= first && c.Cell < first + 96)
            .OrderBy(c => c.Cell).Select(c => new { c.Cell, c.AppointmentId }).ToListAsync(TestContext.Current.CancellationToken));
        cells.Select(c => ((int)(c.Cell - first), c.AppointmentId)).ShouldBe(model.Where(v => !v.IsCancelled).OrderBy(v => v.Cell)
            .SelectMany(v => Enumerable.Range(v.Cell, 4).Select(cell => (cell, (AppointmentId?)v.Id))));
    }

    private static TimeOnly At(int cell) => new TimeOnly(9, 0).AddMinutes(5 * cell);
}
