using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>What holds on every page of a desk: where it stands, what its person may do, what was pressed before a script came.</summary>
public sealed class OneDeskTests(Browsing browsing)
{
    private const string West = "West Side";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_location_chosen_in_the_header_holds_on_every_page_after_a_reload_and_for_the_next_person()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var west = await WestAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        (await Header(screen).InputValueAsync()).ShouldBe(desk.Practice.Location.Value.ToString());
        await ChooseAsync(screen, West);
        await StandsAsync(screen, west, "/today", "#board-location");
        await StandsAsync(screen, west, "/schedule", "#location");
        await StandsAsync(screen, west, "/payments/drawer", "#place");
        await StandsAsync(screen, west, "/payments/close", "#place");
        await screen.GoAsync("/walk-in");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Someone new" }).ClickAsync();
        (await screen.Page.Locator("#walk-in-location").InputValueAsync()).ShouldBe(west.Value.ToString());
        await screen.Page.GotoAsync("/schedule/print");
        await screen.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^" + West) }).First.WaitForAsync();
        await screen.SignInAsync(TinyPractice.Supervisor);
        await StandsAsync(screen, west, "/today", "#board-location");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("desk-location");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_location_chosen_in_another_tab_is_taken_over_at_the_next_page()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var west = await WestAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        var other = await screen.Page.Context.NewPageAsync();
        await other.GotoAsync("/today");
        await other.Locator("[data-desk-location]").SelectOptionAsync(West);
        await other.Locator($".topbar[data-desk-at='{west.Value}']").WaitForAsync();
        await screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { NameRegex = new("^Schedule") }).ClickAsync();
        await screen.Page.WaitForFunctionAsync("west => document.querySelector('#location')?.value === west", west.Value.ToString());
        (await Header(screen).InputValueAsync()).ShouldBe(west.Value.ToString());
    }

    [Fact]
    public async Task A_board_of_all_locations_names_the_zone_of_the_others()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var west = await WestAsync(desk);
        await BookAsync(desk, west, new(9, 0));
        await BookAsync(desk, desk.Practice.Location, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await screen.Page.Locator("tr[data-row]").First.WaitForAsync();
        await screen.Page.Locator("#board-location").SelectOptionAsync("all");
        await screen.Page.Locator("tr[data-row]").Nth(1).WaitForAsync();
        var times = await screen.Page.Locator("tr[data-row] td:first-child").AllInnerTextsAsync();
        times[0].ShouldBe("10:00 AM\nMain Street");
        times[1].ShouldMatch("^9:00 AM\nM[SD]T, West Side$");
        await screen.PictureAsync("all-locations");
        await screen.ShouldBeAccessibleAsync();
    }

    [Theory]
    [InlineData(TinyPractice.FrontDesk, "/today")]
    [InlineData(TinyPractice.Administrator, "/practice")]
    [InlineData(TinyPractice.Auditor, "/payments/close")]
    [InlineData(TinyPractice.Biller, "/today")]
    public async Task Everyone_begins_on_a_page_of_theirs_and_no_entry_of_the_navigation_refuses_them(string person, string home)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(person, "/");
        new Uri(screen.Page.Url).AbsolutePath.ShouldBe(home);
        var links = screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link);
        var addresses = await links.EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        addresses.Length.ShouldBeGreaterThan(3);
        foreach (var address in addresses)
        {
            (await screen.Page.GotoAsync(address)).ShouldNotBeNull().Status.ShouldBe(200, address);
            await screen.ReadyAsync();
            await screen.Page.WaitForFunctionAsync("() => !document.querySelector('.loading')");
            (await screen.Page.Locator(".notice.problem").CountAsync()).ShouldBe(0, address);
            await screen.PictureAsync($"role-{person.Split(' ')[1].ToLowerInvariant()}{address.Replace('/', '-')}");
            await screen.ShouldBeAccessibleAsync();
        }
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_biller_is_offered_neither_walk_in_nor_booking_and_a_front_desk_no_signature_of_the_day()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookAsync(desk, desk.Practice.Location, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Biller);
        await screen.Page.Locator("tr[data-row]").First.WaitForAsync();
        (await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Walk-in|Arrive)") }).CountAsync()).ShouldBe(0);
        await screen.GoAsync("/schedule");
        await screen.Page.Locator(".appointment").WaitForAsync();
        (await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Book$| free,") }).CountAsync()).ShouldBe(0);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/payments/close");
        await screen.Page.GetByText("signs and closes the day").WaitForAsync();
        (await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Sign and close the day" }).CountAsync()).ShouldBe(0);
        await screen.Page.GetByLabel("Terminal's total").WaitForAsync();
    }

    [Fact]
    public async Task The_palette_says_how_many_there_are_and_leads_to_all_of_them_without_a_name_in_the_address()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.WriteAsync(async d =>
        {
            for (var n = 0; n < 12; n++)
                await desk.Get<IPatients>().AddAsync(d, Id.New<PatientId>(), new NewPatient { Family = "Manyfold", Given = "Synthetic" + (char)('a' + n) }, Ct);
        });
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await screen.Page.Keyboard.PressAsync("Control+k");
        await screen.Page.Keyboard.TypeAsync("manyfold");
        await screen.Page.Locator("#palette-said").GetByText("8 of 12 patients").WaitForAsync();
        await screen.PictureAsync("palette-count");
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.Keyboard.PressAsync("ArrowUp");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.AtAsync("^/patients$");
        await screen.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("MANYFOLD") }).Nth(11).WaitForAsync();
        (await screen.Page.Locator("#find").InputValueAsync()).ShouldBe("manyfold");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Enter_pressed_before_the_pickers_script_came_picks_the_patient_when_it_is_there()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        var letGo = await screen.HoldBackAsync("combobox");
        await screen.GoAsync("/patients");
        await screen.Page.Locator("#find").FillAsync("testpatient");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).WaitForAsync();
        await screen.Page.Locator("#find").PressAsync("Enter");
        letGo();
        await screen.AtAsync($"/patients/{desk.Practice.Known.Value}$");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Enter_pressed_on_a_row_before_the_boards_script_came_does_the_next_step_when_it_is_there()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookAsync(desk, desk.Practice.Location, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        var letGo = await screen.HoldBackAsync("row-keys");
        await screen.GoAsync("/today");
        await screen.Page.Locator("tr[data-row]").First.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        letGo();
        await screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Who is here?" }).WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_moved_to_another_location_and_a_booking_says_where()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var west = await WestAsync(desk);
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        var id = await BookAsync(desk, desk.Practice.Location, new(10, 0), today.AddDays(1));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Supervisor, $"/schedule?appointment={id.Value}");
        await screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Visit" }).GetByLabel("Location").SelectOptionAsync(West);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await screen.Page.GetByLabel("Why outside the provider's hours").FillAsync("The provider is there that day");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("move-location");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = ", " + West + ":" }).First.WaitForAsync();
        (await desk.ReadAsync(d => desk.Get<ISchedule>().FindAsync(d, id, Ct))).ShouldNotBeNull().LocationId.ShouldBe(west);

        await screen.GoAsync("/schedule?book=1");
        var booking = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" }).GetByLabel("Location");
        (await booking.InputValueAsync()).ShouldBe(desk.Practice.Location.Value.ToString());
        await screen.PictureAsync("book-location");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_walk_in_for_whom_no_room_is_free_is_taken_and_its_check_in_says_so()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.WriteAsync(async d =>
        {
            foreach (var type in await d.Db.Set<VisitTypeRow>().Select(t => t.Id).ToListAsync(Ct))
                d.Db.Add(new VisitNeed { VisitTypeId = type, Number = 1, Phase = 0, Class = ResourceClass.Room, Kind = "procedure" });
        });
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/walk-in");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Someone new" }).ClickAsync();
        await screen.Page.GetByLabel("Family name").FillAsync("Newcomer");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Register and take the walk-in" }).ClickAsync();
        await screen.AtAsync("/check-in/");
        await screen.Page.GetByText("because none is free: room procedure").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_walk_in_outside_a_session_is_taken_once_the_desk_says_so()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await WestAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/walk-in");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Someone new" }).ClickAsync();
        await screen.Page.GetByLabel("Family name").FillAsync("Newcomer");
        await screen.Page.GetByLabel("Location").SelectOptionAsync(West);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Register and take the walk-in" }).ClickAsync();
        var sure = screen.Page.GetByLabel("The provider sees them outside a session");
        await sure.WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("walk-in-outside");
        await sure.CheckAsync();
        await screen.Page.WaitForTimeoutAsync(600);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Register and take the walk-in" }).ClickAsync();
        await screen.AtAsync("/check-in/");
        screen.Errors.ShouldBeEmpty();
    }

    private static ILocator Header(Screen screen) => screen.Page.Locator("[data-desk-location]");

    private static async Task ChooseAsync(Screen screen, string place)
    {
        await Header(screen).SelectOptionAsync(place);
        await screen.Page.Locator("[data-clinic-zone='America/Denver']").WaitForAsync();
        await screen.ReadyAsync();
    }

    private static async Task StandsAsync(Screen screen, LocationId at, string page, string select)
    {
        await screen.GoAsync(page);
        await screen.Page.WaitForFunctionAsync("([select, at]) => document.querySelector(select)?.value === at", new[] { select, at.Value.ToString() });
        (await Header(screen).InputValueAsync()).ShouldBe(at.Value.ToString());
        (await screen.Page.Locator("[data-clinic-zone]").GetAttributeAsync("data-clinic-zone")).ShouldBe("America/Denver");
    }

    private static async Task<LocationId> WestAsync(LiveDesk desk)
    {
        var id = Id.New<LocationId>();
        await desk.WriteAsync(d =>
        {
            desk.Get<IPracticeDirectory>().AddLocation(d, id, West, "America/Denver", null, null);
            return Task.CompletedTask;
        });
        return id;
    }

    private static async Task<AppointmentId> BookAsync(LiveDesk desk, LocationId at, TimeOnly time, DateOnly? date = null)
    {
        var id = Id.New<AppointmentId>();
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, id, desk.Practice.Known, desk.Practice.ProviderId, at,
            desk.Practice.FollowUp, date ?? today, time, 15, null, Ct)).ShouldBeTrue());
        return id;
    }
}
