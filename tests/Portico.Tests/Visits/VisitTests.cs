using CsCheck;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Visits.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;

namespace Portico.Tests.Visits;

public sealed class VisitTests
{
    private static readonly Instant s_nine = Instant.FromUtc(2026, 3, 4, 14, 0);
    private static readonly UserId s_someone = Id.New<UserId>();

    private static Visit Expected() => Visit.Expect(Id.New<VisitId>(), new AppointmentRow
    {
        Id = Id.New<AppointmentId>(), PatientId = Id.New<PatientId>(), LocationId = Id.New<LocationId>(),
        ProviderId = Id.New<ProviderId>(), Date = new DateOnly(2026, 3, 4),
    }, s_nine);

    [Theory]
    [InlineData(VisitState.Expected, VisitState.Arrived)]
    [InlineData(VisitState.Arrived, VisitState.CheckedIn, VisitState.LeftWithoutBeingSeen)]
    [InlineData(VisitState.CheckedIn, VisitState.Roomed, VisitState.WithProvider, VisitState.LeftWithoutBeingSeen)]
    [InlineData(VisitState.Roomed, VisitState.Roomed, VisitState.WithProvider, VisitState.CheckedOut, VisitState.LeftWithoutBeingSeen)]
    [InlineData(VisitState.WithProvider, VisitState.CheckedOut)]
    [InlineData(VisitState.CheckedOut)]
    [InlineData(VisitState.LeftWithoutBeingSeen)]
    public void A_visit_goes_only_where_the_table_lets_it(VisitState from, params VisitState[] to) =>
        Enum.GetValues<VisitState>().Where(t => VisitSteps.CanGo(from, t)).ShouldBe(to, ignoreOrder: true);

    [Fact]
    public void A_step_that_the_table_forbids_throws() =>
        Should.Throw<InvalidOperationException>(() => Expected().Go(VisitState.CheckedIn, null, s_nine, s_someone));

    [Fact]
    public void An_undone_check_in_brings_back_the_wait_since_arrival()
    {
        var visit = Expected();
        var arrived = s_nine.Plus(Duration.FromMinutes(5));
        visit.Go(VisitState.Arrived, null, arrived, s_someone);
        var checkIn = visit.Go(VisitState.CheckedIn, null, arrived.Plus(Duration.FromMinutes(3)), s_someone);
        visit.Undo(checkIn, arrived.Plus(Duration.FromMinutes(4)), s_someone, "Wrong patient");
        (visit.State, visit.Since, visit.ArrivedAt).ShouldBe((VisitState.Arrived, arrived, (Instant?)arrived));
    }

    [Fact]
    public void An_undone_step_cannot_be_undone_again()
    {
        var visit = Expected();
        var step = visit.Go(VisitState.Arrived, null, s_nine, s_someone);
        visit.Undo(step, s_nine, s_someone, "Wrong patient");
        Should.Throw<InvalidOperationException>(() => visit.Undo(step, s_nine, s_someone, "Wrong patient"));
    }

    [Fact]
    public void Undoing_every_step_leaves_the_visit_as_it_began() => Gen.Int[0, 100].Array[1, 12].Sample(choices =>
    {
        var visit = Expected();
        Stack<VisitEvent> steps = [];
        var at = s_nine;
        foreach (var choice in choices)
        {
            var open = Enum.GetValues<VisitState>().Where(t => VisitSteps.CanGo(visit.State, t)).ToList();
            if (open.Count == 0)
                break;
            at = at.Plus(Duration.FromMinutes(1));
            var to = open[choice % open.Count];
            steps.Push(visit.Go(to, to == VisitState.Roomed ? Id.New<RoomId>() : null, at, s_someone));
        }
        foreach (var step in steps)
            visit.Undo(step, at, s_someone, "Wrong patient");
        (visit.State, visit.Since, visit.ArrivedAt, visit.RoomId).ShouldBe((VisitState.Expected, s_nine, null, null));
    }, iter: 300);

    [Fact]
    public void A_visit_that_began_does_not_follow_its_appointment()
    {
        var visit = Expected();
        visit.Go(VisitState.Arrived, null, s_nine, s_someone);
        visit.Follow(new AppointmentRow { Id = Id.New<AppointmentId>(), Date = new DateOnly(2026, 3, 5) });
        visit.Date.ShouldBe(new DateOnly(2026, 3, 4));
    }
}
