using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Patients;

/// <summary>Custody, coming of age and proxies: what a caller may hear on which day.</summary>
public sealed class WhoMayHearTests
{
    private const MayHear AllButConfidential = MayHear.Appointments | MayHear.Billing | MayHear.Clinical;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_parents_only_the_one_with_custody_hears_anything(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var child = await People.AddAsync(desk, "Testsmith", "Child", new DateOnly(2014, 7, 14));
        var mother = await RelateAsync(desk, child, "Carla Testsmith", Relation.Parent, AllButConfidential, "Sole custody, synthetic order 1");
        var father = await RelateAsync(desk, child, "Dan Testsmith", Relation.Parent, MayHear.Nothing, "No contact, synthetic order 1");
        (await HearsAsync(desk, child, Relation.Parent, mother)).ShouldBe(AllButConfidential);
        (await HearsAsync(desk, child, Relation.Parent, father)).ShouldBe(MayHear.Nothing);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_parent_hears_nothing_more_from_the_18th_birthday_on_until_the_patient_says_so(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        // 18 on 5-Mar-2026, tomorrow.
        var teen = await People.AddAsync(desk, "Testsmith", "Teen", new DateOnly(2008, 3, 5));
        var mother = await RelateAsync(desk, teen, "Carla Testsmith", Relation.Parent, AllButConfidential, null);
        var friend = await RelateAsync(desk, teen, "Fay Friendly", Relation.Friend, MayHear.Appointments, null);
        (await HearsAsync(desk, teen, Relation.Parent, mother)).ShouldBe(AllButConfidential);
        desk.Time.Advance(TimeSpan.FromDays(1));
        (await HearsAsync(desk, teen, Relation.Parent, mother)).ShouldBe(MayHear.Nothing);
        (await HearsAsync(desk, teen, Relation.Friend, friend)).ShouldBe(MayHear.Appointments);
        var allowed = await RelateAsync(desk, teen, "Carla Testsmith", Relation.Parent, MayHear.Billing, "The patient's own form");
        (await HearsAsync(desk, teen, Relation.Parent, allowed)).ShouldBe(MayHear.Billing);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_proxy_that_was_ended_hears_nothing_from_that_day_on(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var proxy = await RelateAsync(desk, patient, "Percy Proxy", Relation.Proxy, MayHear.Everything, "Proxy form");
        desk.Time.Advance(TimeSpan.FromDays(2));
        (await HearsAsync(desk, patient, Relation.Proxy, proxy)).ShouldBe(MayHear.Everything);
        (await desk.Get<EndRelation>().RunAsync(new(patient, proxy), desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBe(new EndRelation.Result.Ended(new DateOnly(2026, 3, 5)));
        (await HearsAsync(desk, patient, Relation.Proxy, proxy)).ShouldBe(MayHear.Nothing);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_relation_added_in_the_evening_holds_at_once(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await desk.WriteAsync(d =>
        {
            desk.Get<IPracticeDirectory>().AddLocation(d, Id.New<LocationId>(), "Synthetic Beach", "Pacific/Honolulu", null, null);
            return Task.CompletedTask;
        });
        // 5-Mar by UTC, 4-Mar on the wall.
        desk.Time.SetUtcNow(new DateTimeOffset(2026, 3, 5, 3, 0, 0, TimeSpan.Zero));
        var patient = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14));
        var spouse = await RelateAsync(desk, patient, "Albert Testsmith", Relation.Spouse, MayHear.Appointments, null);
        (await HearsAsync(desk, patient, Relation.Spouse, spouse)).ShouldBe(MayHear.Appointments);
    }

    private static async Task<RelationId> RelateAsync(
        TestDesk desk, PatientId patient, string name, Relation relation, MayHear hears, string? basis) =>
        (await desk.Get<AddRelation>().RunAsync(new()
        {
            Patient = patient, Name = name, Relation = relation, MayHear = hears, Basis = basis,
        }, desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<AddRelation.Result.Added>().Relation;

    private static async Task<MayHear> HearsAsync(TestDesk desk, PatientId patient, Relation relation, RelationId onFile) =>
        (await desk.Get<RecordCaller>().RunAsync(new(patient, "Synthetic Caller", relation, onFile, true), desk.CallAs(Roles.FrontDesk), Ct))
            .ShouldBeOfType<RecordCaller.Result.Recorded>().MayHear;
}
