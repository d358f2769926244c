using Portico.Modules.Practice.AddResource;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.AddException;
using Portico.Modules.Scheduling.AddHoliday;
using Portico.Modules.Scheduling.BlockResource;
using Portico.Modules.Scheduling.BookAppointment;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Modules.Scheduling.Holidays;
using Portico.Modules.Scheduling.ProviderTemplates;
using Portico.Modules.Scheduling.RemoveHoliday;
using Portico.Modules.Scheduling.ResourceBlocks;
using Portico.Modules.Scheduling.SetTemplate;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Scheduling.UnblockResource;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>Sessions with their rules, kept slots, holidays and blocked resources, from the use case to the plan and back.</summary>
public sealed class TemplateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly DateOnly s_saturday = new(2026, 3, 7);

    private static SetTemplate.Request Saturdays(Clinic clinic) => new(clinic.Provider, clinic.Location, DayOfWeek.Saturday, new(8, 0), new(12, 0), s_saturday);

    private static Task<SetTemplate.Result> SetAsync(Clinic clinic, SetTemplate.Request request) =>
        clinic.Desk.Get<SetTemplate>().RunAsync(request, clinic.Desk.CallAs(Roles.Supervisor), Ct);

    private static Task<DayPlan> PlanAsync(Clinic clinic, DateOnly date) => clinic.Desk.ReadAsync(async d =>
        (await DayPlans.ReadAsync(d, clinic.Location, "America/New_York", clinic.Provider, date, date, Ct)).Of(clinic.Provider, date));

    [Theory, ClassData(typeof(BothStores))]
    public async Task All_that_was_said_of_a_session_is_read_back_and_planned_with(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var request = Saturdays(clinic) with
        {
            Rule = "FREQ=MONTHLY;BYDAY=1SA,3SA;COUNT=3", Lanes = 2, BufferBefore = 5, BufferAfter = 10, LeadMinutes = 60, HorizonDays = 90,
            Rules = [new(SessionRuleKind.Allow, clinic.Visit), new(SessionRuleKind.Cap, Patients: ForPatients.New, Most: 2)],
            Slots = [new(new(9, 0), new(10, 0), SlotPurpose.HospitalFollowUp, 24)],
        };
        var set = (await SetAsync(clinic, request)).ShouldBeOfType<SetTemplate.Result.Set>();
        var read = (await clinic.Desk.Get<ProviderTemplates>().RunAsync(new(clinic.Provider, s_saturday), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .Sessions.Single(s => s.Id == set.Template);
        // The first Saturday of March, and two more.
        read.Rule.ShouldBe("FREQ=MONTHLY;BYDAY=1SA,3SA;UNTIL=20260404");
        read.When.ShouldBe("the 1st Saturday and 3rd Saturday of each month, until 4-Apr-2026");
        (read.BufferBefore, read.BufferAfter, read.LeadMinutes, read.HorizonDays).ShouldBe((5, 10, 60, 90));
        read.Rules.ShouldBe(request.Rules);
        read.Slots.ShouldBe(request.Slots);

        (await PlanAsync(clinic, s_saturday)).Sessions.ShouldHaveSingleItem().Lanes.ShouldBe(2);
        (await PlanAsync(clinic, s_saturday.AddDays(7))).Sessions.ShouldBeEmpty();
        (await PlanAsync(clinic, new(2026, 4, 18))).Sessions.ShouldBeEmpty();
        (await PlanAsync(clinic, s_saturday)).Counters.Count().ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_session_that_replaces_another_counts_on_under_its_caps(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        SetTemplate.Line cap = new(SessionRuleKind.Cap, Patients: ForPatients.New, Most: 2);
        var first = (await SetAsync(clinic, Saturdays(clinic) with { Rules = [cap] })).ShouldBeOfType<SetTemplate.Result.Set>();
        var before = (await PlanAsync(clinic, s_saturday)).Counters.Single();
        await SetAsync(clinic, Saturdays(clinic) with { Replaces = first.Template, Rules = [cap with { Most = 3 }, new(SessionRuleKind.Cap, clinic.Visit, Most: 5)] });
        var after = (await PlanAsync(clinic, s_saturday)).Counters.ToList();
        after.Count.ShouldBe(2);
        after.ShouldContain(before);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_night_is_on_both_its_days_and_a_visit_of_its_second_half_is_booked_inside_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await SetAsync(clinic, Saturdays(clinic) with { Starts = new(22, 0), Ends = new(4, 0) });
        (await clinic.BookAsync(clinic.At(new(23, 50), date: s_saturday))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(3, 40), patient: 1, date: s_saturday.AddDays(1)))).ShouldBeOfType<BookAppointment.Result.Booked>();
        (await clinic.BookAsync(clinic.At(new(3, 50), patient: 2, date: s_saturday.AddDays(1)))).ShouldBeOfType<BookAppointment.Result.OutsideHours>();

        async Task<DaySchedule.Open> OpenAsync(DateOnly date) =>
            (await clinic.Desk.Get<DaySchedule>().RunAsync(new(clinic.Location, date), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
                .Columns.Single(c => c.Provider == clinic.Provider).Open.ShouldHaveSingleItem();
        (await OpenAsync(s_saturday)).ShouldBe(new(new(22, 0), TimeOnly.MinValue, 1));
        (await OpenAsync(s_saturday.AddDays(1))).ShouldBe(new(TimeOnly.MinValue, new(4, 0), 1));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_rule_that_falls_on_no_day_is_refused(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        (await SetAsync(clinic, Saturdays(clinic) with { Rule = "FREQ=WEEKLY;BYDAY=MO", ValidTo = s_saturday.AddDays(1) }))
            .ShouldBeOfType<SetTemplate.Result.NeverCounts>();
        (await SetAsync(clinic, Saturdays(clinic) with { Rules = [new(SessionRuleKind.Allow, Id.New<VisitTypeId>())] }))
            .ShouldBeOfType<SetTemplate.Result.Unknown>();
    }

    [Fact]
    public async Task What_cannot_be_a_session_is_refused_at_the_edge()
    {
        await using var clinic = await Clinic.OpenAsync(StoreKind.Sqlite);
        foreach (var (wrong, said) in new[]
        {
            (Saturdays(clinic) with { Ends = new(8, 0) }, "other than the start"),
            (Saturdays(clinic) with { Rule = "FREQ=YEARLY" }, "not one that is understood"),
            (Saturdays(clinic) with { BufferAfter = 7 }, "steps of 5"),
            (Saturdays(clinic) with { Rules = [new(SessionRuleKind.Cap)] }, "cap says how many"),
            (Saturdays(clinic) with { Rules = [new(SessionRuleKind.Allow, Most: 1)] }, "cap says how many"),
            (Saturdays(clinic) with { Slots = [new(new(11, 0), new(12, 30), SlotPurpose.SameDay, 0)] }, "inside the session"),
            (Saturdays(clinic) with { Slots = [new(new(11, 0), new(12, 0), SlotPurpose.SameDay, 721)] }, "720 hours"),
        })
        {
            (await Should.ThrowAsync<CallRejectedException>(() => SetAsync(clinic, wrong))).Message.ShouldContain(said);
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_holiday_shows_whom_it_bumps_then_puts_them_on_the_list_and_closes_the_day_for_all(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var mine = await clinic.BookedAsync(new(9, 0));
        var others = await clinic.BookedAsync(new(10, 0), patient: 1, provider: clinic.Other);
        await clinic.BookedAsync(new(9, 0), patient: 2, date: Clinic.Thursday.AddDays(1));
        var (add, call) = (clinic.Desk.Get<AddHoliday>(), clinic.Desk.CallAs(Roles.Supervisor));

        (await add.RunAsync(new(Clinic.Thursday, null, "Founders' Day"), call, Ct)).ShouldBeOfType<AddHoliday.Result.WouldBump>()
            .Visits.Select(v => v.Appointment).ShouldBe([mine, others]);
        (await PlanAsync(clinic, Clinic.Thursday)).Sessions.ShouldNotBeEmpty();

        var added = (await add.RunAsync(new(Clinic.Thursday, null, "Founders' Day", AcceptBumps: true), clinic.Desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<AddHoliday.Result.Added>();
        added.Bumped.ShouldBe(2);
        var found = await clinic.Desk.Get<FindOpenings>().RunAsync(new(clinic.Visit, [clinic.Location], Clinic.Thursday, Clinic.Thursday), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        found.Openings.ShouldBeEmpty();
        (await clinic.Desk.Get<Holidays>().RunAsync(new(Clinic.Thursday), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Days.ShouldHaveSingleItem().Name.ShouldBe("Founders' Day");
        (await clinic.Desk.Get<DaySchedule>().RunAsync(new(clinic.Location, Clinic.Thursday), clinic.Desk.CallAs(Roles.FrontDesk), Ct))
            .Columns.ShouldAllBe(c => c.Away.Count == 1 && c.Away[0].Reason == "Founders' Day");

        (await clinic.Desk.Get<RemoveHoliday>().RunAsync(new(added.Holiday), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<RemoveHoliday.Result.Removed>();
        (await PlanAsync(clinic, Clinic.Thursday)).Sessions.ShouldNotBeEmpty();
        (await clinic.Desk.Get<RemoveHoliday>().RunAsync(new(added.Holiday), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<RemoveHoliday.Result.Unknown>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_off_does_not_bump_the_night_that_began_before_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await SetAsync(clinic, Saturdays(clinic) with { Starts = new(22, 0), Ends = new(4, 0) });
        await clinic.BookedAsync(new(2, 0), date: s_saturday.AddDays(1));
        (await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, s_saturday.AddDays(1), s_saturday.AddDays(1), null, null, "rest"),
            clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<AddException.Result.Added>().Bumped.ShouldBe(0);
        (await clinic.Desk.Get<AddException>().RunAsync(new(clinic.Provider, null, ExceptionKind.DayOff, s_saturday, s_saturday, null, null, "rest"),
            clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<AddException.Result.WouldBump>().Visits.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_blocked_resource_shows_the_visits_that_have_it_in_that_time(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var device = (await clinic.Desk.Get<AddResource>().RunAsync(new(ResourceClass.Device, "Ultrasound", clinic.Location, "Ultrasound 1"),
            clinic.Desk.CallAs(Roles.Administrator), Ct)).ShouldBeOfType<AddResource.Result.Added>().Resource;
        var (early, late) = (await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(11, 0), patient: 1));
        await clinic.Desk.WriteAsync(d =>
        {
            foreach (var visit in new[] { early, late })
                d.Db.Add(new AppointmentPart { AppointmentId = visit, Number = 1, ResourceId = device.Value, Class = ResourceClass.Device, Offset = 10, Minutes = 10 });
            return Task.CompletedTask;
        });
        var block = clinic.Desk.Get<BlockResource>();
        BlockResource.Request From(TimeOnly starts) => new(device, clinic.Location, Clinic.Thursday, starts, Clinic.Thursday, new(11, 10), "repair");

        (await block.RunAsync(From(new(9, 0)), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<BlockResource.Result.WouldBump>()
            .Visits.ShouldHaveSingleItem().Appointment.ShouldBe(early);
        // It is needed from 9:10 to 9:20 only.
        var blocked = (await block.RunAsync(From(new(9, 20)), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<BlockResource.Result.Blocked>();
        blocked.Bumped.ShouldBe(0);

        var blocks = clinic.Desk.Get<ResourceBlocks>();
        var shown = await blocks.RunAsync(new(clinic.Location), clinic.Desk.CallAs(Roles.FrontDesk), Ct);
        shown.Resources.ShouldHaveSingleItem().Kind.ShouldBe("ultrasound");
        shown.Blocks.ShouldHaveSingleItem().ShouldBe(new(blocked.Block, device, "Ultrasound 1", Clinic.Thursday, new(9, 20), Clinic.Thursday, new(11, 10), "repair"));
        (await clinic.Desk.Get<UnblockResource>().RunAsync(new(blocked.Block), clinic.Desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<UnblockResource.Result.Unblocked>();
        (await blocks.RunAsync(new(clinic.Location), clinic.Desk.CallAs(Roles.FrontDesk), Ct)).Blocks.ShouldBeEmpty();
    }
}
