using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>What a desk's day brings to the calendar, each as a PSR lives it: with the keyboard alone.</summary>
public sealed class CalendarStoryTests(Browsing browsing)
{
    private const string Known = "TESTPATIENT, Odette";
    private const int Bumped = 18;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Today(LiveDesk desk) => desk.Get<PracticeClock>().Today(TinyPractice.Zone);

    private static async Task<AppointmentId> BookedAsync(LiveDesk desk, PatientId patient, DateOnly date, TimeOnly time)
    {
        var id = Id.New<AppointmentId>();
        await desk.WriteAsync(async d => (await desk.Get<ISchedule>().TryAddAsync(d, id, patient, desk.Practice.ProviderId, desk.Practice.Location,
            desk.Practice.FollowUp, date, time, 15, null, Ct)).ShouldBeTrue());
        return id;
    }

    private static async Task<PatientId> RegisteredAsync(LiveDesk desk, string family, string phone = "+16075550160")
    {
        var id = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, id, new NewPatient { Family = family, Given = "Testa", BirthDate = new(1980, 1, 1), Phone = phone }, Ct));
        return id;
    }

    private static async Task<AppointmentRow> RowAsync(LiveDesk desk, AppointmentId id) =>
        (await desk.ReadAsync(d => desk.Get<ISchedule>().FindAsync(d, id, Ct))).ShouldNotBeNull();

    private static Task<List<Appointment>> StandingAsync(LiveDesk desk, PatientId patient) => desk.ReadAsync(d => d.Db.Set<Appointment>().AsNoTracking()
        .Where(a => a.PatientId == patient && a.State != AppointmentState.Cancelled).OrderBy(a => a.StartsAt).ToListAsync(Ct));

    private static string Text(DateOnly date) => date.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Somebody has a visit in three weeks and wants it sooner; the time they want is another's, who gives it back.</summary>
    [Fact]
    public async Task A_caller_who_wants_something_earlier_has_the_time_that_another_gives_back_and_one_visit()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var wanted = Today(desk).AddDays(2);
        var late = await BookedAsync(desk, desk.Practice.Known, Today(desk).AddDays(21), new(15, 0));
        var inTheWay = await BookedAsync(desk, await RegisteredAsync(desk, "Alder"), wanted, new(10, 0));
        await using var screen = await browsing.OpenAsync(desk);
        var (hand, page) = (new Hand(screen, hasMouse: false), screen.Page);

        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}");
        await hand.PressAsync(page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Move, cancel, confirm") }));
        await hand.ArriveAtAsync("/schedule");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Visit" }).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await hand.PressAsync(hand.Button("Find another time…"));
        await page.GetByText("Another time for").WaitForAsync();
        await Assertions.Expect(page.Locator(".openings button").First).ToBeFocusedAsync();
        await screen.ShouldBeAccessibleAsync();
        await hand.TypeAsync(page.GetByLabel("Why not on"), Text(wanted)[..2] + Text(wanted)[3..5] + Text(wanted)[6..]);
        await hand.TypeAsync(page.GetByLabel("at", new() { Exact = true }), "1000AM");
        await hand.EnterAsync();
        await page.GetByText("Another visit or a hold has the time.").First.WaitForAsync();

        // Nothing else will do: they wait for that day.
        await hand.PressAsync(hand.Button("Open the visit…"), goesBack: true);
        await hand.PressAsync(hand.Link("Wait for an earlier one…"));
        await hand.ArriveAtAsync("/schedule/waitlist");
        await page.GetByText("Gives up").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await hand.TypeAsync(page.GetByLabel("Note"), "Before the journey");
        await hand.EnterAsync();
        await hand.SaidAsync("waits now.");

        // The other one calls and cancels.
        await screen.GoAsync($"/schedule?appointment={inTheWay.Value}");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Visit" }).WaitForAsync();
        await hand.PressAsync(hand.Button("Cancel the visit…"));
        await hand.TypeAsync(page.GetByLabel("Reason"), "Patient cannot come");
        await hand.EnterAsync();
        await hand.SaidAsync("Cancelled");

        await screen.GoAsync("/schedule/waitlist");
        await hand.PressAsync(page.Locator(".openings button").First);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Ask " + Known }).WaitForAsync();
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hold it and ask") }));
        await page.GetByText("Held until").First.WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await hand.PressAsync(hand.Button("Yes for " + Known), goesBack: true);
        await hand.SaidAsync("Moved to");

        var visit = (await StandingAsync(desk, desk.Practice.Known)).ShouldHaveSingleItem();
        (visit.Id, visit.Date, visit.Time).ShouldBe((late, wanted, new TimeOnly(10, 0)));
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Twelve_weeks_of_physiotherapy_are_booked_at_one_time_with_the_week_of_the_holiday_elsewhere()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var first = Today(desk).AddDays(3);
        var holiday = first.AddDays(7 * 4);
        await desk.WriteAsync(async d =>
        {
            var practice = desk.Get<IPracticeDirectory>();
            practice.AddVisitType(d, Id.New<VisitTypeId>(), "Physiotherapy", 30, "teal");
            practice.AddHoliday(d, Id.New<HolidayId>(), holiday, null, "Founders' Day");
            await d.SaveAsync(Ct);
        });
        await using var screen = await browsing.OpenAsync(desk);
        var (hand, page) = (new Hand(screen, hasMouse: false), screen.Page);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/schedule?patient={desk.Practice.Known.Value}&date={first:yyyy-MM-dd}");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Book$") }).First);
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" }).WaitForAsync();
        await hand.ChooseAsync(page.Locator("#book-type"), "Physio");
        await hand.TypeAsync(page.Locator("#book-time"), "0930AM");
        await hand.TickAsync(page.GetByLabel("Repeat as a series"));
        await hand.TypeAsync(page.GetByLabel("Visits", new() { Exact = true }), "12");
        await hand.EnterAsync();
        await page.GetByText("1 of 12 visits cannot stand as they are.").WaitForAsync();
        (await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Founders' Day" }).CountAsync()).ShouldBe(1);
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("series-conflict");
        await hand.PressAsync(hand.Button("Book the series"));
        await hand.SaidAsync("Booked 12 visits");
        await screen.ShouldBeAccessibleAsync();

        var visits = await StandingAsync(desk, desk.Practice.Known);
        visits.Select(v => v.SeriesNumber).ShouldBe(Enumerable.Range(1, 12).Select(n => (int?)n));
        visits.Where(v => v.SeriesNumber != 5).Select(v => (v.Date, v.Time)).ShouldBe(
            Enumerable.Range(0, 12).Where(n => n != 4).Select(n => (first.AddDays(7 * n), new TimeOnly(9, 30))));
        visits[4].Date.ShouldNotBe(holiday);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_with_an_interpreter_stands_when_the_interpreter_is_free()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var (date, other, spanish) = (Today(desk).AddDays(2), Id.New<ProviderId>(), Resource.Add(Id.New<ResourceId>(), ResourceClass.Interpreter, "es", null, "Spanish, by video"));
        await desk.WriteAsync(async d =>
        {
            await OpenAsync(desk, d, other, "Dr. Synthia Beta");
            d.Db.Add(spanish);
            await d.SaveAsync(Ct);
        });
        var elsewhere = await RegisteredAsync(desk, "Alder");
        await desk.Get<Portico.Modules.Scheduling.BookAppointment.BookAppointment>().RunAsync(new(elsewhere, desk.Practice.FollowUp, other, desk.Practice.Location, date,
            new(9, 0), Interpreter: "es"), Portico.Platform.UseCases.Call.ByProgram(TestDesk.Practice), Ct);

        await using var screen = await browsing.OpenAsync(desk);
        var (hand, page) = (new Hand(screen, hasMouse: false), screen.Page);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/schedule?patient={desk.Practice.Known.Value}&date={date:yyyy-MM-dd}");
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Book$") }).First);
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Book a visit" }).WaitForAsync();
        await hand.TypeAsync(page.Locator("#book-time"), "0900AM");
        await hand.ChooseAsync(page.GetByLabel("Interpreter"), "Spanish");
        await hand.PressAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }));
        await page.GetByText("No interpreter for Spanish is free then. Choose another time.").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await hand.TypeAsync(page.Locator("#book-time"), "0930AM");
        await hand.EnterAsync();
        await hand.SaidAsync("Booked for");

        var visit = (await StandingAsync(desk, desk.Practice.Known)).ShouldHaveSingleItem();
        (visit.Time, visit.InterpreterLanguage).ShouldBe((new TimeOnly(9, 30), "es"));
        (await desk.ReadAsync(d => d.Db.Set<AppointmentPart>().Where(p => p.AppointmentId == visit.Id).Select(p => p.ResourceId).ToListAsync(Ct))).ShouldContain(spanish.Id.Value);
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>A senior takes the day out of the plan; the desk calls one after another, in the order that the list says.</summary>
    [Theory, ClassData(typeof(BothStores))]
    public async Task A_provider_calls_in_sick_and_eighteen_patients_are_called_in_order_and_have_a_new_time(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        var tomorrow = Today(desk).AddDays(1);
        await desk.WriteAsync(d => OpenAsync(desk, d, Id.New<ProviderId>(), "Dr. Synthia Beta"));
        List<(AppointmentId Visit, string Name)> booked = [];
        for (var n = 0; n < Bumped; n++)
        {
            var family = $"Alder{(char)('a' + n)}";
            var patient = await RegisteredAsync(desk, family, string.Create(CultureInfo.InvariantCulture, $"+160755501{n:00}"));
            booked.Add((await BookedAsync(desk, patient, tomorrow, new TimeOnly(9, 0).AddMinutes(n * 20)), family.ToUpperInvariant() + ", Testa"));
        }
        // One of them waits urgently: though the visit is in the afternoon, the first call is theirs.
        var urgent = booked[14];
        var row = await RowAsync(desk, urgent.Visit);
        await desk.WriteAsync(d =>
        {
            d.Db.Add(WaitlistEntry.Add(Id.New<WaitlistEntryId>(), row.PatientId, row.VisitTypeId, new(Today(desk), To: null, Earliest: null, Latest: null,
                Weekdays: null, NoticeMinutes: 0, WaitlistUrgency.Urgent, WaitlistContact.Call, IsStandby: false, Note: null), d.Now, d.Call.User, row.Id));
            return Task.CompletedTask;
        });

        await using (var senior = await browsing.OpenAsync(desk))
        {
            var (theirs, plan) = (new Hand(senior, hasMouse: false), senior.Page);
            await senior.SignInAsync(TinyPractice.Supervisor, "/schedule/templates");
            await theirs.TypeAsync(plan.Locator("#ex-reason"), "Provider is ill");
            await theirs.EnterAsync();
            await plan.GetByRole(AriaRole.Heading, new() { Name = "18 booked visits lose their session" }).WaitForAsync();
            await senior.ShouldBeAccessibleAsync();
            await theirs.PressAsync(theirs.Button("Change it, and reschedule them"));
            await theirs.SaidAsync("18 on the reschedule list.");
            await Assertions.Expect(theirs.Link("Call the patients…")).ToBeFocusedAsync();
            senior.Errors.ShouldBeEmpty();
        }

        await using var screen = await browsing.OpenAsync(desk);
        var (hand, page) = (new Hand(screen, hasMouse: false), screen.Page);
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.TurnToAsync("Reschedule list", "/schedule/reschedule");
        var rows = page.Locator("tr[data-row]");
        await rows.Nth(Bumped - 1).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("reschedule-list");
        string[] order = [urgent.Name, .. booked.Where(b => b != urgent).Select(b => b.Name)];
        (await rows.GetByRole(AriaRole.Rowheader).AllInnerTextsAsync()).Select(t => t.Trim()).ShouldBe(order);
        var first = await rows.First.InnerTextAsync();
        foreach (var word in new[] { "(607) 555-0114", "1:40 PM", TinyPractice.Provider, "Provider is ill", "Urgent", "waits for an earlier time", "tomorrow" })
            first.ShouldContain(word);

        // Arrows go down the list and back, and Enter calls.
        await screen.TabToAsync(rows.First);
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");

        // Nobody answers the second call: it comes again at the end, and the hand has the next one under it.
        await page.Keyboard.PressAsync("ArrowDown");
        await hand.PressAsync(rows.Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = new("^No answer") }));
        await hand.SaidAsync("No answer: " + order[1]);
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();
        order = [order[0], .. order[2..], order[1]];
        (await rows.GetByRole(AriaRole.Rowheader).AllInnerTextsAsync()).Select(t => t.Trim()).ShouldBe(order);
        await page.Keyboard.PressAsync("ArrowUp");
        for (var n = 0; n < Bumped; n++)
        {
            await Assertions.Expect(rows.First).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("Another time for").Filter(new() { HasText = order[n] }).WaitForAsync();
            await Assertions.Expect(page.Locator(".openings button").First).ToBeFocusedAsync();
            if (n == 0)
                await screen.ShouldBeAccessibleAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true })).ToBeFocusedAsync();
            if (n == 0)
                await screen.ShouldBeAccessibleAsync();
            await page.Keyboard.PressAsync("Enter");
            await hand.ArriveAtAsync("/schedule/reschedule");
            await page.GetByRole(AriaRole.Status).Filter(new() { HasText = order[n] }).First.WaitForAsync();
        }
        await page.GetByText("Nobody has to be called").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();

        var ids = booked.Select(b => b.Visit).ToList();
        var moved = await desk.ReadAsync(d => d.Db.Set<AppointmentRow>().Where(a => ids.Contains(a.Id)).ToListAsync(Ct));
        moved.ShouldAllBe(a => a.State == AppointmentState.Booked && (a.ProviderId != desk.Practice.ProviderId || a.Date != tomorrow));
        (await desk.ReadAsync(d => d.Db.Set<WorkTask>().CountAsync(t => t.Kind == "reschedule" && t.DoneAt == null, Ct))).ShouldBe(0);

        // The last one was put wrong: it stands as before, and is on the list again.
        await page.Keyboard.PressAsync("Control+z");
        await hand.SaidAsync("on the list again");
        (await RowAsync(desk, booked.Single(b => b.Name == order[^1]).Visit)).Date.ShouldBe(tomorrow);
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>One more provider of the same specialty, who is there all day every day.</summary>
    private static async Task OpenAsync(LiveDesk desk, Portico.Platform.UseCases.Desk d, ProviderId provider, string name)
    {
        desk.Get<IPracticeDirectory>().AddProvider(d, provider, name, "Family medicine", null);
        await d.SaveAsync(Ct);
        foreach (var weekday in Enum.GetValues<DayOfWeek>())
            desk.Get<ISchedule>().AddSession(d, Id.New<SessionTemplateId>(), provider, desk.Practice.Location, weekday, new(0, 0), new(23, 45), Today(desk).AddDays(-7), null, 1);
    }
}
