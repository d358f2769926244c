using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>The frame around every page.</summary>
public sealed class FrameTests(Browsing browsing)
{
    [Fact]
    public async Task The_first_load_of_the_staff_app_with_a_full_board_transfers_250_KB_at_most()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, TimeSpan.FromMilliseconds(1));
        var line = desk.Line.ShouldNotBeNull();
        await FullBoard.WriteAsync(desk);
        IReadOnlyList<BrowserContextCookiesResult> cookies;
        await using (var screen = await browsing.OpenAsync(desk))
        {
            await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
            cookies = await screen.Page.Context.CookiesAsync();
        }
        await using var fresh = await browsing.OpenAsync(desk);
        await fresh.Page.Context.AddCookiesAsync([.. cookies
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })]);
        var before = line.BytesToBrowser;
        await fresh.GoAsync("/today");
        await fresh.Page.Locator("tr[data-row]").Nth(FullBoard.Visits - 1).WaitForAsync();
        await fresh.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var bytes = line.BytesToBrowser - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"first load: {bytes} bytes");
        bytes.ShouldBeInRange(10_000, 250 * 1024);
    }

    [Fact]
    public async Task A_name_typed_into_the_palette_on_a_slow_line_keeps_every_key_and_travels_in_no_address()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, TimeSpan.FromMilliseconds(75));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        List<string> addresses = [];
        screen.Page.Request += (_, request) => addresses.Add(request.Url);
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("testpatient odette", new() { Delay = 30 });
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).WaitForAsync();
        (await screen.Page.Locator("#palette-input").InputValueAsync()).ShouldBe("testpatient odette");
        addresses.ShouldNotBeEmpty();
        addresses.ShouldAllBe(a => !a.Contains("testpatient", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_person_chooser_is_accessible_in_both_themes(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        await screen.GoAsync("/choose");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("choose-" + theme.ToString().ToLowerInvariant());
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_and_keeps_the_navigation()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        var answer = await screen.Page.GotoAsync("/no-such-page");
        answer?.Status.ShouldBe(404);
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "This page is not here" }).WaitForAsync();
        await screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_name_that_nobody_has_offers_to_register_a_new_patient()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        var offer = screen.Page.GetByRole(AriaRole.Option, new() { Name = "Register a new patient" });
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("Testpatient", new() { Delay = 15 });
        await screen.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("TESTPATIENT") }).WaitForAsync();
        (await offer.IsVisibleAsync()).ShouldBeFalse();
        await screen.Page.Keyboard.TypeAsync("zzyzx", new() { Delay = 15 });
        await screen.Page.GetByText("Nothing found").WaitForAsync();
        await offer.WaitForAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.AtAsync("/patients/new$");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_palette_opens_a_page_without_a_mouse()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("sched");
        await screen.PictureAsync("palette");
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.AtAsync("/schedule$");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_shortcuts_page_lists_them_and_turns_single_keys_off()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("shortcuts");
        await screen.Page.GetByLabel("Use the single-key shortcuts").UncheckAsync();
        await screen.Page.Locator("h1").FocusAsync();
        await screen.Page.Keyboard.TypeAsync("gs");
        await screen.Page.WaitForTimeoutAsync(300);
        new Uri(screen.Page.Url).AbsolutePath.ShouldBe("/help/keys");
        await screen.Page.GetByLabel("Use the single-key shortcuts").CheckAsync();
        await screen.Page.Locator("h1").FocusAsync();
        await screen.Page.Keyboard.TypeAsync("gs");
        await screen.AtAsync("/schedule$");
    }
}
