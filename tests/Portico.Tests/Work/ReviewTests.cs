using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;
using Portico.Tests.Patients;

namespace Portico.Tests.Work;

/// <summary>What a supervisor reads of a restricted chart that someone opened.</summary>
public sealed class ReviewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_review_says_who_whose_why_and_every_act_meanwhile(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var front = desk.CallAs(Roles.FrontDesk);
        var task = await OpenedAsync(desk, front, patient);
        await desk.Get<ShowPatient>().RunAsync(new(patient), front, Ct);
        await desk.Get<AddAlert>().RunAsync(new(patient, "Synthetic alert"), front, Ct);
        // Another one's act on the same chart is not of this opening.
        await ChartGuardTests.BreakAsync(desk, front with { User = desk.Access.Add(Roles.FrontDesk) }, patient);

        var review = (await ShowAsync(desk, desk.CallAs(Roles.Supervisor), task)).ShouldNotBeNull();
        (review.PatientName, review.Reason, review.MayReview).ShouldBe(("Restricted patient", "Synthetic emergency at the desk", true));
        review.Mrn.ShouldNotBeEmpty();
        (review.Until - review.At).TotalHours.ShouldBe(4);
        review.Acts.Select(a => (a.What, a.Outcome)).ShouldBe([("Break glass", "done"), ("Show patient", "read"), ("Add alert", "done")]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_came_after_the_opening_ended_is_not_of_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var front = desk.CallAs(Roles.FrontDesk);
        var task = await OpenedAsync(desk, front, patient);
        desk.Time.Advance(TimeSpan.FromHours(5));
        await ChartGuardTests.BreakAsync(desk, front, patient);
        (await ShowAsync(desk, desk.CallAs(Roles.Supervisor), task)).ShouldNotBeNull().Acts.ShouldHaveSingleItem().What.ShouldBe("Break glass");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_finding_stays_with_the_review(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var task = await OpenedAsync(desk, desk.CallAs(Roles.FrontDesk), patient);
        await desk.Get<CompleteTask>().RunAsync(new(task, "In order"), desk.CallAs(Roles.Supervisor), Ct);
        var review = (await ShowAsync(desk, desk.CallAs(Roles.Supervisor), task)).ShouldNotBeNull();
        (review.Outcome, review.ReviewedAt is not null).ShouldBe(("In order", true));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_review_is_for_supervisors_and_not_for_the_one_who_opened(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await ChartGuardTests.RestrictedAsync(desk);
        var me = desk.CallAs(Roles.Supervisor);
        var task = await OpenedAsync(desk, me, patient);
        (await ShowAsync(desk, me, task)).ShouldNotBeNull().MayReview.ShouldBeFalse();
        (await Should.ThrowAsync<CallRejectedException>(() => ShowAsync(desk, desk.CallAs(Roles.FrontDesk), task))).Code.ShouldBe("access.not-your-role");
    }

    private static async Task<TaskId> OpenedAsync(TestDesk desk, Call call, PatientId patient)
    {
        await ChartGuardTests.BreakAsync(desk, call, patient);
        var grant = await desk.ReadAsync(d => Task.FromResult(d.Db.Set<BreakGlassRow>().OrderByDescending(g => g.At).First()));
        await desk.WriteAsync(d => desk.Get<AskForReview>().HandleAsync(new RestrictedChartOpened(grant.Id, patient, call.User), d, Ct));
        return (await desk.Get<ShowTasks>().RunAsync(new(), desk.CallAs(Roles.Supervisor), Ct)).Queues.ShouldHaveSingleItem().Task;
    }

    private static async Task<ShowReview.Review?> ShowAsync(TestDesk desk, Call call, TaskId task) =>
        (await desk.Get<ShowReview>().RunAsync(new(task), call, Ct)).Review;
}
