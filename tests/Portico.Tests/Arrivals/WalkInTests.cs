using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

/// <summary>A walk-in is one act, also by someone whom nobody knows yet.</summary>
public sealed class WalkInTests
{
    private static readonly NewPerson s_newcomer = new()
    {
        Family = "Newcomer", Given = "Ada", BirthDate = new DateOnly(1990, 2, 3), Sex = Sex.Female, Phone = "202 555 0177", PayerName = "Self-pay",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_new_is_registered_booked_and_here_by_one_act(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var taken = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        var patient = await PatientAsync(day, taken.Patient);
        patient.ShouldNotBeNull();
        PatientNames.Full(patient).ShouldBe("NEWCOMER, Ada");
        var visit = await day.VisitAsync(taken.Visit);
        (visit.PatientId, visit.State, visit.IsWalkIn).ShouldBe((taken.Patient, VisitState.Arrived, true));
        (await day.BoardAsync()).Rows.ShouldHaveSingleItem().Name.ShouldBe("NEWCOMER, Ada");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_who_is_likely_on_file_is_shown_first_and_registered_once_the_desk_is_sure(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var known = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>().Patient;
        (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.LikelyTheSame>()
            .Candidates.ShouldHaveSingleItem().Patient.ShouldBe(known);
        (await CountAsync(day)).ShouldBe(1);
        (await TakeAsync(day, s_newcomer with { SureItIsNew = true })).ShouldBeOfType<TakeWalkIn.Result.Taken>().Patient.ShouldNotBe(known);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_without_a_lane_registers_nobody(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        TakeWalkIn.Result last;
        var taken = 0;
        do
            last = await TakeAsync(day, new NewPerson { Family = "Lane" + (char)('A' + taken++), Given = "Full", SureItIsNew = true });
        while (last is TakeWalkIn.Result.Taken && taken < 30);
        last.ShouldBeOfType<TakeWalkIn.Result.NoLane>();
        (await CountAsync(day)).ShouldBe(taken - 1);
    }

    private static Task NeedRoomAsync(OneDay day) => day.Desk.WriteAsync(d =>
    {
        d.Db.Add(new VisitNeed { VisitTypeId = day.VisitType, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = Room.Exam });
        return Task.CompletedTask;
    });

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_takes_the_room_that_is_free_and_is_not_refused_for_one_that_is_not(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await NeedRoomAsync(day);
        var first = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        first.NotFree.ShouldBeNull();
        var second = (await TakeAsync(day, s_newcomer with { Given = "Second", SureItIsNew = true })).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        second.NotFree.ShouldBe("room exam");
        var rooms = await day.Desk.ReadAsync(d => d.Db.Set<AppointmentPart>().Where(p => p.Class == ResourceClass.Room).ToListAsync(Ct));
        var room = rooms.ShouldHaveSingleItem();
        (room.AppointmentId, room.ResourceId).ShouldBe((first.Appointment, day.Room.Value));
        (await day.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.ResourceId == day.Room.Value, Ct))).ShouldBe(4);
        var entries = await day.Desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct));
        entries.Count(e => System.Text.Encoding.UTF8.GetString(e).Contains("\"fact.not-free\":\"room exam\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_passes_a_cap_and_counts_under_it(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.Desk.WriteAsync(async d => d.Db.Add(new SessionRule
        {
            TemplateId = (await d.Db.Set<SessionTemplate>().SingleAsync(t => t.Weekday == OneDay.Today.DayOfWeek, Ct)).Id, Number = 1,
            Kind = SessionRuleKind.Cap, Most = 1, CounterId = Guid.CreateVersion7(),
        }));
        Task<BookAppointment.Result> BookAsync(PatientId patient) => day.Desk.Get<BookAppointment>().RunAsync(
            new(patient, day.VisitType, day.Provider, day.Location, OneDay.Today, new(15, 0)), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        (await BookAsync(await day.PatientAsync("Booked"))).ShouldBeOfType<BookAppointment.Result.AgainstPlan>()
            .Why.ShouldHaveSingleItem().Kind.ShouldBe(WhyNotKind.CapReached);
        (await TakeAsync(day, s_newcomer with { Given = "Second", SureItIsNew = true })).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        (await day.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.Cell == Cells.OfDay(OneDay.Today), Ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_walk_in_keeps_the_minutes_beside_it_where_they_are_free_and_the_sessions_lane_where_they_are_not(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.BookAsync(await day.PatientAsync("Booked"), OneDay.Today, new(9, 25));
        await day.Desk.WriteAsync(d => d.Db.Set<SessionTemplate>().ExecuteUpdateAsync(s => s.SetProperty(t => t.BufferAfter, 10), Ct));
        var beside = (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.Taken>().Appointment;
        day.Desk.Time.Advance(TimeSpan.FromMinutes(60));
        var free = (await TakeAsync(day, s_newcomer with { Given = "Second", SureItIsNew = true })).ShouldBeOfType<TakeWalkIn.Result.Taken>().Appointment;
        Task<List<AppointmentCell>> CellsAsync(AppointmentId id) => day.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == id).ToListAsync(Ct));
        (await CellsAsync(beside)).Select(c => c.Lane).ShouldBe([0, 0, 0, 0]);
        (await CellsAsync(free)).Select(c => c.Lane).ShouldBe([0, 0, 0, 0, 0, 0]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_press_again_registers_nobody_twice(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var first = await TakeAsync(day, s_newcomer, "one-press");
        (await TakeAsync(day, s_newcomer, "one-press")).ShouldBe(first);
        (await CountAsync(day)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_person_that_cannot_be_says_which_field(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await TakeAsync(day, s_newcomer with { Family = "", Given = " " })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("name"));
        (await TakeAsync(day, s_newcomer with { BirthDate = new DateOnly(2027, 1, 1) })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("bornInFuture"));
        (await TakeAsync(day, s_newcomer with { Phone = "12" })).ShouldBe(new TakeWalkIn.Result.PersonNotUsable("phone"));
        (await Should.ThrowAsync<CallRejectedException>(() => TakeAsync(day, s_newcomer with { Family = new string('x', 101) })))
            .Message.ShouldContain("family name");
        (await CountAsync(day)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Neither_someone_on_file_nor_someone_new_is_no_walk_in(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await Should.ThrowAsync<CallRejectedException>(() => TakeAsync(day, null))).Kind.ShouldBe(RejectionKind.Invalid);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_form_offers_first_who_has_a_session_there_now(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var evening = await ProviderAsync(day, "Dr. Evening");
        await SessionAsync(day, evening, day.Location, new(17, 0), new(20, 0));
        (await FormAsync(day)).InSession.ShouldBe([new InSession(day.Location, day.Provider)]);
        day.Desk.Time.Advance(TimeSpan.FromHours(9.5));
        (await FormAsync(day)).InSession.ShouldBe([new InSession(day.Location, evening)]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_off_takes_the_provider_out_of_what_the_form_offers(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        (await day.Desk.Get<AddException>().RunAsync(new(day.Provider, null, ExceptionKind.DayOff, OneDay.Today, OneDay.Today, null, null, "Ill"),
            day.Desk.CallAs(Roles.Supervisor), Ct)).ShouldNotBeAssignableTo<IRefusal>();
        (await FormAsync(day)).InSession.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Outside_a_session_the_desk_says_that_the_provider_sees_them_and_nobody_is_registered_before(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var away = await ProviderAsync(day, "Dr. Away");
        (await TakeAsync(day, s_newcomer, provider: away)).ShouldBeOfType<TakeWalkIn.Result.OutsideSession>();
        (await CountAsync(day)).ShouldBe(0);
        (await TakeAsync(day, s_newcomer, provider: away, outside: true)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_session_at_another_location_is_none_here(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var west = await LocationAsync(day);
        (await TakeAsync(day, s_newcomer, location: west)).ShouldBeOfType<TakeWalkIn.Result.OutsideSession>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_kind_of_visit_or_a_provider_no_longer_in_use_takes_nobody_in(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.Desk.WriteAsync(async d => (await d.Db.Set<VisitType>().SingleAsync(t => t.Id == day.VisitType, Ct)).Use(false));
        (await TakeAsync(day, s_newcomer)).ShouldBeOfType<TakeWalkIn.Result.NotFound>();
        await day.Desk.WriteAsync(async d =>
        {
            (await d.Db.Set<VisitType>().SingleAsync(t => t.Id == day.VisitType, Ct)).Use(true);
            (await d.Db.Set<Provider>().SingleAsync(p => p.Id == day.Provider, Ct)).Use(false);
        });
        (await TakeAsync(day, s_newcomer, outside: true)).ShouldBeOfType<TakeWalkIn.Result.NotFound>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_booked_today_at_another_location_with_another_provider_is_asked_about_that_visit(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (west, other) = (await LocationAsync(day), await ProviderAsync(day, "Dr. West"));
        var patient = await day.PatientAsync("Elsewhere");
        var booked = Id.New<AppointmentId>();
        await day.Desk.WriteAsync(async d => (await day.Desk.Get<ISchedule>().TryAddAsync(d, booked, patient, other, west, day.VisitType,
            OneDay.Today, new(15, 0), 20, null, Ct)).ShouldBeTrue());
        (await TakeKnownAsync(day, patient)).ShouldBe(new TakeWalkIn.Result.BookedToday(booked, new TimeOnly(15, 0), west, other));
        (await TakeKnownAsync(day, patient, beside: true)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_who_sits_with_another_provider_now_is_asked_about_that_visit_and_not_once_it_is_over(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Twice");
        var first = (await TakeKnownAsync(day, patient)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
        var other = await ProviderAsync(day, "Dr. Other");
        await SessionAsync(day, other, day.Location, new(8, 0), new(18, 0));
        (await TakeKnownAsync(day, patient, other)).ShouldBe(new TakeWalkIn.Result.BookedToday(first.Appointment, first.Time, day.Location, day.Provider));
        day.Desk.Time.Advance(TimeSpan.FromHours(1));
        (await TakeKnownAsync(day, patient, other)).ShouldBeOfType<TakeWalkIn.Result.Taken>();
    }

    private static Task<TakeWalkIn.Result> TakeAsync(OneDay day, NewPerson? person, string? key = null, LocationId? location = null,
        ProviderId? provider = null, bool outside = false) => day.Desk.Get<TakeWalkIn>().RunAsync(
        new(null, person, location ?? day.Location, provider ?? day.Provider, day.VisitType, null, null, false, outside),
        day.Desk.CallAs(Roles.FrontDesk, key), Ct);

    private static Task<TakeWalkIn.Result> TakeKnownAsync(OneDay day, PatientId patient, ProviderId? provider = null, bool beside = false) =>
        day.Desk.Get<TakeWalkIn>().RunAsync(new(patient, null, day.Location, provider ?? day.Provider, day.VisitType, OneDay.Proof, null, beside),
            day.Desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<WalkInForm.Result> FormAsync(OneDay day) =>
        day.Desk.Get<WalkInForm>().RunAsync(new(null), day.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<ProviderId> ProviderAsync(OneDay day, string name)
    {
        var id = Id.New<ProviderId>();
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddProvider(d, id, name, "Family medicine", null);
            return Task.CompletedTask;
        });
        return id;
    }

    private static async Task<LocationId> LocationAsync(OneDay day)
    {
        var id = Id.New<LocationId>();
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddLocation(d, id, "Synthetic West", "America/Denver", null, null);
            return Task.CompletedTask;
        });
        return id;
    }

    private static Task SessionAsync(OneDay day, ProviderId provider, LocationId location, TimeOnly starts, TimeOnly ends) => day.Desk.WriteAsync(d =>
    {
        day.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), provider, location, OneDay.Today.DayOfWeek, starts, ends,
            new(2026, 1, 1), null, 1);
        return Task.CompletedTask;
    });

    private static Task<PatientRow?> PatientAsync(OneDay day, PatientId id) =>
        day.Desk.ReadAsync(d => day.Desk.Get<IPatients>().FindAsync(d, id, Ct));

    private static Task<int> CountAsync(OneDay day) => day.Desk.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct));
}
