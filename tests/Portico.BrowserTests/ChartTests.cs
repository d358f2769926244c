using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>The patient's page while somebody asks: visits, coverage, money, who may hear what, and the way to a closed chart.</summary>
public sealed class ChartTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task The_chart_says_when_the_next_visit_is_and_leads_to_its_acts(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var known = desk.Practice.Known;
        var date = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(2);
        await desk.WriteAsync(async d =>
        {
            (await desk.Get<ISchedule>().TryAddAsync(d, Id.New<AppointmentId>(), known, desk.Practice.ProviderId, desk.Practice.Location,
                desk.Practice.FollowUp, date, new TimeOnly(10, 0), 15, null, Ct)).ShouldBeTrue();
            var last = Id.New<AppointmentId>();
            (await desk.Get<ISchedule>().TryAddAsync(d, last, known, desk.Practice.ProviderId, desk.Practice.Location,
                desk.Practice.FollowUp, date.AddDays(-60), new TimeOnly(10, 0), 15, null, Ct)).ShouldBeTrue();
            await d.SaveAsync(Ct);
            await desk.Get<ISchedule>().SettleAsync(d, last, AppointmentState.NoShow, null, Ct);
        });
        await using (var reading = await desk.Get<DeskStore>().ReadAsync(TestDesk.Practice, Ct))
        {
            var payer = reading.Db.Set<PayerRow>().First().Id;
            await desk.Get<AddPolicy>().RunAsync(new(known, payer, "SYN-000-111", null, "Gold", SubscriberRelation.Self, null, null, new(2020, 1, 1), null,
                Money.FromDollars(25)), Call.ByProgram(TestDesk.Practice), Ct);
        }
        await using var screen = await browsing.OpenAsync(desk, theme);
        await screen.Page.SetViewportSizeAsync(1366, 768);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{known.Value}");
        var page = screen.Page;
        await page.GetByText("Next visit:").WaitForAsync();
        (await page.GetByText("Next visit:").InnerTextAsync()).ShouldMatch("at 10:00 AM [EPH]");
        await page.GetByText("billed first").WaitForAsync();
        await page.GetByText("No account yet").WaitForAsync();
        await LookAsync(screen, "chart", theme);
        await hand.PressAsync(page.GetByText("Past visits: 1"));
        await page.Locator(".pill").Filter(new() { HasText = "No-show" }).WaitForAsync();
        await screen.PictureAsync($"chart-whole-{theme.ToString().ToLowerInvariant()}", wholePage: true);

        await hand.PressAsync(hand.Link("Move, cancel, confirm"));
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Visit" }).WaitForAsync();
        await hand.PressAsync(hand.Button("Confirmed by the patient"));
        await hand.SaidAsync("Confirmed");
        await screen.GoAsync($"/patients/{known.Value}");
        await hand.Link("Move or cancel").WaitForAsync();
        await page.SetViewportSizeAsync(320, 640);
        await screen.PictureAsync("chart-320", wholePage: true);
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Nothing_to_read_out_is_on_the_screen_while_the_caller_may_hear_nothing(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk, theme);
        await screen.Page.SetViewportSizeAsync(1366, 768);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}");
        var page = screen.Page;
        await page.GetByText("1 Sample Street").WaitForAsync();
        await hand.TypeAsync(page.GetByLabel("Caller's name"), "Probus Caller");
        await page.GetByLabel("Who they are").SelectOptionAsync("Friend");
        await hand.PressAsync(hand.Button("Record the caller"));
        await page.GetByText("disclose nothing, not even that this is a patient").WaitForAsync();
        (await page.GetByText("1 Sample Street").CountAsync()).ShouldBe(0);
        (await page.GetByText("555-0142").CountAsync()).ShouldBe(0);

        await hand.TypeAsync(page.GetByLabel("Message", new() { Exact = true }), "Asks to be called back");
        await hand.TypeAsync(page.GetByLabel("Call back at"), "607 555 0199");
        await LookAsync(screen, "caller-hears-nothing", theme);
        await hand.PressAsync(hand.Button("Take the message"));
        await hand.SaidAsync("The message is taken");
        await page.GetByText("Return a call").WaitForAsync();
        await page.GetByText("Call from Probus Caller, friend: might hear nothing, by " + TinyPractice.FrontDesk).WaitForAsync();

        // A reload forgets nothing: it is the call that hides, not the page.
        await screen.GoAsync($"/patients/{desk.Practice.Known.Value}");
        await page.GetByText("disclose nothing").WaitForAsync();
        await hand.TypeAsync(page.GetByLabel("Show them again, because"), "The call is over");
        await hand.PressAsync(hand.Button("Show everything again"));
        await page.GetByText("1 Sample Street").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restricted_chart_is_in_no_list_and_opens_to_whom_knows_the_person_and_says_why()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.Get<RestrictPatient>().RunAsync(new(desk.Practice.Known, RestrictionKind.Vip, "Asked for by the person"),
            Call.ByProgram(TestDesk.Practice), Ct);
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients");
        var page = screen.Page;
        await hand.TypeAsync(page.GetByLabel("Find a patient", new() { Exact = true }), "testpatient odette 7/14/1945");
        await page.GetByText("Nobody found").WaitForAsync();
        await hand.PressAsync(hand.Link("opens with a reason"));
        await screen.AtAsync("/patients/restricted$");
        await screen.ReadyAsync();
        await hand.TypeAsync(page.GetByLabel("Family name"), "Testpatient");
        await hand.TypeAsync(page.GetByLabel("Given name"), "Odette");
        await hand.TypeAsync(page.GetByLabel("Birth date"), "7/14/1945");
        await hand.TypeAsync(page.GetByLabel("Why do you open it?"), "The patient stands at the desk");
        await LookAsync(screen, "restricted-chart", ColorScheme.Light);
        await hand.PressAsync(hand.Button("Open the chart"));
        await page.GetByText("1 Sample Street").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Twins_without_names_are_registered_apart()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients/new");
        var page = screen.Page;
        var born = desk.Get<PracticeClock>().Today(TinyPractice.Zone).AddDays(-9);
        async Task FillAsync(string letter)
        {
            await hand.TickAsync(page.GetByLabel("Newborn without a name yet"));
            await hand.TypeAsync(page.GetByLabel("Mother's family name"), "Testmother");
            await hand.TypeAsync(page.GetByLabel("Mother's given name"), "Joan");
            await page.GetByLabel("Sex").SelectOptionAsync("Female");
            await page.GetByLabel("Twin or more").SelectOptionAsync(letter);
            await hand.TypeAsync(page.GetByLabel("Birth date"), born.ToString("M/d/yyyy", System.Globalization.CultureInfo.InvariantCulture));
            await page.GetByText("(9 d)").WaitForAsync();
        }

        await FillAsync("A");
        await LookAsync(screen, "newborn", ColorScheme.Light);
        await hand.PressAsync(hand.Button("Register"));
        await page.GetByText("TESTMOTHER, Joan Baby Girl A").WaitForAsync();
        await page.GetByText("(9 d)").WaitForAsync();

        await screen.GoAsync("/patients/new");
        await FillAsync("A");
        await hand.PressAsync(hand.Button("Register"));
        await page.GetByText("give each child its letter").WaitForAsync();
        await page.GetByLabel("Twin or more").SelectOptionAsync("B");
        // A second press within half a second is a nervous hand's.
        await page.WaitForTimeoutAsync(600);
        await hand.PressAsync(hand.Button("Register"));
        await hand.PressAsync(hand.Button("None of them: register as new"));
        await page.GetByText("TESTMOTHER, Joan Baby Girl B").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_choice_of_registration_names_its_own_question_and_tells_given_from_never_asked()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.Page.SetViewportSizeAsync(1366, 768);
        var hand = new Hand(screen, hasMouse: true);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/registration");
        var page = screen.Page;
        var email = page.GetByLabel("Email: or");
        await email.WaitForAsync();
        (await email.Locator("option:checked").InnerTextAsync()).ShouldBe("Not asked yet");
        await hand.TypeAsync(page.GetByLabel("Email", new() { Exact = true }), "odette@example.test");
        await page.WaitForFunctionAsync("() => document.querySelector('#s-Email option:checked').textContent === 'Given'");
        await page.GetByLabel("Pronouns", new() { Exact = true }).SelectOptionAsync("other");
        await hand.TypeAsync(page.GetByLabel("Pronouns in words"), "ze/zir");
        await page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("Spanish");
        await hand.TickAsync(page.GetByLabel("The patient is the guarantor"));
        await hand.TypeAsync(page.GetByLabel("Emergency contact", new() { Exact = true }), "Albert Testpatient");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Same as the patient.*emergency contact$") }));
        await LookAsync(screen, "registration", ColorScheme.Light, wholePage: true);
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }));
        await hand.SaidAsync("Saved. Still to ask");
        (await page.GetByLabel("Pronouns in words").InputValueAsync()).ShouldBe("ze/zir");
        (await page.GetByLabel("The patient is the guarantor").IsCheckedAsync()).ShouldBeTrue();
        var chart = (await desk.Get<ShowPatient>().RunAsync(new(desk.Practice.Known), Call.ByProgram(TestDesk.Practice), Ct)).Chart.ShouldNotBeNull();
        chart.Answers.ShouldContain(new CompleteRegistration.Answered(Question.Language, AnswerState.Given, "es"));
        chart.Relations.ShouldHaveSingleItem().Phone.ShouldBe("+16075550142");
        screen.Errors.ShouldBeEmpty();
    }

    private static async Task LookAsync(Screen screen, string name, ColorScheme theme, bool wholePage = false)
    {
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"{name}-{theme.ToString().ToLowerInvariant()}", wholePage);
    }
}
