using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.DowntimeSheets;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Live;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>Week, month, length, cut and paste, choosing, feeds, paper and guided booking: each with the keyboard.</summary>
public sealed class CalendarScreensTests(Browsing browsing)
{
    private const string Passphrase = "synthetic passphrase";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Today(LiveDesk desk) => desk.Get<PracticeClock>().Today(TinyPractice.Zone);

    /// <summary>A Wednesday that lies ahead: its week has days on both sides.</summary>
    private static DateOnly Wednesday(LiveDesk desk) => Today(desk).AddDays((DayOfWeek.Wednesday - Today(desk).DayOfWeek + 7) % 7 + 7);

    private static async Task<AppointmentId> BookedAsync(LiveDesk desk, TimeOnly time, DateOnly? date = null, string? family = null)
    {
        var id = Id.New<AppointmentId>();
        await desk.WriteAsync(async d =>
        {
            var patient = family is null ? desk.Practice.Known : await desk.Get<IPatients>().AddAsync(d, Id.New<PatientId>(),
                new NewPatient { Family = family, Given = "Testa", BirthDate = new(1980, 1, 1) }, Ct);
            (await desk.Get<ISchedule>().TryAddAsync(d, id, patient, desk.Practice.ProviderId, desk.Practice.Location, desk.Practice.FollowUp,
                date ?? Wednesday(desk), time, 15, null, Ct)).ShouldBeTrue();
        });
        return id;
    }

    private static async Task<AppointmentRow> RowAsync(LiveDesk desk, AppointmentId id) =>
        (await desk.ReadAsync(d => desk.Get<ISchedule>().FindAsync(d, id, Ct))).ShouldNotBeNull();

    private static ILocator Visit(Screen screen, string name) => screen.Page.Locator(".appointment:not(.ghost)").Filter(new() { HasText = name });

    private static string Address(LiveDesk desk, string view = "day") => $"/schedule?view={view}&date={Wednesday(desk):yyyy-MM-dd}";

    [Fact]
    public async Task The_week_and_the_month_are_reached_and_left_with_keys()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await Visit(screen, "TESTPATIENT").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Shift+W");
        var week = screen.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Schedule of the week from Mon") });
        await week.WaitForAsync();
        await screen.Page.Locator("[data-key]").Nth(6).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("week");
        await Visit(screen, "TESTPATIENT").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Shift+M");
        var day = screen.Page.Locator($"[data-day='{Wednesday(desk):yyyy-MM-dd}']");
        await day.WaitForAsync();
        await Assertions.Expect(day).ToHaveAccessibleNameAsync(
            Wednesday(desk).ToString("d MMMM yyyy, dddd", CultureInfo.InvariantCulture) + ": 1 % of the open time booked, 1 visit");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("month");
        await screen.TabToAsync(screen.Page.Locator("[data-day][tabindex='0']"));
        await screen.Page.Keyboard.PressAsync("Home");
        for (var n = 1; n < Wednesday(desk).Day; n++)
            await screen.Page.Keyboard.PressAsync("ArrowRight");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Schedule of Wed") }).WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_moved_to_the_next_day_of_the_week_with_arrows_and_another_screen_sees_it()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var id = await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await using var other = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, "week"));
        await other.SignInAsync(TinyPractice.Supervisor, Address(desk, "month"));
        await other.Page.Locator("[data-day]").First.WaitForAsync();
        await Visit(screen, "TESTPATIENT").FocusAsync();
        foreach (var key in new[] { "m", "ArrowRight", "ArrowDown", "Enter" })
            await screen.Page.Keyboard.PressAsync(key);
        await screen.Page.GetByText("Moved to").First.WaitForAsync();
        var row = await RowAsync(desk, id);
        (row.Date, row.Time).ShouldBe((Wednesday(desk).AddDays(1), new TimeOnly(9, 15)));
        var moved = other.Page.Locator($"[data-day='{row.Date:yyyy-MM-dd}']").Filter(new() { HasText = "1 visit" });
        if (row.Date.Month == Wednesday(desk).Month)
            await moved.WaitForAsync();
        await screen.Page.Keyboard.PressAsync("Control+z");
        await screen.Page.GetByText("Back to").First.WaitForAsync();
        (await RowAsync(desk, id)).Date.ShouldBe(Wednesday(desk));
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_series_is_found_on_the_day_of_another_visit_with_keys_and_says_why_it_is_offered()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/schedule?date={Wednesday(desk):yyyy-MM-dd}&patient={desk.Practice.Known.Value}");
        var page = screen.Page;
        await page.Locator(".openings button").First.WaitForAsync();
        await page.GetByText("More wishes").PressAsync("Enter");
        await page.GetByLabel("Visits in all").FillAsync("3");
        await page.GetByLabel("Visits in all").PressAsync("Tab");
        await page.GetByLabel("Weeks between").WaitForAsync();
        await page.GetByLabel("Same day as").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("In the network of the patient's payer there").PressAsync("Space");
        await screen.ShouldBeAccessibleAsync();
        await page.GetByLabel("Visits in all").PressAsync("Enter");
        await page.GetByText("No network of the patient's payer is recorded: none was asked.").WaitForAsync();
        var first = page.Locator(".openings button").First;
        await Assertions.Expect(first).ToContainTextAsync("all 3 visits are free");
        await Assertions.Expect(first).ToContainTextAsync("the other visit");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("openings");
        await first.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Repeat as a series")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Visits", new() { Exact = true })).ToHaveValueAsync("3");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_hand_on_an_opening_stays_there_when_the_search_answers_anew()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/schedule?date={Wednesday(desk):yyyy-MM-dd}&patient={desk.Practice.Known.Value}");
        var (page, openings) = (screen.Page, screen.Page.Locator(".openings button"));
        var gone = await openings.Nth(1).InnerTextAsync();
        await BookedAsync(desk, TimeOnly.Parse(Regex.Match(gone, @"\d+:\d\d [AP]M").Value, CultureInfo.InvariantCulture));
        // "Find" was pressed, and the hand went on before the answer came.
        await openings.First.FocusAsync();
        await page.Locator("form:has(#find-type)").EvaluateAsync("form => form.requestSubmit()");
        await Assertions.Expect(openings.Nth(1)).Not.ToHaveTextAsync(gone);
        await Assertions.Expect(openings.First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_visit_is_made_longer_with_keys_and_with_its_lower_edge()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var id = await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await Visit(screen, "TESTPATIENT").FocusAsync();
        foreach (var key in new[] { "r", "ArrowDown", "Enter" })
            await screen.Page.Keyboard.PressAsync(key);
        await screen.Page.GetByText("Now 30 minutes, was 15").WaitForAsync();
        (await RowAsync(desk, id)).Minutes.ShouldBe(30);
        await screen.Page.Keyboard.PressAsync("Control+z");
        await screen.Page.GetByText("Back to 15 minutes").WaitForAsync();
        var box = (await Visit(screen, "TESTPATIENT").BoundingBoxAsync()).ShouldNotBeNull();
        await screen.Page.Mouse.MoveAsync(box.X + 30, box.Y + box.Height - 3);
        await screen.Page.Mouse.DownAsync();
        await screen.Page.Mouse.MoveAsync(box.X + 30, box.Y + box.Height * 3, new() { Steps = 5 });
        await screen.Page.Mouse.UpAsync();
        await screen.Page.GetByText("Now 45 minutes, was 15").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_cut_on_one_day_and_pasted_on_another()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var id = await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await Visit(screen, "TESTPATIENT").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Control+x");
        await screen.Page.GetByText("Cut: TESTPATIENT, Odette").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Next day" }).PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Schedule of Thu") }).WaitForAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "11:00 AM free" }).FocusAsync();
        await screen.Page.Keyboard.PressAsync("Control+v");
        await screen.Page.GetByText("Moved to Thu").WaitForAsync();
        var row = await RowAsync(desk, id);
        (row.Date, row.Time).ShouldBe((Wednesday(desk).AddDays(1), new TimeOnly(11, 0)));
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Visits_are_chosen_with_keys_and_put_on_the_reschedule_list()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        foreach (var (n, name) in new[] { "Alder", "Birch", "Cedar" }.Index())
            await BookedAsync(desk, new TimeOnly(9, 0).AddMinutes(n * 15), family: "Synthetic" + name);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await Visit(screen, "ALDER").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await screen.Page.GetByText("2 visits are chosen.").WaitForAsync();
        await Visit(screen, "CEDAR").FocusAsync();
        await screen.Page.Keyboard.PressAsync("x");
        await screen.Page.GetByText("3 visits are chosen.").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("chosen");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Put on the reschedule list…" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Why they cannot stay").FillAsync("Provider is ill");
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByText("3 visits are on the reschedule list.").WaitForAsync();
        Task<int> ListedAsync() => desk.ReadAsync(d => d.Db.Set<WorkTask>().CountAsync(t => t.Kind == "reschedule" && t.DoneAt == null, Ct));
        (await ListedAsync()).ShouldBe(3);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).PressAsync("Enter");
        await screen.Page.GetByText("Taken off the reschedule list again.").WaitForAsync();
        (await ListedAsync()).ShouldBe(0);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_with_shift_chooses_all_up_to_it_and_one_with_ctrl_one_more()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        foreach (var (n, name) in new[] { "Alder", "Birch", "Cedar" }.Index())
            await BookedAsync(desk, new TimeOnly(9, 0).AddMinutes(n * 15), family: "Synthetic" + name);
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await Visit(screen, "ALDER").ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 20, Y = 8 } });
        await screen.Page.GetByText("1 visit is chosen.").WaitForAsync();
        await Visit(screen, "CEDAR").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift], Position = new() { X = 20, Y = 8 } });
        await screen.Page.GetByText("3 visits are chosen.").WaitForAsync();
        await Visit(screen, "BIRCH").ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 20, Y = 8 } });
        await screen.Page.GetByText("2 visits are chosen.").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_are_the_clinics_and_say_so_to_a_computer_in_another_zone()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var here = await browsing.OpenAsync(desk);
        await here.SignInAsync(TinyPractice.FrontDesk, Address(desk, "week"));
        await Visit(here, "TESTPATIENT").WaitForAsync();
        (await here.Page.Locator("[data-zone-note]").IsHiddenAsync()).ShouldBeTrue();
        await using var away = await browsing.OpenAsync(desk, zone: "Europe/Berlin");
        await away.SignInAsync(TinyPractice.FrontDesk, Address(desk, "week"));
        await away.Page.GetByText($"Times are the clinic's: Main Street, {TinyPractice.Zone}. This computer keeps Europe/Berlin.").WaitForAsync();
        (await Visit(away, "TESTPATIENT").InnerTextAsync()).ShouldContain("9:00");
        await away.ShouldBeAccessibleAsync();
        away.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_week_prints_as_a_sheet_of_its_visits()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk, "week"));
        var link = screen.Page.GetByRole(AriaRole.Link, new() { Name = "Week sheet" });
        await link.WaitForAsync();
        await screen.Page.GotoAsync(await link.GetAttributeAsync("href") ?? "");
        await screen.Page.GetByText("TESTPATIENT, Odette").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("week-sheet", wholePage: true);
    }

    [Fact]
    public async Task A_calendar_feed_is_made_read_and_revoked()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.Supervisor, "/schedule/feeds");
        await screen.ShouldBeAccessibleAsync();
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Make the address" }));
        await screen.Page.Keyboard.PressAsync("Enter");
        var address = await screen.Page.Locator("code").InnerTextAsync();
        await screen.ShouldBeAccessibleAsync();
        using var program = new HttpClient();
        var feed = await program.GetStringAsync(new Uri(address), Ct);
        feed.ShouldContain("SUMMARY:Follow-up");
        feed.ShouldNotContain("TESTPATIENT", Case.Insensitive);
        await screen.TabToAsync(screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Revoke…") }), goesBack: true);
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke it" }).PressAsync("Enter");
        await screen.Page.GetByText("Revoked: the feed of").WaitForAsync();
        (await program.GetAsync(new Uri(address), Ct)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var last = System.Net.HttpStatusCode.OK;
        for (var n = 0; n < 40 && last != System.Net.HttpStatusCode.TooManyRequests; n++)
            last = (await program.GetAsync(new Uri(address), Ct)).StatusCode;
        last.ShouldBe(System.Net.HttpStatusCode.TooManyRequests);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_downtime_sheet_opens_without_the_program_for_whoever_has_the_passphrase()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, more: new Dictionary<string, string> { ["PORTICO_DOWNTIME_PASSPHRASE"] = Passphrase });
        await BookedAsync(desk, new(23, 0), Today(desk).AddDays(1));
        var file = (await desk.Get<DowntimeSheets>().WriteAsync(TestDesk.Practice, Ct)).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(file, Ct)).ShouldNotContain("TESTPATIENT");
        await using var screen = await browsing.OpenAsync(desk);
        await screen.Page.GotoAsync("file://" + file);
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.Keyboard.TypeAsync("a wrong passphrase");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByText("This passphrase does not open it.").WaitForAsync();
        await screen.Page.GetByLabel("Passphrase").FillAsync(Passphrase);
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByText("TESTPATIENT, Odette").WaitForAsync();
        await screen.Page.GetByText("Walk-in 000001").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("downtime-sheet");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_walk_in_on_paper_is_entered_with_the_keyboard_and_once()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.Get<DowntimeSheets>().WriteAsync(TestDesk.Practice, Ct);
        // Its forms were printed a day ago: yesterday's times are over, whatever the hour is now.
        var before = desk.Get<PracticeClock>().Now - NodaTime.Duration.FromDays(1);
        await desk.WriteAsync(d => d.Db.Set<PaperForm>().ExecuteUpdateAsync(f => f.SetProperty(x => x.PrintedAt, before), Ct));
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/paper");
        await screen.Page.GetByLabel("Number on the form").FillAsync("1");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.GetByText("Walk-in 000001, Main Street").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.Page.GetByLabel("Patient", new() { Exact = true }).FillAsync("testpa ode");
        await screen.Page.GetByRole(AriaRole.Option, new() { Name = "TESTPATIENT, Odette" }).ClickAsync();
        await screen.Page.GetByText("born 14-Jul-1945").WaitForAsync();
        await screen.Page.GetByLabel("Arrived at").FillAsync("09:13");
        await screen.Page.GetByLabel("Seen at").FillAsync("09:40");
        await screen.Page.GetByLabel("Left at").FillAsync("10:05");
        await screen.Page.GetByLabel("Name and birth date on the form").CheckAsync();
        await screen.PictureAsync("paper");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Enter the walk-in" }).PressAsync("Enter");
        await screen.Page.GetByText("Walk-in 1 is entered").WaitForAsync();
        await screen.Page.GetByText("This number was entered").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tree_is_written_approved_by_a_clinician_and_leads_a_caller_to_the_nurse_or_to_a_visit()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await desk.WriteAsync(async d =>
        {
            desk.Get<IStaffDirectory>().AddMember(d, Id.New<UserId>(), "clara", "Clara Clinic", Roles.Clinician);
            await d.SaveAsync(Ct);
        });
        await using (var supervisor = await browsing.OpenAsync(desk))
        {
            await supervisor.SignInAsync(TinyPractice.Supervisor, "/schedule/guided");
            var page = supervisor.Page;
            await page.GetByRole(AriaRole.Button, new() { Name = "New tree" }).PressAsync("Enter");
            await page.GetByLabel("Reason for the visit, as the desk chooses it").FillAsync("Chest pain");
            await page.GetByLabel("Ask", new() { Exact = true }).FillAsync("Is the pain there now?");
            var first = page.GetByRole(AriaRole.Group, new() { Name = "Answer 1 of question 1" });
            await first.GetByLabel("Answer", new() { Exact = true }).FillAsync("Yes");
            await first.GetByLabel("Leads to").SelectOptionAsync("the nurse, now");
            await first.GetByLabel("Say to the caller").FillAsync("Stay on the line.");
            await first.GetByLabel("When no nurse answers").FillAsync("Tell the caller to hang up and dial 911.");
            var second = page.GetByRole(AriaRole.Group, new() { Name = "Answer 2 of question 1" });
            await second.GetByLabel("Answer", new() { Exact = true }).FillAsync("No");
            await second.GetByLabel("Visit type").SelectOptionAsync("New patient");
            await second.GetByLabel("How soon").SelectOptionAsync("within a week");
            await supervisor.ShouldBeAccessibleAsync();
            await supervisor.PictureAsync("guided-editor", wholePage: true);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).PressAsync("Enter");
            await page.GetByText("The draft is saved.").WaitForAsync();
            await supervisor.ShouldBeAccessibleAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send to a clinician") }).PressAsync("Enter");
            await page.GetByText("it waits for a clinician").WaitForAsync();
            supervisor.Errors.ShouldBeEmpty();
        }
        await using (var clinician = await browsing.OpenAsync(desk))
        {
            await clinician.SignInAsync("Clara Clinic", "/schedule/guided");
            await clinician.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve and publish") }).PressAsync("Enter");
            await clinician.Page.GetByText("Approved: Chest pain").WaitForAsync();
        }
        await using var screen = await browsing.OpenAsync(desk);
        await screen.SignInAsync(TinyPractice.FrontDesk, Address(desk) + $"&patient={desk.Practice.Known.Value}");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "10:00 AM free" }).PressAsync("Enter");
        await screen.Page.GetByLabel("Reason for the visit").SelectOptionAsync("Chest pain");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).PressAsync("Enter");
        await screen.Page.GetByText("Transfer to the nurse now.").WaitForAsync();
        (await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }).Last.IsDisabledAsync()).ShouldBeTrue();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Nobody answers" }).PressAsync("Enter");
        await screen.Page.GetByText("dial 911").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("guided");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the question before" }).PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).PressAsync("Enter");
        await screen.Page.GetByText("New patient, within a week").WaitForAsync();
        (await screen.Page.GetByLabel("Visit type").Last.EvaluateAsync<string>("e => e.selectedOptions[0].text")).ShouldStartWith("New patient");
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>The third figure of <c>bench dayview</c>: from the drop in one browser to the picture in another.</summary>
    [Fact]
    public async Task A_move_is_on_a_second_screen_at_once()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await BookedAsync(desk, new(9, 0));
        await using var one = await browsing.OpenAsync(desk);
        await using var two = await browsing.OpenAsync(desk);
        await one.SignInAsync(TinyPractice.FrontDesk, Address(desk));
        await two.SignInAsync(TinyPractice.Supervisor, Address(desk));
        await Visit(one, "TESTPATIENT").FocusAsync();
        await Visit(two, "TESTPATIENT").WaitForAsync();
        List<double> times = [];
        for (var n = 0; n < 12; n++)
        {
            var to = 108 + (n + 1) * 3;
            await one.Page.Keyboard.PressAsync("m");
            await one.Page.Keyboard.PressAsync("ArrowDown");
            var pressed = System.Diagnostics.Stopwatch.GetTimestamp();
            await one.Page.Keyboard.PressAsync("Enter");
            await two.Page.Locator($".appointment[data-t='{to}']:not(.ghost)").WaitForAsync();
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(pressed).TotalMilliseconds);
            await one.Page.Locator($".appointment[data-t='{to}']:not(.ghost)").WaitForAsync();
            await one.Page.WaitForFunctionAsync("() => !document.querySelector('.ghost')");
            await Visit(one, "TESTPATIENT").FocusAsync();
        }
        TestContext.Current.SendDiagnosticMessage("move seen by a second browser: {0}", string.Join(", ", times.Select(t => $"{t:0} ms")));
        times.Order().ElementAt(times.Count / 2).ShouldBeLessThan(1000);
    }
}
