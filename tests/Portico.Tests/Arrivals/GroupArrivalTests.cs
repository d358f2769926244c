using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.AddToGroup;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.OpenGroup;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.Tests.Arrivals;

public sealed class GroupArrivalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Those_in_a_group_stand_on_the_board_and_come_and_go_one_by_one(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.Desk.WriteAsync(async d =>
            (await d.Db.Set<VisitType>().AsTracking().SingleAsync(t => t.Id == day.VisitType, Ct)).Rule(new VisitRules(GroupSize: 8)));
        var call = day.Desk.CallAs(Roles.FrontDesk);
        var group = (await day.Desk.Get<OpenGroup>().RunAsync(new(day.VisitType, day.Provider, day.Location, OneDay.Today, new(9, 20), "Synthetic class", 8), call, Ct))
            .ShouldBeOfType<OpenGroup.Result.Opened>().Group;
        List<AppointmentId> ids = [];
        foreach (var family in new[] { "First", "Second" })
            ids.Add((await day.Desk.Get<AddToGroup>().RunAsync(new(group, await day.PatientAsync(family)), call, Ct)).ShouldBeOfType<AddToGroup.Result.Added>().Appointment);
        var here = (await day.ArriveAsync(ids[0])).ShouldBeOfType<ArrivePatient.Result.Arrived>();
        await day.BringAsync(here.Visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider, VisitState.CheckedOut);
        (await day.BoardAsync()).Rows.ToDictionary(r => r.Appointment.ShouldNotBeNull(), r => r.State)
            .ShouldBe(new Dictionary<AppointmentId, BoardState> { [ids[0]] = BoardState.CheckedOut, [ids[1]] = BoardState.Booked }, ignoreOrder: true);
    }
}
