using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.KeepWallTime;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Domain;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Commands;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

public sealed class WallTimeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task ZoneAsync(Clinic clinic, string zone) => clinic.Desk.WriteAsync(async d =>
    {
        (await d.Db.Set<Portico.Modules.Practice.Domain.Location>().AsTracking().SingleAsync(l => l.Id == clinic.Location, Ct))
            .Change("Synthetic Main Street", zone, null, null);
        await d.SaveAsync(Ct);
        await clinic.Desk.Get<KeepWallTime>().HandleAsync(new LocationZoneChanged(clinic.Location), d, Ct);
    });

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_location_that_changes_its_zone_keeps_the_wall_time_of_visits_ahead(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        // An hour apart: each is to take the cells that the other leaves.
        AppointmentId[] ids = [await clinic.BookedAsync(new(9, 0)), await clinic.BookedAsync(new(10, 0), 1)];
        var before = await Task.WhenAll(ids.Select(clinic.RowAsync));
        await ZoneAsync(clinic, "America/Chicago");
        var after = await Task.WhenAll(ids.Select(clinic.RowAsync));
        after.Select(a => a.Time).ShouldBe(before.Select(b => b.Time));
        after.Select(a => a.StartsAt).ShouldBe(before.Select(b => b.StartsAt + Duration.FromHours(1)));
        var cells = await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == ids[0]).Select(c => c.Cell).ToListAsync(Ct));
        cells.Min().ShouldBe(Cells.At(after[0].StartsAt));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<WorkTask>().CountAsync(t => t.Kind == "reschedule", Ct))).ShouldBe(0);
    }

    private static Task StartAsync(Clinic clinic) =>
        clinic.Desk.Services.GetServices<IBeforeServing>().OfType<TzEditions>().Single().PrepareAsync(Ct);

    // As another program would, that hears nothing: found at the next start.
    private static Task MoveToZoneAsync(Clinic clinic, string zone) => clinic.Desk.WriteAsync(async d =>
        (await d.Db.Set<Portico.Modules.Practice.Domain.Location>().AsTracking().SingleAsync(l => l.Id == clinic.Location, Ct))
            .Change("Synthetic Main Street", zone, null, null));

    private static async Task<string[]> ActsAsync(Clinic clinic) => [.. (await clinic.Desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().OrderBy(e => e.Id)
        .Select(e => e.Body).ToListAsync(Ct))).Select(Encoding.UTF8.GetString).Where(b => b.Contains("keep-wall-time", StringComparison.Ordinal))];

    [Theory, ClassData(typeof(BothStores))]
    public async Task More_visits_than_lanes_at_one_time_never_keep_the_program_from_starting(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        // Elsewhere, at what nine o'clock will be once the zone has changed, the provider's every lane is taken.
        var elsewhere = Id.New<LocationId>();
        await clinic.Desk.WriteAsync(async d =>
        {
            clinic.Desk.Get<IPracticeDirectory>().AddLocation(d, elsewhere, "Synthetic West", "America/New_York", null, null);
            for (var n = 0; n < 9; n++)
            {
                (await clinic.Desk.Get<ISchedule>().TryAddWalkInAsync(d, Id.New<AppointmentId>(), clinic.Patients[1], clinic.Provider, elsewhere, clinic.Visit,
                    Clinic.Thursday, new(10, 0), 20, null, Ct)).ShouldNotBeNull();
            }
        });
        await MoveToZoneAsync(clinic, "America/Chicago");
        await StartAsync(clinic);
        (await clinic.RowAsync(id)).Time.ShouldBe(new TimeOnly(9, 0));
        var task = await clinic.Desk.ReadAsync(d => d.Db.Set<WorkTask>().SingleAsync(t => t.Kind == "reschedule", Ct));
        (task.About, task.PatientId).ShouldBe((id.Value, clinic.Patients[0]));
        task.Title.ShouldContain("more visits");
        (await ActsAsync(clinic)).ShouldContain(entry => entry.Contains(clinic.Patients[0].Value.ToString(), StringComparison.Ordinal)
            && entry.Contains("\"fact.without-a-lane\":\"1\"", StringComparison.Ordinal));
        (await clinic.Desk.ReadAsync(d => d.Db.Set<AppointmentCell>().CountAsync(c => c.AppointmentId == id, Ct))).ShouldBe(0);
        // The next start has nothing to do.
        await StartAsync(clinic);
        (await ActsAsync(clinic)).Length.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_location_that_cannot_be_looked_at_does_not_keep_the_program_from_starting(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await clinic.BookedAsync(new(9, 0));
        await MoveToZoneAsync(clinic, "Nowhere/Synthetic");
        await StartAsync(clinic);
        (await clinic.Desk.ReadAsync(d => d.Db.Set<LocationZone>().CountAsync(Ct))).ShouldBe(0);
    }

    /// <summary>A visit's place, at every transition of many zones: its wall time is real, and it is the one that was meant.</summary>
    [Fact]
    public void At_every_transition_of_sixty_zones_a_place_keeps_its_wall_time()
    {
        var changes = ClockChangeTests.Changes().ToList();
        foreach (var (zone, at) in changes)
        {
            foreach (var minutes in Enumerable.Range(-36, 72).Select(n => n * 5))
                Check(at.Plus(Duration.FromMinutes(minutes)), zone);
        }
        changes.Count.ShouldBeGreaterThan(1000);
    }

    private static void Check(Instant meant, DateTimeZone zone)
    {
        var wall = PracticeClock.Local(meant, zone.Id);
        var (date, time) = (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
        var isLater = PracticeClock.ComesTwice(date, time, zone.Id) && PracticeClock.At(date, time, zone.Id) != meant;
        var place = new Place(default, default, date, time, 20, zone.Id, isLater);
        (place.StartsAt, place.Date, place.Time, place.IsLater).ShouldBe((meant, date, time, isLater), $"{zone.Id} {meant}");
        // A week of wall time later it is the same time on the wall, or the first after a gap.
        var next = new Place(default, default, date.AddDays(7), time, 20, zone.Id);
        (next.Time >= time && next.Date >= date.AddDays(7)).ShouldBeTrue($"{zone.Id} {meant}");
    }
}
