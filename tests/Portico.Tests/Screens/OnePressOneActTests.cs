using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.ShowApprovals;
using Portico.Modules.Payments.ShowDrawers;
using Portico.Modules.Payments.ShowReceipt;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.PracticePage;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.DaySchedule;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.ProviderTemplates;
using Portico.Modules.Work;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Shell;
using Portico.Tests.Kit;
using Portico.Tests.Payments;
using Portico.Tests.Scheduling;
using static Portico.Tests.Screens.Room;

namespace Portico.Tests.Screens;

/// <summary>A double Enter does an act once. On SQLite the second press comes after the first was done, on PostgreSQL while it runs.</summary>
public sealed class OnePressOneActTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static Task<int> CountAsync<T>(TestDesk desk) where T : class => desk.ReadAsync(d => d.Db.Set<T>().CountAsync(Ct));

    private static string Schedule(Clinic clinic, string more = "") =>
        $"/schedule?location={clinic.Location.Value}&date={Clinic.Thursday:yyyy-MM-dd}{more}";

    private static async Task<(Room Room, IRenderedComponent<SchedulePage> Page)> ScheduleAsync(Clinic clinic, string more, string selector)
    {
        var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.FrontDesk));
        room.Services.GetRequiredService<NavigationManager>().NavigateTo(Schedule(clinic, more));
        var page = room.Render<SchedulePage>();
        await FoundAsync(page, selector);
        return (room, page);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_booking(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var (room, page) = await ScheduleAsync(clinic, $"&patient={clinic.Patients[0].Value}&book=1", "#book-note");
        await using var _ = room;
        await Room.PressTwiceAsync(page, "#book-note");
        await SeenAsync(page, "Booked for");
        (await CountAsync<Appointment>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cancellation(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (room, page) = await ScheduleAsync(clinic, $"&appointment={id.Value}", "dialog .danger");
        await using var _ = room;
        await page.InvokeAsync(() => page.Find("dialog .danger").ClickAsync());
        await page.InvokeAsync(() => page.Find("#cancel-reason").InputAsync("no ride"));
        await Room.PressTwiceAsync(page, "#cancel-reason");
        await SeenAsync(page, "Cancelled:");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_confirmation_of_a_visit(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (room, page) = await ScheduleAsync(clinic, $"&appointment={id.Value}", "dialog .danger");
        await using var _ = room;
        await Room.ClickTwiceAsync(page, "Confirmed by the patient");
        await SeenAsync(page, "Confirmed:");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_no_show(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        clinic.Desk.Time.Advance(TimeSpan.FromDays(1));
        var (room, page) = await ScheduleAsync(clinic, $"&appointment={id.Value}", "dialog .danger");
        await using var _ = room;
        await Room.ClickTwiceAsync(page, "No-show");
        await SeenAsync(page, "Marked as a no-show");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_on_the_grid_and_its_undo(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (room, page) = await ScheduleAsync(clinic, "", ".appointment");
        await using var _ = room;
        var grid = page.FindComponent<ScheduleGrid>().Instance;
        Task DropAsync() => page.InvokeAsync(() => grid.MoveHere(id.Value, grid.Columns.Single(c => c.Day.Provider == clinic.Provider).Key, 11 * 60));
        await Task.WhenAll(DropAsync(), DropAsync());
        await FoundAsync(page, "[data-undo]");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(1);
        await Room.ClickTwiceAsync(page, "Undo");
        await SeenAsync(page, "Back to");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(2);
        (await clinic.RowAsync(id)).Time.ShouldBe(new TimeOnly(9, 0));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_move_in_the_dialog(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        var id = await clinic.BookedAsync(new(9, 0));
        var (room, page) = await ScheduleAsync(clinic, $"&appointment={id.Value}", "#move-time");
        await using var _ = room;
        await page.InvokeAsync(() => page.Find("#move-time").ChangeAsync("11:00"));
        await Room.PressTwiceAsync(page, "#move-time");
        await SeenAsync(page, "Moved to");
        (await CountAsync<AppointmentChange>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_session_of_a_template_and_a_day_off(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await using var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.Supervisor));
        var before = await CountAsync<SessionTemplate>(clinic.Desk);
        var page = room.Render<TemplatesPage>();
        await FoundAsync(page, "#weekday");
        await page.InvokeAsync(() => page.Find("#weekday").ChangeAsync("Saturday"));
        await Room.PressTwiceAsync(page, "#weekday");
        await page.WaitForAssertionAsync(() => page.FindAll("tbody th").Count(t => t.TextContent == "Every Saturday").ShouldBe(1));
        (await CountAsync<SessionTemplate>(clinic.Desk)).ShouldBe(before + 1);
        await page.InvokeAsync(() => page.Find("#ex-reason").ChangeAsync("conference"));
        await Room.PressTwiceAsync(page, "#ex-reason");
        await SeenAsync(page, "conference");
        (await CountAsync<TemplateException>(clinic.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_location_in_the_set_up(StoreKind kind)
    {
        await using var clinic = await Clinic.OpenAsync(kind);
        await using var room = new Room(clinic.Desk, clinic.Desk.CallAs(Roles.Administrator));
        var page = room.Render<PracticePage>();
        await FoundAsync(page, "section button");
        await page.InvokeAsync(() => page.FindAll("section button").First(b => b.TextContent == "Add a location").ClickAsync());
        await page.InvokeAsync(() => page.Find("#name").ChangeAsync("Synthetic Annex"));
        await page.InvokeAsync(() => page.Find("#zone").ChangeAsync("America/New_York"));
        await Room.PressTwiceAsync(page, "#zone");
        await SeenAsync(page, "Saved");
        (await clinic.Desk.ReadAsync(d => d.Db.Set<LocationRow>().CountAsync(Ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_task_and_its_completion(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<WorkPage>();
        await FoundAsync(page, "#task-title");
        await page.InvokeAsync(() => page.Find("#task-title").InputAsync("Call the laboratory"));
        await Room.PressTwiceAsync(page, "#task-title");
        await FoundAsync(page, "tbody tr");
        (await CountAsync<WorkTask>(desk)).ShouldBe(1);
        await Room.ClickTwiceAsync(page, "Take");
        await SeenAsync(page, "It is yours now");
        await page.InvokeAsync(() => page.FindAll("tbody button").Single(b => b.TextContent == "Complete…").ClickAsync());
        await Room.PressTwiceAsync(page, "#task-outcome");
        await SeenAsync(page, "Completed:");
        (await desk.ReadAsync(d => d.Db.Set<CallKeyRow>().CountAsync(k => k.UseCase == "complete-task", Ct))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_drawer_opened_and_counted(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<DrawerPage>();
        await FoundAsync(page, "#float");
        await Room.PressTwiceAsync(page, "#float");
        await page.WaitForAssertionAsync(() => page.FindAll("button").ShouldContain(b => b.TextContent == "Count and close it"));
        (await CountAsync<Drawer>(till.Desk)).ShouldBe(1);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Count and close it").ClickAsync());
        await page.InvokeAsync(() => page.Find("#face-10000").InputAsync("1"));
        await Room.PressTwiceAsync(page, "#face-10000");
        await SeenAsync(page, "it fits");
        (await till.Desk.ReadAsync(d => d.Db.Set<CallKeyRow>().CountAsync(k => k.UseCase == "count-drawer", Ct))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payment_and_the_reason_for_none(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<TakePaymentPage>(p => p.Add(x => x.Visit, till.ParentVisit.Value));
        await FoundAsync(page, "#amount-0");
        await page.InvokeAsync(() => page.Find("#amount-0").InputAsync("40"));
        await page.InvokeAsync(() => page.Find("#last4").InputAsync("4242"));
        await Room.PressTwiceAsync(page, "#amount-0");
        await SeenAsync(page, "Wrong patient, visit or amount");
        (await CountAsync<Receipt>(till.Desk)).ShouldBe(1);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Not collected…").ClickAsync());
        await Room.PressTwiceAsync(page, "#reason");
        await SeenAsync(page, "Recorded");
        (await CountAsync<UncollectedCopay>(till.Desk)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_and_its_approval(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await using (var room = new Room(till.Desk, till.CallBy(till.Teller)))
        {
            var page = room.Render<CorrectReceiptPage>(p => p.Add(x => x.Receipt, receipt.Value));
            await FoundAsync(page, ".danger");
            await page.InvokeAsync(() => page.Find(".danger").ClickAsync());
            await Room.PressTwiceAsync(page, "#void-reason");
            await SeenAsync(page, "Asked:");
        }
        (await CountAsync<PaymentApproval>(till.Desk)).ShouldBe(1);
        await using var office = new Room(till.Desk, till.CallBy(till.Supervisor));
        var approvals = office.Render<ApprovalsPage>();
        await FoundAsync(approvals, "tbody .primary");
        await approvals.InvokeAsync(() => approvals.Find("tbody .primary").ClickAsync());
        await Room.PressTwiceAsync(approvals, "#decision-note");
        await SeenAsync(approvals, "approved.");
        (await till.StandingAsync(receipt)).ShouldBeEmpty();
        (await till.Desk.ReadAsync(d => d.Db.Set<CallKeyRow>().CountAsync(k => k.UseCase == "decide-approval", Ct))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_mispost_that_is_moved_to_the_other_patient(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<CorrectReceiptPage>(p => p.Add(x => x.Receipt, receipt.Value));
        await FoundAsync(page, "tbody button");
        await page.InvokeAsync(() => page.Find("tbody button").ClickAsync());
        await page.FindComponent<Portico.Modules.Patients.Contracts.PatientPicker>().InvokeAsync(
            () => page.FindComponent<Portico.Modules.Patients.Contracts.PatientPicker>().Instance.OnPicked.InvokeAsync(till.Child));
        await FoundAsync(page, "dialog li button");
        await Room.ClickTwiceAsync(page, "Move $40.00 to");
        await SeenAsync(page, "moved to");
        (await till.MoneyOfAsync(till.ChildVisit)).Paid.ShouldBe(new Money(4000));
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_batch_and_the_close_of_the_day(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await using var room = new Room(till.Desk, till.CallBy(till.Supervisor));
        var page = room.Render<CloseDayPage>();
        await FoundAsync(page, "#terminal");
        await page.InvokeAsync(() => page.Find("#terminal").InputAsync("41"));
        await Room.PressTwiceAsync(page, "#terminal");
        await SeenAsync(page, "differs");
        (await CountAsync<CardBatch>(till.Desk)).ShouldBe(1);
        (await CountAsync<PaymentApproval>(till.Desk)).ShouldBe(1);
        await page.InvokeAsync(() => page.FindAll("form").Single(f => f.TextContent.Contains("Close over what is open", StringComparison.Ordinal)).SubmitAsync());
        await FoundAsync(page, "#over-why");
        await page.InvokeAsync(() => page.Find("#over-why").InputAsync("The terminal is asked tomorrow"));
        await Room.PressTwiceAsync(page, "#over-why");
        await SeenAsync(page, "closed by");
        (await till.Desk.ReadAsync(d => d.Db.Set<CallKeyRow>().CountAsync(k => k.UseCase == "close-day", Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task A_press_whose_answer_was_lost_is_the_same_act_when_it_is_pressed_again()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<LosesAnAnswer>();
        await page.InvokeAsync(page.Instance.PressAsync);
        page.Instance.Trouble.ShouldNotBeNull().ShouldContain("The database does not answer");
        await page.InvokeAsync(page.Instance.PressAsync);
        page.Instance.Trouble.ShouldBeNull();
        (await CountAsync<WorkTask>(desk)).ShouldBe(1);
        await page.InvokeAsync(page.Instance.PressAsync);
        (await CountAsync<WorkTask>(desk)).ShouldBe(2);
    }

    [Fact]
    public async Task A_form_that_was_changed_after_a_lost_answer_is_told_that_the_first_press_was_done()
    {
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite);
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        var page = room.Render<LosesAnAnswer>();
        await page.InvokeAsync(page.Instance.PressAsync);
        page.Instance.Title = "Another thing";
        await page.InvokeAsync(page.Instance.PressAsync);
        page.Instance.Trouble.ShouldNotBeNull().ShouldContain("Your earlier press was done after all");
        (await CountAsync<WorkTask>(desk)).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_finds_no_database_says_so_and_loads_again_on_demand()
    {
        var away = new AwayOrNot();
        await using var desk = await TestDesk.StartAsync(StoreKind.Sqlite, services => services.AddSingleton<IAccess>(away));
        away.Inner = desk.Access;
        await using var room = new Room(desk, desk.CallAs(Roles.FrontDesk));
        away.IsAway = true;
        var page = room.Render<WorkPage>();
        await SeenAsync(page, "The database does not answer");
        page.Markup.ShouldNotContain("Loading");
        away.IsAway = false;
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Try again").ClickAsync());
        await FoundAsync(page, "#task-title");
        page.Markup.ShouldNotContain("does not answer");
    }

    /// <summary>The first press is done, and its answer does not come back.</summary>
    private sealed class LosesAnAnswer : DeskPage
    {
        private bool _isLost;

        [Inject] public OpenTask Open { get; set; } = null!;

        public string Title { get; set; } = "Call the laboratory";

        public string? Trouble => Problem;

        public Task PressAsync() => ActAsync(() => SendAsync(Open, async call =>
        {
            var result = await Open.RunAsync(new(Title, null, null, null, Roles.Desk), call, Leaving);
            if (_isLost)
                return result;
            _isLost = true;
            throw new SqliteException("disk I/O error", 10);
        }));
    }

    private sealed class AwayOrNot : IAccess
    {
        public TestAccess Inner { get; set; } = new();
        public bool IsAway { get; set; }

        public void Ask(DeskBatch batch, Call call, NodaTime.Instant now, Action<Roles> answer)
        {
            if (IsAway)
                throw new SqliteException("unable to open database file", 14);
            Inner.Ask(batch, call, now, answer);
        }
    }
}
