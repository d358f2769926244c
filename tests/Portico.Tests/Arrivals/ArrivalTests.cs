using Portico.Modules.Scheduling.DaySchedule;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Arrivals;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Payments.RecordUncollected;
using Portico.Modules.Payments.Store;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

public sealed class ArrivalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booked_patient_with_two_identifiers_arrives(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, appointment, _) = await day.HereAsync();
        (await day.VisitAsync(visit)).State.ShouldBe(VisitState.Arrived);
        (await day.Desk.ReadAsync(d => day.Desk.Get<ISchedule>().FindAsync(d, appointment, Ct))).ShouldNotBeNull()
            .State.ShouldBe(AppointmentState.Kept);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Arriving_on_the_wrong_day_is_refused_with_the_booked_date(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var tomorrow = OneDay.Today.AddDays(1);
        var appointment = await day.BookAsync(await day.PatientAsync("Early"), tomorrow, new TimeOnly(9, 0));
        (await day.ArriveAsync(appointment)).ShouldBe(new ArrivePatient.Result.WrongDay(tomorrow));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_cancelled_meanwhile_is_not_kept(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Late"), OneDay.Today, new TimeOnly(9, 20));
        (await day.Desk.Get<CancelAppointment>().RunAsync(new(appointment, 0, "Synthetic"), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        var isKept = true;
        await day.Desk.WriteAsync(async d => isKept = await day.Desk.Get<ISchedule>().MarkKeptAsync(d, appointment, kept: true, Ct));
        isKept.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_identifier_is_not_enough(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Single"), OneDay.Today, new TimeOnly(9, 20));
        (await day.ArriveAsync(appointment, new IdentityProof([Identifier.Name, Identifier.Name])))
            .ShouldBeOfType<ArrivePatient.Result.IdentityNotProven>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_people_arriving_the_same_patient_write_one_arrival(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Twice"), OneDay.Today, new TimeOnly(9, 20));
        var arrive = day.Desk.Get<ArrivePatient>();
        Call[] people = [day.Desk.CallAs(Roles.FrontDesk), day.Desk.CallAs(Roles.Supervisor), day.Desk.CallAs(Roles.SeniorFrontDesk)];
        var results = await Task.WhenAll(people.Select(p => arrive.RunAsync(new(appointment, OneDay.Proof), p, Ct)));
        results.OfType<ArrivePatient.Result.Arrived>().Count().ShouldBe(1);
        var here = results.OfType<ArrivePatient.Result.AlreadyHere>().ToList();
        here.Count.ShouldBe(2);
        (await day.HistoryAsync(here[0].Visit)).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_clinician_does_not_arrive_patients(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Denied"), OneDay.Today, new TimeOnly(9, 20));
        (await Should.ThrowAsync<CallRejectedException>(() => day.Desk.Get<ArrivePatient>()
            .RunAsync(new(appointment, OneDay.Proof), day.Desk.CallAs(Roles.Clinician), Ct))).Code.ShouldBe("access.not-your-role");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Check_in_before_arrival_is_refused(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Absent"), OneDay.Today, new TimeOnly(9, 20));
        VisitRow? visit = null;
        await day.Desk.WriteAsync(async d => visit = await day.Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct));
        (await day.Desk.Get<CheckInPatient>().RunAsync(new(visit.ShouldNotBeNull().Id, OneDay.AllSeen), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckInPatient.Result.NotHereYet>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_checklist_item_left_open_is_named(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        (await day.Desk.Get<CheckInPatient>().RunAsync(new(visit, OneDay.AllSeen with { Balance = false }), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckInPatient.Result.ChecklistOpen>().Items.ShouldBe(["balance"]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_minor_is_checked_in_only_when_whoever_may_consent_did(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var child = await day.PatientAsync("Childsmith", new DateOnly(2014, 7, 14));
        var visit = (await day.ArriveAsync(await day.BookAsync(child, OneDay.Today, new TimeOnly(9, 20))))
            .ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit;
        var check = day.Desk.Get<CheckInPatient>();
        (await check.RunAsync(new(visit, OneDay.AllSeen), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckInPatient.Result.ChecklistOpen>().Items.ShouldBe([Checklist.ConsentItem]);
        (await check.RunAsync(new(visit, OneDay.AllSeen with { Consent = true }), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckInPatient.Result.RegistrationMissing>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_sheet_of_a_minor_names_who_may_consent_and_who_may_only_come_along(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var child = await day.PatientAsync("Childsmith", new DateOnly(2014, 7, 14));
        var visit = (await day.ArriveAsync(await day.BookAsync(child, OneDay.Today, new TimeOnly(9, 20))))
            .ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit;
        (await AccompanyingAsync()).ShouldBeEmpty();
        await RelateAsync("Carla Childsmith", Relation.Parent, consents: true);
        await RelateAsync("Aunt Childsmith", Relation.Other, consents: false);
        (await AccompanyingAsync()).Select(a => (a.Name, a.MayConsent, a.MayAccompany)).ShouldBe(
            [("Carla Childsmith", true, true), ("Aunt Childsmith", false, true)]);

        async Task<IReadOnlyList<Accompanying>> AccompanyingAsync() =>
            (await day.Desk.Get<VisitSheet>().RunAsync(new(visit), day.Desk.CallAs(Roles.FrontDesk), Ct)).Sheet.ShouldNotBeNull().Accompanying.ShouldNotBeNull();
        Task RelateAsync(string name, Relation relation, bool consents) => day.Desk.Get<AddRelation>().RunAsync(
            new() { Patient = child, Name = name, Relation = relation, MayConsent = consents, MayAccompany = true }, day.Desk.CallAs(Roles.FrontDesk), Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Check_in_waits_for_the_registration_and_says_what_it_lacks(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        var missing = (await day.Desk.Get<CheckInPatient>().RunAsync(new(visit, OneDay.AllSeen), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckInPatient.Result.RegistrationMissing>().Items;
        (await day.BoardAsync()).Rows.ShouldHaveSingleItem().Missing.ShouldBe(missing.Count);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_wrong_patients_arrival_goes_back_and_history_keeps_it(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, appointment, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn);
        (await day.Desk.Get<UndoArrival>().RunAsync(new(visit, "Wrong patient"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new UndoArrival.Result.Undone(2, Money.Zero));
        (await day.VisitAsync(visit)).State.ShouldBe(VisitState.Expected);
        (await day.HistoryAsync(visit)).Select(s => (s.To, s.Reason)).ShouldBe(
            [(VisitState.Arrived, "Wrong patient"), (VisitState.CheckedIn, "Wrong patient")]);
        (await day.Desk.ReadAsync(d => day.Desk.Get<ISchedule>().FindAsync(d, appointment, Ct))).ShouldNotBeNull()
            .State.ShouldBe(AppointmentState.Booked);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task After_an_undone_arrival_the_patient_can_arrive_again(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, appointment, _) = await day.HereAsync();
        await day.Desk.Get<UndoArrival>().RunAsync(new(visit, "Wrong patient"), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (await day.ArriveAsync(appointment)).ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit.ShouldBe(visit);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_undo_of_a_step_that_is_no_longer_the_last_changes_nothing(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn);
        (await day.Desk.Get<UndoStep>().RunAsync(new(visit, VisitState.Arrived, "Wrong patient"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new UndoStep.Result.MovedOn(VisitState.CheckedIn));
        (await day.VisitAsync(visit)).State.ShouldBe(VisitState.CheckedIn);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_undone_rooming_leaves_no_one_in_the_room(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn);
        var desk = day.Desk.CallAs(Roles.FrontDesk);
        (await day.Desk.Get<RoomPatient>().RunAsync(new(visit, day.Room, false), desk, Ct)).ShouldBeOfType<RoomPatient.Result.Roomed>();
        (await day.VisitAsync(visit)).RoomId.ShouldBe(day.Room);
        await day.Desk.Get<UndoStep>().RunAsync(new(visit, VisitState.Roomed, "Wrong patient"), desk, Ct);
        (await day.VisitAsync(visit)).RoomId.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_taken_room_is_refused_unless_it_is_shared(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (first, _, _) = await day.HereAsync("First");
        await day.BringAsync(first, VisitState.CheckedIn, VisitState.Roomed);
        var second = (await day.ArriveAsync(await day.BookAsync(await day.PatientAsync("Second"), OneDay.Today, new TimeOnly(9, 40))))
            .ShouldBeOfType<ArrivePatient.Result.Arrived>().Visit;
        await day.BringAsync(second, VisitState.CheckedIn);
        var room = day.Desk.Get<RoomPatient>();
        (await room.RunAsync(new(second, day.Room, false), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<RoomPatient.Result.RoomTaken>();
        (await room.RunAsync(new(second, day.Room, true), day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<RoomPatient.Result.Roomed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Check_out_waits_for_the_copay_on_the_card(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync(copayCents: 40_00);
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider);
        (await day.Desk.Get<CheckOutPatient>().RunAsync(new(visit), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new CheckOutPatient.Result.CopayOpen(new Money(40_00)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_that_is_not_collected_for_a_reason_lets_the_patient_check_out_and_leaves_the_board(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync(copayCents: 40_00);
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider);
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBe(new Money(40_00));
        (await day.Desk.Get<RecordUncollected>().RunAsync(new(visit, UncollectedReason.BillMe, null), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new RecordUncollected.Result.Recorded(new Money(40_00)));
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBe(Money.Zero);
        (await day.Desk.Get<CheckOutPatient>().RunAsync(new(visit), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckOutPatient.Result.CheckedOut>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_goes_away_before_the_provider_comes_left_without_being_seen_and_can_come_back(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed);
        day.Desk.Time.Advance(TimeSpan.FromMinutes(20));
        (await day.Desk.Get<MarkLeftWithoutBeingSeen>().RunAsync(new(visit), day.Desk.CallAs(Roles.Clinician), Ct))
            .ShouldBeOfType<MarkLeftWithoutBeingSeen.Result.Marked>();
        var row = (await day.BoardAsync()).Rows.Single();
        (row.State, row.Room).ShouldBe((BoardState.LeftWithoutBeingSeen, null));
        (await day.Desk.Get<UndoStep>().RunAsync(new(visit, VisitState.LeftWithoutBeingSeen, "Came back"), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new UndoStep.Result.Undone(VisitState.Roomed, Money.Zero));
        row = (await day.BoardAsync()).Rows.Single();
        (row.State, row.Room, row.Since).ShouldBe((BoardState.Roomed, "Room 1", row.ArrivedAt));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_is_with_the_provider_does_not_leave_unseen(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider);
        (await day.Desk.Get<MarkLeftWithoutBeingSeen>().RunAsync(new(visit), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new MarkLeftWithoutBeingSeen.Result.WrongStep(VisitState.WithProvider));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_whose_copay_nobody_knows_checks_out(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider);
        (await day.Desk.Get<CheckOutPatient>().RunAsync(new(visit), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CheckOutPatient.Result.CheckedOut>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_is_one_act_even_when_the_provider_is_booked(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.BookAsync(await day.PatientAsync("Booked"), OneDay.Today, new TimeOnly(9, 0));
        var patient = await day.PatientAsync("Walkin");
        var taken = (await day.Desk.Get<TakeWalkIn>().RunAsync(
                new(patient, null, day.Location, day.Provider, day.VisitType, OneDay.Proof, "Sore throat", false), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<TakeWalkIn.Result.Taken>();
        taken.Time.ShouldBe(new TimeOnly(9, 0));
        var visit = await day.VisitAsync(taken.Visit);
        (visit.State, visit.IsWalkIn).ShouldBe((VisitState.Arrived, true));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_who_is_booked_today_is_pointed_to_that_visit(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Booked");
        var appointment = await day.BookAsync(patient, OneDay.Today, new TimeOnly(10, 0));
        (await day.Desk.Get<TakeWalkIn>().RunAsync(
                new(patient, null, day.Location, day.Provider, day.VisitType, OneDay.Proof, null, false), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new TakeWalkIn.Result.BookedToday(appointment, new TimeOnly(10, 0), day.Location, day.Provider));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_patients_policy_is_not_filed(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync();
        var other = await day.PolicyAsync(await day.PatientAsync("Other"));
        (await day.Desk.Get<SetFilingOrder>().RunAsync(new(visit, [other]), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<SetFilingOrder.Result.NotTheirPolicy>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_empty_filing_order_makes_the_visit_self_pay(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync(copayCents: 40_00);
        (await day.Desk.Get<SetFilingOrder>().RunAsync(new(visit, []), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new SetFilingOrder.Result.Ordered("Self-pay"));
    }
}

public sealed class BoardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(14, WaitLevel.Fine)]
    [InlineData(15, WaitLevel.Long)]
    [InlineData(29, WaitLevel.Long)]
    [InlineData(30, WaitLevel.TooLong)]
    public void A_wait_is_long_from_15_minutes_and_too_long_from_30(int minutes, WaitLevel level) =>
        Board.LevelOf(minutes).ShouldBe(level);

    [Theory]
    [InlineData(AppointmentState.Booked, null, BoardState.Booked)]
    [InlineData(AppointmentState.Booked, VisitState.Expected, BoardState.Booked)]
    [InlineData(AppointmentState.Confirmed, null, BoardState.Confirmed)]
    [InlineData(AppointmentState.Confirmed, VisitState.Expected, BoardState.Confirmed)]
    [InlineData(AppointmentState.Cancelled, null, BoardState.Cancelled)]
    [InlineData(AppointmentState.Cancelled, VisitState.Expected, BoardState.Cancelled)]
    [InlineData(AppointmentState.NoShow, null, BoardState.NoShow)]
    [InlineData(AppointmentState.NoShow, VisitState.Expected, BoardState.NoShow)]
    [InlineData(AppointmentState.Kept, null, BoardState.CheckedOut)]
    [InlineData(AppointmentState.Kept, VisitState.Expected, BoardState.Booked)]
    public void Until_the_patient_is_here_the_board_says_what_the_schedule_says(AppointmentState booked, VisitState? visit, BoardState shown) =>
        Board.StateOf(booked, visit).ShouldBe(shown);

    [Theory]
    [InlineData(VisitState.Arrived, BoardState.Arrived)]
    [InlineData(VisitState.CheckedIn, BoardState.CheckedIn)]
    [InlineData(VisitState.Roomed, BoardState.Roomed)]
    [InlineData(VisitState.WithProvider, BoardState.WithProvider)]
    [InlineData(VisitState.CheckedOut, BoardState.CheckedOut)]
    [InlineData(VisitState.LeftWithoutBeingSeen, BoardState.LeftWithoutBeingSeen)]
    public void From_then_on_it_says_where_the_visit_is_whatever_the_schedule_says(VisitState visit, BoardState shown)
    {
        foreach (var booked in Enum.GetValues<AppointmentState>().Cast<AppointmentState?>().Append(null))
            Board.StateOf(booked, visit).ShouldBe(shown);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_board_of_a_place_or_a_provider_shows_its_own_visits_alone(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (elsewhere, colleague) = (Id.New<LocationId>(), Id.New<ProviderId>());
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddLocation(d, elsewhere, "Synthetic Elm", "America/New_York", null, null);
            day.Desk.Get<IPracticeDirectory>().AddProvider(d, colleague, "Dr. Artificial", "Pediatrics", null);
            return Task.CompletedTask;
        });
        await day.BookAsync(await day.PatientAsync("A"), OneDay.Today, new TimeOnly(9, 0));
        await day.BookAsync(await day.PatientAsync("B"), OneDay.Today, new TimeOnly(10, 0), colleague);
        await day.BookAsync(await day.PatientAsync("C"), OneDay.Today, new TimeOnly(11, 0), day.Provider, elsewhere);
        await day.BookAsync(await day.PatientAsync("D"), OneDay.Today, new TimeOnly(12, 0), colleague, elsewhere);
        // Someone who walked in there is no appointment's visit alone: both reads behind the board are narrowed.
        await day.Desk.WriteAsync(async d => await day.Desk.Get<IVisits>().AddPastAsync(d, Id.New<VisitId>(), await PatientAsync(d, "E"), elsewhere,
            colleague, d.Now, Ct));
        (await ShownAsync(null, null)).ShouldBe("ABCDE");
        (await ShownAsync(day.Location, null)).ShouldBe("AB");
        (await ShownAsync(elsewhere, null)).ShouldBe("CDE");
        (await ShownAsync(null, colleague)).ShouldBe("BDE");
        (await ShownAsync(elsewhere, day.Provider)).ShouldBe("C");

        async Task<string> ShownAsync(LocationId? location, ProviderId? provider) => string.Concat((await day.Desk.Get<TodayBoard>().RunAsync(
            new(null, location, provider, false), day.Desk.CallAs(Roles.FrontDesk), Ct)).Rows.Select(r => r.Name[0]).Order());

        async Task<PatientId> PatientAsync(Desk d, string family)
        {
            var id = await day.Desk.Get<IPatients>().AddAsync(d, Id.New<PatientId>(), new NewPatient { Family = family, Given = "Synthetic" }, Ct);
            await d.SaveAsync(Ct);
            return id;
        }
    }

    [Fact]
    public void Nobody_waits_who_is_with_the_provider() =>
        Board.WaitMinutes(BoardState.WithProvider, Instant.FromUnixTimeSeconds(0), Instant.FromUnixTimeSeconds(0),
            Instant.FromUnixTimeSeconds(6000)).ShouldBeNull();

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_board_shows_where_each_patient_is_and_what_is_known_of_the_coverage(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.HereAsync("Arrived", copayCents: 25_00);
        await day.BookAsync(await day.PatientAsync("Booked"), OneDay.Today, new TimeOnly(10, 0));
        await day.BookAsync(await day.PatientAsync("Tomorrow"), OneDay.Today.AddDays(1), new TimeOnly(10, 0));
        var rows = (await day.BoardAsync()).Rows;
        rows.Select(r => (r.Name, r.State, r.Coverage, r.CopayOpen)).ShouldBe(
        [
            ("ARRIVED, Synthetic", BoardState.Arrived, "Synthetic Mutual · not verified", new Money(25_00)),
            ("BOOKED, Synthetic", BoardState.Booked, "No coverage recorded", null),
        ]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restricted_patient_is_masked_on_the_board(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var famous = await day.PatientAsync("Famous");
        await day.Desk.WriteAsync(async d =>
            (await d.Db.Set<Patient>().SingleAsync(p => p.Id == famous, Ct)).Restrict(RestrictionKind.Vip));
        await day.BookAsync(famous, OneDay.Today, new TimeOnly(10, 0));
        var row = (await day.BoardAsync()).Rows.ShouldHaveSingleItem();
        (row.Name, row.BirthDate, row.VisitType, row.Coverage, row.CopayOpen, row.Missing).ShouldBe(("Restricted patient", null, "Visit", "", null, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Ones_own_row_is_masked_on_the_board_when_the_chart_is_open_to_all_others(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var colleague = await day.PatientAsync("Colleague");
        var me = day.Desk.CallAs(Roles.FrontDesk);
        await day.Desk.WriteAsync(d =>
        {
            d.Db.Add(new StaffLink { UserId = me.User, PatientId = colleague, Tie = StaffTie.Own });
            return Task.CompletedTask;
        });
        await day.BookAsync(colleague, OneDay.Today, new TimeOnly(10, 0));
        (await day.BoardAsync()).Rows.ShouldHaveSingleItem().Name.ShouldBe("Restricted patient");
        var others = await day.Desk.Get<TodayBoard>().RunAsync(new(null, day.Location, null, false), day.Desk.CallAs(Roles.Supervisor), Ct);
        others.Rows.ShouldHaveSingleItem().Name.ShouldBe("COLLEAGUE, Synthetic");
        var grid = await day.Desk.Get<DaySchedule>().RunAsync(new(day.Location, OneDay.Today), me, Ct);
        var item = grid.Columns.ShouldHaveSingleItem().Items.ShouldHaveSingleItem();
        (item.Name, item.VisitType).ShouldBe(("Restricted patient", "Visit"));
    }

    private static async Task<TakePayment.Result> PayLeftAsync(OneDay day, CopayDoubts despite)
    {
        var (visit, _, _) = await day.HereAsync();
        await day.BringAsync(visit, VisitState.LeftWithoutBeingSeen);
        return await day.Desk.Get<TakePayment>().RunAsync(new(day.Location, TenderKind.Card, new Money(3000), null, "4242", null,
            [new PaymentLine(PaymentPurpose.Copay, visit, null, new Money(3000))], despite), day.Desk.CallAs(Roles.FrontDesk), Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_of_a_visit_that_left_without_being_seen_is_asked_about_first(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await PayLeftAsync(day, CopayDoubts.None)).ShouldBeOfType<TakePayment.Result.LeftUnseen>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_of_a_visit_that_left_is_taken_when_the_desk_says_so(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await PayLeftAsync(day, CopayDoubts.LeftUnseen)).ShouldBeOfType<TakePayment.Result.Taken>();
    }

    /// <summary>Someone here with a health plan's copay of $30 whose visit goes to a workers' compensation claim.</summary>
    private static async Task<(VisitId Visit, PatientId Patient, GuarantorAccountId Claim)> ClaimAsync(OneDay day, long taken, bool pick = true)
    {
        var (visit, _, patient) = await day.HereAsync(copayCents: 3000);
        if (taken > 0)
            (await day.Desk.Get<TakePayment>().RunAsync(new(day.Location, TenderKind.Card, new Money(taken), null, "4242", null,
                [new PaymentLine(PaymentPurpose.Copay, visit, null, new Money(taken))]), day.Desk.CallAs(Roles.FrontDesk), Ct))
                .ShouldBeOfType<TakePayment.Result.Taken>();
        var claim = (await day.Desk.Get<OpenGuarantorAccount>().RunAsync(new()
            {
                Patient = patient, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Synthetic Carrier",
                Relation = GuarantorRelation.Insurer, AccidentDate = OneDay.Today, ClaimNumber = "WC-1",
            }, day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<OpenGuarantorAccount.Result.Opened>().Account;
        if (pick)
            await PickAsync(day, visit, claim);
        return (visit, patient, claim);
    }

    private static async Task<SetVisitGuarantor.Result.Picked> PickAsync(OneDay day, VisitId visit, GuarantorAccountId account) =>
        (await day.Desk.Get<SetVisitGuarantor>().RunAsync(new(visit, account, WithoutPolicies: true), day.Desk.CallAs(Roles.FrontDesk), Ct))
        .ShouldBeOfType<SetVisitGuarantor.Result.Picked>();

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_accidents_account_is_not_picked_before_it_was_said_which_policies_leave_the_filing_order(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, claim) = await ClaimAsync(day, taken: 0, pick: false);
        (await day.Desk.Get<SetVisitGuarantor>().RunAsync(new(visit, claim), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<SetVisitGuarantor.Result.TakesPoliciesOut>().Payers.ShouldBe(["Synthetic Mutual"]);
        (await day.VisitAsync(visit)).GuarantorAccountId.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_on_a_claim_bills_no_policy_and_is_not_self_pay(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, claim) = await ClaimAsync(day, taken: 0, pick: false);
        var front = day.Desk.CallAs(Roles.FrontDesk);
        var before = await SheetAsync();
        await day.Desk.Get<SetFilingOrder>().RunAsync(new(visit, [before.Billed[0].Id]), front, Ct);
        (await PickAsync(day, visit, claim)).IsClaim.ShouldBeTrue();
        var sheet = await SheetAsync();
        (sheet.IsClaim, sheet.IsSelfPay, sheet.CoverageLine).ShouldBe((true, false, CoverageLines.Claim));
        sheet.Billed.ShouldBeEmpty();
        (await day.BoardAsync()).Rows.ShouldHaveSingleItem().Coverage.ShouldBe(CoverageLines.Claim);

        async Task<VisitSheet.Sheet> SheetAsync() => (await day.Desk.Get<VisitSheet>().RunAsync(new(visit), front, Ct)).Sheet.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_goes_back_from_a_claim_to_the_patients_account_bills_the_policies_again(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, patient, claim) = await ClaimAsync(day, taken: 0);
        var own = default(GuarantorAccountId);
        await day.Desk.WriteAsync(async d => own = await day.Desk.Get<IPayments>().PersonalAccountAsync(d, patient, Ct));
        (await PickAsync(day, visit, own)).IsClaim.ShouldBeFalse();
        var billed = await day.Desk.ReadAsync(d => day.Desk.Get<ICoverage>().BilledAsync(d, visit, Ct));
        billed.ShouldHaveSingleItem();
        claim.ShouldNotBe(own);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_on_a_workers_compensation_claim_collects_nothing_and_says_why(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await ClaimAsync(day, taken: 0);
        var money = await day.Desk.ReadAsync(d => day.Desk.Get<IPayments>().VisitMoneyAsync(d, visit, Ct));
        (money.CopayKnown, money.CopayDue).ShouldBe((true, Money.Zero));
        money.CollectNothing.ShouldBe(
            "workers' compensation claim WC-1: Synthetic Carrier is billed, and the health plan's copay does not apply");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_board_shows_no_copay_for_a_visit_on_a_claim(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await ClaimAsync(day, taken: 0);
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_for_a_visit_on_a_claim_is_asked_about_first(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await ClaimAsync(day, taken: 0);
        (await day.Desk.Get<TakePayment>().RunAsync(new(day.Location, TenderKind.Card, new Money(3000), null, "4242", null,
            [new PaymentLine(PaymentPurpose.Copay, visit, null, new Money(3000))]), day.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new TakePayment.Result.MoreThanDue(visit, Money.Zero));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_trainee_who_may_move_no_money_moves_none_by_picking_another_account(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, claim) = await ClaimAsync(day, taken: 2000, pick: false);
        var trainee = day.Desk.CallAs(Roles.Trainee);
        (await day.Desk.Get<SetVisitGuarantor>().RunAsync(new(visit, claim, WithoutPolicies: true), trainee, Ct)).ShouldBeOfType<SetVisitGuarantor.Result.MovesMoney>();
        (await day.Desk.ReadAsync(d => day.Desk.Get<Ledger>().SumAsync(d, LedgerAccountKey.VisitPrepayment(claim), Ct))).ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Money_held_for_a_visit_follows_it_to_another_account_as_a_linked_move(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, patient, claim) = await ClaimAsync(day, taken: 2000, pick: false);
        (await PickAsync(day, visit, claim)).Moved.ShouldBe(new Money(2000));
        var ledger = day.Desk.Get<Ledger>();
        (await day.Desk.ReadAsync(d => ledger.SumAsync(d, LedgerAccountKey.VisitPrepayment(claim), Ct))).ShouldBe(new Money(-2000));
        (await day.Desk.ReadAsync(d => ledger.SumAsync(d, LedgerAccountKey.VisitPrepayment(GuarantorAccount.PersonalOf(patient)), Ct)))
            .ShouldBe(Money.Zero);
        var transfers = await day.Desk.ReadAsync(d => d.Db.Set<LedgerTransfer>().ToListAsync(Ct));
        transfers.Single(t => t.Kind == TransferKind.Reversal).ReversesTransaction
            .ShouldBe(transfers.OrderBy(t => t.TransactionId.Value).First().TransactionId);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Money_that_moved_with_its_visit_stays_that_visits_and_its_day_does_not_change(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await ClaimAsync(day, taken: 2000);
        (await day.Desk.ReadAsync(d => day.Desk.Get<IPayments>().VisitMoneyAsync(d, visit, Ct))).Paid.ShouldBe(new Money(2000));
        (await day.Desk.ReadAsync(d => day.Desk.Get<Ledger>().TotalsAsync(d, day.Location, OneDay.Today, Ct))).Cards.ShouldBe(new Money(2000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Picking_the_same_account_again_moves_nothing(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, claim) = await ClaimAsync(day, taken: 2000);
        (await PickAsync(day, visit, claim)).Moved.ShouldBe(Money.Zero);
    }
}
