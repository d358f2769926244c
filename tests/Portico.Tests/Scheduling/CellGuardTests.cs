using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.Tests.Scheduling;

/// <summary>The guard below the use cases: several resources at once, holds and what they become.</summary>
public sealed class CellGuardTests
{
    private static readonly Guid[] s_rooms = [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7())];
    private static readonly Guid s_device = Guid.CreateVersion7();

    private static IReadOnlyList<Wanted> Visit(CellOwner owner, Clinic clinic, long from, int count = 4) =>
    [
        new(owner, WantedOf.Provider, [clinic.Provider.Value], new CellSpan(from, count), 1),
        new(owner, WantedOf.Resource, s_rooms, new CellSpan(from, count), 1),
        new(owner, WantedOf.Resource, [s_device], new CellSpan(from + 1, 2), 1),
    ];

    private static async Task<(IReadOnlyList<Claim>? Claims, Wanted? Missing)> HoldAsync(
        Clinic clinic, HoldId id, IReadOnlyList<Wanted> wanted, Duration? lasts = null)
    {
        var ct = TestContext.Current.CancellationToken;
        (IReadOnlyList<Claim>?, Wanted?) answer = default;
        await clinic.Desk.WriteAsync(async desk =>
        {
            var place = new Place(clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 0), 20, "America/New_York");
            desk.Db.Add(SlotHold.Take(id, place, clinic.Visit, null, desk.Call.User, desk.Now, desk.Now + (lasts ?? SlotHold.Lasts)));
            await desk.SaveAsync(ct);
            answer = await CellGuard.TakeAsync(desk, wanted, null, null, ct);
        });
        return answer;
    }

    private static Task<List<AppointmentCell>> CellsAsync(Clinic clinic) => clinic.Desk.ReadAsync(d =>
        d.Db.Set<AppointmentCell>().AsNoTracking().OrderBy(c => c.Cell).ToListAsync(TestContext.Current.CancellationToken));

    [Theory, ClassData(typeof(BothStores))]
    public async Task All_resources_of_a_visit_are_taken_at_once(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = Id.New<HoldId>();
        var (claims, _) = await HoldAsync(clinic, id, Visit(CellOwner.Of(id), clinic, 1000));
        claims.ShouldNotBeNull().Select(c => c.Resource).ShouldBe([clinic.Provider.Value, s_rooms[0], s_device]);
        (await CellsAsync(clinic)).Count(c => c.HoldId == id).ShouldBe(10);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task When_one_is_missing_none_is_taken_and_it_is_named(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (first, second) = (Id.New<HoldId>(), Id.New<HoldId>());
        await HoldAsync(clinic, first, [new(CellOwner.Of(first), WantedOf.Resource, [s_device], new CellSpan(1002, 1), 1)]);
        var (claims, missing) = await HoldAsync(clinic, second, Visit(CellOwner.Of(second), clinic, 1000));
        claims.ShouldBeNull();
        missing.ShouldNotBeNull().AnyOf.ShouldBe([s_device]);
        (await CellsAsync(clinic)).Count.ShouldBe(1);
    }

    // Cells are read as the bits of a number: the last of one and the first of the next, and both ends of a long visit.
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cell_anywhere_in_a_visit_of_eight_hours_is_in_its_way_unless_its_hold_is_over(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        foreach (var (n, at) in new[] { 0, 61, 62, 63, 95 }.Index())
        {
            var from = 1000 * (n + 1);
            var (first, second, third) = (Id.New<HoldId>(), Id.New<HoldId>(), Id.New<HoldId>());
            IReadOnlyList<Wanted> Whole(HoldId id) => [new(CellOwner.Of(id), WantedOf.Resource, [s_device], new CellSpan(from, 96), 1)];
            await HoldAsync(clinic, first, [new(CellOwner.Of(first), WantedOf.Resource, [s_device], new CellSpan(from + at, 1), 1)], Duration.FromMinutes(1));
            (await HoldAsync(clinic, second, Whole(second))).Claims.ShouldBeNull($"cell {at} is held");
            clinic.Desk.Time.Advance(TimeSpan.FromMinutes(2));
            (await HoldAsync(clinic, third, Whole(third))).Claims.ShouldNotBeNull($"the hold of cell {at} is over");
            (await CellsAsync(clinic)).Count(c => c.HoldId == third).ShouldBe(96);
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_expired_hold_is_in_nobodys_way_and_goes_with_its_cells(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (first, second) = (Id.New<HoldId>(), Id.New<HoldId>());
        await HoldAsync(clinic, first, Visit(CellOwner.Of(first), clinic, 1000));
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(4));
        (await HoldAsync(clinic, second, Visit(CellOwner.Of(second), clinic, 1000))).Claims.ShouldBeNull();
        clinic.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var third = Id.New<HoldId>();
        (await HoldAsync(clinic, third, Visit(CellOwner.Of(third), clinic, 1002))).Claims.ShouldNotBeNull();
        (await CellsAsync(clinic)).ShouldAllBe(c => c.HoldId == third);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_hold_becomes_another_owners_cells_and_gives_back_what_is_not_wanted(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var ct = TestContext.Current.CancellationToken;
        var (first, second) = (Id.New<HoldId>(), Id.New<HoldId>());
        await HoldAsync(clinic, first, Visit(CellOwner.Of(first), clinic, 1000));
        // A hold stands for the new owner here: the guard asks only whose the cells are.
        await clinic.Desk.WriteAsync(async desk =>
        {
            var place = new Place(clinic.Provider, clinic.Location, Clinic.Thursday, new(9, 0), 20, "America/New_York");
            desk.Db.Add(SlotHold.Take(second, place, clinic.Visit, null, desk.Call.User, desk.Now, desk.Now + SlotHold.Lasts));
            await desk.SaveAsync(ct);
        });
        await clinic.Desk.WriteAsync(async desk => (await CellGuard.TakeAsync(desk, Visit(CellOwner.Of(second), clinic, 1002, 6), CellOwner.Of(first), null, ct))
            .Claims.ShouldNotBeNull());
        var cells = await CellsAsync(clinic);
        cells.Where(c => c.ResourceId == clinic.Provider.Value).Select(c => c.Cell).ShouldBe([1002, 1003, 1004, 1005, 1006, 1007]);
        cells.Where(c => c.ResourceId == s_device).Select(c => c.Cell).ShouldBe([1003, 1004]);
        cells.ShouldAllBe(c => c.HoldId == second);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Many_who_want_the_same_rooms_at_once_have_them_or_are_refused_and_never_wait_in_a_circle(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(async () =>
        {
            var id = Id.New<HoldId>();
            var rooms = n % 2 == 0 ? s_rooms : [.. s_rooms.Reverse()];
            // Each a provider of their own: only the three rooms are short.
            return (await HoldAsync(clinic, id,
            [
                new(CellOwner.Of(id), WantedOf.Provider, [Guid.CreateVersion7()], new CellSpan(1000, 4), 1),
                new(CellOwner.Of(id), WantedOf.Resource, rooms, new CellSpan(1000, 4), 1),
            ])).Claims;
        })));
        answers.Count(a => a is not null).ShouldBe(3);
        answers.OfType<IReadOnlyList<Claim>>().Select(c => c[1].Resource).Order().ShouldBe(s_rooms.Order());
        (await CellsAsync(clinic)).Count.ShouldBe(24);
    }
}
