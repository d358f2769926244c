using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>What a person at the desk does beside the visit's straight way.</summary>
public sealed class DeskScreensTests(Browsing browsing)
{
    private const string Known = "TESTPATIENT, Odette";

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_page_that_the_role_does_not_include_says_so_and_shows_nothing_else(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        (await screen.Page.GotoAsync("/staff"))?.Status.ShouldBe(403);
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Your role does not include this" }).WaitForAsync();
        (await screen.Page.Locator("main button, main input, main table").CountAsync()).ShouldBe(0);
        await LookAsync(screen, "refused", theme);
        await screen.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        await screen.AtAsync("/today$");
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Someone_new_walks_in_from_Today_with_the_keyboard_and_one_press_registers_books_and_opens_check_in(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.PressAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Walk-in", Exact = true }));
        await hand.TypeAsync(screen.Page.GetByLabel("Who is here?"), "Ada Newcomer");
        await LookAsync(screen, "walk-in-find", theme);
        await hand.PressAsync(hand.Button("Someone new: register"));
        await screen.Page.GetByLabel("Family name").WaitForAsync();
        (await screen.Page.GetByLabel("Family name").InputValueAsync()).ShouldBe("Newcomer");
        (await screen.Page.GetByLabel("Given names").InputValueAsync()).ShouldBe("Ada");
        await hand.TypeAsync(screen.Page.GetByLabel("Birth date"), "3 Feb 1990");
        await hand.TypeAsync(screen.Page.GetByLabel("Phone"), "607 555 0177");
        await hand.TypeAsync(screen.Page.GetByLabel("Insurance or payer"), "Synthetic Health");
        await LookAsync(screen, "walk-in-new", theme);
        await screen.Page.Keyboard.PressAsync("Enter");
        await hand.ArriveAtAsync("/check-in");
        await screen.Page.GetByText("NEWCOMER, Ada").First.WaitForAsync();
        hand.Actions.ShouldBeLessThanOrEqualTo(6);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Someone_like_a_known_patient_is_shown_before_a_second_record_is_made()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/walk-in");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Someone new" }).ClickAsync();
        await screen.Page.GetByLabel("Family name").FillAsync("Testpatient");
        await screen.Page.GetByLabel("Given names").FillAsync("Odette");
        await screen.Page.GetByLabel("Birth date").FillAsync("7/14/1945");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Register and take the walk-in" }).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Is it one of these?" }).WaitForAsync();
        await LookAsync(screen, "walk-in-alike", ColorScheme.Light);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "This is the person" }).ClickAsync();
        await screen.Page.GetByLabel("Name", new() { Exact = true }).CheckAsync();
        await screen.Page.GetByLabel("Birth date").CheckAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Take the walk-in: here now" }).ClickAsync();
        await screen.AtAsync("/check-in/");
        await screen.Page.GetByText(Known).First.WaitForAsync();
    }

    [Fact]
    public async Task A_live_change_moves_neither_the_focus_nor_the_row_under_the_hand()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        for (var at = 0; at < 24; at++)
            await BookAsync(desk, await PatientAsync(desk, $"Row{(char)('A' + at)}"), new TimeOnly(at, 30));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        var mine = screen.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ROWM" });
        await mine.FocusAsync();
        await mine.ScrollIntoViewIfNeededAsync();
        await screen.Page.WaitForTimeoutAsync(200);
        var before = (await mine.BoundingBoxAsync()).ShouldNotBeNull().Y;

        await BookAsync(desk, await PatientAsync(desk, "Early"), new TimeOnly(0, 45));
        await screen.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "EARLY" }).WaitForAsync();
        await screen.Page.WaitForTimeoutAsync(200);
        (await mine.BoundingBoxAsync()).ShouldNotBeNull().Y.ShouldBe(before, tolerance: 2);
        (await mine.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_board_of_one_place_shows_its_new_visits_alone_and_a_board_of_all_places_is_remembered()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var elm = Id.New<LocationId>();
        await desk.WriteAsync(d =>
        {
            desk.Get<IPracticeDirectory>().AddLocation(d, elm, "Elm Street", TinyPractice.Zone, null, null);
            return Task.CompletedTask;
        });
        await BookAsync(desk, await PatientAsync(desk, "Mainly"), new TimeOnly(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        ILocator Row(string name) => screen.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await Row("MAINLY").WaitForAsync();
        await screen.Page.Locator("#board-location").SelectOptionAsync("Elm Street");
        await screen.Page.GetByText("No visits here on this day").WaitForAsync();
        await BookAsync(desk, await PatientAsync(desk, "Elsewhere"), new TimeOnly(10, 0));
        await BookAsync(desk, await PatientAsync(desk, "Elmly"), new TimeOnly(11, 0), elm);
        await Row("ELMLY").WaitForAsync();
        (await screen.Page.Locator("tr[data-row]").CountAsync()).ShouldBe(1);

        // A desk stands at one place, and shows it; who looks at all places sees them again.
        await screen.Page.Locator("#board-location").SelectOptionAsync("All locations");
        await Row("MAINLY").WaitForAsync();
        await screen.GoAsync("/today");
        await Row("MAINLY").WaitForAsync();
        (await screen.Page.Locator("tr[data-row]").CountAsync()).ShouldBe(3);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_live_change_leaves_an_open_dialog_as_it_is_filled()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookAsync(desk, desk.Practice.Known, new TimeOnly(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.PressAsync(hand.Step("Arrive", Known));
        var name = screen.Page.GetByLabel("Name", new() { Exact = true });
        await hand.TickAsync(name);
        await BookAsync(desk, await PatientAsync(desk, "Early"), new TimeOnly(0, 45));
        await screen.Page.Locator("tr[data-row]").Filter(new() { HasText = "EARLY" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await name.IsCheckedAsync()).ShouldBeTrue();
        (await name.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        await hand.TickAsync(screen.Page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await screen.Page.GetByText(Known).First.WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_that_comes_in_takes_neither_the_focus_nor_half_typed_words()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        for (var n = 0; n < 30; n++)
            await OpenTaskAsync(desk, $"Call back number {n:00}", due: 10 + n);
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/work");
        var row = screen.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "number 20" }).GetByRole(AriaRole.Button).First;
        await row.FocusAsync();
        await screen.Page.WaitForTimeoutAsync(200);
        var stood = (await row.BoundingBoxAsync()).ShouldNotBeNull().Y;
        await OpenTaskAsync(desk, "Urgent: the laboratory called", due: 0);
        await screen.Page.GetByText("Urgent: the laboratory called").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        (await row.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        (await row.BoundingBoxAsync()).ShouldNotBeNull().Y.ShouldBe(stood, tolerance: 2);

        var title = screen.Page.GetByLabel("What has to be done");
        await title.FocusAsync();
        await screen.Page.Keyboard.TypeAsync("Call the lab", new() { Delay = 15 });
        await screen.Page.WaitForTimeoutAsync(200);
        var before = (await title.BoundingBoxAsync()).ShouldNotBeNull().Y;
        await OpenTaskAsync(desk, "Urgent: the pharmacy called", due: 0);
        await screen.Page.GetByText("Urgent: the pharmacy called").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await screen.Page.Keyboard.TypeAsync("oratory", new() { Delay = 15 });
        (await title.InputValueAsync()).ShouldBe("Call the laboratory");
        (await title.BoundingBoxAsync()).ShouldNotBeNull().Y.ShouldBe(before, tolerance: 2);
        await hand.EnterAsync();
        await hand.SaidAsync("Added: Call the laboratory");
        screen.Errors.ShouldBeEmpty();
    }

    private static async Task OpenTaskAsync(LiveDesk desk, string title, int due) =>
        (await desk.Get<OpenTask>().RunAsync(new(title, desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(due), null, null, Roles.Desk),
            Call.ByProgram(TestDesk.Practice), TestContext.Current.CancellationToken)).ShouldBeOfType<OpenTask.Result.Opened>();

    [Fact]
    public async Task A_refresh_of_the_drawer_page_leaves_a_count_as_it_stands()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var elm = Id.New<LocationId>();
        await desk.WriteAsync(d =>
        {
            desk.Get<IPracticeDirectory>().AddLocation(d, elm, "Elm Street", TinyPractice.Zone, null, null);
            return Task.CompletedTask;
        });
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/payments/drawer");
        await hand.PressAsync(hand.Button("Open drawer"));
        await hand.PressAsync(hand.Button("Count and close it"));
        var hundreds = screen.Page.GetByLabel("$100", new() { Exact = true });
        await hand.TypeAsync(hundreds, "1");
        // The same person opens another drawer at another place, on another screen: this page shows it.
        var self = (await desk.ReadAsync(d => desk.Get<IStaffDirectory>().MembersAsync(d, TestContext.Current.CancellationToken)))
            .Single(m => m.DisplayName == TinyPractice.FrontDesk).Id;
        (await desk.Get<OpenDrawer>().RunAsync(new(elm, Money.FromDollars(50)),
            new Call { Practice = TestDesk.Practice, User = self, Door = Door.Api }, TestContext.Current.CancellationToken))
            .ShouldBeOfType<OpenDrawer.Result.Opened>();
        await screen.Page.GetByText("with $50.00").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await screen.Page.Keyboard.TypeAsync("2");
        (await hundreds.InputValueAsync()).ShouldBe("12");
        (await hundreds.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_colleague_writes_into_a_chart_leaves_half_typed_words_there()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}");
        var alert = screen.Page.GetByLabel("New alert");
        await alert.FocusAsync();
        await screen.Page.Keyboard.TypeAsync("Hard of", new() { Delay = 15 });
        await screen.Page.WaitForTimeoutAsync(200);
        var before = (await alert.BoundingBoxAsync()).ShouldNotBeNull().Y;
        (await desk.Get<AddAlert>().RunAsync(new(desk.Practice.Known, "Latex allergy"), Call.ByProgram(TestDesk.Practice),
            TestContext.Current.CancellationToken)).ShouldBeOfType<AddAlert.Result.Added>();
        await screen.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Latex allergy" }).First.WaitForAsync();
        await screen.Page.Keyboard.TypeAsync(" hearing", new() { Delay = 15 });
        (await alert.InputValueAsync()).ShouldBe("Hard of hearing");
        (await alert.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        (await alert.BoundingBoxAsync()).ShouldNotBeNull().Y.ShouldBe(before, tolerance: 2);
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_card_is_photographed_with_the_desks_own_camera(ColorScheme theme)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var policy = Id.New<PolicyId>();
        await desk.WriteAsync(async d => await desk.Get<ICoverage>().AddPolicyAsync(d, policy, desk.Practice.Known,
            new NewPolicy { Payer = (await desk.Get<IPracticeDirectory>().PayersAsync(d, ct)).Single().Id, MemberId = "SYN4410" }, ct));
        await using var screen = await browsing.OpenAsync(desk, theme);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await page.AddInitScriptAsync("""
            const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = async wanted => (window.theCamera = await ask(wanted));
            """);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/coverage");
        await hand.PressAsync(hand.Button("Add the card's picture of Synthetic Health"));
        await hand.PressAsync(hand.Button("Photograph the card's front of Synthetic Health"));
        await page.Locator("video").WaitForAsync();
        await LookAsync(screen, "card-camera", theme);
        await hand.PressAsync(hand.Button("Take the picture"));
        await hand.SaidAsync("front is kept");
        await page.Locator("video").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var front = (await desk.Get<PatientCoverage>().RunAsync(new(desk.Practice.Known), Call.ByProgram(TestDesk.Practice), ct))
            .Policies.Single().Front.ShouldNotBeNull();
        var kept = await desk.Get<OpenCardPicture>().RunAsync(new(front), Call.ByProgram(TestDesk.Practice), ct);
        kept.ContentType.ShouldBe("image/jpeg");
        kept.Bytes.ShouldNotBeNull().Length.ShouldBeGreaterThan(2_000);
        (await page.EvaluateAsync<bool>("() => window.theCamera.getTracks().every(t => t.readyState === 'ended')")).ShouldBeTrue("the camera is still on");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_camera_the_dialog_says_what_to_do_instead()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.WriteAsync(async d => await desk.Get<ICoverage>().AddPolicyAsync(d, Id.New<PolicyId>(), desk.Practice.Known, new NewPolicy
        {
            Payer = (await desk.Get<IPracticeDirectory>().PayersAsync(d, TestContext.Current.CancellationToken)).Single().Id, MemberId = "SYN4410",
        }, TestContext.Current.CancellationToken));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.Page.AddInitScriptAsync(
            "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('synthetic', 'NotAllowedError'));");
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/coverage");
        await hand.PressAsync(hand.Button("Add the card's picture of Synthetic Health"));
        await hand.PressAsync(hand.Button("Photograph the card's back of Synthetic Health"));
        await screen.Page.GetByText("may not use the camera").WaitForAsync();
        (await hand.Button("Take the picture").IsDisabledAsync()).ShouldBeTrue();
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Check_in_asks_in_place_what_registration_lacks_and_the_hand_goes_on_at_the_next_step(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookAsync(desk, desk.Practice.Known, new TimeOnly(23, 30));
        await using var screen = await browsing.OpenAsync(desk, theme);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.PressAsync(hand.Step("Arrive", Known));
        await hand.TickAsync(screen.Page.GetByLabel("Name", new() { Exact = true }));
        await hand.TickAsync(screen.Page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Ask the patient" }).WaitForAsync();
        await screen.Page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("Spanish");
        await screen.Page.GetByLabel("Interpreter need").SelectOptionAsync("Yes");
        await LookAsync(screen, "check-in-asks", theme, wholePage: true);
        await hand.PressAsync(hand.Button("The rest: declined"));
        await hand.PressAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        var next = hand.Button("All confirmed, nothing changed");
        await next.WaitForAsync();
        await screen.Page.WaitForFunctionAsync("() => document.activeElement?.textContent?.startsWith('All confirmed')");
        await screen.Page.GetByText("Interpreter: Spanish").WaitForAsync();

        await hand.PressAsync(hand.Button("Change name, address, phones or answers"));
        await screen.Page.WaitForFunctionAsync("() => document.activeElement?.id === 'family'");
        await screen.Page.GetByLabel("Street").First.FillAsync("9 Sample Avenue");
        await hand.PressAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await screen.Page.WaitForFunctionAsync("() => document.activeElement?.textContent?.startsWith('All confirmed')");
        await screen.Page.Keyboard.PressAsync("Enter");
        await hand.SaidAsync("Checked in at");
        await screen.GoAsync($"/patients/{desk.Practice.Known.Value}");
        await screen.Page.GetByText("9 Sample Avenue").WaitForAsync();
        await LookAsync(screen, "patient", theme, wholePage: true);
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_restricted_chart_opens_with_a_reason_and_a_supervisor_reviews_what_was_done(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var above = await browsing.OpenAsync(desk, theme);
        var address = $"/patients/{desk.Practice.Known.Value}";
        await above.SignInAsync(TinyPractice.Supervisor, address);
        await above.Page.GetByLabel("Why it is restricted").FillAsync("Asked for by the person");
        await LookAsync(above, "restrict", theme, wholePage: true);
        await above.Page.GetByRole(AriaRole.Button, new() { Name = "Restrict the chart" }).ClickAsync();
        await above.Page.GetByLabel("Why do you open it?").WaitForAsync();
        (await above.Page.GetByText("1 Sample Street").CountAsync()).ShouldBe(0);

        await using var front = await browsing.OpenAsync(desk, theme);
        await front.SignInAsync(TinyPractice.FrontDesk, address);
        await front.Page.GetByLabel("Why do you open it?").FillAsync("The patient is on the phone");
        await LookAsync(front, "opens-with-a-reason", theme);
        await front.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chart" }).ClickAsync();
        await front.Page.GetByLabel("New alert").FillAsync("Hard of hearing");
        await front.Page.GetByRole(AriaRole.Button, new() { Name = "Add the alert" }).ClickAsync();
        await front.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Alert added" }).First.WaitForAsync();

        await above.GoAsync("/work");
        await above.Page.GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await above.Page.GetByText("The patient is on the phone").WaitForAsync();
        await above.Page.GetByRole(AriaRole.Cell, new() { Name = "Add alert" }).WaitForAsync();
        await LookAsync(above, "review", theme, wholePage: true);
        await above.Page.GetByRole(AriaRole.Button, new() { Name = "Mark as reviewed" }).ClickAsync();
        await above.Page.GetByText("Reviewed by " + TinyPractice.Supervisor).WaitForAsync();
        front.Errors.ShouldBeEmpty();
        above.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_guarantor_account_is_opened_corrected_and_closed(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}");
        await hand.PressAsync(hand.Link("Accounts and money"));
        await hand.ArriveAtAsync("/payments/accounts");
        await hand.PressAsync(hand.Button("Open another account"));
        await hand.TypeAsync(screen.Page.GetByLabel("Who pays"), "Synthetic Works");
        await screen.Page.GetByLabel("Accident date").FillAsync("2026-02-20");
        await LookAsync(screen, "account-open", theme);
        await hand.PressAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Open the account" }));
        await hand.SaidAsync("The account is open");
        await hand.PressAsync(hand.Button("Change… the account of Synthetic Works"));
        await hand.TypeAsync(screen.Page.GetByLabel("Claim number"), "WC-77");
        await hand.TypeAsync(screen.Page.GetByLabel("Employer at the time"), "Synthetic Works Inc.");
        await screen.Page.GetByLabel("Carrier").SelectOptionAsync("Synthetic Health");
        await hand.PressAsync(hand.Button("Save the change"));
        await hand.SaidAsync("The account is changed");
        await screen.Page.GetByText("claim WC-77").WaitForAsync();
        await hand.PressAsync(hand.Button("Close… the account of Synthetic Works"));
        await LookAsync(screen, "account-close", theme);
        await hand.PressAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Close the account" }));
        await hand.SaidAsync("The account is closed");
        await LookAsync(screen, "accounts", theme);
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_patient_record_is_linked_with_a_member_of_staff_and_unlinked(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.Supervisor, "/staff");
        await LookAsync(screen, "staff", theme);
        await hand.PressAsync(hand.Link("Patient records of " + TinyPractice.FrontDesk));
        await screen.AtAsync("/records$");
        await screen.ReadyAsync();
        await screen.Page.GetByLabel("A family member's record").CheckAsync();
        await hand.TypeAsync(screen.Page.GetByLabel("Find the patient"), "testpatient");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = Known }).ClickAsync();
        await hand.SaidAsync("Linked");
        await LookAsync(screen, "staff-records", theme);
        await hand.PressAsync(hand.Button("Unlink"));
        await hand.SaidAsync("Unlinked");
        screen.Errors.ShouldBeEmpty();
    }

    private static async Task LookAsync(Screen screen, string name, ColorScheme theme, bool wholePage = false)
    {
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"{name}-{theme.ToString().ToLowerInvariant()}", wholePage);
    }

    private static async Task<PatientId> PatientAsync(LiveDesk desk, string family)
    {
        var id = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id, new NewPatient { Family = family, Given = "Synthetic" },
            TestContext.Current.CancellationToken));
        return id;
    }

    /// <param name="place">Null: the practice's first.</param>
    private static async Task BookAsync(LiveDesk desk, PatientId patient, TimeOnly time, LocationId? place = null)
    {
        var location = place ?? desk.Practice.Location;
        var today = desk.Get<PracticeClock>().Today(TinyPractice.Zone);
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), patient, desk.Practice.ProviderId,
            location, desk.Practice.FollowUp, today, time, 15, null, TestContext.Current.CancellationToken)).ShouldBeTrue());
        // Written past the engine: what it says after a commit is said here.
        desk.Get<LiveFeed>().Published(TestDesk.Practice, Guid.CreateVersion7(), [ScheduleTopics.Day(location, today)]);
    }
}
