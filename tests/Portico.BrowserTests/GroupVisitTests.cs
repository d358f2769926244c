using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>A class of several patients, and visits that belong together: with the keyboard.</summary>
public sealed class GroupVisitTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Tomorrow(LiveDesk desk) => desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);

    private static string Address(LiveDesk desk, string more = "") => $"/schedule?date={Tomorrow(desk):yyyy-MM-dd}{more}";

    private static Task ForGroupsAsync(LiveDesk desk) => desk.WriteAsync(async d =>
        (await d.Db.Set<VisitType>().AsTracking().SingleAsync(t => t.Id == desk.Practice.FollowUp, Ct)).Rule(new VisitRules(GroupSize: 8)));

    [Fact]
    public async Task A_group_is_opened_filled_and_moved_with_the_keyboard()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await ForGroupsAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Open a group" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Title").FillAsync("Synthetic class");
        await screen.Page.GetByLabel("Time", new() { Exact = true }).FillAsync("10:00");
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.GetByLabel("Title").PressAsync("Enter");
        var panel = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Group visit" });
        await panel.GetByText("0 of 8").WaitForAsync();
        await panel.GetByLabel("Patient", new() { Exact = true }).FillAsync("testpa ode");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).WaitForAsync();
        await screen.Page.Keyboard.PressAsync("ArrowDown");
        await screen.Page.Keyboard.PressAsync("Enter");
        await panel.GetByLabel("Note").PressAsync("Enter");
        await panel.GetByText("1 of 8").First.WaitForAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "TESTPATIENT, Odette" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("group");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Move the group…" }).PressAsync("Enter");
        await panel.GetByLabel("Time", new() { Exact = true }).FillAsync("11:00");
        await panel.GetByLabel("Why it moves").PressAsync("Enter");
        await panel.GetByText("Moved to").First.WaitForAsync();
        await screen.Page.Keyboard.PressAsync("Escape");
        var card = screen.Page.Locator(".appointment.group[data-t='132']");
        await Assertions.Expect(card).ToContainTextAsync("Synthetic class");
        await Assertions.Expect(card).ToContainTextAsync("1 of 8");
        await screen.ShouldBeAccessibleAsync();
        await card.PressAsync("Enter");
        await panel.GetByText("1 of 8").First.WaitForAsync();
        (await desk.ReadAsync(d => d.Db.Set<Appointment>().SingleAsync(Ct))).Time.ShouldBe(new(11, 0));
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lab_that_would_come_after_its_visit_is_asked_about_and_shown_on_it()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var main = Id.New<AppointmentId>();
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, main, desk.Practice.Known, desk.Practice.ProviderId, desk.Practice.Location,
            desk.Practice.FollowUp, Tomorrow(desk), new(10, 0), 15, null, Ct)).ShouldBeTrue());
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, $"&patient={desk.Practice.Known.Value}"));
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "11:00 AM free" }).PressAsync("Enter");
        var form = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" });
        await form.GetByLabel("Visit type").SelectOptionAsync(new SelectOptionValue { Label = "New patient (30 min)" });
        await form.GetByLabel("Belongs to").SelectOptionAsync(main.Value.ToString());
        await form.GetByLabel("This one is").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await form.GetByLabel("Note").PressAsync("Enter");
        await form.GetByText("would not be over before Follow-up").WaitForAsync();
        // A second press within half a second is a nervous hand's.
        await screen.Page.WaitForTimeoutAsync(600);
        await form.GetByLabel("Note").PressAsync("Enter");
        var booked = screen.Page.Locator(".appointment[data-t='132']");
        await booked.PressAsync("Enter");
        var visit = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Visit", Exact = true });
        await visit.GetByText("Belongs to: Follow-up").WaitForAsync();
        await visit.GetByRole(AriaRole.Button, new() { Name = "Show the visit" }).PressAsync("Enter");
        await visit.GetByText("For it: New patient").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }
}
