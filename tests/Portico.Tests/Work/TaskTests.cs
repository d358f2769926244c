using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;
using Portico.Tests.Patients;

namespace Portico.Tests.Work;

public sealed class TaskTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_queue_is_seen_by_its_roles_and_a_taken_task_by_its_owner(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var task = await OpenAsync(desk, Roles.Supervisor, null);
        (await ShownAsync(desk, Roles.FrontDesk)).Queues.ShouldBeEmpty();
        (await ShownAsync(desk, Roles.Supervisor)).Queues.ShouldHaveSingleItem().Task.ShouldBe(task);
        (await desk.Get<TakeTask>().RunAsync(new(task), desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<TakeTask.Result.Taken>();
        (await ShownAsync(desk, Roles.Supervisor)).Mine.ShouldHaveSingleItem().Task.ShouldBe(task);
        (await desk.Get<CompleteTask>().RunAsync(new(task, null), desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<CompleteTask.Result.Completed>();
        (await ShownAsync(desk, Roles.Supervisor)).Mine.ShouldBeEmpty();
        (await desk.Get<CompleteTask>().RunAsync(new(task, null), desk.CallAs(Roles.Supervisor), Ct)).ShouldBeOfType<CompleteTask.Result.AlreadyDone>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_task_is_given_only_to_someone_who_works_here(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var (here, left) = (Id.New<UserId>(), Id.New<UserId>());
        await desk.WriteAsync(async d =>
        {
            desk.Get<IStaffDirectory>().AddMember(d, here, "synthetic.here", "Here, Synthetic", Roles.FrontDesk);
            desk.Get<IStaffDirectory>().AddMember(d, left, "synthetic.left", "Left, Synthetic", Roles.FrontDesk);
            await d.SaveAsync(Ct);
            (await d.Db.Set<Portico.Modules.Staff.Domain.Membership>().FindAsync([TestDesk.Practice, left], Ct))?.Deactivate();
        });
        var (open, me) = (desk.Get<OpenTask>(), desk.CallAs(Roles.Supervisor));
        foreach (var nobody in new[] { left, Id.New<UserId>() })
            (await open.RunAsync(new("Synthetic", null, nobody, null, Roles.None), me, Ct)).ShouldBeOfType<OpenTask.Result.NoSuchOwner>();
        (await open.RunAsync(new("Synthetic", null, here, null, Roles.None), me, Ct)).ShouldBeOfType<OpenTask.Result.Opened>();
        var task = await OpenAsync(desk, Roles.Supervisor, null);
        (await desk.Get<ReassignTask>().RunAsync(new(task, left), me, Ct)).ShouldBeOfType<ReassignTask.Result.NoSuchOwner>();
        (await desk.Get<ReassignTask>().RunAsync(new(task, here), me, Ct)).ShouldBeOfType<ReassignTask.Result.Reassigned>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_task_due_today_is_not_overdue_in_the_evening_of_a_western_practice(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.WriteAsync(d =>
        {
            desk.Get<Portico.Modules.Practice.Contracts.IPracticeDirectory>().AddLocation(
                d, Id.New<Portico.Modules.Practice.Contracts.LocationId>(), "Synthetic Beach", "Pacific/Honolulu", null, null);
            return Task.CompletedTask;
        });
        // 5-Mar by UTC, 4-Mar on the wall.
        desk.Time.SetUtcNow(new DateTimeOffset(2026, 3, 5, 3, 0, 0, TimeSpan.Zero));
        await OpenAsync(desk, Roles.FrontDesk, new DateOnly(2026, 3, 4));
        (await ShownAsync(desk, Roles.FrontDesk)).Queues.ShouldHaveSingleItem().IsOverdue.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Overdue_tasks_stand_first(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var someday = await OpenAsync(desk, Roles.FrontDesk, null);
        var later = await OpenAsync(desk, Roles.FrontDesk, new DateOnly(2026, 3, 9));
        var overdue = await OpenAsync(desk, Roles.FrontDesk, new DateOnly(2026, 3, 3));
        var lines = (await ShownAsync(desk, Roles.FrontDesk)).Queues;
        lines.Select(l => l.Task).ShouldBe([overdue, later, someday]);
        lines.Select(l => l.IsOverdue).ShouldBe([true, false, false]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_opened_a_restricted_chart_does_not_review_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var me = desk.CallAs(Roles.Supervisor);
        await ChartGuardTests.BreakAsync(desk, me, patient);
        var grant = await desk.ReadAsync(d => Task.FromResult(d.Db.Set<BreakGlassRow>().Single()));
        await desk.WriteAsync(d => desk.Get<AskForReview>().HandleAsync(new RestrictedChartOpened(grant.Id, patient, me.User), d, Ct));
        var line = (await ShownAsync(desk, Roles.Supervisor)).Queues.ShouldHaveSingleItem();
        line.PatientName.ShouldBe("Restricted patient");
        line.Detail.ShouldNotBeNull().ShouldContain("Synthetic emergency");
        line.MayDo.ShouldBeFalse();
        (await desk.Get<CompleteTask>().RunAsync(new(line.Task, "Fine"), me, Ct)).ShouldBeOfType<CompleteTask.Result.OwnAct>();
        var other = me with { User = desk.Access.Add(Roles.Supervisor) };
        (await desk.Get<CompleteTask>().RunAsync(new(line.Task, "Fine"), other, Ct)).ShouldBeOfType<CompleteTask.Result.Completed>();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TaskId> OpenAsync(TestDesk desk, Roles roles, DateOnly? due) =>
        (await desk.Get<OpenTask>().RunAsync(new("Synthetic errand", due, null, null, roles), desk.CallAs(Roles.Administrator), Ct))
        .ShouldBeOfType<OpenTask.Result.Opened>().Task;

    private static Task<ShowTasks.Result> ShownAsync(TestDesk desk, Roles roles) =>
        desk.Get<ShowTasks>().RunAsync(new(), desk.CallAs(roles), Ct);
}
