using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Arrivals;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>A line that is slow, cut or silent, and a server that is killed: what was typed is there, what was done is done once.</summary>
public sealed class BadLineTests(Browsing browsing)
{
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(75);

    [Fact]
    public async Task A_name_typed_into_the_palette_through_a_cut_is_whole_and_Enter_opens_whom_it_names()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow);
        await AddNamesakeAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/help/keys");
        await screen.Page.Keyboard.PressAsync("Control+k");
        await TypeThroughACutAsync(screen, desk, "testpat", "tern osb", questionAfter: 160);
        (await screen.Page.Locator("#palette-input").InputValueAsync()).ShouldBe("testpattern osb");
        // What "testpat" found is still shown; Enter waits for what the whole word finds.
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.AtAsync("/patients/[^/]+$");
        await screen.Page.GetByText("TESTPATTERN, Osbert").First.WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_typed_into_the_picker_through_a_cut_is_whole_and_finds_its_last_letters()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow);
        await AddNamesakeAsync(desk);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients");
        await screen.TabToAsync(screen.Page.Locator("#find"));
        await TypeThroughACutAsync(screen, desk, "testpat", "ient ode", questionAfter: 20);
        await screen.Page.Locator("#find-list[data-for='testpatient ode']").WaitForAsync();
        (await screen.Page.Locator("#find").InputValueAsync()).ShouldBe("testpatient ode");
        (await screen.Page.Locator("#find-list li strong").AllInnerTextsAsync()).ShouldBe(["TESTPATIENT, Odette"]);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_half_filled_registration_survives_a_killed_server()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, isProcess: true);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), "Unplugged");
        await hand.TypeAsync(page.GetByLabel("Given names"), "Nadia");
        await hand.TypeAsync(page.GetByLabel("Birth date"), "3 Feb 1980");
        await page.GetByLabel("Sex").SelectOptionAsync("Female");
        await hand.TypeAsync(page.GetByLabel("Phone"), "607 555 0155");
        await page.WaitForTimeoutAsync(1_300);
        await desk.KillAsync();
        await page.GetByText("Connection lost").WaitForAsync();
        (await page.GetByLabel("Insurance or payer").EvaluateAsync<bool>(
            "e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e; }")).ShouldBeTrue();
        // The server never heard of this: only the browser has it.
        await hand.TypeAsync(page.GetByLabel("Insurance or payer"), "Synthetic Health");
        await page.EvaluateAsync("() => { window.isTheOldPage = true; }");
        await desk.StartAgainAsync();
        await page.WaitForFunctionAsync("() => !window.isTheOldPage", null, new() { Timeout = 30_000 });
        await page.GetByText("You have an unfinished registration").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('payer').value === 'Synthetic Health'");
        await hand.PressAsync(hand.Button("Continue it"));
        await page.WaitForFunctionAsync("() => document.getElementById('family').value !== '' && !document.querySelector('.draft-offer')");
        await hand.PressAsync(hand.Button("Register"));
        await page.GetByText("UNPLUGGED, Nadia").First.WaitForAsync();
        var ct = TestContext.Current.CancellationToken;
        var call = Call.ByProgram(TestDesk.Practice);
        var found = (await desk.Get<SearchPatients>().RunAsync(new("unplugged"), call, ct)).Hits.ShouldHaveSingleItem();
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(found.Patient), call, ct)).Chart.ShouldNotBeNull();
        (chart.Family, chart.Given, chart.BirthDate, chart.Sex, chart.Phone, chart.PayerName)
            .ShouldBe(("Unplugged", "Nadia", new DateOnly(1980, 2, 3), Sex.Female, "+16075550155", "Synthetic Health"));
    }

    [Fact]
    public async Task A_half_entered_payment_survives_a_killed_server_and_keeps_nothing_of_the_card()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, isProcess: true);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/payments/take/{(await VisitAsync(desk)).Value}");
        await hand.TypeAsync(page.GetByLabel("Amount"), "32.50");
        await hand.TypeAsync(page.GetByLabel("Card's last 4"), "4242");
        await page.WaitForTimeoutAsync(1_300);
        await desk.KillAsync();
        await page.GetByText("Connection lost").WaitForAsync();
        await desk.StartAgainAsync();
        await page.GetByText("You have an unfinished payment").WaitForAsync(new() { Timeout = 30_000 });
        await hand.PressAsync(hand.Button("Continue it"));
        await page.Locator(".draft-offer").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await page.GetByLabel("Amount").InputValueAsync()).ShouldBe("32.50");
        (await page.GetByLabel("Card's last 4").InputValueAsync()).ShouldBe("");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_sent_twice_by_a_nervous_hand_is_taken_once(bool hasMouse)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await EnterPaymentAsync(desk, screen, hand);
        if (hasMouse)
        {
            await Take(page).DblClickAsync(new() { Delay = 40 });
        }
        else
        {
            await page.GetByLabel("Amount").PressAsync("Enter");
            await page.WaitForTimeoutAsync(200);
            await page.GetByLabel("Amount").PressAsync("Enter");
        }
        await hand.SaidAsync("$25.00 taken");
        await page.WaitForTimeoutAsync(800);
        (await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Enter each amount" }).CountAsync()).ShouldBe(0);
        (await TakenAsync(desk)).ShouldBe([Money.FromDollars(25)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_whose_answer_was_lost_is_not_taken_again_when_pressed_again(bool silent)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await EnterPaymentAsync(desk, screen, hand);
        var line = desk.Line.ShouldNotBeNull();
        line.LoseAnswers();
        await hand.PressAsync(Take(page));
        for (var tried = 0; (await TakenAsync(desk)).Count == 0; tried++)
        {
            tried.ShouldBeLessThan(200, "the payment did not reach the server");
            await page.WaitForTimeoutAsync(50);
        }
        // Long after a nervous hand's second press: this one has waited for an answer, and none came.
        await page.WaitForTimeoutAsync(600);
        await page.GetByLabel("Amount").PressAsync("Enter");
        await page.WaitForTimeoutAsync(200);
        if (silent)
            line.Hush();
        else
            line.Cut();
        await hand.SaidAsync("$25.00 taken");
        await page.WaitForTimeoutAsync(1_000);
        (await TakenAsync(desk)).ShouldBe([Money.FromDollars(25)]);
        (await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Enter each amount" }).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_line_that_is_away_longer_than_the_server_keeps_it_loses_no_key_and_no_press()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow, keepsLineFor: TimeSpan.FromSeconds(2));
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), "Faraway");
        var line = desk.Line.ShouldNotBeNull();
        line.IsDown = true;
        line.Cut();
        await hand.TypeAsync(page.GetByLabel("Given names"), "Nadia");
        await hand.TypeAsync(page.GetByLabel("Birth date"), "3 Feb 1980");
        await hand.PressAsync(hand.Button("Register"));
        await page.WaitForTimeoutAsync(5_000);
        line.IsDown = false;
        await page.GetByText("FARAWAY, Nadia").First.WaitForAsync();
        await page.GetByText("3-Feb-1980").First.WaitForAsync();
    }

    [Fact]
    public async Task A_form_left_by_the_back_button_in_mid_word_is_offered_when_it_is_opened_again()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, s_slow);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients");
        await hand.PressAsync(hand.Link("Register a new patient"));
        await hand.ArriveAtAsync("/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), "Backwards");
        await page.GoBackAsync();
        await hand.ArriveAtAsync("/patients");
        await page.Locator("#find").WaitForAsync();
        await page.GoForwardAsync();
        await hand.ArriveAtAsync("/patients/new");
        await page.GetByText("You have an unfinished registration").WaitForAsync();
        // Whoever types on before reading the offer loses neither.
        await hand.TypeAsync(page.GetByLabel("Given names"), "Bo");
        await hand.PressAsync(hand.Button("Continue it"));
        await page.WaitForFunctionAsync("() => document.getElementById('family').value === 'Backwards'");
        (await page.GetByLabel("Given names").InputValueAsync()).ShouldBe("Bo");
    }

    private static ILocator Take(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take ") });

    private static async Task EnterPaymentAsync(LiveDesk desk, Screen screen, Hand hand)
    {
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/payments/take/{(await VisitAsync(desk)).Value}");
        await hand.TypeAsync(screen.Page.GetByLabel("Card's last 4"), "4242");
        await hand.TypeAsync(screen.Page.GetByLabel("Terminal reference"), "T-1");
        await hand.TypeAsync(screen.Page.GetByLabel("Amount"), "25.00");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Take $25.00" }).WaitForAsync();
    }

    /// <summary>Cuts in mid-word, and once more when the question about the whole word is on its way.</summary>
    private static async Task TypeThroughACutAsync(Screen screen, LiveDesk desk, string before, string after, int questionAfter)
    {
        var line = desk.Line.ShouldNotBeNull();
        await screen.Page.Keyboard.TypeAsync(before, new() { Delay = 40 });
        line.Cut();
        // Time enough to be connected again: the second cut finds a line that stands.
        await screen.Page.WaitForTimeoutAsync(500);
        await screen.Page.Keyboard.TypeAsync(after, new() { Delay = 40 });
        await screen.Page.WaitForTimeoutAsync(questionAfter);
        line.Cut();
    }

    /// <summary>Somebody whose name begins as the wanted one does.</summary>
    private static Task AddNamesakeAsync(LiveDesk desk) => desk.WriteAsync(async d => await desk.Get<IPatients>().AddAsync(d, Id.New<PatientId>(),
        new NewPatient { Family = "Testpattern", Given = "Osbert", BirthDate = new DateOnly(1950, 1, 2) }, TestContext.Current.CancellationToken));

    private static async Task<VisitId> VisitAsync(LiveDesk desk) =>
        (await desk.Get<TakeWalkIn>().RunAsync(new(desk.Practice.Known, null, desk.Practice.Location, desk.Practice.ProviderId, desk.Practice.FollowUp,
            new IdentityProof([Identifier.Name, Identifier.BirthDate]), null, false), Call.ByProgram(TestDesk.Practice), TestContext.Current.CancellationToken))
        .ShouldBeOfType<TakeWalkIn.Result.Taken>().Visit;

    private static async Task<IReadOnlyList<Money>> TakenAsync(LiveDesk desk) =>
        [.. (await desk.Get<ShowAccounts>().RunAsync(new(desk.Practice.Known), Call.ByProgram(TestDesk.Practice), TestContext.Current.CancellationToken))
            .Lines.Select(l => l.Amount)];
}
