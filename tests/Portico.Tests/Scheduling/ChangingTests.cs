using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.ConfirmAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MarkNoShow;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Scheduling.UndoConfirm;
using Portico.Modules.Scheduling.UndoMove;
using Portico.Modules.Scheduling.UndoNoShow;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class ChangingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<MoveAppointment.Result> MoveAsync(Clinic clinic, AppointmentId id, int version, TimeOnly to) =>
        clinic.Desk.Get<MoveAppointment>().RunAsync(
            new(id, version, clinic.Provider, clinic.Location, Clinic.Thursday, to), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<CancelAppointment.Result> CancelAsync(Clinic clinic, AppointmentId id, int version) =>
        clinic.Desk.Get<CancelAppointment>().RunAsync(new(id, version, "caller has no ride"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_moved_visit_gives_its_old_slot_to_the_next_caller(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await MoveAsync(clinic, id, 0, new(11, 0))).ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await clinic.BookAsync(clinic.At(new(9, 0), patient: 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(11, 0), patient: 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_may_move_by_less_than_its_own_length(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await MoveAsync(clinic, id, 0, new(9, 10))).ShouldBeOfType<MoveAppointment.Result.Moved>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booking_and_a_move_end_at_the_same_day(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        Task<MoveAppointment.Result> ToAsync(DateOnly date) => clinic.Desk.Get<MoveAppointment>().RunAsync(
            new(id, 0, clinic.Provider, clinic.Location, date, new(9, 0)), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        var last = new DateOnly(2029, 3, 4);
        // A Sunday: the last day is within the horizon, and has no session.
        (await clinic.BookAsync(clinic.At(new(9, 0), date: last))).ShouldBeOfType<BookAppointment.Result.OutsideHours>();
        (await ToAsync(last)).ShouldBeOfType<MoveAppointment.Result.OutsideHours>();
        (await clinic.BookAsync(clinic.At(new(9, 0), date: last.AddDays(1)))).ShouldBeOfType<BookAppointment.Result.TooFarAhead>();
        (await ToAsync(last.AddDays(1))).ShouldBeOfType<MoveAppointment.Result.TooFarAhead>();
        (await ToAsync(DateOnly.MaxValue)).ShouldBeOfType<MoveAppointment.Result.TooFarAhead>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_to_a_taken_slot_leaves_the_visit_where_it_was(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(10, 0), patient: 1);
        (await MoveAsync(clinic, id, 0, new(10, 10))).ShouldBeOfType<MoveAppointment.Result.SlotTaken>();
        (await clinic.RowAsync(id)).Time.ShouldBe(new TimeOnly(9, 0));
        (await clinic.BookAsync(clinic.At(new(9, 0), patient: 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_people_who_move_the_same_visit_the_second_is_told(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var answers = await Task.WhenAll(
            Task.Run(() => MoveAsync(clinic, id, 0, new(11, 0))), Task.Run(() => MoveAsync(clinic, id, 0, new(12, 0))));
        answers.Count(a => a is MoveAppointment.Result.Moved).ShouldBe(1);
        answers.Count(a => a is MoveAppointment.Result.Changed).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_visits_that_want_each_others_slot_end_without_an_error(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (first, second) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(10, 0), patient: 1));
        var answers = await Task.WhenAll(
            Task.Run(() => MoveAsync(clinic, first, 0, new(10, 0))), Task.Run(() => MoveAsync(clinic, second, 0, new(9, 0))));
        answers.ShouldAllBe(a => a is MoveAppointment.Result.Moved || a is MoveAppointment.Result.SlotTaken);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(8);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancelled_visit_frees_its_slot_and_keeps_the_reason(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await CancelAsync(clinic, id, 0)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        (await clinic.BookAsync(clinic.At(new(9, 0), patient: 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
        var detail = await clinic.Desk.Get<AppointmentDetail>().RunAsync(new(id), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        detail.Found.ShouldNotBeNull().History.ShouldHaveSingleItem().Reason.ShouldBe("caller has no ride");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_is_taken_back_while_the_slot_is_free_and_not_after(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var undo = clinic.Desk.Get<UndoCancel>();
        var id = await clinic.BookedAsync(new(9, 0));
        await CancelAsync(clinic, id, 0);
        (await undo.RunAsync(new(id, 1), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
        await CancelAsync(clinic, id, 2);
        await clinic.BookedAsync(new(9, 0), patient: 1);
        (await undo.RunAsync(new(id, 3), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<UndoCancel.Result.SlotTaken>();
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Cancelled);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_no_show_before_the_visit_began_is_refused_and_after_it_can_be_undone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (mark, call) = (clinic.Desk.Get<MarkNoShow>(), clinic.Desk.CallAs(Roles.FrontDesk));
        (await mark.RunAsync(new(id, 0), call, Ct)).ShouldBeOfType<MarkNoShow.Result.TooEarly>();
        clinic.Desk.Time.Advance(TimeSpan.FromDays(1));
        (await mark.RunAsync(new(id, 0), call, Ct)).ShouldBeOfType<MarkNoShow.Result.Missed>();
        (await clinic.Desk.Get<UndoNoShow>().RunAsync(new(id, 1), call, Ct)).ShouldBeOfType<UndoNoShow.Result.Undone>();
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Booked);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmed_visit_that_is_moved_has_to_be_confirmed_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await clinic.Desk.Get<ConfirmAppointment>().RunAsync(new(id, 0), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<ConfirmAppointment.Result.Confirmed>();
        await MoveAsync(clinic, id, 1, new(11, 0));
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Booked);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_kept_visit_cannot_be_cancelled(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<ISchedule>().MarkKeptAsync(d, id, true, Ct));
        (await CancelAsync(clinic, id, 1)).ShouldBe(new CancelAppointment.Result.WrongState(AppointmentState.Kept));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_without_a_reason_is_badly_shaped(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await Should.ThrowAsync<CallRejectedException>(() => clinic.Desk.Get<CancelAppointment>()
            .RunAsync(new(id, 0, ""), clinic.Desk.CallAs(Roles.FrontDesk), Ct));
    }

    private static Task<UndoCancel.Result> UndoCancelAsync(
        Clinic clinic, AppointmentId id, int version, Roles roles = Roles.FrontDesk, string? reason = null, bool accept = false) =>
        clinic.Desk.Get<UndoCancel>().RunAsync(new(id, version, accept), clinic.Desk.CallAs(roles, reason: reason), Ct);

    private static async Task<AppointmentId> CancelledOnADayOffAsync(Clinic clinic)
    {
        var id = await clinic.BookedAsync(new(9, 0));
        await CancelAsync(clinic, id, 0);
        (await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, Clinic.Thursday, Clinic.Thursday,
            null, null, "Synthetic: away"), clinic.Desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<AddException.Result.Added>();
        return id;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_is_not_undone_onto_a_day_off(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await CancelledOnADayOffAsync(clinic);
        (await UndoCancelAsync(clinic, id, 1)).ShouldBeOfType<UndoCancel.Result.OutsideHours>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_senior_with_a_reason_undoes_a_cancellation_onto_a_day_off(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await CancelledOnADayOffAsync(clinic);
        (await UndoCancelAsync(clinic, id, 1, Roles.SeniorFrontDesk, "The doctor comes in")).ShouldBeOfType<UndoCancel.Result.Reinstated>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_undone_beside_another_visit_of_the_patient_asks_first(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await CancelAsync(clinic, id, 0);
        var other = await clinic.BookedAsync(new(9, 0), provider: clinic.Other);
        (await UndoCancelAsync(clinic, id, 1)).ShouldBe(new UndoCancel.Result.PatientOverlaps(other, new(9, 0), 20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_is_undone_beside_another_visit_when_the_patient_knows(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await CancelAsync(clinic, id, 0);
        await clinic.BookedAsync(new(9, 0), provider: clinic.Other);
        (await UndoCancelAsync(clinic, id, 1, accept: true)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
    }

    private static async Task<AppointmentId> ConfirmedAsync(Clinic clinic)
    {
        var id = await clinic.BookedAsync(new(9, 0));
        (await clinic.Desk.Get<ConfirmAppointment>().RunAsync(new(id, 0), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<ConfirmAppointment.Result.Confirmed>();
        return id;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmed_visit_is_confirmed_again_after_its_cancellation_is_undone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await ConfirmedAsync(clinic);
        await CancelAsync(clinic, id, 1);
        await UndoCancelAsync(clinic, id, 2);
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmed_visit_is_confirmed_again_after_its_no_show_is_undone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (id, call) = (await ConfirmedAsync(clinic), clinic.Desk.CallAs(Roles.FrontDesk));
        clinic.Desk.Time.Advance(TimeSpan.FromDays(1));
        await clinic.Desk.Get<MarkNoShow>().RunAsync(new(id, 1), call, Ct);
        await clinic.Desk.Get<UndoNoShow>().RunAsync(new(id, 2), call, Ct);
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmed_visit_is_confirmed_again_after_its_arrival_is_undone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await ConfirmedAsync(clinic);
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<ISchedule>().MarkKeptAsync(d, id, true, Ct));
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<ISchedule>().MarkKeptAsync(d, id, false, Ct));
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Moving_a_bumped_visit_ends_the_task_to_reschedule_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, Clinic.Thursday, Clinic.Thursday,
            null, null, "Synthetic: away", AcceptBumps: true), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(id, 0, clinic.Other, clinic.Location, Clinic.Thursday, new(9, 0)), call, Ct))
            .ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await clinic.Desk.Get<ShowTasks>().RunAsync(new(), call, Ct)).Queues.ShouldBeEmpty();
    }

    private static Task<UndoMove.Result> UndoMoveAsync(Clinic clinic, AppointmentId id, int version) =>
        clinic.Desk.Get<UndoMove>().RunAsync(new(id, version), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task ConfirmAsync(Clinic clinic, AppointmentId id) =>
        (await clinic.Desk.Get<ConfirmAppointment>().RunAsync(new(id, 0), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<ConfirmAppointment.Result.Confirmed>();

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_that_is_taken_back_leaves_the_visit_where_it_was_and_still_confirmed(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await ConfirmAsync(clinic, id);
        await MoveAsync(clinic, id, 1, new(11, 0));
        (await UndoMoveAsync(clinic, id, 2)).ShouldBe(new UndoMove.Result.MovedBack(3, Clinic.Thursday, new TimeOnly(9, 0)));
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
        (await clinic.BookAsync(clinic.At(new(11, 0), patient: 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(9, 0), patient: 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_that_is_taken_back_restores_the_later_of_two_equal_times_and_the_length(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        // The clocks go back that night: 1:30 comes twice.
        var sunday = new DateOnly(2026, 11, 1);
        var id = (await clinic.BookAsync(clinic.At(new(1, 30), date: sunday) with { IsLater = true }, Roles.SeniorFrontDesk, "night clinic"))
            .ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        var before = await clinic.RowAsync(id);
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(id, 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 0), Minutes: 45),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await UndoMoveAsync(clinic, id, 1)).ShouldBe(new UndoMove.Result.MovedBack(2, sunday, new TimeOnly(1, 30)));
        var after = await clinic.RowAsync(id);
        (after.StartsAt, after.EndsAt, after.Minutes).ShouldBe((before.StartsAt, before.EndsAt, 20));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == id).Select(c => c.Cell).Order().ToListAsync(Ct)))
            .ShouldBe(Enumerable.Range(0, 4).Select(n => Cells.At(before.StartsAt) + n));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_that_is_taken_back_stands_beside_another_one_if_it_stood_so(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var id = (await clinic.BookAsync(clinic.At(new(9, 0), patient: 1) with { Overbook = true }, Roles.SeniorFrontDesk, "urgent"))
            .ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        await MoveAsync(clinic, id, 0, new(11, 0));
        (await UndoMoveAsync(clinic, id, 1)).ShouldBe(new UndoMove.Result.MovedBack(2, Clinic.Thursday, new TimeOnly(9, 0)));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<Appointment>().Where(a => a.Id == id).Select(a => a.IsOverbooked).SingleAsync(Ct))).ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_is_not_taken_back_over_someone_who_was_booked_meanwhile(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await MoveAsync(clinic, id, 0, new(11, 0));
        await clinic.BookedAsync(new(9, 0), patient: 1);
        (await UndoMoveAsync(clinic, id, 1)).ShouldBeOfType<UndoMove.Result.SlotTaken>();
        (await clinic.RowAsync(id)).Time.ShouldBe(new TimeOnly(11, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Only_the_last_change_is_taken_back_and_only_if_it_was_a_move(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await MoveAsync(clinic, id, 0, new(11, 0));
        await MoveAsync(clinic, id, 1, new(12, 0));
        (await UndoMoveAsync(clinic, id, 1)).ShouldBeOfType<UndoMove.Result.Changed>();
        (await UndoMoveAsync(clinic, id, 2)).ShouldBe(new UndoMove.Result.MovedBack(3, Clinic.Thursday, new TimeOnly(11, 0)));
        (await UndoMoveAsync(clinic, id, 3)).ShouldBe(new UndoMove.Result.WrongState(AppointmentState.Booked));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmation_can_be_taken_back(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await ConfirmAsync(clinic, id);
        var (undo, call) = (clinic.Desk.Get<UndoConfirm>(), clinic.Desk.CallAs(Roles.FrontDesk));
        (await undo.RunAsync(new(id, 1), call, Ct)).ShouldBe(new UndoConfirm.Result.Undone(2));
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Booked);
        (await undo.RunAsync(new(id, 2), call, Ct)).ShouldBe(new UndoConfirm.Result.WrongState(AppointmentState.Booked));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmed_visit_is_confirmed_still_when_its_cancellation_or_no_show_is_taken_back(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await ConfirmAsync(clinic, id);
        await CancelAsync(clinic, id, 1);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        (await clinic.Desk.Get<UndoCancel>().RunAsync(new(id, 2), call, Ct)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
        clinic.Desk.Time.Advance(TimeSpan.FromDays(1));
        await clinic.Desk.Get<MarkNoShow>().RunAsync(new(id, 3), call, Ct);
        (await clinic.Desk.Get<UndoNoShow>().RunAsync(new(id, 4), call, Ct)).ShouldBeOfType<UndoNoShow.Result.Undone>();
        (await clinic.RowAsync(id)).State.ShouldBe(AppointmentState.Confirmed);
    }
}
