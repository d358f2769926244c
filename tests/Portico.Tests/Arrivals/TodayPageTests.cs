using Bunit;
using Portico.Modules.Arrivals;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;
using Portico.Tests.Screens;

namespace Portico.Tests.Arrivals;

/// <summary>The board as it stands open on a desk all day.</summary>
public sealed class TodayPageTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_wait_turns_long_and_too_long_by_itself(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        await day.HereAsync("Waiting");
        await using var room = new Room(day.Desk, day.Desk.CallAs(Roles.FrontDesk));
        var page = room.Render<TodayPage>();
        await ShownAsync("0 min");
        foreach (var (minutes, said) in new[] { (14, "14 min"), (1, "▲15 min, long"), (15, "⚠30 min, too long") })
        {
            day.Desk.Time.Advance(TimeSpan.FromMinutes(minutes));
            await ShownAsync(said);
        }

        Task ShownAsync(string wait) => page.WaitForAssertionAsync(
            () => page.FindAll("tbody .pill").Select(pill => pill.TextContent.Trim()).ShouldContain(wait), TimeSpan.FromSeconds(20));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_leaves_without_being_seen_is_marked_from_the_rows_menu_and_taken_back_on_return(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await day.HereAsync("Leaving");
        await using var room = new Room(day.Desk, day.Desk.CallAs(Roles.FrontDesk));
        var page = room.Render<TodayPage>();
        await Room.ClickAsync(page, "More for LEAVING");
        await Room.ClickAsync(page, "Left without being seen");
        await Room.SeenAsync(page, "LEAVING, Synthetic left without being seen.");
        (await day.VisitAsync(visit)).State.ShouldBe(VisitState.LeftWithoutBeingSeen);

        await Room.ClickAsync(page, "More for LEAVING");
        await Room.ClickAsync(page, "Undo: left without being seen");
        await page.InvokeAsync(() => page.Find("#undo-reason").InputAsync("Came back"));
        await page.InvokeAsync(() => page.FindAll("form").Single(f => f.QuerySelector("#undo-reason") is not null).SubmitAsync());
        await Room.SeenAsync(page, "LEAVING, Synthetic is arrived again.");
        (await day.VisitAsync(visit)).State.ShouldBe(VisitState.Arrived);
    }
}
