using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.DeactivateMember;
using Portico.Modules.Staff.ReactivateMember;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

/// <summary>A chart is restricted and opened again by those who may, with a reason; staff records are linked and unlinked.</summary>
public sealed class RestrictionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restriction_and_its_lifting_keep_their_reasons(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Celebrity", new DateOnly(1980, 5, 1));
        (await RestrictAsync(desk, patient, "Asked for by the person")).ShouldBeOfType<RestrictPatient.Result.Restricted>();
        await ChartGuardTests.BreakAsync(desk, desk.CallAs(Roles.Supervisor), patient);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        (await LiftAsync(desk, patient, "No longer asked for")).ShouldBeOfType<LiftRestriction.Result.Lifted>();
        (await ShowAsync(desk, Roles.Supervisor, patient)).Restrictions.Select(r => (r.Kind, r.Reason))
            .ShouldBe([(null, "No longer asked for"), (RestrictionKind.Vip, "Asked for by the person")]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_front_desk_is_told_nothing_of_it_and_may_not_restrict(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Celebrity", new DateOnly(1980, 5, 1));
        await RestrictAsync(desk, patient, "Asked for by the person");
        await ChartGuardTests.BreakAsync(desk, desk.CallAs(Roles.FrontDesk), patient);
        (await ShowAsync(desk, Roles.FrontDesk, patient)).Restrictions.ShouldBeEmpty();
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<RestrictPatient>().RunAsync(
            new(patient, RestrictionKind.Vip, "Any reason"), desk.CallAs(Roles.FrontDesk), Ct))).Code.ShouldBe("access.not-your-role");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_restriction_without_a_reason_is_not_made(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Plain", new DateOnly(1980, 5, 1));
        (await Should.ThrowAsync<CallRejectedException>(() => RestrictAsync(desk, patient, ""))).Kind.ShouldBe(RejectionKind.Invalid);
        (await LiftAsync(desk, patient, "There is none")).ShouldBeOfType<LiftRestriction.Result.NotRestricted>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_linked_record_is_closed_to_its_owner_until_someone_else_unlinks_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Colleague", new DateOnly(1985, 5, 1));
        var owner = desk.CallAs(Roles.Supervisor | Roles.FrontDesk);
        await EmployAsync(desk, owner.User);
        (await desk.Get<LinkStaffRecord>().RunAsync(new(patient, owner.User, StaffTie.Own), desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<LinkStaffRecord.Result.Linked>();
        var line = (await desk.Get<StaffRecords>().RunAsync(new(owner.User), desk.CallAs(Roles.Supervisor), Ct)).Lines.ShouldHaveSingleItem();
        (line.Patient, line.Name, line.Tie).ShouldBe((patient, "Restricted patient", StaffTie.Own));
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<ShowPatient>().RunAsync(new(patient), owner, Ct))).Code.ShouldBe("patients.own-record");

        (await desk.Get<UnlinkStaffRecord>().RunAsync(new(patient, owner.User), owner, Ct)).ShouldBeOfType<UnlinkStaffRecord.Result.OwnLink>();
        (await desk.Get<UnlinkStaffRecord>().RunAsync(new(patient, owner.User), desk.CallAs(Roles.Supervisor), Ct))
            .ShouldBeOfType<UnlinkStaffRecord.Result.Unlinked>();
        (await Should.ThrowAsync<CallRejectedException>(() => desk.Get<ShowPatient>().RunAsync(new(patient), owner, Ct))).Code.ShouldBe("patients.restricted");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_record_is_linked_only_with_somebody_who_works_here(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Colleague", new DateOnly(1985, 5, 1));
        var member = desk.CallAs(Roles.FrontDesk).User;
        (await LinkAsync(member)).ShouldBeOfType<LinkStaffRecord.Result.NoSuchMember>();
        await EmployAsync(desk, member);
        await desk.Get<DeactivateMember>().RunAsync(new(member), desk.CallAs(Roles.Administrator), Ct);
        (await LinkAsync(member)).ShouldBeOfType<LinkStaffRecord.Result.NoSuchMember>();
        await desk.Get<ReactivateMember>().RunAsync(new(member), desk.CallAs(Roles.Administrator), Ct);
        (await LinkAsync(member)).ShouldBeOfType<LinkStaffRecord.Result.Linked>();

        Task<LinkStaffRecord.Result> LinkAsync(UserId user) =>
            desk.Get<LinkStaffRecord>().RunAsync(new(patient, user, StaffTie.Own), desk.CallAs(Roles.Supervisor), Ct);
    }

    private static Task EmployAsync(TestDesk desk, UserId user) => desk.WriteAsync(d =>
    {
        desk.Get<IStaffDirectory>().AddMember(d, user, "synthetic-" + user.Value.ToString("N"), "Synthetic Colleague", Roles.FrontDesk);
        return Task.CompletedTask;
    });

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_banner_flags_a_minor_an_interpreter_and_a_confidential_contact(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Synthetic", "Minor", new DateOnly(2015, 5, 1));
        var chart = await ShowAsync(desk, Roles.FrontDesk, patient);
        (await desk.Get<CompleteRegistration>().RunAsync(new()
        {
            Patient = patient, Version = chart.Version, Family = chart.Family, Given = chart.Given, BirthDate = chart.BirthDate,
            Answers =
            [
                new(Question.Interpreter, AnswerState.Given, "yes"), new(Question.Language, AnswerState.Given, "es"),
                new(Question.Pronouns, AnswerState.Given, "they/them"),
            ],
            Phones = [new("202 555 0143", PhoneUse.Mobile, MayLeaveVoicemail: false, IsConfidential: true)],
        }, desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        var banner = (await desk.Get<ShowBanner>().RunAsync(new(patient), desk.CallAs(Roles.FrontDesk), Ct)).Banner.ShouldNotBeNull();
        banner.Flags.ShouldBe(["Minor", "Interpreter: Spanish", "Confidential contact"]);
        banner.Pronouns.ShouldBe("they/them");
    }

    private static Task<RestrictPatient.Result> RestrictAsync(TestDesk desk, PatientId patient, string reason) =>
        desk.Get<RestrictPatient>().RunAsync(new(patient, RestrictionKind.Vip, reason), desk.CallAs(Roles.Supervisor), Ct);

    private static Task<LiftRestriction.Result> LiftAsync(TestDesk desk, PatientId patient, string reason) =>
        desk.Get<LiftRestriction>().RunAsync(new(patient, reason), desk.CallAs(Roles.Supervisor), Ct);

    private static async Task<ShowPatient.Chart> ShowAsync(TestDesk desk, Roles roles, PatientId patient) =>
        (await desk.Get<ShowPatient>().RunAsync(new(patient), desk.CallAs(roles), Ct)).Chart.ShouldNotBeNull();
}
