using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Scheduling.AppointmentDetail;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
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
        await EverythingTypedIsThereAsync(desk);
        watch.HearNames(desk.Data);
        watch.All.Count(h => h.Where.StartsWith("browser", StringComparison.Ordinal)).ShouldBeGreaterThan(50);
        watch.All.ShouldContain(h => h.Where.StartsWith("log ", StringComparison.Ordinal));
        watch.Leaks().ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_whole_visit_with_the_mouse_in_the_dark_theme(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        await LiveAsync(desk, hasMouse: true, pictures: false, ColorScheme.Dark);
        await EverythingTypedIsThereAsync(desk);
    }

    [Fact]
    public async Task A_whole_visit_at_150_ms_a_round_trip_with_dropped_connections_loses_no_key()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, TimeSpan.FromMilliseconds(75));
        var mishaps = new Mishaps(desk.Line.ShouldNotBeNull());
        await LiveAsync(desk, hasMouse: false, pictures: false, looks: false, mishaps: mishaps);
        mishaps.Cuts.ShouldBeGreaterThan(5);
        await EverythingTypedIsThereAsync(desk);
    }

    /// <summary>Every value that was typed in a whole visit, and the follow-up that was booked at its end.</summary>
    private static async Task EverythingTypedIsThereAsync(LiveDesk desk)
    {
        var ct = TestContext.Current.CancellationToken;
        var call = Call.ByProgram(TestDesk.Practice);
        var found = (await desk.Get<SearchPatients>().RunAsync(new(Canary.Family), call, ct)).Hits.ShouldHaveSingleItem();
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(found.Patient), call, ct)).Chart.ShouldNotBeNull();
        (chart.Family, chart.Given, chart.BirthDate, chart.Sex, chart.Phone, chart.PayerName)
            .ShouldBe((Canary.Family, Canary.Given, Canary.Born, Sex.Female, "+16075550187", Canary.Payer));
        chart.Address.ShouldBe(new CompleteRegistration.Place(Canary.Street, null, Canary.City, "NY", "13850"));
        chart.Answers.ShouldContain(new CompleteRegistration.Answered(Question.Email, AnswerState.Given, Canary.Email));
        (await desk.Get<PatientCoverage>().RunAsync(new(found.Patient), call, ct)).Policies.ShouldHaveSingleItem().Policy.MemberId
            .ShouldBe(Canary.MemberId);
        var booked = await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().Where(a => a.PatientId == found.Patient)
            .OrderBy(a => a.Date).ThenBy(a => a.StartsAt).Select(a => new { a.Id, a.Date, a.Time, a.ProviderId, a.State }).ToListAsync(ct));
        booked.Count.ShouldBe(2);
        (await desk.Get<AppointmentDetail>().RunAsync(new(booked[0].Id), call, ct)).Found.ShouldNotBeNull().Note.ShouldBe(Canary.Note);
        (booked[1].Date, booked[1].Time, booked[1].ProviderId, booked[1].State)
            .ShouldBe((FollowUpDate(desk), new TimeOnly(10, 0), desk.Practice.ProviderId, AppointmentState.Booked));
        (await desk.Get<ShowAccounts>().RunAsync(new(found.Patient), call, ct)).Lines.ShouldHaveSingleItem().Amount.ShouldBe(Money.FromDollars(25));
    }

    private static DateOnly FollowUpDate(LiveDesk desk) => desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(7);

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

    private async Task LiveAsync(LiveDesk desk, bool hasMouse, bool pictures, ColorScheme theme = ColorScheme.Light, bool looks = true,
        Mishaps? mishaps = null, PhiWatch? watch = null)
    {
        await using var screen = await browsing.OpenAsync(desk, theme);
        ListenTo(screen, watch);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse, mishaps));
        async Task LookAsync(string name)
        {
            if (looks)
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
        // The caller is looked for before anybody is made new.
        await hand.TypeAsync(page.GetByLabel("Find a patient", new() { Exact = true }), Canary.Family);
        await page.GetByText("Nobody found.").WaitForAsync();
        await hand.PressAsync(hand.Link("Register a new patient"));
        await hand.ArriveAtAsync("/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), Canary.Family);
        await hand.TypeAsync(page.GetByLabel("Given names"), Canary.Given);
        await hand.TypeAsync(page.GetByLabel("Birth date"), Canary.BornTyped);
        await hand.ChooseAsync(page.GetByLabel("Sex"), "Fem");
        await hand.TypeAsync(page.GetByLabel("Phone"), Canary.PhoneTyped);
        await hand.TypeAsync(page.GetByLabel("Insurance or payer"), Canary.Payer);
        await LookAsync("04-register");
        await hand.PressAsync(hand.Button("Register"));
        await screen.AtAsync("/patients/[-0-9a-f]{36}$");
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

        await AnswerTheRestAsync(hand, hasMouse);
        await page.WaitForFunctionAsync("() => document.activeElement?.textContent.trim() === 'Save'");
        // A field half under the banner counts as too small a target: looked at from the top.
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await LookAsync("12-registration");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        // The form closes and what is below it rises: nobody presses there before it has.
        await hand.SaidAsync("Registration is complete");
        await hand.PressAsync(hand.Button("Add a policy"));
        await hand.ChooseAsync(page.GetByLabel("Payer", new() { Exact = true }), "Synthetic Health");
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
        await hand.PressAsync(hand.Link("Back to the first page"));
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
        await DateAsync(screen, dialog.GetByLabel("Date"), FollowUpDate(desk), hasMouse);
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

        // A whole page that is opened afresh on a dead line is the browser's to show.
        await (mishaps?.EndAsync() ?? Task.CompletedTask);
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
        screen.Errors.ShouldBeEmpty();
        other.Errors.ShouldBeEmpty();
    }

    private static void ListenTo(Screen screen, PhiWatch? watch)
    {
        screen.Page.Request += (_, request) => watch?.Hear("browser request", request.Method + " " + request.Url);
        screen.Page.FrameNavigated += (_, frame) => watch?.Hear("browser address", frame.Url);
        screen.Page.WebSocket += (_, socket) => watch?.Hear("browser socket", socket.Url);
    }

    private static readonly (string Id, string Text)[] s_given =
    [
        ("address-line1", Canary.Street), ("address-city", Canary.City), ("address-state", "NY"), ("address-zip", "13850"), ("q-Email", Canary.Email),
    ];

    /// <summary>Gives address and email, and answers what is still to ask with "declined", in place at check-in.</summary>
    private static async Task AnswerTheRestAsync(Hand hand, bool hasMouse)
    {
        var rest = hand.Button("The rest: declined");
        if (hasMouse)
        {
            foreach (var (id, text) in s_given)
                await hand.TypeAsync(hand.Screen.Page.Locator("#" + id), text);
            await rest.ClickAsync();
            return;
        }
        foreach (var (id, text) in s_given)
        {
            await hand.Screen.TabToAsync(hand.Screen.Page.Locator("#" + id), most: 120);
            await hand.Screen.Page.Keyboard.TypeAsync(text, new() { Delay = 15 });
        }
        await hand.Screen.TabToAsync(rest, most: 120);
        await hand.Screen.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task DateAsync(Screen screen, ILocator field, DateOnly day, bool hasMouse)
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
