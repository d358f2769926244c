using System.Globalization;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>One visit as a PSR lives it, from the phone call to the day close.</summary>
public sealed class WholeVisitTests(Browsing browsing)
{
    private const string Patient = Canary.Banner;
    private const string Known = "TESTPATIENT, Odette";

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_whole_visit_by_the_keyboard_alone_that_leaves_no_word_of_the_patient_in_logs_and_addresses(StoreKind kind)
    {
        using var watch = new PhiWatch();
        await using var desk = await LiveDesk.StartAsync(kind, adjust: watch.Join);
        await LiveAsync(desk, hasMouse: false, pictures: true, watch: watch);
        watch.HearNames(desk.Data);
        watch.All.Count(h => h.Where.StartsWith("browser", StringComparison.Ordinal)).ShouldBeGreaterThan(50);
        watch.All.ShouldContain(h => h.Where.StartsWith("log ", StringComparison.Ordinal));
        watch.Leaks().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_whole_visit_with_the_mouse_in_the_dark_theme()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await LiveAsync(desk, hasMouse: true, pictures: false, ColorScheme.Dark);
    }

    [Fact(SkipUnless = nameof(OpenTests.AreAskedFor), SkipType = typeof(OpenTests),
        Skip = "Has not passed yet: a circuit was seen to end on the cut line. PORTICO_OPEN_TESTS=1 runs it.")]
    public async Task A_whole_visit_at_150_ms_a_round_trip_with_dropped_connections_loses_no_key()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, TimeSpan.FromMilliseconds(75));
        await LiveAsync(desk, hasMouse: false, pictures: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_known_patient_with_nothing_changed_is_checked_in_with_five_actions(bool hasMouse)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await KnownPatient.ExpectAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.PressAsync(hand.Step("Arrive", Known));
        await hand.TickAsync(screen.Page.GetByLabel("Name", new() { Exact = true }));
        await hand.TickAsync(screen.Page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await hand.PressAsync(hand.Button("All confirmed, nothing changed"));
        await hand.SaidAsync("Checked in at");
        hand.Actions.ShouldBeLessThanOrEqualTo(5);
        screen.Errors.ShouldBeEmpty();
    }

    private async Task LiveAsync(LiveDesk desk, bool hasMouse, bool pictures, ColorScheme theme = ColorScheme.Light, PhiWatch? watch = null)
    {
        await using var screen = await browsing.OpenAsync(desk, theme);
        ListenTo(screen, watch);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse));
        async Task LookAsync(string name)
        {
            if (desk.Line is null)
                await screen.ShouldBeAccessibleAsync();
            if (pictures)
                await screen.PictureAsync(name);
        }

        await screen.SignInAsync(TinyPractice.FrontDesk);
        await LookAsync("01-today-empty");

        await hand.TurnToAsync("Payments", "/payments/drawer");
        await hand.PressAsync(hand.Button("Open drawer"));
        await hand.SaidAsync("Your drawer is open");
        await LookAsync("02-drawer-open");

        await hand.TurnToAsync("Patients", "/patients");
        await LookAsync("03-patients");
        await hand.PressAsync(hand.Link("Register a new patient"));
        await hand.ArriveAtAsync("/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), Canary.Family);
        desk.Line?.Cut();
        await hand.TypeAsync(page.GetByLabel("Given names"), Canary.Given);
        await hand.TypeAsync(page.GetByLabel("Birth date"), Canary.BornTyped);
        await hand.TypeAsync(page.GetByLabel("Phone"), Canary.PhoneTyped);
        await hand.TypeAsync(page.GetByLabel("Insurance or payer"), Canary.Payer);
        await LookAsync("04-register");
        await hand.PressAsync(hand.Button("Register"));
        await page.WaitForURLAsync(url => Guid.TryParse(new Uri(url).Segments[^1], out _));
        await screen.ReadyAsync();
        await page.GetByText(Patient).First.WaitForAsync();
        await LookAsync("05-patient");

        await hand.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Book", Exact = true }));
        await hand.ArriveAtAsync("/schedule");
        await LookAsync("06-schedule");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }));
        await hand.PressAsync(page.Locator(".openings button").First);
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await hand.TypeAsync(page.GetByRole(AriaRole.Dialog).GetByLabel("Note"), Canary.Note);
        await LookAsync("07-book");
        await hand.PressAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }));
        await hand.SaidAsync("Booked for");
        await LookAsync("08-booked");

        await hand.TurnToAsync("Today", "/today");
        await LookAsync("09-today");
        await hand.PressAsync(hand.Step("Arrive", Patient));
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await LookAsync("10-arrive");
        await hand.TickAsync(page.GetByLabel("Name", new() { Exact = true }));
        await hand.TickAsync(page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await LookAsync("11-check-in");

        await hand.PressAsync(hand.Link("Complete the registration"));
        await page.WaitForURLAsync("**/registration**");
        await screen.ReadyAsync();
        await AnswerAllAsync(screen, hasMouse);
        desk.Line?.Cut();
        await LookAsync("12-registration");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await hand.ArriveAtAsync("/check-in");
        await hand.PressAsync(hand.Button("Add a policy"));
        await hand.ChooseAsync(page.GetByLabel("Payer"), "Syn");
        await hand.TypeAsync(page.GetByLabel("Member id"), Canary.MemberId);
        await hand.PressAsync(hand.Button("Add the policy"));
        await hand.SaidAsync("The policy is added");
        await hand.PressAsync(hand.Button("All confirmed, nothing changed"));
        await hand.SaidAsync("Checked in at");
        await LookAsync("13-checked-in");

        await hand.PressAsync(hand.Link("Take the payment"));
        await hand.ArriveAtAsync("/payments/take");
        var before = hand.Actions;
        await hand.TypeAsync(page.GetByLabel("Amount"), "25.00");
        await LookAsync("14-copay");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take ") }));
        await hand.SaidAsync("taken");
        (hand.Actions - before).ShouldBeLessThanOrEqualTo(3);
        await hand.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Receipt", Exact = true }));
        await hand.ArriveAtAsync("/payments/receipts");
        await LookAsync("15-receipt");
        await hand.PressAsync(hand.Link("Back to Today"));
        await hand.ArriveAtAsync("/today");

        await hand.PressAsync(hand.Step("Room", Patient));
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await LookAsync("16-room");
        await hand.PressAsync(hand.Button("To this room"));
        await hand.SaidAsync("Room 1");
        await hand.PressAsync(hand.Step("Start", Patient));
        await hand.SaidAsync("is with");
        await LookAsync("17-with-provider");
        await hand.PressAsync(hand.Step("Check out", Patient));
        await hand.ArriveAtAsync("/check-out");
        await LookAsync("18-check-out");

        await hand.PressAsync(hand.Link("Book the follow-up"));
        await hand.ArriveAtAsync("/schedule");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        await DateAsync(screen, dialog.GetByLabel("Date"), TimeProvider.System.GetUtcNow().AddDays(7), hasMouse);
        await TimeAsync(screen, dialog.GetByLabel("Time"), hasMouse);
        await hand.PressAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }));
        await hand.SaidAsync("Booked for");

        await hand.TurnToAsync("Today", "/today");
        await hand.PressAsync(hand.Step("Check out", Patient));
        await hand.ArriveAtAsync("/check-out");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Check out", Exact = true }));
        await hand.SaidAsync("Checked out at");
        await LookAsync("19-checked-out");

        await hand.TurnToAsync("Payments", "/payments/drawer");
        await hand.PressAsync(hand.Button("Count and close it"));
        await hand.TypeAsync(page.GetByLabel("$100", new() { Exact = true }), "1");
        await hand.TypeAsync(page.GetByLabel("$20", new() { Exact = true }), "1");
        await hand.TypeAsync(page.GetByLabel("$5", new() { Exact = true }), "1");
        await LookAsync("20-count");
        await hand.PressAsync(hand.Button("Finish the count"));
        await hand.SaidAsync("it fits");

        await using var other = await browsing.OpenAsync(desk, theme);
        ListenTo(other, watch);
        var senior = new Hand(other, hasMouse);
        await other.SignInAsync(TinyPractice.Supervisor, "/payments/close");
        if (desk.Line is null)
            await other.ShouldBeAccessibleAsync();
        await senior.PressAsync(senior.Button("Sign and close the day"));
        await senior.SaidAsync("Closed:");
        if (pictures)
            await other.PictureAsync("21-day-closed");
        if (desk.Line is null)
        {
            screen.Errors.ShouldBeEmpty();
            other.Errors.ShouldBeEmpty();
        }
    }

    private static void ListenTo(Screen screen, PhiWatch? watch)
    {
        screen.Page.Request += (_, request) => watch?.Hear("browser request", request.Method + " " + request.Url);
        screen.Page.FrameNavigated += (_, frame) => watch?.Hear("browser address", frame.Url);
        screen.Page.WebSocket += (_, socket) => watch?.Hear("browser socket", socket.Url);
    }

    private static readonly Dictionary<string, string> s_given = new()
    {
        ["address-line1"] = Canary.Street, ["address-city"] = Canary.City, ["address-state"] = "NY", ["address-zip"] = "13850",
        ["q-Email"] = Canary.Email,
    };

    /// <summary>Gives address and email, and answers every other question of the second depth with "declined", going down the form.</summary>
    private static async Task AnswerAllAsync(Screen screen, bool hasMouse)
    {
        var page = screen.Page;
        await page.Locator("select[id^='s-']").First.WaitForAsync();
        if (hasMouse)
        {
            foreach (var (id, text) in s_given)
                await page.Locator("#" + id).FillAsync(text);
            foreach (var select in await page.Locator("select[id^='s-']:not(#s-Address, #s-Email)").AllAsync())
                await select.SelectOptionAsync("Declined");
            return;
        }
        for (var pressed = 0; pressed < 120; pressed++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>("() => document.activeElement?.id || document.activeElement?.textContent.trim() || ''");
            if (s_given.TryGetValue(at, out var text))
                await page.Keyboard.TypeAsync(text, new() { Delay = 15 });
            else if (at is not "s-Address" and not "s-Email" && at.StartsWith("s-", StringComparison.Ordinal))
                await page.Keyboard.TypeAsync("Decl");
            else if (at == "Save")
                return;
        }
        throw new ShouldAssertException("The keyboard did not reach Save.");
    }

    private static async Task DateAsync(Screen screen, ILocator field, DateTimeOffset day, bool hasMouse)
    {
        if (hasMouse)
        {
            await field.FillAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return;
        }
        await screen.TabToAsync(field);
        await screen.Page.Keyboard.TypeAsync(day.ToString("MMddyyyy", CultureInfo.InvariantCulture));
    }

    private static async Task TimeAsync(Screen screen, ILocator field, bool hasMouse)
    {
        if (hasMouse)
        {
            await field.FillAsync("10:00");
            return;
        }
        await screen.TabToAsync(field);
        await screen.Page.Keyboard.TypeAsync("1000AM");
    }
}
