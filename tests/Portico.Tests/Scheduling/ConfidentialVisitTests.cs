using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.ShowReceipt;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.KeepConfidential;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class ConfidentialVisitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_booked_as_confidential_is_so_for_whoever_reads_the_appointment_or_the_visit(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var secret = (await clinic.BookAsync(clinic.At(new(9, 0)) with { IsConfidential = true })).ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        var open = await clinic.BookedAsync(new(10, 0), patient: 1);
        (await clinic.RowAsync(secret)).IsConfidential.ShouldBeTrue();
        (await VisitAsync(secret)).IsConfidential.ShouldBeTrue();
        (await clinic.RowAsync(open)).IsConfidential.ShouldBeFalse();
        (await VisitAsync(open)).IsConfidential.ShouldBeFalse();

        async Task<VisitRow> VisitAsync(AppointmentId appointment)
        {
            VisitRow? made = null;
            await clinic.Desk.WriteAsync(async d => made = await clinic.Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct));
            return await clinic.Desk.ReadAsync(d => clinic.Desk.Get<IVisits>().FindAsync(d, made.ShouldNotBeNull().Id, Ct)) ?? throw new InvalidOperationException();
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_desk_marks_a_visit_and_only_a_clinician_or_a_senior_takes_it_back(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await KeepAsync(Roles.FrontDesk, 0, true)).ShouldBe(new KeepConfidential.Result.Kept(1, true));
        (await KeepAsync(Roles.FrontDesk, 1, false)).ShouldBeOfType<KeepConfidential.Result.NotYours>();
        (await clinic.RowAsync(id)).IsConfidential.ShouldBeTrue();
        (await KeepAsync(Roles.Clinician, 1, false)).ShouldBe(new KeepConfidential.Result.Kept(2, false));
        (await clinic.Desk.Get<AppointmentDetail>().RunAsync(new(id), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Found.ShouldNotBeNull()
            .History.Select(c => c.What).ShouldBe([ChangeKind.Concealed, ChangeKind.Unconcealed]);

        Task<KeepConfidential.Result> KeepAsync(Roles roles, int version, bool isConfidential) =>
            clinic.Desk.Get<KeepConfidential>().RunAsync(new(id, version, isConfidential), clinic.Desk.CallAs(roles), Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_receipt_that_a_guarantor_takes_home_says_nothing_of_a_confidential_visit(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, appointment, _) = await day.HereAsync(copayCents: 2500);
        var taken = (await day.Desk.Get<TakePayment>().RunAsync(new(day.Location, TenderKind.Card, new Money(2500), null, "4242", null,
            [new PaymentLine(PaymentPurpose.Copay, visit, null, new Money(2500))]), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<TakePayment.Result.Taken>();
        (await LineAsync()).ShouldBe((OneDay.Today, false));
        var version = (await day.Desk.ReadAsync(d => day.Desk.Get<ISchedule>().FindAsync(d, appointment, Ct))).ShouldNotBeNull().Version;
        await day.Desk.Get<KeepConfidential>().RunAsync(new(appointment, version, true), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (await LineAsync()).ShouldBe((null, true));

        async Task<(DateOnly?, bool)> LineAsync()
        {
            var line = (await day.Desk.Get<ShowReceipt>().RunAsync(new(taken.Receipt), day.Desk.CallAs(Roles.FrontDesk), Ct)).Receipt
                .ShouldNotBeNull().Lines.ShouldHaveSingleItem();
            return (line.VisitDate, line.IsConfidential);
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_board_marks_it_and_the_printed_sheet_says_that_it_is_one_and_not_what_for(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var secret = await day.BookAsync(await day.PatientAsync("Secret"), OneDay.Today, new TimeOnly(9, 20));
        await day.BookAsync(await day.PatientAsync("Open"), OneDay.Today, new TimeOnly(10, 20));
        await day.Desk.Get<KeepConfidential>().RunAsync(new(secret, 0, true), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (await day.BoardAsync()).Rows.Select(r => (r.IsConfidential, r.VisitType)).ShouldBe([(true, "Office visit"), (false, "Office visit")]);
        (await day.Desk.Get<DaySheet>().RunAsync(new(day.Location, OneDay.Today), day.Desk.CallAs(Roles.FrontDesk), Ct)).Sheet.ShouldNotBeNull()
            .Pages.ShouldHaveSingleItem().Lines.Select(l => l.VisitType).ShouldBe(["Confidential", "Office visit"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_people_the_second_is_told_that_the_visit_was_changed(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var keep = clinic.Desk.Get<KeepConfidential>();
        (await keep.RunAsync(new(id, 0, true), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<KeepConfidential.Result.Kept>();
        (await keep.RunAsync(new(id, 0, false), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<KeepConfidential.Result.Changed>();
    }
}
