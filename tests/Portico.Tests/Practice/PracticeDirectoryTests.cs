using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Payments.ShowDrawers;
using Portico.Modules.Practice.ChangeLocation;
using Portico.Modules.Practice.ChangePayer;
using Portico.Modules.Practice.ChangeProvider;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Practice;

public sealed class PracticeDirectoryTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_added_is_listed_by_name_and_adding_it_again_changes_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var directory = desk.Get<IPracticeDirectory>();
        var (north, south) = (Id.New<LocationId>(), Id.New<LocationId>());
        for (var time = 0; time < 2; time++)
            await desk.WriteAsync(d =>
            {
                directory.AddLocation(d, south, "South Test Clinic", "America/Chicago", null, null);
                directory.AddLocation(d, north, "North Test Clinic", "America/New_York", "555-0100", "02139");
                directory.AddRoom(d, Id.From<RoomId>(north.Value), north, "Room 1");
                directory.AddRoom(d, Id.From<RoomId>(north.Value), north, "Room again");
                directory.AddProvider(d, Id.From<ProviderId>(north.Value), "Dr. Testperson", "Family medicine", null);
                directory.AddVisitType(d, Id.From<VisitTypeId>(north.Value), "Follow-up", 20, "blue");
                directory.AddPayer(d, Id.From<PayerId>(north.Value), "Synthetic Mutual", "SYN01");
                return Task.CompletedTask;
            });

        (await desk.ReadAsync(d => directory.LocationsAsync(d, ct))).Select(l => l.Name).ShouldBe(["North Test Clinic", "South Test Clinic"]);
        (await desk.ReadAsync(d => directory.RoomsAsync(d, north, ct))).Select(r => r.Name).ShouldBe(["Room 1"]);
        (await desk.ReadAsync(d => directory.RoomsAsync(d, south, ct))).ShouldBeEmpty();
        (await desk.ReadAsync(d => directory.ProvidersAsync(d, ct))).Single().DisplayName.ShouldBe("Dr. Testperson");
        (await desk.ReadAsync(d => directory.VisitTypesAsync(d, ct))).Single().Minutes.ShouldBe(20);
        (await desk.ReadAsync(d => directory.PayersAsync(d, ct))).Single().PayerCode.ShouldBe("SYN01");
        (await desk.ReadAsync(d => directory.LocationAsync(d, north, ct))).Zone.ShouldBe("America/New_York");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_place_with_work_ahead_or_open_stays_in_use_and_says_what_there_is(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var appointment = await day.BookAsync(await day.PatientAsync("Ahead"), OneDay.Today, new(15, 0));
        await day.HereAsync();
        await day.Desk.Get<OpenDrawer>().RunAsync(new(day.Location, Portico.Platform.Values.Money.Zero), day.Desk.CallAs(Roles.FrontDesk), Ct);
        var admin = day.Desk.CallAs(Roles.Administrator);
        (await CloseAsync()).ShouldBeOfType<ChangeLocation.Result.InUse>().What
            .ShouldBe(["1 drawer not counted", "1 day not closed", "1 patient here", "1 visit ahead"], ignoreOrder: true);
        (await day.Desk.Get<ChangeProvider>().RunAsync(new(day.Provider, "Dr. Synthetic", "Family medicine", null, false), admin, Ct))
            .ShouldBeOfType<ChangeProvider.Result.InUse>().What.ShouldBe(["1 patient here", "1 visit ahead"], ignoreOrder: true);

        Task<ChangeLocation.Result> CloseAsync() => day.Desk.Get<ChangeLocation>().RunAsync(
            new(day.Location, "Synthetic Main", "America/New_York", null, null, false), admin, Ct);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_happened_at_a_place_that_is_out_of_use_is_still_shown_and_no_opening_is_offered_there(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (_, _, patient) = await day.HereAsync(copayCents: 3000);
        await day.Desk.Get<OpenDrawer>().RunAsync(new(day.Location, Portico.Platform.Values.Money.Zero), day.Desk.CallAs(Roles.FrontDesk), Ct);
        await day.Desk.WriteAsync(async d =>
        {
            (await d.Db.Set<Location>().SingleAsync(l => l.Id == day.Location, Ct)).Use(false);
            (await d.Db.Set<Provider>().SingleAsync(p => p.Id == day.Provider, Ct)).Use(false);
            (await d.Db.Set<Payer>().SingleAsync(p => p.Id == day.Payer, Ct)).Use(false);
        });
        var front = day.Desk.CallAs(Roles.FrontDesk);
        var row = (await day.Desk.Get<TodayBoard>().RunAsync(new(OneDay.Today, null, null, false), front, Ct)).Rows.ShouldHaveSingleItem();
        (row.Location, row.Provider).ShouldBe(("Synthetic Main", "Dr. Synthetic"));
        await day.Desk.Get<ShowAccounts>().RunAsync(new(patient), front, Ct);
        (await day.Desk.Get<ShowDrawers>().RunAsync(new(), front, Ct)).Drawers.ShouldHaveSingleItem().Place.ShouldBe("Synthetic Main");
        var supervisor = day.Desk.CallAs(Roles.Supervisor);
        var open = (await day.Desk.Get<CloseDay>().RunAsync(new(day.Location, OneDay.Today), supervisor, Ct)).ShouldBeOfType<CloseDay.Result.StandsOpen>();
        (await day.Desk.Get<CloseDay>().RunAsync(new(day.Location, OneDay.Today, [.. open.Ends.Select(e => e.About)], "The place is given up"), supervisor, Ct))
            .ShouldBeOfType<CloseDay.Result.Closed>();
        (await day.Desk.Get<FindOpenings>().RunAsync(new(day.VisitType, [day.Location], OneDay.Today, OneDay.Today.AddDays(7)), front, Ct))
            .IsKnown.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payer_out_of_use_says_what_still_names_it_and_is_offered_for_nothing_new(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (_, _, patient) = await day.HereAsync(copayCents: 3000);
        var admin = day.Desk.CallAs(Roles.Administrator);
        (await day.Desk.Get<ChangePayer>().RunAsync(new(day.Payer, "Synthetic Mutual", null, false), admin, Ct))
            .ShouldBeOfType<ChangePayer.Result.Changed>().StillNamedBy.ShouldBe(["1 active policy"]);
        (await day.Desk.Get<ChangePayer>().RunAsync(new(day.Payer, "Synthetic Mutual", "SYN", false), admin, Ct))
            .ShouldBeOfType<ChangePayer.Result.Changed>().StillNamedBy.ShouldBeEmpty();

        var front = day.Desk.CallAs(Roles.FrontDesk);
        var covered = await day.Desk.Get<PatientCoverage>().RunAsync(new(patient), front, Ct);
        covered.Payers.ShouldNotContain(p => p.Id == day.Payer);
        var policy = covered.Policies.ShouldHaveSingleItem();
        policy.Payer.ShouldBe("Synthetic Mutual");
        (await day.Desk.Get<AddPolicy>().RunAsync(new(patient, day.Payer, "SYN0002", null, null, SubscriberRelation.Self, null, null, null, null, null), front, Ct))
            .ShouldBeOfType<AddPolicy.Result.NoSuchPayer>();
        (await day.Desk.Get<ChangePolicy>().RunAsync(new(policy.Policy.Id, policy.Policy.Version, day.Payer, "SYN0003", null, null, SubscriberRelation.Self,
            null, null, null, null, null), front, Ct)).ShouldBeOfType<ChangePolicy.Result.Changed>();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1234567890", false)]
    [InlineData("123456789", false)]
    [InlineData("12345678٣3", false)]
    public void An_npi_is_told_by_its_check_digit(string npi, bool valid) => Provider.IsNpi(npi).ShouldBe(valid);
}
