using Portico.BrowserTests.Kit;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>What somebody sees who has just started the program for the first time.</summary>
public sealed class DemoTests(Browsing browsing)
{
    [Fact]
    public async Task The_first_start_leads_to_a_board_with_visits_on_it()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, isFirstStart: true);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync("Riley Fontaine");
        // The day may still be filling: the board hears of it by itself.
        await screen.Page.Locator("tr[data-row]").Nth(9).WaitForAsync(new() { Timeout = 60_000 });
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("today");
        screen.Errors.ShouldBeEmpty();
    }
}
