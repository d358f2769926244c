using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.PatientBalance;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>What the patient's page says of visits and money.</summary>
public sealed class PatientVisitsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_next_visit_stands_first_with_its_walls_time(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Testsmith");
        await day.BookAsync(patient, OneDay.Today.AddDays(14), new TimeOnly(10, 0));
        await day.BookAsync(patient, OneDay.Today.AddDays(2), new TimeOnly(14, 30));
        var read = await ReadAsync(day, patient);
        read.Ahead.Select(l => (l.Date, l.Time, l.Zone, l.Provider, l.Location, l.VisitType, l.State)).ShouldBe(
        [
            (OneDay.Today.AddDays(2), new TimeOnly(14, 30), "America/New_York", "Dr. Synthetic", "Synthetic Main", "Office visit", BoardState.Booked),
            (OneDay.Today.AddDays(14), new TimeOnly(10, 0), "America/New_York", "Dr. Synthetic", "Synthetic Main", "Office visit", BoardState.Booked),
        ]);
        (read.Now, read.Past.Count).ShouldBe((null, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_is_here_is_not_waited_for_and_what_was_is_past(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync();
        var missed = await day.BookAsync(patient, OneDay.Today.AddDays(-7), new TimeOnly(10, 0));
        var cancelled = await day.BookAsync(patient, OneDay.Today.AddDays(3), new TimeOnly(10, 0));
        await day.Desk.WriteAsync(async d =>
        {
            await day.Desk.Get<ISchedule>().SettleAsync(d, missed, AppointmentState.NoShow, null, Ct);
            await day.Desk.Get<ISchedule>().SettleAsync(d, cancelled, AppointmentState.Cancelled, "Synthetic", Ct);
            await day.Desk.Get<IVisits>().AddPastAsync(d, Id.New<VisitId>(), patient, day.Location, day.Provider, d.Now.Minus(NodaTime.Duration.FromDays(400)), Ct);
        });
        var read = await ReadAsync(day, patient);
        read.Now.ShouldNotBeNull().Visit.ShouldBe(visit);
        read.Ahead.ShouldBeEmpty();
        read.Past.Select(l => l.State).ShouldBe([BoardState.Cancelled, BoardState.NoShow, BoardState.CheckedOut]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Visits_and_money_of_a_closed_chart_are_closed(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Famous");
        await day.Desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == patient, Ct)).Restrict(RestrictionKind.Vip));
        (await Should.ThrowAsync<CallRejectedException>(() => ReadAsync(day, patient))).Code.ShouldBe("patients.restricted");
        (await Should.ThrowAsync<CallRejectedException>(() => BalanceAsync(day, patient))).Code.ShouldBe("patients.restricted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Money_is_taken_for_todays_visit_and_else_for_the_next(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Testsmith");
        (await BalanceAsync(day, patient)).TakeFor.ShouldBeNull();
        var next = await day.BookAsync(patient, OneDay.Today.AddDays(2), new TimeOnly(10, 0));
        await day.Desk.WriteAsync(d => day.Desk.Get<IVisits>().ForAppointmentAsync(d, next, Ct));
        (await BalanceAsync(day, patient)).TakeForDate.ShouldBe(OneDay.Today.AddDays(2));
        var today = await day.BookAsync(patient, OneDay.Today, new TimeOnly(10, 0));
        await day.Desk.WriteAsync(d => day.Desk.Get<IVisits>().ForAppointmentAsync(d, today, Ct));
        (await BalanceAsync(day, patient)).TakeForDate.ShouldBe(OneDay.Today);
    }

    private static Task<PatientVisits.Result> ReadAsync(OneDay day, PatientId patient) =>
        day.Desk.Get<PatientVisits>().RunAsync(new(patient), day.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<PatientBalance.Result> BalanceAsync(OneDay day, PatientId patient) =>
        day.Desk.Get<PatientBalance>().RunAsync(new(patient), day.Desk.CallAs(Roles.FrontDesk), Ct);
}
