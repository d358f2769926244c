using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>Money at the desk, where a browser shows what a use case cannot.</summary>
public sealed class PaymentTests(Browsing browsing)
{
    [Fact]
    public async Task A_payment_for_the_wrong_patient_is_put_right_from_its_confirmation_and_its_sheets_print_without_the_frame()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var visit = Id.New<VisitId>();
        await desk.WriteAsync(d => desk.Get<IVisits>().AddPastAsync(d, visit, desk.Practice.Known, desk.Practice.Location, null,
            desk.Get<PracticeClock>().Now, TestContext.Current.CancellationToken));
        await using var screen = await browsing.OpenAsync(desk);
        var page = screen.Page;
        await screen.SignInAsync(TinyPractice.FrontDesk, "/payments/take/" + visit.Value);
        await page.GetByLabel("Amount").FillAsync("25");
        await page.GetByLabel("Card's last 4").FillAsync("4242");
        // Passes the check digit with a card network's prefix: never kept.
        await page.GetByLabel("Terminal reference").FillAsync("4111 1111 1111 1111");
        await page.GetByText("This is a card number").WaitForAsync();
        await page.GetByLabel("Terminal reference").FillAsync("T-1");
        await screen.ShouldBeAccessibleAsync();
        await page.GetByLabel("Amount").PressAsync("Enter");
        var said = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "$25.00 taken" });
        await said.WaitForAsync();
        (await page.EvaluateAsync<bool>("""
            () => { const n = document.querySelector('.notice.said').getBoundingClientRect();
              return document.elementFromPoint(n.left + n.width / 2, n.top + n.height / 2).closest('.notice.said') !== null; }
            """)).ShouldBeTrue("the confirmation lies under something else");
        await page.GetByRole(AriaRole.Link, new() { Name = "Wrong patient, visit or amount…" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Void the whole receipt…" }).PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Void this receipt?" });
        await dialog.GetByText("born 14-Jul-1945").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ask for the void" }).PressAsync("Enter");
        await page.GetByText("another person approves the void. Until then").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();

        await using var senior = await browsing.OpenAsync(desk);
        await senior.SignInAsync(TinyPractice.Supervisor, "/payments/approvals");
        await senior.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve") }).PressAsync("Enter");
        await senior.Page.GetByRole(AriaRole.Dialog).GetByText("born 14-Jul-1945").WaitForAsync();
        await senior.ShouldBeAccessibleAsync();
        await senior.Page.GetByRole(AriaRole.Button, new() { Name = "Approve it" }).PressAsync("Enter");
        await senior.Page.GetByText("approved.").WaitForAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(710, 950);
        await page.GotoAsync(new Uri(page.Url).AbsolutePath.Replace("/correct", "", StringComparison.Ordinal));
        await page.GetByText("taken back").WaitForAsync();
        await PrintsWholeAsync(page);
        await page.GotoAsync($"/payments/deposit/{desk.Practice.Location.Value}/{desk.Get<PracticeClock>().Today(TinyPractice.Zone):yyyy-MM-dd}");
        await page.GetByText("Checked by").WaitForAsync();
        await PrintsWholeAsync(page);
        await screen.GoAsync("/schedule");
        await page.Locator(".sg-head").First.WaitForAsync();
        await PrintsWholeAsync(page);
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>No navigation, no button, and nothing that runs off the paper.</summary>
    private static async Task PrintsWholeAsync(IPage page)
    {
        (await page.Locator("nav:visible, .topbar:visible, main button:visible").AllInnerTextsAsync())
            .Where(t => t.Length > 0 && !t.Contains(':', StringComparison.Ordinal)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
    }
}
