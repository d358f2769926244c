using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

/// <summary>Who calls, what they may hear, how the call ends, and what becomes of their message.</summary>
public sealed class CallerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_call_stands_in_the_timeline_with_what_they_might_hear_and_who_took_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await NameAsync(desk, desk.CallAs(Roles.FrontDesk).User, "Frida Frontdesk");
        await CallAsync(desk, patient, Relation.Friend);
        var line = (await ChartAsync(desk, patient)).Timeline[0];
        (line.Kind, line.Text, line.By).ShouldBe(("call", "Call from Probus Caller, friend: might hear nothing", "Frida Frontdesk"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_done_says_who_did_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await NameAsync(desk, desk.CallAs(Roles.FrontDesk).User, "Frida Frontdesk");
        var patient = (await desk.Get<RegisterPatient>().RunAsync(RegisterPatientTests.Person("Testsmith", "Joan"), desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<RegisterPatient.Result.Registered>().Patient;
        (await ChartAsync(desk, patient)).Timeline.ShouldHaveSingleItem().By.ShouldBe("Frida Frontdesk");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_child_under_twelve_does_not_call_about_itself(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var child = await People.AddAsync(desk, "Testsmith", "Child", new DateOnly(2014, 3, 5));
        (await CallAsync(desk, child, Relation.Self, isIdentified: true)).ShouldBeOfType<RecordCaller.Result.TooYoungToCall>();
        (await ChartAsync(desk, child)).MayBeTheCaller.ShouldBeFalse();
        desk.Time.Advance(TimeSpan.FromDays(1));
        (await CallAsync(desk, child, Relation.Self, isIdentified: true)).ShouldBeOfType<RecordCaller.Result.Recorded>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_is_on_no_list_hears_nothing_without_a_proof_and_who_claims_to_be_on_one_proves_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        (await CallAsync(desk, patient, Relation.Other)).ShouldBeOfType<RecordCaller.Result.Recorded>().MayHear.ShouldBe(MayHear.Nothing);
        (await CallAsync(desk, patient, Relation.Self)).ShouldBeOfType<RecordCaller.Result.NotIdentified>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_caller_who_may_hear_nothing_is_on_the_line_of_that_colleague_until_a_reason_ends_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var call = (await CallAsync(desk, patient, Relation.Other)).ShouldBeOfType<RecordCaller.Result.Recorded>().Caller;
        (await ChartAsync(desk, patient)).OnTheLine.ShouldNotBeNull().MayHear.ShouldBe(MayHear.Nothing);
        (await ChartAsync(desk, patient, Roles.Biller)).OnTheLine.ShouldBeNull();

        (await EndAsync(desk, call, null)).ShouldBeOfType<EndCall.Result.ReasonMissing>();
        (await EndAsync(desk, call, "The call is over", Roles.Biller)).ShouldBeOfType<EndCall.Result.NoSuchCall>();
        (await EndAsync(desk, call, "The call is over")).ShouldBeOfType<EndCall.Result.Ended>();
        var chart = await ChartAsync(desk, patient);
        chart.OnTheLine.ShouldBeNull();
        chart.Timeline.ShouldContain(l => l.Kind == "call-ended" && l.Text.EndsWith("The call is over"));
        (await EndAsync(desk, call, "Again")).ShouldBeOfType<EndCall.Result.NoSuchCall>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_call_is_over_after_an_hour_and_when_the_next_caller_is_recorded(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        await CallAsync(desk, patient, Relation.Other);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(desk, patient, Relation.Self, isIdentified: true);
        (await ChartAsync(desk, patient)).OnTheLine.ShouldNotBeNull().MayHear.ShouldBe(MayHear.Everything);
        desk.Time.Advance(TimeSpan.FromHours(1));
        (await ChartAsync(desk, patient)).OnTheLine.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_message_becomes_a_task_to_call_back_today(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var call = (await CallAsync(desk, patient, Relation.Friend)).ShouldBeOfType<RecordCaller.Result.Recorded>().Caller;
        (await MessageAsync(desk, call)).ShouldBeOfType<TakeMessage.Result.Taken>();
        var task = (await desk.Get<PatientTasks>().RunAsync(new(patient), desk.CallAs(Roles.Clinician), Ct)).Tasks.ShouldHaveSingleItem();
        (task.Title, task.Detail, task.Due).ShouldBe(("Return a call", "Probus Caller, friend, call back at 607 555 0142: Asks for the results",
            new DateOnly(2026, 3, 4)));
        var line = (await desk.Get<ShowTasks>().RunAsync(new(), desk.CallAs(Roles.Clinician), Ct)).Queues.ShouldHaveSingleItem();
        (line.Title, line.Detail).ShouldBe((task.Title, task.Detail));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_message_about_a_restricted_patient_is_read_in_the_chart_alone(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var call = (await CallAsync(desk, patient, Relation.Friend)).ShouldBeOfType<RecordCaller.Result.Recorded>().Caller;
        await MessageAsync(desk, call);
        await desk.Get<RestrictPatient>().RunAsync(new(patient, Portico.Modules.Patients.Domain.RestrictionKind.Vip, "Synthetic reason"),
            desk.CallAs(Roles.Supervisor), Ct);
        (await desk.Get<ShowTasks>().RunAsync(new(), desk.CallAs(Roles.Clinician), Ct)).Queues.ShouldHaveSingleItem()
            .Detail.ShouldBe("What it says is read on the patient's page.");
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<PatientTasks>().RunAsync(new(patient), desk.CallAs(Roles.Clinician), Ct)))
            .Code.ShouldBe("patients.restricted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task No_message_is_taken_of_a_call_that_is_over(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var call = (await CallAsync(desk, patient, Relation.Friend)).ShouldBeOfType<RecordCaller.Result.Recorded>().Caller;
        await EndAsync(desk, call, "The call is over");
        (await MessageAsync(desk, call)).ShouldBeOfType<TakeMessage.Result.NoSuchCall>();
    }

    private static Task NameAsync(TestDesk desk, UserId user, string name) => desk.WriteAsync(d =>
    {
        desk.Get<IStaffDirectory>().AddMember(d, user, "synthetic-" + user.Value.ToString("N"), name, Roles.FrontDesk);
        return Task.CompletedTask;
    });

    private static Task<RecordCaller.Result> CallAsync(TestDesk desk, PatientId patient, Relation relation, bool isIdentified = false) =>
        desk.Get<RecordCaller>().RunAsync(new(patient, "Probus Caller", relation, null, isIdentified), desk.CallAs(Roles.FrontDesk), Ct);

    private static Task<EndCall.Result> EndAsync(TestDesk desk, CallerRecordId call, string? reason, Roles roles = Roles.FrontDesk) =>
        desk.Get<EndCall>().RunAsync(new(call, reason), desk.CallAs(roles), Ct);

    private static Task<TakeMessage.Result> MessageAsync(TestDesk desk, CallerRecordId call) => desk.Get<TakeMessage>().RunAsync(
        new(call, "Asks for the results", "607 555 0142", null, Roles.Clinician), desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<ShowPatient.Chart> ChartAsync(TestDesk desk, PatientId patient, Roles roles = Roles.FrontDesk) =>
        (await desk.Get<ShowPatient>().RunAsync(new(patient), desk.CallAs(roles), Ct)).Chart.ShouldNotBeNull();
}
