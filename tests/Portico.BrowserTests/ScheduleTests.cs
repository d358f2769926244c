using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Tests.Kit;

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
        var free = screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" });
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
    public async Task A_slot_pressed_while_the_grids_script_is_still_on_its_way_opens_when_it_comes()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        var letGo = await screen.HoldBackAsync("schedule-grid");
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
        letGo();
        await screen.Page.GetByLabel("Patient", new() { Exact = true }).WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_pressed_while_the_grids_script_is_still_on_its_way_are_done_in_their_order_when_it_comes()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        var letGo = await screen.HoldBackAsync("schedule-grid");
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.Locator(".appointment[data-t='108']").FocusAsync();
        foreach (var key in new[] { "m", "ArrowDown", "ArrowDown", "Enter" })
            await screen.Page.Keyboard.PressAsync(key);
        letGo();
        await screen.Page.Locator(".appointment[data-t='114']:not(.ghost)").WaitForAsync();
        await screen.Page.GetByText("Moved to 9:30 AM").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_date_and_a_time_that_change_at_once_leave_one_hold_of_the_time_that_is_meant()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
        var dialog = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" });
        await dialog.GetByText("Held for you until").WaitForAsync();
        var later = DateOnly.Parse(await dialog.GetByLabel("Date").InputValueAsync(), CultureInfo.InvariantCulture).AddDays(7);
        await dialog.EvaluateAsync("""
            (form, date) => {
              for (const [type, value] of [['date', date], ['time', '10:05']]) {
                const field = form.querySelector(`input[type=${type}]`);
                field.value = value;
                field.dispatchEvent(new Event('change', { bubbles: true }));
              }
            }
            """, later.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        async Task<(DateOnly, TimeOnly)[]> HeldAsync() => [.. (await desk.ReadAsync(d => d.Db.Set<SlotHold>().Select(h => new { h.Date, h.Time })
            .ToListAsync(TestContext.Current.CancellationToken))).Select(h => (h.Date, h.Time))];
        for (var tries = 0; tries < 100 && await HeldAsync() is not [(_, { Hour: 10, Minute: 5 })]; tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        (await HeldAsync()).ShouldBe([(later, new TimeOnly(10, 5))]);
        await dialog.GetByText("Held for you until").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_caller_is_found_inside_the_booking()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
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
        await screen.Page.GetByText("Moved to 9:30 AM").WaitForAsync();
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
    public async Task A_visit_is_dragged_to_another_provider()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var id = await BookedAsync(desk, new(9, 0));
        var (other, date) = (Id.New<ProviderId>(), desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1));
        await desk.WriteAsync(async d =>
        {
            desk.Get<IPracticeDirectory>().AddProvider(d, other, "Dr. Simulacra Beta", "Pediatrics", null);
            await d.SaveAsync(TestContext.Current.CancellationToken);
            desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), other, desk.Practice.Location, date.DayOfWeek,
                new(8, 0), new(17, 0), date, null, 1);
        });
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        var visit = screen.Page.Locator(".appointment[data-t='108']");
        await visit.ScrollIntoViewIfNeededAsync();
        var from = (await visit.BoundingBoxAsync()).ShouldNotBeNull();
        var to = (await screen.Page.Locator($"[data-provider='{other.Value}']").BoundingBoxAsync()).ShouldNotBeNull();
        await screen.Page.Mouse.MoveAsync(from.X + 20, from.Y + 8);
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(to.X + 20, from.Y + 8, new() { Steps = 5 });
        await screen.Page.Mouse.UpAsync();
        await screen.Page.Locator($"[data-provider='{other.Value}'] .appointment[data-t='108']:not(.ghost)").WaitForAsync();
        var moved = (await desk.ReadAsync(d => desk.Get<ISchedule>().FindAsync(d, id, TestContext.Current.CancellationToken))).ShouldNotBeNull();
        (moved.ProviderId, moved.Date, moved.Time).ShouldBe((other, date, new TimeOnly(9, 0)));
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_booked_before_the_day_begins_leaves_a_scrolled_grid_and_the_focus_where_they_are()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        // A place of office hours: a visit before them makes the drawn day longer at its top.
        var (place, doctor, date) = (Id.New<LocationId>(), Id.New<ProviderId>(), desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1));
        await desk.WriteAsync(async d =>
        {
            desk.Get<IPracticeDirectory>().AddLocation(d, place, "Elm Street", TinyPractice.Zone, null, null);
            desk.Get<IPracticeDirectory>().AddProvider(d, doctor, "Dr. Simulacra Beta", "Pediatrics", null);
            await d.SaveAsync(TestContext.Current.CancellationToken);
            desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), doctor, place, date.DayOfWeek, new(9, 0), new(17, 0), date, null, 1);
        });
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, $"&location={place.Value}"));
        var focused = screen.Page.GetByRole(AriaRole.Button, new() { Name = "3:00 PM free" });
        await focused.FocusAsync();
        await screen.Page.EvaluateAsync("() => { document.querySelector('.schedule').scrollTop = 90; }");
        await screen.Page.WaitForTimeoutAsync(200);
        var before = (await focused.BoundingBoxAsync()).ShouldNotBeNull().Y;
        foreach (var time in new TimeOnly[] { new(10, 0), new(7, 0) })
        {
            await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), desk.Practice.Known, doctor, place,
                desk.Practice.FollowUp, date, time, 15, null, TestContext.Current.CancellationToken)).ShouldBeTrue());
            // Written past the engine: what it says after a commit is said here.
            desk.Get<LiveFeed>().Published(TestDesk.Practice, Guid.CreateVersion7(), [ScheduleTopics.Day(place, date)]);
            await screen.Page.Locator($".appointment[data-t='{time.Hour * 12}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await screen.Page.WaitForTimeoutAsync(200);
            (await focused.BoundingBoxAsync()).ShouldNotBeNull().Y.ShouldBe(before, tolerance: 2);
            (await focused.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        }
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
        var focused = screen.Page.GetByRole(AriaRole.Button, new() { Name = "11:00 AM free" });
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
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Sessions", Exact = true }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        var date = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);
        await screen.Page.GotoAsync($"/schedule/print?location={desk.Practice.Location.Value}&date={date:yyyy-MM-dd}");
        await screen.Page.GetByText("TESTPATIENT, Odette").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_move_is_taken_back_with_the_keyboard_and_the_focus_stays_on_the_visit()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await BookedAsync(desk, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        var moved = await screen.Page.Locator(".appointment[data-t='108']").GetAttributeAsync("data-id");
        await screen.Page.Locator(".appointment[data-t='108']").FocusAsync();
        // Past the other visit: the two change places in the column.
        foreach (var key in Enumerable.Repeat("ArrowDown", 8).Prepend("m").Append("Enter"))
            await screen.Page.Keyboard.PressAsync(key);
        await screen.Page.Locator(".appointment[data-t='132']:not(.ghost)").WaitForAsync();
        await screen.Page.Locator("[data-undo]").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        (await screen.Page.EvaluateAsync<string?>("() => document.activeElement.dataset.id")).ShouldBe(moved);
        await screen.Page.Keyboard.PressAsync("Control+z");
        await screen.Page.Locator(".appointment[data-t='108']:not(.ghost)").WaitForAsync();
        await screen.Page.GetByText("Back to").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_half_filled_booking_survives_the_server_and_is_offered_again()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Patient", new() { Exact = true }).FillAsync("testpa ode");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).ClickAsync();
        await screen.Page.GetByText("born 14-Jul-1945").WaitForAsync();
        await screen.Page.GetByLabel("Note").FillAsync("brings her daughter");
        await DraftIsKeptAsync(desk);
        // Another document is another circuit: all that the page held is gone.
        await screen.GoAsync(Address(desk));
        await screen.Page.GetByText("You have an unfinished booking").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Continue it" }).PressAsync("Enter");
        (await screen.Page.GetByLabel("Note").InputValueAsync()).ShouldBe("brings her daughter");
        await screen.Page.GetByRole(AriaRole.Dialog).GetByText("TESTPATIENT, Odette").WaitForAsync();
        await screen.Page.GetByLabel("Note").PressAsync("Enter");
        await screen.Page.Locator(".appointment[data-t='120']").WaitForAsync();
        await screen.GoAsync(Address(desk));
        await screen.Page.Locator(".appointment[data-t='120']").WaitForAsync();
        (await screen.Page.GetByText("You have an unfinished").CountAsync()).ShouldBe(0);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_typed_reason_to_cancel_is_offered_again_and_the_cancellation_names_the_patient()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var id = await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, $"&appointment={id.Value}"));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the visit…" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Reason").FillAsync("no ride");
        await DraftIsKeptAsync(desk);
        await screen.GoAsync(Address(desk));
        await screen.Page.GetByText("You have an unfinished cancellation").WaitForAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Continue it" }).PressAsync("Enter");
        var dialog = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Cancel this visit?" });
        await dialog.GetByText("TESTPATIENT, Odette").WaitForAsync();
        await dialog.GetByText("born 14-Jul-1945").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        (await dialog.GetByLabel("Reason").InputValueAsync()).ShouldBe("no ride");
        await dialog.GetByLabel("Reason").PressAsync("Enter");
        await screen.Page.Locator(".appointment").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await screen.Page.Keyboard.PressAsync("Control+z");
        await screen.Page.Locator(".appointment[data-t='108']").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_the_focus_is_clear_of_the_names_above_and_its_row_is_high_enough()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "4:00 PM free" }).FocusAsync();
        for (var pressed = 0; pressed < 40; pressed++)
        {
            await screen.Page.Keyboard.PressAsync("ArrowUp");
            var gap = await screen.Page.EvaluateAsync<double>("""
                () => document.activeElement.getBoundingClientRect().top - document.querySelector('.schedule-head').getBoundingClientRect().bottom
                """);
            gap.ShouldBeGreaterThanOrEqualTo(-1);
        }
        (await screen.Page.EvaluateAsync<double>("() => document.activeElement.getBoundingClientRect().height")).ShouldBeGreaterThanOrEqualTo(24);
    }

    [Fact]
    public async Task A_key_held_down_and_a_second_enter_book_once()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        // The second of two visits at one time is offered as "Book it anyway", which the second Enter would press.
        await BookedAsync(desk, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, $"&patient={desk.Practice.Known.Value}&book=1"));
        await screen.Page.GetByLabel("Time", new() { Exact = true }).FillAsync("10:00");
        await screen.Page.GetByLabel("Note").FocusAsync();
        await screen.Page.EvaluateAsync("() => { const f = document.querySelector('dialog form'); f.requestSubmit(); setTimeout(() => f.requestSubmit(), 300); }");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Book it anyway" }).WaitForAsync();
        await screen.Page.GetByText("Follow-up with " + TinyPractice.Provider + " at 10:00 AM").First.WaitForAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        (await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Book it anyway" }).CountAsync()).ShouldBe(1);
    }

    private static async Task DraftIsKeptAsync(LiveDesk desk)
    {
        for (var tried = 0; tried < 50; tried++)
        {
            if (await desk.ReadAsync(d => d.Db.Set<DraftRow>().AnyAsync(TestContext.Current.CancellationToken)))
                return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new ShouldAssertException("No draft was kept.");
    }
}
