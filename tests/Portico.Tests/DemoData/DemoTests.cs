using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portico.DemoData;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.DemoData;

public sealed class DemoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_demo_has_its_people_and_a_today_in_every_state_at_every_site_and_filling_it_again_changes_nothing(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, practice: false);
        var demo = desk.Get<DemoPractice>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await demo.PrepareAsync(Ct);
        TestContext.Current.TestOutputHelper?.WriteLine($"made in {watch.Elapsed.TotalSeconds:0.0} s");
        (await desk.ReadAsync(d => d.Db.Set<PatientRow>().CountAsync(Ct))).ShouldBe(DemoPeople.Count);

        watch.Restart();
        await demo.FillAsync(Ct);
        TestContext.Current.TestOutputHelper?.WriteLine($"filled in {watch.Elapsed.TotalSeconds:0.0} s");
        var states = await StatesAsync(desk);
        foreach (var site in DemoHouse.Sites)
        {
            foreach (var state in Enum.GetValues<VisitState>())
                states.ShouldContainKey((site.Id.Value, state.ToString()));
            foreach (var state in new[] { AppointmentState.Booked, AppointmentState.Confirmed, AppointmentState.Cancelled, AppointmentState.NoShow })
                states.ShouldContainKey((site.Id.Value, state.ToString()));
        }
        await demo.FillAsync(Ct);
        (await StatesAsync(desk)).ShouldBe(states);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_database_that_was_named_is_not_filled_with_the_demo_unasked(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind, services => services.Replace(ServiceDescriptor.Singleton(
            Settings.FromEnvironment(name => name == "PORTICO_DATABASE" ? "sqlite:named.db" : null))), practice: false);
        await desk.Get<DemoPractice>().PrepareAsync(Ct);
        await using var db = desk.Store.Open();
        (await db.Set<PracticeRow>().AnyAsync(Ct)).ShouldBeFalse();
    }

    [Fact]
    public void A_demo_is_made_only_where_nobody_else_can_reach_its_chooser()
    {
        DemoPractice.IsForThisMachineAlone("http://localhost:5080").ShouldBeTrue();
        DemoPractice.IsForThisMachineAlone("https://portico.example.org").ShouldBeFalse();
    }

    [Fact]
    public void The_same_people_come_out_every_time() =>
        DemoPeople.All(new DateOnly(2026, 3, 4)).Select(p => (p.Id, p.Registration.Given, p.Registration.BirthDate, p.Owes))
            .ShouldBe(DemoPeople.All(new DateOnly(2026, 3, 4)).Select(p => (p.Id, p.Registration.Given, p.Registration.BirthDate, p.Owes)));

    [Fact]
    public void Everyone_in_the_demo_has_a_phone_that_no_real_person_can_have() =>
        DemoPeople.All(new DateOnly(2026, 3, 4)).ShouldAllBe(p => (p.Registration.Phone ?? "").Substring(5, 5) == "55501");

    private static Task<Dictionary<(Guid, string), int>> StatesAsync(TestDesk desk) => desk.ReadAsync(async d =>
    {
        var visits = await d.Db.Set<VisitRow>().ToListAsync(Ct);
        var appointments = await d.Db.Set<AppointmentRow>().ToListAsync(Ct);
        return visits.Select(v => (v.LocationId.Value, v.State.ToString())).Concat(appointments.Select(a => (a.LocationId.Value, a.State.ToString())))
            .GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
    });
}
