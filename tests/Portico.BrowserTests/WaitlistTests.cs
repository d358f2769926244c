using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>A caller who wants something earlier, with the keyboard alone.</summary>
public sealed class WaitlistTests(Browsing browsing)
{
    [Fact]
    public async Task A_caller_waits_and_gets_the_time_that_another_gave_back()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        var date = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(1);
        var id = Id.New<AppointmentId>();
        await desk.WriteAsync(async d =>
        {
            var (schedule, ct) = (desk.Get<ISchedule>(), TestContext.Current.CancellationToken);
            (await schedule.TryAddAsync(d, id, desk.Practice.Known, desk.Practice.ProviderId, desk.Practice.Location, desk.Practice.FollowUp, date, new(10, 0),
                15, null, ct)).ShouldBeTrue();
            await d.SaveAsync(ct);
            await schedule.SettleAsync(d, id, AppointmentState.Cancelled, "cannot come", ct);
        });
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/schedule/waitlist?patient={desk.Practice.Known.Value}");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Add to the waitlist" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await page.GetByLabel("Note").FillAsync("Any day after school");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("waits now.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change… TESTPATIENT, Odette" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Change what they wait for" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await page.GetByLabel("Urgency").SelectOptionAsync("Urgent");
        await page.GetByLabel("Note").PressAsync("Enter");
        await page.GetByText("They keep their place.").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await page.Locator(".openings button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ask TESTPATIENT, Odette" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("waitlist");
        await page.GetByLabel("Minutes to answer").PressAsync("Enter");
        await page.GetByText("Held until").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes for TESTPATIENT, Odette" }).PressAsync("Enter");
        await page.GetByText("Booked for").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }
}
