using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.CancelAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.MonthLoad;
using Portico.Modules.Scheduling.PutOnRescheduleList;
using Portico.Modules.Scheduling.ResizeAppointment;
using Portico.Modules.Scheduling.TakeOffRescheduleList;
using Portico.Modules.Scheduling.WeekSchedule;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>What the week, the month, a pulled edge and a choice of visits do.</summary>
public sealed class ScreensTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<ResizeAppointment.Result> ResizeAsync(Clinic clinic, AppointmentId id, int version, int minutes, Roles roles = Roles.FrontDesk, string? reason = null) =>
        clinic.Desk.Get<ResizeAppointment>().RunAsync(new(id, version, minutes), clinic.Desk.CallAs(roles, reason: reason), Ct);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_longer_visit_takes_the_time_after_it_and_gives_it_back_when_undone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var longer = (await ResizeAsync(clinic, id, 0, 40)).ShouldBeOfType<ResizeAppointment.Result.Resized>();
        (longer.Minutes, longer.WasMinutes).ShouldBe((40, 20));
        (await clinic.BookAsync(clinic.At(new(9, 30), patient: 1))).ShouldBeOfType<Portico.Modules.Scheduling.BookAppointment.BookAppointment.Result.SlotTaken>();
        (await ResizeAsync(clinic, id, longer.Version, longer.WasMinutes)).ShouldBeOfType<ResizeAppointment.Result.Resized>();
        (await clinic.BookedAsync(new(9, 20), patient: 1)).ShouldNotBe(id);
        var row = await clinic.RowAsync(id);
        (row.Minutes, row.EndsAt - row.StartsAt).ShouldBe((20, NodaTime.Duration.FromMinutes(20)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_does_not_grow_into_the_next_one(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(9, 20), patient: 1);
        (await ResizeAsync(clinic, id, 0, 25)).ShouldBeOfType<ResizeAppointment.Result.SlotTaken>();
        (await clinic.RowAsync(id)).Minutes.ShouldBe(20);
        (await ResizeAsync(clinic, id, 0, 15)).ShouldBeOfType<ResizeAppointment.Result.Resized>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_grows_out_of_the_session_by_a_senior_with_a_reason_alone(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(16, 40));
        (await ResizeAsync(clinic, id, 0, 30)).ShouldBeOfType<ResizeAppointment.Result.OutsideHours>();
        (await ResizeAsync(clinic, id, 0, 30, Roles.SeniorFrontDesk, "agreed with the provider")).ShouldBeOfType<ResizeAppointment.Result.Resized>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_grows_over_another_one_of_the_patient_only_when_that_is_accepted(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var other = await clinic.BookedAsync(new(9, 30), provider: clinic.Other);
        (await ResizeAsync(clinic, id, 0, 40)).ShouldBeOfType<ResizeAppointment.Result.PatientOverlaps>().Other.ShouldBe(other);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_someone_changed_or_that_is_cancelled_keeps_its_length(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        (await ResizeAsync(clinic, id, 1, 40)).ShouldBeOfType<ResizeAppointment.Result.Changed>();
        await clinic.Desk.Get<CancelAppointment>().RunAsync(new(id, 0, "feels better"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        (await ResizeAsync(clinic, id, 1, 40)).ShouldBeOfType<ResizeAppointment.Result.WrongState>();
        (await ResizeAsync(clinic, Id.New<AppointmentId>(), 0, 40)).ShouldBeOfType<ResizeAppointment.Result.Unknown>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_with_parts_keeps_the_length_of_its_type(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.Desk.WriteAsync(d =>
        {
            d.Db.Add(new Portico.Modules.Practice.Domain.VisitNeed { VisitTypeId = clinic.Visit, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = "exam" });
            return Task.CompletedTask;
        });
        (await ResizeAsync(clinic, id, 0, 40)).ShouldBeOfType<ResizeAppointment.Result.HasParts>();
    }

    private static Task<int> ListedAsync(Clinic clinic) =>
        clinic.Desk.ReadAsync(d => d.Db.Set<WorkTask>().CountAsync(t => t.Kind == "reschedule" && t.DoneAt == null, Ct));

    [Theory, ClassData(typeof(BothStores))]
    public async Task Chosen_visits_stand_on_the_reschedule_list_once_and_come_off_it_again(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (one, two) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(10, 0), patient: 1));
        var put = clinic.Desk.Get<PutOnRescheduleList>();
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        (await put.RunAsync(new([new(one, 0), new(two, 0)], "provider is ill"), call, Ct)).ShouldBeOfType<PutOnRescheduleList.Result.Listed>().Visits.ShouldBe([one, two]);
        await put.RunAsync(new([new(one, 0)], "provider is still ill"), call, Ct);
        (await ListedAsync(clinic)).ShouldBe(2);
        (await clinic.RowAsync(one)).State.ShouldBe(AppointmentState.Booked);
        await clinic.Desk.Get<TakeOffRescheduleList>().RunAsync(new([one, two]), call, Ct);
        (await ListedAsync(clinic)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_a_choice_in_which_one_visit_was_changed_none_is_listed(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (one, two) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(10, 0), patient: 1));
        (await clinic.Desk.Get<PutOnRescheduleList>().RunAsync(new([new(one, 0), new(two, 3)], "provider is ill"), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<PutOnRescheduleList.Result.Changed>().Visits.ShouldBe([two]);
        (await ListedAsync(clinic)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_week_has_one_column_for_each_day_and_place_of_a_provider(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var elsewhere = Id.New<LocationId>();
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(d, elsewhere, "Synthetic West", "America/Denver", null, null);
            await d.SaveAsync(Ct);
            clinic.Desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), clinic.Provider, elsewhere, DayOfWeek.Saturday, new(9, 0), new(12, 0), new(2026, 1, 1), null, 1);
        });
        var id = await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(9, 0), patient: 1, provider: clinic.Other);
        var call = clinic.Desk.CallAs(Roles.FrontDesk);
        var everywhere = (await clinic.Desk.Get<WeekSchedule>().RunAsync(new(null, new(2026, 3, 2), [clinic.Provider]), call, Ct)).Columns;
        everywhere.Select(c => (c.Location == elsewhere, c.Date.Day)).ShouldBe([(false, 2), (false, 3), (false, 4), (false, 5), (false, 6), (true, 7)]);
        everywhere[^1].Zone.ShouldBe("America/Denver");
        everywhere[3].Day.Items.ShouldHaveSingleItem().Id.ShouldBe(id);
        (await clinic.Desk.Get<WeekSchedule>().RunAsync(new(clinic.Location, new(2026, 3, 2), []), call, Ct)).Columns.Count.ShouldBe(10);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_months_share_counts_open_lanes_less_blocks_and_no_missed_visit(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, lanes: 2);
        await clinic.BookedAsync(new(9, 0));
        await clinic.BookedAsync(new(9, 0), patient: 1);
        var cancelled = await clinic.BookedAsync(new(10, 0), patient: 2);
        await clinic.Desk.Get<CancelAppointment>().RunAsync(new(cancelled, 0, "no ride"), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.Block, Clinic.Thursday, Clinic.Thursday, new(13, 0), new(17, 0), "meeting"),
            clinic.Desk.CallAs(Roles.Supervisor), Ct);
        var days = (await clinic.Desk.Get<MonthLoad>().RunAsync(new(clinic.Location, clinic.Provider, Clinic.Thursday), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Days;
        days.Count.ShouldBe(31);
        var thursday = days[4];
        (thursday.Date, thursday.Visits, thursday.BookedMinutes, thursday.OpenMinutes, thursday.Percent).ShouldBe((Clinic.Thursday, 2, 40, 2 * 4 * 60, (int?)8));
        // A Saturday: nobody sees patients.
        days[6].Percent.ShouldBeNull();
    }
}
