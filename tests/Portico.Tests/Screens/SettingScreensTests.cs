using Bunit;
using Portico.Modules.Practice.ShowProvider;
using Portico.Modules.Practice.ShowVisitType;
using Portico.Modules.Scheduling.ProviderTemplates;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Tests.Kit;
using Portico.Tests.Scheduling;
using static Portico.Tests.Screens.Room;

namespace Portico.Tests.Screens;

/// <summary>What booking asks, set up on the screen: filled in, pressed, and read back by the page.</summary>
public sealed class SettingScreensTests
{
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_session_by_the_month_is_added_with_a_cap_and_a_kept_slot(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        await using var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.Supervisor));
        var page = room.Render<TemplatesPage>();
        await FoundAsync(page, "#how");
        await page.InvokeAsync(() => page.Find("#how").ChangeAsync("Monthly"));
        await page.InvokeAsync(() => page.Find("#nth").ChangeAsync("2"));
        await page.InvokeAsync(() => page.Find("#weekday").ChangeAsync("Tuesday"));
        page.Find("#ends-hint").TextContent.ShouldContain("the 2nd Tuesday of each month: Tue 10-Mar, Tue 14-Apr, Tue 12-May, Tue 9-Jun");
        await page.InvokeAsync(() => page.Find("#after").ChangeAsync("5"));
        await ClickAsync(page, "Add a rule");
        await page.InvokeAsync(() => page.Find("#line-patients-0").ChangeAsync("New"));
        await ClickAsync(page, "Add a slot");
        await Room.PressTwiceAsync(page, "#how");
        await SeenAsync(page, "The 2nd Tuesday of each month");
        var row = page.FindAll("tbody tr").Where(r => r.TextContent.Contains("2nd Tuesday", StringComparison.Ordinal)).ShouldHaveSingleItem().TextContent;
        row.ShouldContain("2 new patients at most");
        row.ShouldContain("9:00 AM–9:30 AM kept for new patients, released 24 h before");
        row.ShouldContain("0 min free before, 5 min after each visit");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_type_is_given_phases_that_take_as_long_as_it(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        await using var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.Administrator));
        var page = room.Render<VisitTypePage>(p => p.Add(x => x.Id, clinic.Visit.Value));
        await FoundAsync(page, "#mode");
        await page.InvokeAsync(() => page.Find("#max-age").ChangeAsync("216"));
        await ClickAsync(page, "Add a phase");
        await page.InvokeAsync(() => page.Find("#phase-name-0").ChangeAsync("Nurse"));
        await page.InvokeAsync(() => page.Find("#phase-minutes-0").ChangeAsync("5"));
        await SubmitAsync(page, "#phase-name-0");
        await SeenAsync(page, "The phases take 5 minutes, and the visit 20");
        await ClickAsync(page, "Add a phase");
        await page.InvokeAsync(() => page.Find("#phase-name-1").ChangeAsync("Provider"));
        page.Find("#phase-minutes-1").GetAttribute("value").ShouldBe("15");
        await SubmitAsync(page, "#phase-name-0");
        await SeenAsync(page, "Saved.");
        // What was typed in the other form is still there.
        page.Find("#age-hint").TextContent.ShouldBe("From birth to 18 years, on the day of the visit.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_provider_is_given_languages_and_a_licence(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind, patients: 0);
        await using var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.Administrator));
        var page = room.Render<ProviderPage>(p => p.Add(x => x.Id, clinic.Provider.Value));
        await FoundAsync(page, "#languages");
        await page.InvokeAsync(() => page.Find("#languages").ChangeAsync("en, ES"));
        await ClickAsync(page, "Add a licence");
        await page.InvokeAsync(() => page.Find("#state-0").ChangeAsync("ny"));
        await SubmitAsync(page, "#languages");
        await SeenAsync(page, "Saved.");
        await page.WaitForAssertionAsync(() => page.Find("#languages").GetAttribute("value").ShouldBe("en, es"));
        page.Find("#state-0").GetAttribute("value").ShouldBe("NY");
    }

    private static Task SubmitAsync(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page, string field) =>
        page.InvokeAsync(() => page.FindAll("form").First(f => f.QuerySelector(field) is not null).SubmitAsync());
}
