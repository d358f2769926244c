using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>The day grid: booked, moved and cancelled by a person.</summary>
public sealed class ScheduleTests(Browsing browsing)
{
    private static string Address(LiveDesk desk, string more = "") =>
        $"/schedule?date={desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1):yyyy-MM-dd}{more}";

    private static async Task<AppointmentId> BookedAsync(LiveDesk desk, TimeOnly time)
    {
        var id = Id.New<AppointmentId>();
        var date = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, id, desk.Practice.Known, desk.Practice.ProviderId,
            desk.Practice.Location, desk.Practice.FollowUp, date, time, 15, null, TestContext.Current.CancellationToken)).ShouldBeTrue());
        return id;
    }

    [Fact]
    public async Task A_free_time_is_booked_with_the_keyboard()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, $"&patient={desk.Practice.Known.Value}"));
        var free = screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 free" });
        await free.WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await free.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Locator(".appointment[data-t='120']").WaitForAsync();
        await screen.PictureAsync("schedule");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_caller_is_found_inside_the_booking()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 free" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Patient", new() { Exact = true }).FillAsync("testpa ode");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).ClickAsync();
        await screen.Page.GetByLabel("Note").PressAsync("Enter");
        await screen.Page.Locator(".appointment[data-t='120']").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_moved_with_arrows_alone()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.Locator(".appointment[data-t='108']").FocusAsync();
        foreach (var key in new[] { "m", "ArrowDown", "ArrowDown", "Enter" })
            await screen.Page.Keyboard.PressAsync(key);
        await screen.Page.Locator(".appointment[data-t='114']:not(.ghost)").WaitForAsync();
        await screen.Page.GetByText("Moved to 09:30").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_dragged_to_another_time()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        var visit = screen.Page.Locator(".appointment[data-t='108']");
        await visit.ScrollIntoViewIfNeededAsync();
        var from = await visit.BoundingBoxAsync() ?? throw new InvalidOperationException("The visit is not drawn.");
        await screen.Page.Mouse.MoveAsync(from.X + 20, from.Y + 8);
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(from.X + 20, from.Y + 8 + from.Height * 4, new() { Steps = 5 });
        await screen.Page.Mouse.UpAsync();
        await screen.Page.Locator(".appointment[data-t='120']:not(.ghost)").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_booked_elsewhere_appears_and_leaves_the_focus_where_it_was()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await using var colleague = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await colleague.SignInAsync(TinyPractice.Supervisor, Address(desk));
        var focused = screen.Page.GetByRole(AriaRole.Button, new() { Name = "11:00 free" });
        await focused.FocusAsync();
        await colleague.Page.Locator(".appointment[data-t='108']").FocusAsync();
        foreach (var key in new[] { "m", "ArrowDown", "Enter" })
            await colleague.Page.Keyboard.PressAsync(key);
        await screen.Page.Locator(".appointment[data-t='111']").WaitForAsync();
        (await focused.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_templates_and_the_day_sheet_are_accessible()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Supervisor, "/schedule/templates");
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Weekly sessions" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        var date = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);
        await screen.Page.GotoAsync($"/schedule/print?location={desk.Practice.Location.Value}&date={date:yyyy-MM-dd}");
        await screen.Page.GetByText("TESTPATIENT, Odette").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }
}
