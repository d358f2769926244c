using Portico.Modules.Arrivals;
using Portico.Modules.Payments.ShowDay;
using Portico.Modules.Payments.ShowDrawers;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Practice;

/// <summary>One location a desk: what every screen shows first, and whose clock it keeps. The older of the two here is in New York.</summary>
public sealed class DeskLocationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Every_screen_begins_where_the_desk_stands(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var west = await WestAsync(day);
        foreach (var (chosen, stands) in new (LocationId?, LocationId)[] { (null, day.Location), (west, west), (day.Location, day.Location), (Id.New<LocationId>(), day.Location) })
        {
            var call = At(day, chosen);
            (await day.Desk.Get<TodayBoard>().RunAsync(new(null, null, null, false, AtDesk: true), call, Ct)).Location.ShouldBe(stands);
            (await day.Desk.Get<WalkInForm>().RunAsync(new(null), call, Ct)).Desk.ShouldBe(stands);
            (await day.Desk.Get<ScheduleSetup>().RunAsync(new(null), call, Ct)).Desk.ShouldBe(stands);
            (await day.Desk.Get<ShowDrawers>().RunAsync(new(), call, Ct)).Desk.ShouldBe(stands);
            (await day.Desk.Get<ShowDay>().RunAsync(new(null, null), call, Ct)).Day.ShouldNotBeNull().Place.Id.ShouldBe(stands);
            (await day.Desk.Get<DaySheet>().RunAsync(new(null, null), call, Ct)).Sheet.ShouldNotBeNull().Location
                .ShouldBe(stands == west ? "Synthetic West" : "Synthetic Main");
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_desk_at_a_location_that_was_taken_out_of_use_stands_at_the_oldest_one(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var west = await WestAsync(day);
        await day.Desk.WriteAsync(async d => (await d.Db.FindAsync<Location>([TestDesk.Practice, west], Ct)).ShouldNotBeNull().Use(false));
        (await day.Desk.Get<TodayBoard>().RunAsync(new(null, null, null, false, AtDesk: true), At(day, west), Ct)).Location.ShouldBe(day.Location);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Today_is_the_desks_own(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var west = await WestAsync(day);
        // 01:00 on Thursday in New York is 23:00 on Wednesday in Denver.
        day.Desk.Time.Advance(TimeSpan.FromHours(16));
        async Task<DateOnly> TodayAsync(LocationId desk, bool all) =>
            (await day.Desk.Get<TodayBoard>().RunAsync(new(null, null, null, false, AtDesk: !all), At(day, desk), Ct)).Date;
        foreach (var all in new[] { false, true })
        {
            (await TodayAsync(west, all)).ShouldBe(OneDay.Today);
            (await TodayAsync(day.Location, all)).ShouldBe(OneDay.Today.AddDays(1));
        }
        (await day.Desk.Get<DaySheet>().RunAsync(new(null, null), At(day, west), Ct)).Sheet.ShouldNotBeNull().Date.ShouldBe(OneDay.Today);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_board_of_all_locations_reads_zone_by_zone_the_desks_own_first(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var west = await WestAsync(day);
        var patient = await day.PatientAsync("Listed");
        async Task BookAsync(LocationId at, TimeOnly time, string provider)
        {
            var with = Id.New<ProviderId>();
            await day.Desk.WriteAsync(async d =>
            {
                day.Desk.Get<IPracticeDirectory>().AddProvider(d, with, provider, "Family medicine", null);
                await d.SaveAsync(Ct);
                (await day.Desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), patient, with, at, day.VisitType, OneDay.Today, time, 20, null, Ct))
                    .ShouldBeTrue();
            });
        }
        await BookAsync(day.Location, new(10, 0), "Dr. A");
        await BookAsync(west, new(9, 0), "Dr. B");
        await BookAsync(day.Location, new(12, 0), "Dr. C");
        await BookAsync(west, new(7, 30), "Dr. D");
        async Task<IEnumerable<string>> ReadAsync(LocationId desk) =>
            (await day.Desk.Get<TodayBoard>().RunAsync(new(null, null, null, false), At(day, desk), Ct)).Rows.Select(r => $"{r.Time:HH:mm} {r.Location}");
        (await ReadAsync(day.Location)).ShouldBe(["10:00 Synthetic Main", "12:00 Synthetic Main", "07:30 Synthetic West", "09:00 Synthetic West"]);
        (await ReadAsync(west)).ShouldBe(["07:30 Synthetic West", "09:00 Synthetic West", "10:00 Synthetic Main", "12:00 Synthetic Main"]);
    }

    private static Call At(OneDay day, LocationId? desk) => day.Desk.CallAs(Roles.FrontDesk) with { DeskLocation = desk?.Value };

    private static async Task<LocationId> WestAsync(OneDay day)
    {
        var id = Id.New<LocationId>();
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddLocation(d, id, "Synthetic West", "America/Denver", null, null);
            return Task.CompletedTask;
        });
        return id;
    }
}
