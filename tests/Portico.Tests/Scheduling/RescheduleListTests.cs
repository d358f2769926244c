using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.AddToWaitlist;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MoveAppointment;
using Portico.Modules.Scheduling.NoteNoAnswer;
using Portico.Modules.Scheduling.ShowRescheduleList;
using Portico.Modules.Scheduling.UndoCancel;
using Portico.Modules.Scheduling.UndoMove;
using Portico.Modules.Work;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>Whom the desk calls about a visit that cannot stay, in which order, and when the call is done.</summary>
public sealed class RescheduleListTests
{
    private static readonly Instant s_now = Instant.FromUtc(2026, 3, 4, 14, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CallOrder Of(Duration ahead, int days, bool confirmed = false, int linked = 0, WaitlistUrgency? waits = null, string? interpreter = null,
        int? number = null) => CallOrder.Of(new BumpedVisit(s_now + ahead, days, confirmed, linked, waits, interpreter, number), s_now);

    public static TheoryData<string, CallOrder, WaitlistUrgency, CallReason[]> Orders => new()
    {
        { "far ahead", Of(Duration.FromDays(9), 9), WaitlistUrgency.Routine, [] },
        { "on the way", Of(Duration.FromMinutes(179), 0), WaitlistUrgency.Urgent, [CallReason.MayBeOnTheWay] },
        { "begun", Of(Duration.FromMinutes(-20), 0), WaitlistUrgency.Urgent, [CallReason.MayBeOnTheWay] },
        { "later today", Of(Duration.FromHours(3), 0), WaitlistUrgency.Soon, [CallReason.IsToday] },
        { "tomorrow", Of(Duration.FromHours(20), 1), WaitlistUrgency.Soon, [CallReason.IsTomorrow] },
        { "waits urgently", Of(Duration.FromDays(9), 9, waits: WaitlistUrgency.Urgent), WaitlistUrgency.Urgent, [CallReason.AskedForEarlier] },
        { "waits", Of(Duration.FromDays(9), 9, waits: WaitlistUrgency.Routine), WaitlistUrgency.Routine, [CallReason.AskedForEarlier] },
        { "others hang on it", Of(Duration.FromDays(9), 9, linked: 2), WaitlistUrgency.Soon, [CallReason.HasLinked] },
        { "an interpreter comes", Of(Duration.FromDays(9), 9, interpreter: "es"), WaitlistUrgency.Soon, [CallReason.HasInterpreter] },
        { "one of a series, confirmed", Of(Duration.FromDays(9), 9, confirmed: true, number: 3), WaitlistUrgency.Routine, [CallReason.WasConfirmed, CallReason.IsInSeries] },
        { "a small reason beside a great one", Of(Duration.FromHours(1), 0, linked: 1), WaitlistUrgency.Urgent, [CallReason.MayBeOnTheWay, CallReason.HasLinked] },
    };

    [Theory, MemberData(nameof(Orders))]
    public void A_call_is_as_urgent_as_its_gravest_reason(string what, CallOrder order, WaitlistUrgency urgency, CallReason[] reasons)
    {
        order.Urgency.ShouldBe(urgency, what);
        order.Why.Select(w => w.What).ShouldBe(reasons, what);
    }

    private static Task<ShowRescheduleList.Result> ListAsync(Clinic clinic, LocationId? at = null) =>
        clinic.Desk.Get<ShowRescheduleList>().RunAsync(new(at), clinic.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task OffAsync(Clinic clinic) =>
        (await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, Clinic.Thursday, Clinic.Thursday, null, null, "Provider is ill",
            AcceptBumps: true), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<AddException.Result.Added>();

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_off_lists_whom_to_call_with_the_reason_and_the_urgent_one_first(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (early, late) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(15, 0), patient: 1));
        (await clinic.Desk.Get<AddToWaitlist>().RunAsync(new(clinic.Patients[1], clinic.Visit, Clinic.Thursday.AddDays(-1), Urgency: WaitlistUrgency.Urgent, Appointment: late),
            clinic.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<AddToWaitlist.Result.Added>();
        await OffAsync(clinic);
        var lines = (await ListAsync(clinic)).Lines;
        lines.Select(l => l.Appointment).ShouldBe([late, early]);
        lines.ShouldAllBe(l => l.Why == "Provider is ill" && l.Provider == "Dr. Synthetic" && l.IsAhead);
        (lines[0].Urgency, lines[0].Date, lines[0].Time).ShouldBe((WaitlistUrgency.Urgent, Clinic.Thursday, new TimeOnly(15, 0)));
        (await ListAsync(clinic, Id.New<LocationId>())).Lines.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_takes_the_call_off_the_list_and_taking_it_back_puts_it_there_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await OffAsync(clinic);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var moved = (await clinic.Desk.Get<MoveAppointment>().RunAsync(new(id, 0, clinic.Other, clinic.Location, Clinic.Thursday, new(9, 0)), call, Ct))
            .ShouldBeOfType<MoveAppointment.Result.Moved>();
        (await ListAsync(clinic)).Lines.ShouldBeEmpty();
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        (await clinic.Desk.Get<UndoMove>().RunAsync(new(id, moved.Version), call, Ct)).ShouldBeOfType<UndoMove.Result.MovedBack>();
        (await ListAsync(clinic)).Lines.ShouldHaveSingleItem().Why.ShouldBe("Provider is ill");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation_takes_the_call_off_the_list_and_taking_it_back_puts_it_there_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await OffAsync(clinic);
        var call = clinic.Desk.CallAs(Roles.SeniorFrontDesk, reason: "booked there before");
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var cancelled = (await clinic.Desk.Get<CancelAppointment>().RunAsync(new(id, 0, "wants none"), call, Ct)).ShouldBeOfType<CancelAppointment.Result.Cancelled>();
        (await ListAsync(clinic)).Lines.ShouldBeEmpty();
        (await clinic.Desk.Get<UndoCancel>().RunAsync(new(id, cancelled.Version), call, Ct)).ShouldBeOfType<UndoCancel.Result.Reinstated>();
        (await ListAsync(clinic)).Lines.ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_did_not_answer_comes_again_after_the_others(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (one, two) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(15, 0), patient: 1));
        await OffAsync(clinic);
        var (tried, call) = (clinic.Desk.Get<NoteNoAnswer>(), clinic.Desk.CallAs(Roles.FrontDesk));
        (await tried.RunAsync(new(one), call, Ct)).ShouldBeOfType<NoteNoAnswer.Result.Noted>();
        var lines = (await ListAsync(clinic)).Lines;
        lines.Select(l => l.Appointment).ShouldBe([two, one]);
        lines[1].Why.ShouldBe("Provider is ill");
        lines[1].Tried.ShouldBe(["No answer 4-Mar at 9:00 AM"]);
        (await tried.RunAsync(new(two), call, Ct)).ShouldBeOfType<NoteNoAnswer.Result.Noted>();
        (await ListAsync(clinic)).Lines.Select(l => l.Appointment).ShouldBe([one, two]);
        (await tried.RunAsync(new(Id.New<AppointmentId>()), call, Ct)).ShouldBeOfType<NoteNoAnswer.Result.NotListed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restricted_patient_is_called_from_the_chart_not_from_the_list(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await OffAsync(clinic);
        await clinic.Desk.Get<Portico.Modules.Patients.RestrictPatient>().RunAsync(new(clinic.Patients[0], RestrictionKind.Vip, "Synthetic reason"), clinic.Desk.CallAs(Roles.Supervisor), Ct);
        var line = (await ListAsync(clinic)).Lines.ShouldHaveSingleItem();
        (line.Name, line.Phone, line.VisitType, line.Why).ShouldBe((PatientNames.Masked, null, PatientNames.MaskedVisit, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_task_of_a_call_ends_with_the_call_and_not_by_hand(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await OffAsync(clinic);
        var task = await clinic.Desk.ReadAsync(d => Task.FromResult(d.Db.Set<WorkTask>().Single(t => t.Kind == "reschedule")));
        (await clinic.Desk.Get<CompleteTask>().RunAsync(new(task.Id, "called"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<CompleteTask.Result.DoneElsewhere>().Page.ShouldBe("/schedule/reschedule");
    }
}
