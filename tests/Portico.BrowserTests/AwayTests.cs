using Microsoft.Playwright;
using Npgsql;
using Portico.BrowserTests.Kit;
using Portico.Platform;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>The database goes away under open screens, and comes back.</summary>
public sealed class AwayTests(Browsing browsing)
{
    public static bool HasPostgres => BothStores.Postgres is not null;

    [Fact(SkipUnless = nameof(HasPostgres), Skip = "PORTICO_TEST_POSTGRES names no server.")]
    public async Task An_open_page_and_a_new_one_say_that_the_database_is_away_and_go_on_when_it_is_back()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Postgres);
        await using var screen = await browsing.OpenAsync(desk);
        var page = screen.Page;
        await screen.SignInAsync(TinyPractice.FrontDesk, "/work");
        await page.GetByLabel("What has to be done").FillAsync("Call the laboratory");
        await AllowAsync(desk, false);

        await using var other = await browsing.OpenAsync(desk);
        try
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add the task" }).PressAsync("Enter");
            await page.GetByText("press again in a moment").WaitForAsync();
            (await page.GetByLabel("What has to be done").InputValueAsync()).ShouldBe("Call the laboratory");
            await other.Page.Context.AddCookiesAsync([.. (await page.Context.CookiesAsync())
                .Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })]);
            (await other.Page.GotoAsync("/payments/drawer")).ShouldNotBeNull().Status.ShouldBe(503);
            await other.Page.GetByText("The database does not answer").First.WaitForAsync();
            await other.ShouldBeAccessibleAsync();
        }
        finally
        {
            // Also when this failed: the program seals its log while it stops.
            await AllowAsync(desk, true);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the task" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Cell, new() { Name = "Call the laboratory" }).WaitForAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Heading, new() { Name = "Your drawer" }).WaitForAsync();
    }

    private static async Task AllowAsync(LiveDesk desk, bool isThere)
    {
        var name = new NpgsqlConnectionStringBuilder(desk.Get<Settings>().Address.Connection).Database;
        await using var source = NpgsqlDataSource.Create(BothStores.Postgres ?? "");
        await using (var allow = source.CreateCommand($"ALTER DATABASE {name} ALLOW_CONNECTIONS {(isThere ? "true" : "false")}"))
            await allow.ExecuteNonQueryAsync();
        if (isThere)
            return;
        await using var end = source.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await end.ExecuteNonQueryAsync();
    }
}
