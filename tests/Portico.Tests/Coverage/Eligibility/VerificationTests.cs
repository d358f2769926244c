using System.Diagnostics;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;
using Portico.Tests.Screens;

namespace Portico.Tests.Coverage.Eligibility;

/// <summary>What is missing of the coverage of the visits ahead, who did what, and how long before.</summary>
public sealed class VerificationTests
{
    private static readonly VerificationItem[] s_personal = [VerificationItem.PrimaryCare, VerificationItem.Authorization, VerificationItem.OtherCoverage];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static Task<ShowVerification.Result> ListAsync(Verified v, VerificationItem? missing = null, ShowVerification.Listed which = ShowVerification.Listed.Open,
        bool ofPayer = false, Call? call = null) => v.Desk.Get<ShowVerification>().RunAsync(
            new(null, null, ofPayer ? v.Day.Payer : null, missing, which, 100), call ?? v.Desk.CallAs(Roles.FrontDesk), Ct);

    private static async Task<IReadOnlyList<VerificationLine>> LinesAsync(Verified v, VisitId visit) =>
        (await v.Desk.Get<ShowChecklist>().RunAsync(new(visit), v.Desk.CallAs(Roles.Clinician), Ct)).Lines;

    private static async Task<VerificationLine> LineAsync(Verified v, VisitId visit, VerificationItem item) => (await LinesAsync(v, visit)).Single(l => l.Item == item);

    private static async Task<TickVerification.Result> TickAsync(Verified v, VisitId visit, VerificationItem item, bool isDone = true, Call? call = null) =>
        await v.Desk.Get<TickVerification>().RunAsync(new(visit, item, isDone), call ?? v.Desk.CallAs(Roles.FrontDesk), Ct);

    private static int CountOf(ShowVerification.Result list, VerificationItem item) => list.Counts.Single(c => c.Item == item).Visits;

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_nobody_verified_is_listed_with_all_it_lacks_and_the_answer_takes_off_what_it_says(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(date: OneDay.Today.AddDays(5));
        var before = await ListAsync(v);
        var row = before.Rows.ShouldHaveSingleItem();
        (row.Visit, row.Payer, row.MayAsk, row.Standing.ShouldNotBeNull().State).ShouldBe((visit, "Synthetic Mutual", true, Standing.NotVerified));
        row.Lines.Where(l => l.State == VerificationState.Open).Select(l => l.Item).ShouldBe(
            [VerificationItem.CardPictures, VerificationItem.Active, VerificationItem.PrimaryCare, VerificationItem.Authorization, VerificationItem.Copay, VerificationItem.OtherCoverage]);
        CountOf(before, VerificationItem.Active).ShouldBe(1);
        (await ListAsync(v, VerificationItem.Network)).Rows.ShouldBeEmpty();

        await v.AskAsync(visit, policy);
        (await ListAsync(v)).Rows.ShouldHaveSingleItem().MayAsk.ShouldBeFalse();
        await v.DrainAsync();

        var after = await ListAsync(v);
        CountOf(after, VerificationItem.Active).ShouldBe(0);
        (await ListAsync(v, VerificationItem.Active)).Rows.ShouldBeEmpty();
        var active = after.Rows.ShouldHaveSingleItem().Lines.Single(l => l.Item == VerificationItem.Active);
        (active.State, active.Source, active.DaysBefore).ShouldBe((VerificationState.Done, VerificationSource.PayersAnswer, 5));
        VerificationWords.Source(active, "America/New_York").ShouldBe("the payer's answer, 4-Mar-2026 9:00 AM, 5 days before the visit");
        var copay = await LineAsync(v, visit, VerificationItem.Copay);
        (copay.State, copay.Words, copay.Source).ShouldBe((VerificationState.Done, "$25.00.", VerificationSource.PayersAnswer));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_is_verified_once_the_machine_and_people_did_all_with_who_and_how_long_before(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(date: OneDay.Today.AddDays(3));
        await v.AskAsync(visit, policy);
        await v.DrainAsync();
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Repeat((byte)0x41, 200)];
        foreach (var side in Enum.GetValues<CardSide>())
        {
            (await LineAsync(v, visit, VerificationItem.CardPictures)).State.ShouldBe(VerificationState.Open);
            (await v.Desk.Get<KeepCardPicture>().RunAsync(new(policy, side, picture), v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<KeepCardPicture.Result.Kept>();
        }
        var me = v.Desk.CallAs(Roles.FrontDesk);
        await v.Desk.WriteAsync(d =>
        {
            v.Desk.Get<IStaffDirectory>().AddMember(d, me.User, "synthetic.ticker", "Synthetic Ticker", Roles.FrontDesk);
            return Task.CompletedTask;
        });
        v.Desk.Time.Advance(TimeSpan.FromDays(2));
        foreach (var item in s_personal)
            (await TickAsync(v, visit, item, call: me)).ShouldBeOfType<TickVerification.Result.Ticked>();
        var list = await ListAsync(v, which: ShowVerification.Listed.Verified);
        list.Rows.ShouldHaveSingleItem().Lines.ShouldAllBe(l => l.State == VerificationState.Done);
        (list.Visits, list.Verified).ShouldBe((1, 1));
        (await ListAsync(v)).Rows.ShouldBeEmpty();
        var other = await LineAsync(v, visit, VerificationItem.OtherCoverage);
        VerificationWords.Source(other, "America/New_York").ShouldBe("Synthetic Ticker, 6-Mar-2026 9:00 AM, the day before the visit");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_ticked_can_be_taken_back_and_both_are_kept(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, _, _) = await v.BookedAsync();
        (await TickAsync(v, visit, VerificationItem.OtherCoverage, isDone: false)).ShouldBeOfType<TickVerification.Result.AlreadySo>();
        (await TickAsync(v, visit, VerificationItem.OtherCoverage)).ShouldBeOfType<TickVerification.Result.Ticked>();
        (await TickAsync(v, visit, VerificationItem.OtherCoverage)).ShouldBeOfType<TickVerification.Result.AlreadySo>();
        (await LineAsync(v, visit, VerificationItem.OtherCoverage)).State.ShouldBe(VerificationState.Done);
        v.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        (await TickAsync(v, visit, VerificationItem.OtherCoverage, isDone: false)).ShouldBeOfType<TickVerification.Result.Ticked>();
        (await LineAsync(v, visit, VerificationItem.OtherCoverage)).State.ShouldBe(VerificationState.Open);
        (await v.Desk.Get<ShowChecklist>().RunAsync(new(visit), v.Desk.CallAs(Roles.FrontDesk), Ct)).Past.Select(t => t.IsDone).ShouldBe([false, true]);
        (await v.Desk.ReadAsync(d => d.Db.Set<VerificationTick>().CountAsync(Ct))).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_checks_and_pictures_say_is_not_ticked_by_a_person(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, _, _) = await v.BookedAsync();
        foreach (var item in Enum.GetValues<VerificationItem>().Except(s_personal))
            (await TickAsync(v, visit, item)).ShouldBeOfType<TickVerification.Result.NotForAPerson>();
        (await TickAsync(v, Portico.Platform.Ids.Id.New<VisitId>(), VerificationItem.OtherCoverage)).ShouldBeOfType<TickVerification.Result.NoSuchVisit>();
        (await Should.ThrowAsync<CallRejectedException>(() => TickAsync(v, visit, VerificationItem.OtherCoverage, call: v.Desk.CallAs(Roles.Clinician)))).Code.ShouldBe("access.not-your-role");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_authorization_of_one_payer_is_none_of_the_next_that_is_billed_and_asked_is_asked(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, patient) = await v.BookedAsync();
        foreach (var item in s_personal)
            await TickAsync(v, visit, item);
        var facts = (await v.Day.BoardAsync()).Rows.Single(r => r.Visit == visit).Facts.ShouldNotBeNull();
        facts.IsAuthorized.ShouldBeTrue();
        (await v.Day.SheetAsync(visit)).IsAuthorized.ShouldBeTrue();

        var second = await v.Day.PolicyAsync(patient);
        await v.Desk.WriteAsync(d => v.Desk.Get<IVisits>().SetFilingOrderAsync(d, visit, [second, policy], Ct));
        (await LinesAsync(v, visit)).Where(l => s_personal.Contains(l.Item)).Select(l => l.State).ShouldBe([VerificationState.Open, VerificationState.Open, VerificationState.Done]);
        (await v.Day.BoardAsync()).Rows.Single(r => r.Visit == visit).Facts.ShouldNotBeNull().IsAuthorized.ShouldBeFalse();
        (await v.Day.SheetAsync(visit)).IsAuthorized.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_word_on_the_phone_is_a_source_for_what_it_says_and_names_who_wrote_it(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, policy, _) = await v.BookedAsync(isEnrolled: false);
        (await v.Desk.Get<RecordStatement>().RunAsync(new(visit, policy, StatementWay.Phone, "Synthetic Operator 4", "REF-77", PolicyState.Active, new Money(3_000),
            false, false, null, null), v.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<RecordStatement.Result.Recorded>();
        var lines = (await LinesAsync(v, visit)).ToDictionary(l => l.Item);
        foreach (var item in new[] { VerificationItem.Active, VerificationItem.Network, VerificationItem.Authorization, VerificationItem.Copay })
            (lines[item].State, lines[item].Source).ShouldBe((VerificationState.Done, VerificationSource.Statement), item.ToString());
        lines[VerificationItem.Network].Words.ShouldBe("The provider is not in the network: tell the patient before the visit.");
        lines[VerificationItem.Active].By.ShouldBe("someone who left");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_without_a_policy_lacks_that_one_first_and_the_rest_comes_later(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var appointment = await v.Day.BookAsync(await v.Day.PatientAsync("Uninsured"), OneDay.Today.AddDays(1), new(10, 0));
        VisitId visit = default;
        await v.Desk.WriteAsync(async d => visit = (await v.Desk.Get<IVisits>().ForAppointmentAsync(d, appointment, Ct)).Id);
        var list = await ListAsync(v);
        list.Rows.ShouldHaveSingleItem().Payer.ShouldBeNull();
        list.Counts.Where(c => c.Visits > 0).Select(c => c.Item).ShouldBe([VerificationItem.Policy, VerificationItem.OtherCoverage]);
        await v.Desk.WriteAsync(d => v.Desk.Get<IVisits>().SetFilingOrderAsync(d, visit, [], Ct));
        (await ListAsync(v, which: ShowVerification.Listed.All)).Rows.ShouldBeEmpty();
        (await LinesAsync(v, visit)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_list_goes_from_today_for_fourteen_days_soonest_first(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (last, _, _) = await v.BookedAsync("Last", date: OneDay.Today.AddDays(14));
        await v.BookedAsync("Beyond", date: OneDay.Today.AddDays(15));
        var (later, _, _) = await v.BookedAsync("Later", time: new(11, 0));
        var (first, _, _) = await v.BookedAsync("First", time: new(10, 0));
        (await ListAsync(v)).Rows.Select(r => r.Visit).ShouldBe([first, later, last]);
        var short1 = await v.Desk.Get<ShowVerification>().RunAsync(new(null, null, null, null, ShowVerification.Listed.Open, 1), v.Desk.CallAs(Roles.Biller), Ct);
        (short1.Rows.ShouldHaveSingleItem().Visit, short1.Matching).ShouldBe((first, 3));
        (await v.Desk.Get<ShowVerification>().RunAsync(new(v.Day.Location, v.Day.Provider, null, null, ShowVerification.Listed.Open, 100), v.Desk.CallAs(Roles.Biller), Ct)).Rows.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_closed_chart_is_masked_and_neither_counts_nor_filters_tell_what_it_has(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (_, _, patient) = await v.BookedAsync("Celebrity");
        await v.Desk.WriteAsync(async d => (await d.Db.Set<Patient>().SingleAsync(p => p.Id == patient, Ct)).Restrict(RestrictionKind.Vip));
        var list = await ListAsync(v);
        var row = list.Rows.ShouldHaveSingleItem();
        (row.Name, row.IsMasked, row.Payer, row.Policy, row.MayAsk).ShouldBe((PatientNames.Masked, true, null, null, false));
        row.Lines.ShouldBeEmpty();
        (list.Visits, list.Counts.Sum(c => c.Visits)).ShouldBe((0, 0));
        (await ListAsync(v, ofPayer: true)).Rows.ShouldBeEmpty();
        (await ListAsync(v, VerificationItem.Active)).Rows.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Thirty_visits_are_read_in_as_many_statements_as_three(StoreKind kind)
    {
        using var counter = new StatementCounter();
        await using var v = await Verified.StartAsync(kind);
        for (var i = 0; i < 3; i++)
            await v.BookedAsync(time: new(8, i * 20), date: OneDay.Today.AddDays(i));
        // Entity Framework looks once a second whether anybody listens.
        await Task.Delay(TimeSpan.FromSeconds(1.2), Ct);
        var few = await StatementsAsync(counter, async () => (await ListAsync(v)).Rows.Count.ShouldBe(3));
        for (var i = 0; i < 27; i++)
            await v.BookedAsync(time: new(9 + i / 3, i % 3 * 20), date: OneDay.Today.AddDays(i % 14));
        var many = await StatementsAsync(counter, async () => (await ListAsync(v)).Rows.Count.ShouldBe(30));
        few.ShouldBeGreaterThan(5);
        many.ShouldBe(few);
        many.ShouldBeLessThan(25);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_payer_is_asked_from_the_list_and_its_answer_shows_there(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        await v.BookedAsync("Listed");
        await using var room = new Room(v.Desk, v.Desk.CallAs(Roles.FrontDesk));
        var page = room.Render<VerificationPage>();
        await Room.ClickAsync(page, "Ask the payer now: Synthetic Mutual for LISTED");
        await Room.SeenAsync(page, "Synthetic Mutual is asked for LISTED, Ava.");
        await v.DrainAsync();
        await page.WaitForAssertionAsync(() => page.FindAll("tbody .pill").Select(p => p.TextContent.Trim()).ShouldContain("✓Active"), TimeSpan.FromSeconds(20));
        page.FindAll("button").ShouldNotContain(b => b.TextContent.StartsWith("Ask the payer now", StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("#verify-missing").ChangeAsync("Active"));
        await Room.SeenAsync(page, "Choose another location, provider, payer or reason.");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_visits_checklist_is_ticked_and_taken_back_on_its_page(StoreKind kind)
    {
        await using var v = await Verified.StartAsync(kind);
        var (visit, _, patient) = await v.BookedAsync();
        await using var room = new Room(v.Desk, v.Desk.CallAs(Roles.FrontDesk));
        var panel = room.Render<VerificationPanel>(p => p.Add(x => x.Visit, visit).Add(x => x.Patient, patient));
        await Room.ClickAsync(panel, "Tick: done, Other coverage asked");
        await Room.SeenAsync(panel, "Other coverage asked: ticked.");
        await Room.ClickAsync(panel, "Take it back: Other coverage asked");
        await Room.SeenAsync(panel, "Other coverage asked: taken back.");
        await Room.SeenAsync(panel, "Who ticked what (2)");
    }

    /// <summary>How many statements an act sends to the database.</summary>
    private static async Task<int> StatementsAsync(StatementCounter counter, Func<Task> act)
    {
        var before = counter.Count;
        await act();
        return counter.Count - before;
    }

    private sealed class StatementCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        // Other tests run beside this one: only what follows from this flow is counted.
        private static readonly AsyncLocal<StatementCounter?> s_flow = new();
        private readonly List<IDisposable> _listening = [];
        private int _count;

        public StatementCounter()
        {
            s_flow.Value = this;
            _listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count => _count;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                _listening.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted.Name && s_flow.Value == this)
                Interlocked.Increment(ref _count);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var one in _listening)
                one.Dispose();
            s_flow.Value = null;
        }
    }
}
