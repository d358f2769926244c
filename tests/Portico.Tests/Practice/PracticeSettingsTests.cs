using Portico.Modules.Practice.AddLocation;
using Portico.Modules.Practice.AddParticipation;
using Portico.Modules.Practice.AddResource;
using Portico.Modules.Practice.AddRoom;
using Portico.Modules.Practice.ChangeLocation;
using Portico.Modules.Practice.ChangeResource;
using Portico.Modules.Practice.ChangeRoom;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.DescribeProvider;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Practice.EndParticipation;
using Portico.Modules.Practice.PracticePage;
using Portico.Modules.Practice.SetInstructions;
using Portico.Modules.Practice.SetVisitPlan;
using Portico.Modules.Practice.SetVisitRules;
using Portico.Modules.Practice.ShowProvider;
using Portico.Modules.Practice.ShowVisitType;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;
using Portico.Tests.Scheduling;

namespace Portico.Tests.Practice;

/// <summary>What booking asks of the directory: attributes, networks, rules, phases, resources. Written, and read back.</summary>
public sealed class PracticeSettingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Call Admin(Clinic clinic) => clinic.Desk.CallAs(Roles.Administrator);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_provider_is_described_anew_each_time(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        var (describe, show) = (clinic.Desk.Get<DescribeProvider>(), clinic.Desk.Get<ShowProvider>());
        await describe.RunAsync(new(clinic.Provider, ProviderSex.Female, false, ["en", "ES-mx", "zh-hans"], [new("ny", new(2027, 1, 1)), new("NJ", null)]), Admin(clinic), Ct);
        var shown = await show.RunAsync(new(clinic.Provider), Admin(clinic), Ct);
        (shown.Provider?.Sex, shown.Provider?.IsPanelOpen).ShouldBe((ProviderSex.Female, false));
        shown.Languages.ShouldBe(["en", "es-MX", "zh-Hans"]);
        shown.Licenses.Select(l => (l.State, l.ValidTo)).ShouldBe([("NJ", null), ("NY", new(2027, 1, 1))]);

        (await describe.RunAsync(new(clinic.Provider, null, true, ["en"], []), Admin(clinic), Ct)).ShouldBeOfType<DescribeProvider.Result.Described>();
        shown = await show.RunAsync(new(clinic.Provider), Admin(clinic), Ct);
        (shown.Provider?.Sex, shown.Languages.Count, shown.Licenses.Count).ShouldBe((null, 1, 0));
        (await describe.RunAsync(new(Id.New<ProviderId>(), null, true, [], []), Admin(clinic), Ct)).ShouldBeOfType<DescribeProvider.Result.NotFound>();
        foreach (var wrong in new[] { "english", "e", "es_MX" })
            await Should.ThrowAsync<CallRejectedException>(() => describe.RunAsync(new(clinic.Provider, null, true, [wrong], []), Admin(clinic), Ct));
        await Should.ThrowAsync<CallRejectedException>(() => describe.RunAsync(new(clinic.Provider, null, true, [], [new("NY", null), new("ny", null)]), Admin(clinic), Ct));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_network_is_recorded_once_for_the_same_days_and_ends(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        var payer = Id.New<PayerId>();
        await clinic.Desk.WriteAsync(d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddPayer(d, payer, "Synthetic Mutual", null);
            return Task.CompletedTask;
        });
        var join = clinic.Desk.Get<AddParticipation>();
        AddParticipation.Request gold = new(clinic.Provider, "123456789", clinic.Location, payer, "Gold", new(2026, 1, 1));
        var added = (await join.RunAsync(gold, Admin(clinic), Ct)).ShouldBeOfType<AddParticipation.Result.Added>().Participation;
        (await join.RunAsync(gold with { ValidFrom = new(2026, 6, 1) }, Admin(clinic), Ct)).ShouldBeOfType<AddParticipation.Result.AlreadyIn>().Participation.ShouldBe(added);
        (await join.RunAsync(gold with { Product = null }, Admin(clinic), Ct)).ShouldBeOfType<AddParticipation.Result.Added>();
        (await clinic.Desk.Get<EndParticipation>().RunAsync(new(added, new(2026, 5, 31)), Admin(clinic), Ct)).ShouldBeOfType<EndParticipation.Result.Ended>();
        (await join.RunAsync(gold with { ValidFrom = new(2026, 6, 1) }, Admin(clinic), Ct)).ShouldBeOfType<AddParticipation.Result.Added>();
        (await join.RunAsync(gold with { Payer = Id.New<PayerId>() }, Admin(clinic), Ct)).ShouldBeOfType<AddParticipation.Result.Unknown>();
        (await clinic.Desk.Get<ShowProvider>().RunAsync(new(clinic.Provider), Admin(clinic), Ct)).Networks.Select(n => (n.Product, n.ValidFrom, n.ValidTo))
            .ShouldBe([("Gold", new(2026, 6, 1), null), ("", new(2026, 1, 1), null), ("Gold", new(2026, 1, 1), new DateOnly(2026, 5, 31))]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_type_keeps_its_rules_phases_needs_and_texts(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        (await clinic.Desk.Get<SetVisitRules>().RunAsync(new(clinic.Visit, VisitMode.Telehealth, ForPatients.New, ForSex.Female, 24, 216, 40, "Family medicine", 8, true, 48),
            Admin(clinic), Ct)).ShouldBeOfType<SetVisitRules.Result.Ruled>();
        var plan = clinic.Desk.Get<SetVisitPlan>();
        SetVisitPlan.Request phased = new(clinic.Visit, [new("Nurse", 5, false), new("Provider", 15, true)],
            [new(0, ResourceClass.Room, " Exam "), new(1, ResourceClass.Nurse, "ma"), new(2, ResourceClass.Interpreter, "")], []);
        (await plan.RunAsync(phased, Admin(clinic), Ct)).ShouldBeOfType<SetVisitPlan.Result.Planned>();
        var write = clinic.Desk.Get<SetInstructions>();
        await write.RunAsync(new(clinic.Visit, "EN", "Come fasting."), Admin(clinic), Ct);
        await write.RunAsync(new(clinic.Visit, "es", "Venga en ayunas."), Admin(clinic), Ct);
        await write.RunAsync(new(clinic.Visit, "en", "Come fasting, please."), Admin(clinic), Ct);
        await write.RunAsync(new(clinic.Visit, "es", " "), Admin(clinic), Ct);

        var shown = await clinic.Desk.Get<ShowVisitType>().RunAsync(new(clinic.Visit), Admin(clinic), Ct);
        var type = shown.Type.ShouldNotBeNull();
        (type.Mode, type.Patients, type.OnlyFor, type.MinAgeMonths, type.MaxAgeMonths).ShouldBe((VisitMode.Telehealth, ForPatients.New, ForSex.Female, 24, 216));
        (type.NewPatientMinutes, type.Specialty, type.GroupSize, type.IsHospitalFollowUp, type.LateCancelHours).ShouldBe((40, "Family medicine", 8, true, 48));
        shown.Phases.Select(p => (p.Number, p.Name, p.Minutes, p.WithProvider)).ShouldBe([(1, "Nurse", 5, false), (2, "Provider", 15, true)]);
        shown.Needs.Select(n => (n.Number, n.Phase, n.Class, n.Kind)).ShouldBe([(1, 0, ResourceClass.Room, "exam"), (2, 1, ResourceClass.Nurse, "ma"), (3, 2, ResourceClass.Interpreter, "")]);
        shown.Instructions.Select(i => (i.Language, i.Text)).ShouldBe([("en", "Come fasting, please.")]);

        (await plan.RunAsync(phased with { Phases = [new("Provider", 25, true)], Needs = [] }, Admin(clinic), Ct)).ShouldBe(new SetVisitPlan.Result.OtherLength(20));
        (await plan.RunAsync(new(clinic.Visit, [], [], [new(clinic.Other, 35)]), Admin(clinic), Ct)).ShouldBeOfType<SetVisitPlan.Result.Planned>();
        shown = await clinic.Desk.Get<ShowVisitType>().RunAsync(new(clinic.Visit), Admin(clinic), Ct);
        (shown.Phases.Count, shown.Needs.Count, shown.Lengths.Single().Minutes).ShouldBe((0, 0, 35));
        (await plan.RunAsync(new(clinic.Visit, [], [], [new(Id.New<ProviderId>(), 35)]), Admin(clinic), Ct)).ShouldBeOfType<SetVisitPlan.Result.NotFound>();
    }

    [Fact]
    public async Task A_plan_that_cannot_be_kept_is_refused_at_the_edge()
    {
        await using var clinic = await Clinic.OpenAsync(StoreKind.Sqlite, patients: 0);
        foreach (var (wrong, said) in new (SetVisitPlan.Request, string)[]
        {
            (new(clinic.Visit, [new("Nurse", 20, false)], [], []), "one phase at least"),
            (new(clinic.Visit, [new("Nurse", 7, true)], [], []), "steps of 5"),
            (new(clinic.Visit, [new(" ", 20, true)], [], []), "Name each phase"),
            (new(clinic.Visit, [], [new(1, ResourceClass.Room, "exam")], []), "one of its phases"),
            (new(clinic.Visit, [], [new(0, ResourceClass.Room, "")], []), "which kind"),
            (new(clinic.Visit, [], [new(0, ResourceClass.Interpreter, "es")], []), "language decides"),
            (new(clinic.Visit, [new("All", 20, true)], [], [new(clinic.Other, 30)]), "as long as they do"),
        })
        {
            (await Should.ThrowAsync<CallRejectedException>(() => clinic.Desk.Get<SetVisitPlan>().RunAsync(wrong, Admin(clinic), Ct))).Message.ShouldContain(said);
        }
        await Should.ThrowAsync<CallRejectedException>(() => clinic.Desk.Get<SetVisitRules>().RunAsync(new(clinic.Visit, MinAgeMonths: 20, MaxAgeMonths: 10), Admin(clinic), Ct));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Rooms_have_a_kind_places_a_state_and_resources_stay_out_of_the_list_of_rooms(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        var room = (await clinic.Desk.Get<AddRoom>().RunAsync(new(clinic.Location, "Room 1"), Admin(clinic), Ct)).ShouldBeOfType<AddRoom.Result.Added>().Room;
        await clinic.Desk.Get<AddRoom>().RunAsync(new(clinic.Location, "Room 2", "Procedure"), Admin(clinic), Ct);
        await clinic.Desk.Get<ChangeRoom>().RunAsync(new(room, "Room 1a", true), Admin(clinic), Ct);
        await clinic.Desk.Get<ChangeLocation>().RunAsync(new(clinic.Location, "Synthetic Main Street", "America/New_York", null, null, true, "ny"), Admin(clinic), Ct);
        await clinic.Desk.Get<AddLocation>().RunAsync(new("Other", "America/New_York", null, null, "CT"), Admin(clinic), Ct);
        var add = clinic.Desk.Get<AddResource>();
        var interpreter = (await add.RunAsync(new(ResourceClass.Interpreter, "ES-mx", null, "On the phone"), Admin(clinic), Ct)).ShouldBeOfType<AddResource.Result.Added>().Resource;
        (await add.RunAsync(new(ResourceClass.Nurse, "MA", Id.New<LocationId>(), "Nurse"), Admin(clinic), Ct)).ShouldBeOfType<AddResource.Result.NoSuchLocation>();
        await Should.ThrowAsync<CallRejectedException>(() => add.RunAsync(new(ResourceClass.Room, "exam", null, "Room"), Admin(clinic), Ct));
        var change = clinic.Desk.Get<ChangeResource>();
        (await change.RunAsync(new(interpreter, "Spanish", "On the phone", true), Admin(clinic), Ct)).ShouldBeOfType<ChangeResource.Result.NotALanguage>();
        (await change.RunAsync(new(interpreter, "es", "By phone", false), Admin(clinic), Ct)).ShouldBeOfType<ChangeResource.Result.Changed>();

        var all = await clinic.Desk.Get<ShowPractice>().RunAsync(new(), Admin(clinic), Ct);
        all.Rooms.Select(r => (r.Name, r.Kind)).ShouldBe([("Room 1a", "exam"), ("Room 2", "procedure")]);
        all.Locations.Select(l => l.State).ShouldBe(["CT", "NY"]);
        var shown = all.Resources.ShouldHaveSingleItem();
        (shown.Class, shown.Kind, shown.Name, shown.LocationId, shown.IsActive).ShouldBe((ResourceClass.Interpreter, "es", "By phone", null, false));
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("zh-Hans-CN", true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("en-", false)]
    [InlineData("en-usa", false)]
    [InlineData("en-us-x-more", false)]
    public void A_language_is_told_by_the_shape_of_its_tag(string tag, bool valid) => LanguageTag.IsOne(tag).ShouldBe(valid);
}
