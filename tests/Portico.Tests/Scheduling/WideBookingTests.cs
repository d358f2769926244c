using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.HoldSlot;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.ReleaseHold;
using Portico.Modules.Scheduling.RenewHold;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>What a booking asks and takes beyond the provider's time.</summary>
public sealed class WideBookingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task RuleAsync(Clinic clinic, VisitRules rules) => clinic.Desk.WriteAsync(async d =>
        (await d.Db.Set<VisitType>().AsTracking().SingleAsync(t => t.Id == clinic.Visit, Ct)).Rule(rules));

    private static Task<HoldSlot.Result> HoldAsync(Clinic clinic, TimeOnly time, Roles roles = Roles.FrontDesk) =>
        clinic.Desk.Get<HoldSlot>().RunAsync(new(clinic.Visit, clinic.Provider, clinic.Location, Clinic.Thursday, time), clinic.Desk.CallAs(roles), Ct);

    private static async Task<HoldId> HeldAsync(Clinic clinic, TimeOnly time) =>
        (await HoldAsync(clinic, time)).ShouldBeOfType<HoldSlot.Result.Held>().Hold;

    private static Task<Appointment> FullAsync(Clinic clinic, AppointmentId id) =>
        clinic.Desk.ReadAsync(d => d.Db.Set<Appointment>().AsNoTracking().SingleAsync(a => a.Id == id, Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_held_slot_is_taken_for_others_and_booked_by_whoever_holds_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var hold = await HeldAsync(clinic, new(9, 0));
        (await clinic.BookAsync(clinic.At(new(9, 10), 1), Roles.Clinician)).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await clinic.BookAsync(clinic.At(new(9, 0)) with { Hold = hold })).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.Desk.ReadAsync(d => d.Db.Set<SlotHold>().CountAsync(Ct))).ShouldBe(0);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.AppointmentId != null, Ct))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_is_moved_to_the_time_that_is_held_for_it_as_long_as_it_is(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var booked = (await clinic.BookAsync(clinic.At(new(9, 0)))).ShouldBeOfType<BookAppointment.Result.Booked>();
        Task<HoldSlot.Result> HoldLongAsync(TimeOnly time) => clinic.Desk.Get<HoldSlot>().RunAsync(
            new(clinic.Visit, clinic.Provider, clinic.Location, Clinic.Thursday, time, Minutes: 45), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        Task<MoveAppointment.Result> MoveAsync(HoldId? hold, Roles roles = Roles.FrontDesk) => clinic.Desk.Get<MoveAppointment>().RunAsync(
            new(booked.Appointment, 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(11, 0), Minutes: 45, Hold: hold), clinic.Desk.CallAs(roles), Ct);
        var held = (await HoldLongAsync(new(11, 0))).ShouldBeOfType<HoldSlot.Result.Held>();
        held.Minutes.ShouldBe(45);
        (await MoveAsync(null)).ShouldBeOfType<MoveAppointment.Result.SlotTaken>();
        (await MoveAsync(held.Hold, Roles.Clinician)).ShouldBeOfType<MoveAppointment.Result.SlotTaken>("somebody else's hold does not help");
        (await clinic.Desk.ReadAsync(d => d.Db.Set<SlotHold>().CountAsync(Ct))).ShouldBe(1);
        (await MoveAsync(held.Hold)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await clinic.Desk.ReadAsync(d => d.Db.Set<SlotHold>().CountAsync(Ct))).ShouldBe(0);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.AppointmentId == booked.Appointment, Ct))).ShouldBe(9);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_hold_of_somebody_else_does_not_help(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var hold = await HeldAsync(clinic, new(9, 0));
        (await clinic.BookAsync(clinic.At(new(9, 0)) with { Hold = hold }, Roles.Clinician)).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_hold_ends_after_five_minutes_and_twenty_at_most_however_often_it_is_renewed(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (renew, call) = (clinic.Desk.Get<RenewHold>(), clinic.Desk.CallAs(Roles.FrontDesk));
        var hold = await HeldAsync(clinic, new(9, 0));
        for (var minutes = 4; minutes < 20; minutes += 4)
        {
            clinic.Desk.Time.Advance(TimeSpan.FromMinutes(4));
            (await renew.RunAsync(new(hold), call, Ct)).ShouldBeOfType<RenewHold.Result.Renewed>();
        }
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(4));
        (await renew.RunAsync(new(hold), call, Ct)).ShouldBeOfType<RenewHold.Result.Over>();
        (await clinic.BookAsync(clinic.At(new(9, 0)), Roles.Clinician)).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_hold_that_is_given_back_or_replaced_is_free_at_once(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (hold, call) = (await HeldAsync(clinic, new(9, 0)), clinic.Desk.CallAs(Roles.FrontDesk));
        var later = (await clinic.Desk.Get<HoldSlot>().RunAsync(new(clinic.Visit, clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 10),
            InsteadOf: hold), call, Ct)).ShouldBeOfType<HoldSlot.Result.Held>();
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(Ct))).ShouldBe(4);
        await clinic.Desk.Get<ReleaseHold>().RunAsync(new(later.Hold), call, Ct);
        (await HoldAsync(clinic, new(9, 0), Roles.Clinician)).ShouldBeOfType<HoldSlot.Result.Held>();
    }

    /// <summary>Whoever takes over holds that are over deletes them in order; the owner's own tidying must not come between.</summary>
    [Fact]
    public async Task Whoever_throws_away_holds_that_are_over_waits_for_nobody()
    {
        Assert.SkipWhen(BothStores.Postgres is null, "SQLite has one writer.");
        await using var clinic = await Clinic.OpenAsync(StoreKind.Postgres);
        var over = await HeldAsync(clinic, new(9, 0));
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(6));
        await using var other = await clinic.Desk.Store.WriteAsync(TestDesk.Practice, Ct);
        (await other.Db.Set<SlotHold>().Where(h => h.Id == over).ExecuteDeleteAsync(Ct)).ShouldBe(1);
        (await HoldAsync(clinic, new(11, 0)).WaitAsync(TimeSpan.FromSeconds(10), Ct)).ShouldBeOfType<HoldSlot.Result.Held>();
        await other.CommitAsync(Ct);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<SlotHold>().CountAsync(Ct))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_takes_a_room_of_its_kind_and_without_one_it_is_refused(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var room = Id.New<RoomId>();
        await clinic.Desk.WriteAsync(d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddRoom(d, room, clinic.Location, "Room 1");
            d.Db.Add(new VisitNeed { VisitTypeId = clinic.Visit, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
            return Task.CompletedTask;
        });
        var id = await clinic.BookedAsync(new(9, 0));
        (await clinic.BookAsync(clinic.At(new(9, 0), 1, provider: clinic.Other))).ShouldBe(
            new BookAppointment.Result.NothingFree(ResourceClass.Room, Room.Exam));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentPart>().Where(p => p.AppointmentId == id).OrderBy(p => p.Number)
            .Select(p => p.ResourceId).ToListAsync(Ct))).ShouldBe([clinic.Provider.Value, room.Value]);
        // Moved away, the room is free again.
        (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(id, 0, clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 20)),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await clinic.BookAsync(clinic.At(new(9, 0), 1, provider: clinic.Other))).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_provider_is_free_while_the_nurse_is_with_the_patient(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.Desk.WriteAsync(d =>
        {
            d.Db.Add(new VisitPhase { VisitTypeId = clinic.Visit, Number = 1, Name = "Nurse", Minutes = 10, WithProvider = false });
            d.Db.Add(new VisitPhase { VisitTypeId = clinic.Visit, Number = 2, Name = "Provider", Minutes = 10, WithProvider = true });
            return Task.CompletedTask;
        });
        await clinic.BookedAsync(new(9, 0));
        (await clinic.BookAsync(clinic.At(new(8, 50), 1))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(9, 5), 2))).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_is_new_to_the_specialty_is_computed_and_may_take_longer(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await RuleAsync(clinic, new VisitRules(NewPatientMinutes: 40));
        var first = (await clinic.BookAsync(clinic.At(new(9, 0)))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (first.IsNewPatient, first.Minutes).ShouldBe((true, 40));
        await clinic.Desk.WriteAsync(d => clinic.Desk.Get<ISchedule>().MarkKeptAsync(d, first.Appointment, true, Ct));
        var second = (await clinic.BookAsync(clinic.At(new(9, 0), date: Clinic.Thursday.AddDays(7), provider: clinic.Other)))
            .ShouldBeOfType<BookAppointment.Result.Booked>();
        (second.IsNewPatient, second.Minutes).ShouldBe((false, 20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_is_not_for_this_patient_nobody_can_set_aside(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await RuleAsync(clinic, new VisitRules(MaxAgeMonths: 18 * 12, Specialty: "Cardiology"));
        var refused = (await clinic.BookAsync(clinic.At(new(9, 0)), Roles.Supervisor, "agreed")).ShouldBeOfType<BookAppointment.Result.NotForPatient>();
        refused.Why.Select(w => w.Kind).ShouldBe([WhyNotKind.TooOld, WhyNotKind.OtherSpecialty]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cap_counts_every_booking_and_only_a_senior_goes_beyond_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.Desk.WriteAsync(d =>
        {
            d.Db.Add(new SessionRule { TemplateId = clinic.ThursdaySession, Number = 1, Kind = SessionRuleKind.Cap, Patients = ForPatients.New, Most = 1, CounterId = Guid.CreateVersion7() });
            return Task.CompletedTask;
        });
        var first = await clinic.BookedAsync(new(9, 0));
        (await clinic.BookAsync(clinic.At(new(10, 0), 1))).ShouldBeOfType<BookAppointment.Result.AgainstPlan>().Why[0].Kind.ShouldBe(WhyNotKind.CapReached);
        await clinic.Desk.Get<CancelAppointment>().RunAsync(new(first, 0, "Synthetic"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        await clinic.BookedAsync(new(10, 0), 1);
        (await clinic.BookAsync(clinic.At(new(11, 0), 2))).ShouldBeOfType<BookAppointment.Result.AgainstPlan>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_senior_overbooks_with_a_reason_and_the_visit_says_so(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var beside = clinic.At(new(9, 0), 1) with { Overbook = true };
        (await clinic.BookAsync(beside)).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        (await clinic.BookAsync(beside, Roles.Supervisor)).ShouldBeOfType<BookAppointment.Result.SlotTaken>();
        var booked = (await clinic.BookAsync(beside, Roles.Supervisor, "agreed")).ShouldBeOfType<BookAppointment.Result.Booked>();
        booked.IsOverbooked.ShouldBeTrue();
        var visit = await FullAsync(clinic, booked.Appointment);
        (visit.IsOverbooked, visit.BookedWhy).ShouldBe((true, "agreed"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_overbooked_visit_that_was_cancelled_by_mistake_comes_back_where_it_stood(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        var booked = (await clinic.BookAsync(clinic.At(new(9, 0), 1) with { Overbook = true }, Roles.Supervisor, "agreed")).ShouldBeOfType<BookAppointment.Result.Booked>();
        var clerk = clinic.Desk.CallAs(Roles.FrontDesk);
        (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(booked.Appointment, 0, "Synthetic"), clerk, Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        (await clinic.Desk.Get<UndoCancel>().RunAsync(new(booked.Appointment, 1), clerk, Ct)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
        (await FullAsync(clinic, booked.Appointment)).IsOverbooked.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_at_another_place_too_near_in_time_and_a_second_one_of_a_kind_are_warnings(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var far = Id.New<LocationId>();
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(d, far, "Synthetic Hill", "America/New_York", null, null);
            await d.SaveAsync(Ct);
            clinic.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), clinic.Other, far, DayOfWeek.Thursday, new(9, 0), new(17, 0), new(2026, 1, 1), null, 1);
        });
        var first = await clinic.BookedAsync(new(9, 0));
        var there = new BookAppointment.Request(clinic.Patients[0], clinic.Visit, clinic.Other, far, Clinic.Thursday, new(9, 40));
        (await clinic.BookAsync(there)).ShouldBe(new BookAppointment.Result.PatientTravels(first, new(9, 0), 20));
        (await clinic.BookAsync(there with { Time = new(9, 50) })).ShouldBe(new BookAppointment.Result.PatientHasSame(first, new(9, 0), 20));
        (await clinic.BookAsync(there with { AcceptOverlap = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task How_long_a_patient_travels_follows_the_miles_between_the_locations(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (north, south) = (Id.New<LocationId>(), Id.New<LocationId>());
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(d, north, "Synthetic North", "America/New_York", null, "99901");
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(d, south, "Synthetic South", "America/New_York", null, "00101-0001");
            // A degree of latitude: 69 miles, so 138 minutes and a bit.
            d.Db.AddRange(new ZipPlace { Zip = "99901", Latitude = 41, Longitude = -75 }, new ZipPlace { Zip = "00101", Latitude = 40, Longitude = -75 });
            await d.SaveAsync(Ct);
            foreach (var location in new[] { north, south })
                clinic.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), clinic.Other, location, DayOfWeek.Thursday, new(9, 0), new(17, 0), new(2026, 1, 1), null, 1);
        });
        BookAppointment.Request At(LocationId location, TimeOnly time) => new(clinic.Patients[0], clinic.Visit, clinic.Other, location, Clinic.Thursday, time);
        var first = (await clinic.BookAsync(At(north, new(9, 0)))).ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        (await clinic.BookAsync(At(south, new(11, 35)))).ShouldBe(new BookAppointment.Result.PatientTravels(first, new(9, 0), 20));
        (await clinic.BookAsync(At(south, new(11, 40)))).ShouldBeOfType<BookAppointment.Result.PatientHasSame>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Outside_the_payers_network_is_a_warning_that_can_be_accepted(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var payer = Id.New<PayerId>();
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddPayer(d, payer, "Synthetic Mutual", null);
            await d.SaveAsync(Ct);
            await clinic.Desk.Get<ICoverage>().AddPolicyAsync(d, Id.New<PolicyId>(), clinic.Patients[0], new NewPolicy { Payer = payer, MemberId = "A1" }, Ct);
            d.Db.Add(Participation.Begin(Id.New<ParticipationId>(), clinic.Other, "000000001", clinic.Location, payer, "", new(2026, 1, 1), null));
        });
        (await clinic.BookAsync(clinic.At(new(9, 0)))).ShouldBe(new BookAppointment.Result.OutOfNetwork(payer, "Synthetic Mutual"));
        (await clinic.BookAsync(clinic.At(new(9, 0), provider: clinic.Other))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(11, 0)) with { AcceptOverlap = true, IsSelfPay = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(13, 0)) with { AcceptOverlap = true, AcceptOutOfNetwork = true })).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_by_video_asks_the_state_and_the_licence(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await RuleAsync(clinic, new VisitRules(Mode: VisitMode.Telehealth));
        await clinic.Desk.WriteAsync(d =>
        {
            d.Db.Add(new ProviderLicense { ProviderId = clinic.Provider, State = "NJ" });
            return Task.CompletedTask;
        });
        var video = clinic.At(new(9, 0));
        (await clinic.BookAsync(video)).ShouldBeOfType<BookAppointment.Result.StateNeeded>();
        (await clinic.BookAsync(video with { PatientState = "TX" })).ShouldBeOfType<BookAppointment.Result.NotForPatient>().Why[0].Kind.ShouldBe(WhyNotKind.NoLicense);
        (await clinic.BookAsync(video with { PatientState = "nj" })).ShouldBeOfType<BookAppointment.Result.Booked>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_a_time_that_comes_twice_the_desk_says_which(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var night = clinic.At(new(1, 30), date: new(2026, 11, 1)) with { AcceptOverlap = true };
        (await clinic.BookAsync(night, Roles.Supervisor, "night clinic")).ShouldBeOfType<BookAppointment.Result.TimeComesTwice>();
        var earlier = (await clinic.BookAsync(night with { IsLater = false }, Roles.Supervisor, "night clinic")).ShouldBeOfType<BookAppointment.Result.Booked>();
        var later = (await clinic.BookAsync(night with { IsLater = true }, Roles.Supervisor, "night clinic")).ShouldBeOfType<BookAppointment.Result.Booked>();
        (later.StartsAt - earlier.StartsAt).TotalMinutes.ShouldBe(60);
        (await FullAsync(clinic, later.Appointment)).IsLater.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_within_a_day_of_the_start_is_late(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (cancel, call) = (clinic.Desk.Get<CancelAppointment>(), clinic.Desk.CallAs(Roles.FrontDesk));
        // The clock stands at Wednesday, 9:00.
        var (late, early) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(9, 20), 1));
        (await cancel.RunAsync(new(early, 0, "Synthetic"), call, Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>().IsLate.ShouldBeFalse();
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(5));
        (await cancel.RunAsync(new(late, 0, "Synthetic"), call, Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>().IsLate.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_linked_visit_is_named_when_the_one_it_was_booked_for_is_cancelled(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var main = await clinic.BookedAsync(new(9, 0));
        var lab = (await clinic.BookAsync(clinic.At(new(9, 0), provider: clinic.Other) with { Time = new(9, 20), LinkedTo = main }))
            .ShouldBeOfType<BookAppointment.Result.Booked>().Appointment;
        (await clinic.BookAsync(clinic.At(new(9, 0), 1, provider: clinic.Other) with { LinkedTo = main })).ShouldBeOfType<BookAppointment.Result.Unknown>();
        (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(main, 0, "Synthetic"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CancelAppointment.Result.Cancelled>().Linked.ShouldHaveSingleItem().Appointment.ShouldBe(lab);
    }
}
