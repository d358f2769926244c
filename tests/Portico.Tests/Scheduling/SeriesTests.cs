using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.BookSeries;
using Portico.Modules.Scheduling.CancelRest;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MoveRest;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class SeriesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<BookSeries.Result> BookAsync(Clinic clinic, IReadOnlyList<SeriesSlot> slots, int patient = 0) => clinic.Desk.Get<BookSeries>()
        .RunAsync(new(clinic.Patients[patient], clinic.Visit, clinic.Provider, clinic.Location, slots, 1), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static IReadOnlyList<SeriesSlot> Twelve => SeriesSlot.Weekly(Clinic.Thursday, new(10, 0), 1, 12);

    private static Task<List<Appointment>> AllAsync(Clinic clinic) => clinic.Desk.ReadAsync(d =>
        d.Db.Set<Appointment>().AsNoTracking().Where(a => a.SeriesId != null).OrderBy(a => a.SeriesNumber).ToListAsync(Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task Twelve_weekly_visits_keep_their_wall_time_over_the_clock_change(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.Booked>().Appointments.Count.ShouldBe(12);
        var visits = await AllAsync(clinic);
        visits.Select(v => (v.SeriesNumber, v.Time)).ShouldBe(Enumerable.Range(1, 12).Select(n => ((int?)n, new TimeOnly(10, 0))));
        // The clocks go forward on 8-Mar-2026, between the first and the second.
        (visits[1].StartsAt - visits[0].StartsAt).TotalHours.ShouldBe(7 * 24 - 1);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(48);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_holiday_and_a_taken_time_come_back_with_alternatives_and_nothing_is_booked(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(10, 10), 1, Clinic.Thursday.AddDays(14));
        await clinic.Desk.WriteAsync(d =>
        {
            d.Db.Add(new Holiday { Id = Id.New<HolidayId>(), Date = Clinic.Thursday.AddDays(28), Name = "Synthetic day" });
            return Task.CompletedTask;
        });
        var conflicts = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.Conflicts>().InTheWay;
        conflicts.Select(c => (c.Number, c.Problem, c.Why?.Kind)).ShouldBe([(3, SeriesProblem.Taken, null), (5, SeriesProblem.NotOpen, WhyNotKind.Holiday)]);
        (await AllAsync(clinic)).ShouldBeEmpty();
        // Friday and Wednesday of the week; on the taken day another time too.
        conflicts[1].Near.ShouldContain(new SeriesSlot(Clinic.Thursday.AddDays(29), new(10, 0)));
        var chosen = Twelve.Select((slot, i) => conflicts.FirstOrDefault(c => c.Number == i + 1)?.Near[0] ?? slot).ToList();
        (await BookAsync(clinic, chosen)).ShouldBeOfType<BookSeries.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task From_one_visit_on_the_rest_moves_together_and_the_earlier_ones_stay(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.Booked>();
        // By a week: each takes the place that the next one leaves.
        var moved = await clinic.Desk.Get<MoveRest>().RunAsync(new(booked.Appointments[4], 0, clinic.Provider, clinic.Location,
            Clinic.Thursday.AddDays(35), new(10, 0)), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        moved.ShouldBe(new MoveRest.Result.Moved(8));
        (await AllAsync(clinic)).Select(v => v.Date).ShouldBe(Enumerable.Range(0, 12).Select(n => Clinic.Thursday.AddDays(7 * (n < 4 ? n : n + 1))));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(48);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task When_one_of_the_rest_is_in_the_way_none_moves(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.Booked>();
        await clinic.BookedAsync(new(14, 0), 1, Clinic.Thursday.AddDays(70));
        var moved = await clinic.Desk.Get<MoveRest>().RunAsync(new(booked.Appointments[4], 0, clinic.Provider, clinic.Location,
            Clinic.Thursday.AddDays(28), new(14, 0)), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        moved.ShouldBeOfType<MoveRest.Result.Conflicts>().InTheWay.Select(c => c.Number).ShouldBe([7]);
        (await AllAsync(clinic)).ShouldAllBe(v => v.Time == new TimeOnly(10, 0) && v.Version == 0);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(52);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Cancelling_from_one_visit_on_leaves_the_earlier_ones(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.Booked>();
        (await clinic.Desk.Get<CancelRest>().RunAsync(new(booked.Appointments[9], 0, "Synthetic"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new CancelRest.Result.Cancelled(3));
        (await AllAsync(clinic)).Count(v => v.IsStanding).ShouldBe(9);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(36);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Visits_beside_a_series_are_asked_about_once_and_accepted_together(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var same = await clinic.BookedAsync(new(14, 0), date: Clinic.Thursday.AddDays(7));
        var other = await clinic.BookedAsync(new(15, 0), date: Clinic.Thursday.AddDays(21));
        var beside = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.PatientHasOthers>().Others;
        beside.Select(b => (b.Number, b.Kind, b.Other)).ShouldBe([(2, SeriesOtherKind.Same, same), (4, SeriesOtherKind.Same, other)]);
        (await AllAsync(clinic)).ShouldBeEmpty();
        (await clinic.Desk.Get<BookSeries>().RunAsync(new(clinic.Patients[0], clinic.Visit, clinic.Provider, clinic.Location, Twelve, 1, AcceptOthers: true),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<BookSeries.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payers_network_is_asked_for_each_visit_of_a_series_and_the_override_is_recorded(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var payer = Id.New<PayerId>();
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddPayer(d, payer, "Synthetic Mutual", null);
            await d.SaveAsync(Ct);
            await clinic.Desk.Get<ICoverage>().AddPolicyAsync(d, Id.New<PolicyId>(), clinic.Patients[0], new NewPolicy { Payer = payer, MemberId = "A1" }, Ct);
            d.Db.Add(Participation.Begin(Id.New<ParticipationId>(), clinic.Provider, "000000001", clinic.Location, payer, "", new(2026, 1, 1), Clinic.Thursday.AddDays(70)));
        });
        var outside = (await BookAsync(clinic, Twelve)).ShouldBeOfType<BookSeries.Result.OutOfNetwork>();
        (outside.Payer, outside.PayerName).ShouldBe((payer, "Synthetic Mutual"));
        outside.Dates.ShouldBe([Clinic.Thursday.AddDays(77)]);
        (await BookAsync(clinic, [.. Twelve.Take(11)], patient: 0)).ShouldBeOfType<BookSeries.Result.Booked>();
        (await clinic.Desk.Get<BookSeries>().RunAsync(new(clinic.Patients[0], clinic.Visit, clinic.Provider, clinic.Location,
            SeriesSlot.Weekly(Clinic.Thursday.AddDays(77), new(11, 0), 1, 2), 1, AcceptOutOfNetwork: true),
            clinic.Desk.CallAs(Roles.FrontDesk, reason: "knows the price"), Ct)).ShouldBeOfType<BookSeries.Result.Booked>();
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct))).Select(System.Text.Encoding.UTF8.GetString)
            .ShouldContain(body => body.Contains("knows the price") && body.Contains(payer.Value.ToString()) && body.Contains("out-of-network"));
    }
}
