using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>The hours of providers and what booking asks, set up by a person.</summary>
public sealed class TemplatesScreenTests(Browsing browsing)
{
    [Fact]
    public async Task A_session_of_every_second_tuesday_is_added_with_a_cap_and_a_kept_slot()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Supervisor, "/schedule/templates");
        var page = screen.Page;
        await page.GetByLabel("Comes again").SelectOptionAsync("Monthly");
        await page.GetByLabel("Which", new() { Exact = true }).SelectOptionAsync("2");
        await page.Locator("#weekday").SelectOptionAsync("Tuesday");
        await page.Locator("#starts").FillAsync("18:00");
        await page.Locator("#ends").FillAsync("21:00");
        await page.Locator("#ends").BlurAsync();
        await page.GetByText("the 2nd Tuesday of each month").First.WaitForAsync();
        await page.GetByText("What may be booked, buffers").ClickAsync();
        await page.GetByLabel("Free after each visit").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a rule" }).ClickAsync();
        await page.Locator("#line-patients-0").SelectOptionAsync("New");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a slot" }).ClickAsync();
        await page.Locator("#slot-starts-0").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).First.ClickAsync();
        await page.GetByText("The session counts from its first day.").WaitForAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "The 2nd Tuesday of each month" });
        await row.GetByText("2 new patients at most").WaitForAsync();
        await row.GetByText("kept for new patients, released 24 h before").WaitForAsync();
        await row.GetByText("0 min free before, 5 min after each visit").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_type_is_given_phases_that_take_as_long_as_it()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Administrator, $"/practice/visit-types/{desk.Practice.FollowUp.Value}");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a phase" }).ClickAsync();
        await page.Locator("#phase-name-0").FillAsync("Nurse");
        await page.Locator("#phase-minutes-0").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save how it goes" }).ClickAsync();
        await page.GetByText("The phases take 5 minutes, and the visit 15").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a phase" }).ClickAsync();
        await page.Locator("#phase-name-1").FillAsync("Provider");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a need" }).ClickAsync();
        await page.Locator("#need-phase-0").SelectOptionAsync("2");
        // Twice within half a second is one press of a nervous hand: nobody fills in this much so fast.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save how it goes" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await page.ReloadAsync();
        await page.Locator("#phase-name-1").WaitForAsync();
        (await page.Locator("#phase-minutes-1").InputValueAsync()).ShouldBe("10");
        (await page.Locator("#need-phase-0").InputValueAsync()).ShouldBe("2");
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_is_given_languages_a_licence_and_a_network()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Administrator, "/practice");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Languages, licences, networks of " + TinyPractice.Provider }).ClickAsync();
        // The link's own label begins with the field's.
        await page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Languages") }).FillAsync("en, es");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a licence" }).ClickAsync();
        await page.Locator("#state-0").FillAsync("NY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await page.GetByLabel("Tax id").FillAsync("123456789");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "every product" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }
}
