using NodaTime;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.VisitsToLink;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>Visits that belong together: the lab before, imaging on the same day.</summary>
public sealed class LinkedVisitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static VisitTime From(int hour, int minutes = 60, int day = 5)
    {
        var starts = Instant.FromUtc(2026, 3, day, hour, 0);
        return new(new DateOnly(2026, 3, day), starts, starts + Duration.FromMinutes(minutes));
    }

    [Fact]
    public void Before_means_over_before_the_other_begins_and_after_begun_when_it_is_over()
    {
        LinkOrder.Before.Holds(From(9), From(10)).ShouldBeTrue();
        LinkOrder.Before.Holds(From(9, 65), From(10)).ShouldBeFalse();
        LinkOrder.After.Holds(From(11), From(10)).ShouldBeTrue();
        LinkOrder.After.Holds(From(10), From(9, 65)).ShouldBeFalse();
        LinkOrder.SameDay.Holds(From(9), From(15)).ShouldBeTrue();
        LinkOrder.SameDay.Holds(From(9), From(9, day: 6)).ShouldBeFalse();
    }

    private static BookAppointment.Request Lab(Clinic clinic, AppointmentId main, TimeOnly time, LinkOrder? order) =>
        clinic.At(time, provider: clinic.Other) with { LinkedTo = main, LinkOrder = order };

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_would_stand_in_the_wrong_order_is_asked_about(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var main = await clinic.BookedAsync(new(11, 0));
        (await clinic.BookAsync(Lab(clinic, main, new(13, 0), LinkOrder.Before))).ShouldBe(new BookAppointment.Result.OutOfOrder(main, LinkOrder.Before));
        (await clinic.BookAsync(Lab(clinic, main, new(13, 0), LinkOrder.Before) with { AcceptOrder = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(Lab(clinic, main, new(10, 0), LinkOrder.Before) with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(Lab(clinic, main, new(10, 20), null) with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Both_visits_name_each_other_and_moving_one_says_that_the_order_is_lost(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var main = await clinic.BookedAsync(new(11, 0));
        var lab = (await clinic.BookAsync(Lab(clinic, main, new(10, 0), LinkOrder.Before))).ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        var (details, call) = (clinic.Desk.Get<AppointmentDetail>(), clinic.Desk.CallAs(Roles.FrontDesk));
        var ofMain = (await details.RunAsync(new(main), call, Ct)).Found.ShouldNotBeNull().Linked.ShouldHaveSingleItem();
        (ofMain.Appointment, ofMain.IsFor, ofMain.Order, ofMain.IsInOrder).ShouldBe((lab, true, LinkOrder.Before, true));
        var ofLab = (await details.RunAsync(new(lab), call, Ct)).Found.ShouldNotBeNull().Linked.ShouldHaveSingleItem();
        (ofLab.Appointment, ofLab.IsFor, ofLab.VisitType).ShouldBe((main, false, "Follow-up"));
        var moved = (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(main, 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 0)), call, Ct))
            .ShouldBeOfType<MoveAppointment.Result.Moved>().Linked.ShouldHaveSingleItem();
        (moved.Appointment, moved.IsInOrder).ShouldBe((lab, false));
        var cancelled = (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(lab, 0, "Synthetic"), call, Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        cancelled.Linked.ShouldHaveSingleItem().Appointment.ShouldBe(main);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_a_visit_may_belong_to_is_the_patients_own_and_still_stands(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (main, later, gone) = (await clinic.BookedAsync(new(11, 0)), await clinic.BookedAsync(new(9, 0), date: Clinic.Thursday.AddDays(7)), await clinic.BookedAsync(new(15, 0)));
        await clinic.BookedAsync(new(12, 0), 1);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        await clinic.Desk.Get<CancelAppointment>().RunAsync(new(gone, 0, "Synthetic"), call, Ct);
        (await clinic.Desk.Get<VisitsToLink>().RunAsync(new(clinic.Patients[0]), call, Ct)).Visits.Select(v => v.Appointment).ShouldBe([main, later]);
        (await clinic.BookAsync(Lab(clinic, gone, new(9, 0), null))).ShouldBeOfType<BookAppointment.Result.Unknown>();
    }
}
