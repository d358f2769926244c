using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class BookingTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booked_visit_takes_its_four_cells(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var cells = await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == id)
            .Select(c => c.Cell).OrderBy(c => c).ToListAsync(TestContext.Current.CancellationToken));
        // 5-Mar-2026 9:00 in New York is 14:00 UTC.
        var first = new DateTimeOffset(2026, 3, 5, 14, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 300;
        cells.ShouldBe([first, first + 1, first + 2, first + 3]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_booked_reads_back_as_it_was_said(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await clinic.BookAsync(clinic.At(new(10, 5)) with { Note = " brings a list " }))
            .ShouldBeOfType<BookAppointment.Result.Booked>();
        var row = await clinic.RowAsync(booked.Appointment);
        (row.Date, row.Time, row.Minutes, row.State, row.Note, row.Version, row.StartsAt)
            .ShouldBe((Clinic.Thursday, new TimeOnly(10, 5), 20, AppointmentState.Booked, "brings a list", 0, booked.StartsAt));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_touches_another_by_five_minutes_is_refused(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        (await clinic.BookAsync(clinic.At(new(9, 15), patient: 1))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await clinic.BookAsync(clinic.At(new(9, 20), patient: 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_refused_booking_leaves_no_row_behind(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookAsync(clinic.At(new(9, 15), patient: 1));
        var ct = TestContext.Current.CancellationToken;
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentRow>().CountAsync(ct))).ShouldBe(1);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(ct))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_session_with_two_lanes_takes_two_and_refuses_the_third(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, lanes: 2);
        await clinic.BookedAsync(new(9, 0));
        // Half in the way of lane 0: what it won there is given back before lane 1 is tried.
        (await clinic.BookAsync(clinic.At(new(8 + 1, 10), patient: 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(9, 15), patient: 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Thirty_two_clients_at_one_slot_are_one_booked_and_thirty_one_told_it_is_taken(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 32);
        await clinic.BookedAsync(new(16, 0));
        // One of them has the visit in the afternoon.
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => clinic.BookAsync(clinic.At(new(9, 0), i) with { AcceptOverlap = true }))));
        answers.Count(a => a is BookAppointment.Result.Booked).ShouldBe(1);
        answers.Count(a => a is BookAppointment.Result.SlotTaken).ShouldBe(31);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Thirty_two_clients_at_thirty_two_slots_are_all_booked(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 32);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() =>
            clinic.BookAsync(clinic.At(new TimeOnly(9, 0).AddMinutes(20 * (i % 16)), i, provider: i < 16 ? clinic.Provider : clinic.Other)))));
        answers.ShouldAllBe(a => a is BookAppointment.Result.Booked);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Outside_the_sessions_the_front_desk_is_refused_and_a_senior_without_a_reason_too(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var evening = clinic.At(new(18, 0));
        (await clinic.BookAsync(evening, Roles.FrontDesk, "she asked")).ShouldBeOfType<BookAppointment.Result.OutsideHours>();
        (await clinic.BookAsync(evening, Roles.Supervisor)).ShouldBeOfType<BookAppointment.Result.OutsideHours>();
        (await clinic.BookAsync(evening, Roles.Supervisor, "agreed with the provider")).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_runs_past_the_end_of_the_session_is_outside_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await clinic.BookAsync(clinic.At(new(16, 40)))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(16, 45), provider: clinic.Other, patient: 1)))
            .ShouldBeOfType<BookAppointment.Result.OutsideHours>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_patient_at_two_places_at_once_is_a_warning_that_can_be_accepted(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var first = await clinic.BookedAsync(new(9, 0));
        var second = clinic.At(new(9, 10), provider: clinic.Other);
        (await clinic.BookAsync(second)).ShouldBe(new BookAppointment.Result.PatientOverlaps(first, new(9, 0), 20));
        (await clinic.BookAsync(second with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Yesterday_cannot_be_booked(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await clinic.BookAsync(clinic.At(new(9, 0), date: new(2026, 3, 3)))).ShouldBeOfType<BookAppointment.Result.InThePast>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_type_that_nobody_knows_is_refused(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await clinic.BookAsync(clinic.At(new(9, 0)) with { VisitType = Id.New<Portico.Modules.Practice.Contracts.VisitTypeId>() }))
            .ShouldBeOfType<BookAppointment.Result.Unknown>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_time_between_two_cells_is_badly_shaped(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var rejected = await Should.ThrowAsync<Portico.Platform.UseCases.CallRejectedException>(() => clinic.BookAsync(clinic.At(new(9, 2))));
        rejected.Message.ShouldContain("5 minutes");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task In_the_hour_that_the_spring_change_skips_the_visit_begins_after_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await clinic.BookAsync(clinic.At(new(2, 30), date: new(2026, 3, 8)), Roles.Supervisor, "night clinic"))
            .ShouldBeOfType<BookAppointment.Result.Booked>();
        booked.Time.ShouldBe(new TimeOnly(3, 0));
        (await clinic.RowAsync(booked.Appointment)).Time.ShouldBe(new TimeOnly(3, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_that_meets_a_taken_lane_leaves_nothing_behind(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var ct = TestContext.Current.CancellationToken;
        await clinic.Desk.WriteAsync(async d => (await clinic.Desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(),
            clinic.Patients[1], clinic.Provider, clinic.Location, clinic.Visit, Clinic.Thursday, new(9, 15), 20, null, ct)).ShouldBeFalse());
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentRow>().CountAsync(ct))).ShouldBe(1);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(ct))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booking_beside_a_day_off_is_refused_or_put_on_the_reschedule_list(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 8);
        var ct = TestContext.Current.CancellationToken;
        var (off, call) = (clinic.Desk.Get<AddException>(), clinic.Desk.CallAs(Roles.Supervisor));
        foreach (var date in Enumerable.Range(0, 25).Select(week => Clinic.Thursday.AddDays(7 * week)))
        {
            var bookings = Enumerable.Range(0, 8).Select(n => Task.Run(() => clinic.BookAsync(clinic.At(new(9 + n, 0), n, date)), ct));
            var dayOff = Task.Run(() => off.RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, date, date, null, null,
                "Synthetic: away", AcceptBumps: true), call, ct), ct);
            await Task.WhenAll([.. bookings, dayOff]);
        }
        var (standing, tasks) = await clinic.Desk.ReadAsync(async d => (
            await d.Db.Set<AppointmentRow>().CountAsync(a => a.ProviderId == clinic.Provider, ct),
            await d.Db.Set<WorkTask>().CountAsync(t => t.Kind == "reschedule", ct)));
        tasks.ShouldBe(standing);
    }
}
