using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.CompareCardBatch;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.ShowDay;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Payments.TransferPayment;
using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

public sealed class DayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<DrawerId> DrawerWithAsync(Till till, long floatCents, long cashCents)
    {
        var drawer = (await till.OpenDrawerAsync(till.Teller, floatCents)).ShouldBeOfType<OpenDrawer.Result.Opened>().Drawer;
        if (cashCents > 0)
            await till.TakeAsync(till.Cash(Till.Copay(till.ParentVisit, cashCents)), till.Teller);
        return drawer;
    }

    private static Task<CountDrawer.Result> CountAsync(Till till, DrawerId drawer, int dollars) =>
        till.RunAsync(till.Desk.Get<CountDrawer>(), new CountDrawer.Request(drawer, [new CashPieces(100, dollars)]), till.Teller);

    private static Task<CloseDay.Result> CloseAsync(Till till, UserId? by = null) =>
        till.RunAsync(till.Desk.Get<CloseDay>(), new CloseDay.Request(till.Place, Till.Today), by ?? till.Supervisor);

    private static Task<CompareCardBatch.Result> CompareAsync(Till till, long cents) =>
        till.RunAsync(till.Desk.Get<CompareCardBatch>(), new CompareCardBatch.Request(till.Place, Till.Today, new Money(cents)), till.Teller);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_second_drawer_of_the_same_person_is_refused(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.OpenDrawerAsync(till.Teller, 10000);
        (await till.OpenDrawerAsync(till.Teller, 10000)).ShouldBeOfType<OpenDrawer.Result.AlreadyOpen>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_even_count_closes_the_drawer_and_sets_the_cash_aside(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        (await CountAsync(till, drawer, 140)).ShouldBe(new CountDrawer.Result.Even(new Money(14000)));
        (await till.SumAsync(LedgerAccountKey.CashOnHand(till.Place))).ShouldBe(new Money(4000));
        (await till.SumAsync(LedgerAccountKey.CashDrawer(drawer))).ShouldBe(Money.Zero);
        (await till.SumAsync(LedgerAccountKey.FloatFund(till.Place))).ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_short_count_waits_for_another_person_and_goes_to_over_and_short(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        var differs = (await CountAsync(till, drawer, 137)).ShouldBeOfType<CountDrawer.Result.Differs>();
        differs.Difference.ShouldBe(new Money(-300));
        (await till.SumAsync(LedgerAccountKey.OverShort)).ShouldBe(Money.Zero);
        await till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(differs.Approval, true, null), till.Senior);
        (await till.SumAsync(LedgerAccountKey.OverShort)).ShouldBe(new Money(300));
        (await till.SumAsync(LedgerAccountKey.CashOnHand(till.Place))).ShouldBe(new Money(3700));
        (await till.SumAsync(LedgerAccountKey.CashDrawer(drawer))).ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_rejected_difference_is_counted_again(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        var differs = (await CountAsync(till, drawer, 137)).ShouldBeOfType<CountDrawer.Result.Differs>();
        await till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(differs.Approval, false, null), till.Senior);
        (await CountAsync(till, drawer, 140)).ShouldBeOfType<CountDrawer.Result.Even>();
    }

    private static async Task<ShowDay.DaySheet> DayAsync(Till till, UserId by) =>
        (await till.Desk.Get<ShowDay>().RunAsync(new(till.Place, Till.Today), till.CallBy(by), Ct)).Day.ShouldNotBeNull();

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_days_cash_is_hidden_from_whoever_has_still_to_count_a_drawer_there(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        await till.TakeAsync(till.Card(Till.Copay(till.ChildVisit, 1000)), till.Teller);
        (await DayAsync(till, till.Teller)).Taken.ShouldBe(new ShowDay.DayTotals(null, Money.Zero, new Money(1000), null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_days_cash_is_shown_to_a_senior_who_holds_no_open_drawer(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        (await DayAsync(till, till.Senior)).Taken.Cash.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_senior_with_an_uncounted_drawer_does_not_see_the_days_cash_either(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        await till.OpenDrawerAsync(till.Senior, 5000);
        (await DayAsync(till, till.Senior)).Taken.Cash.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task After_the_count_the_days_cash_is_told(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await CountAsync(till, await DrawerWithAsync(till, 10000, 4000), 140);
        (await DayAsync(till, till.Teller)).Taken.Cash.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Whoever_has_still_to_count_does_not_close_the_day_which_would_tell_its_cash(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.OpenDrawerAsync(till.Supervisor, 5000);
        (await till.CloseOverAsync(Till.Today)).ShouldBeOfType<CloseDay.Result.OwnDrawerOpen>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Another_front_desks_drawer_is_not_theirs_to_count(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 0);
        (await till.RunAsync(till.Desk.Get<CountDrawer>(), new CountDrawer.Request(drawer, [new CashPieces(100, 100)]), till.Other))
            .ShouldBeOfType<CountDrawer.Result.NotYours>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_bill_that_does_not_exist_is_no_count(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 0);
        (await till.RunAsync(till.Desk.Get<CountDrawer>(), new CountDrawer.Request(drawer, [new CashPieces(300, 1)]), till.Teller))
            .ShouldBeOfType<CountDrawer.Result.NotACount>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_close_deposits_cash_and_checks_and_signs_the_totals(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        await till.TakeAsync(till.Check(Till.Copay(till.ChildVisit, 2500)), till.Teller);
        await till.TakeAsync(till.Card(Till.Copay(till.ChildVisit, 1000)) with { Despite = CopayDoubts.AlreadyPaid }, till.Teller);
        await CountAsync(till, drawer, 140);
        await CompareAsync(till, 1000);
        (await CloseAsync(till)).ShouldBe(new CloseDay.Result.Closed(new Money(7500), new Money(4000), new Money(2500)));
        (await till.SumAsync(LedgerAccountKey.Bank)).ShouldBe(new Money(6500));
        var day = await till.Desk.ReadAsync(d => d.Db.Set<BusinessDay>().SingleAsync(Ct));
        (day.ClosedBy, day.CardsTaken).ShouldBe((till.Supervisor, new Money(1000)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_drawer_still_open_is_told_before_the_close_and_a_supervisor_closes_over_it(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        (await CloseAsync(till)).ShouldBeOfType<CloseDay.Result.StandsOpen>().Ends
            .ShouldBe([new OpenEnd(OpenEndKind.Drawer, drawer.Value, till.Teller, null)]);
        (await till.CloseOverAsync(Till.Today)).ShouldBe(new CloseDay.Result.Closed(new Money(4000), Money.Zero, Money.Zero));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_close_over_something_keeps_what_and_why_and_the_audit_says_it_too(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        await till.CloseOverAsync(Till.Today);
        var day = await till.Desk.ReadAsync(d => d.Db.Set<BusinessDay>().SingleAsync(Ct));
        (day.ClosedOver, day.ClosedOverWhy, day.ClosedBy).ShouldBe(("Drawer not counted", Till.Why, till.Supervisor));
        var bodies = await till.Desk.ReadAsync(d => d.Db.Set<AuditEntryRow>().Select(e => e.Body).ToListAsync(Ct));
        bodies.Select(b => System.Text.Encoding.UTF8.GetString(b)).ShouldContain(b => b.Contains("close-day") && b.Contains("Drawer not counted") && b.Contains(Till.Why));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_close_over_something_without_a_reason_is_refused(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        (await till.CloseOverAsync(Till.Today, why: " ")).ShouldBeOfType<CloseDay.Result.SayWhy>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_senior_who_is_no_supervisor_does_not_close_over_anything(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        (await till.CloseOverAsync(Till.Today, by: till.Senior)).ShouldBeOfType<CloseDay.Result.SupervisorCloses>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_senior_closes_a_day_that_is_settled(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await CountAsync(till, await DrawerWithAsync(till, 10000, 4000), 140);
        (await CloseAsync(till, till.Senior)).ShouldBeOfType<CloseDay.Result.Closed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_was_opened_after_the_signer_looked_is_told_before_the_close(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var seen = await DrawerWithAsync(till, 10000, 4000);
        await till.OpenDrawerAsync(till.Other, 5000);
        (await till.RunAsync(till.Desk.Get<CloseDay>(), new CloseDay.Request(till.Place, Till.Today, [seen.Value], Till.Why), till.Supervisor))
            .ShouldBeOfType<CloseDay.Result.StandsOpen>().Ends.Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Cards_that_nobody_compared_stand_open_and_so_do_those_taken_after_the_comparison(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        (await till.EndsAsync()).Single().ShouldBe(new OpenEnd(OpenEndKind.Cards, till.Place.Value, null, new Money(4000)));
        await CompareAsync(till, 4000);
        (await till.EndsAsync()).ShouldBeEmpty();
        await till.TakeAsync(till.Card(Till.Copay(till.ChildVisit, 1000)), till.Teller);
        (await till.EndsAsync()).Single().ShouldBe(new OpenEnd(OpenEndKind.Cards, till.Place.Value, null, new Money(5000)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_batch_difference_stands_open_until_it_is_approved_and_a_rejected_one_is_compared_again(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await CompareAsync(till, 3500);
        var first = (await till.EndsAsync()).Single();
        (first.Kind, first.Amount).ShouldBe((OpenEndKind.BatchDifference, new Money(-500)));
        await till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(new ApprovalId(first.About), false, null), till.Senior);
        (await till.EndsAsync()).Single().Kind.ShouldBe(OpenEndKind.Cards);
        await CompareAsync(till, 3600);
        var second = (await till.EndsAsync()).Single();
        await till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(new ApprovalId(second.About), true, null), till.Senior);
        (await till.EndsAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_and_a_refund_that_wait_stand_open(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var check = await till.TakeAsync(till.Check(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await till.RunAsync(till.Desk.Get<RequestVoid>(), new RequestVoid.Request(check, GiveBackReason.WrongAmount, null), till.Teller);
        var other = await till.TakeAsync(till.Check(Till.Copay(till.ChildVisit, 1000)), till.Teller);
        var line = (await till.StandingAsync(other)).Single().Key;
        await till.RunAsync(till.Desk.Get<RequestRefund>(),
            new RequestRefund.Request(till.Place, line.Transaction, line.Line, null, TenderKind.Check, "77", GiveBackReason.NotOwed, null), till.Teller);
        (await till.EndsAsync()).Select(e => (e.Kind, e.Amount)).ShouldBe([(OpenEndKind.Void, new Money(4000)), (OpenEndKind.Refund, new Money(1000))]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_yesterday_left_open_stands_in_no_way_of_today(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await DrawerWithAsync(till, 10000, 4000);
        await till.TakeAsync(till.Card(Till.Copay(till.ChildVisit, 1000)), till.Teller);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        (await till.OpenDrawerAsync(till.Teller, 10000)).ShouldBeOfType<OpenDrawer.Result.Opened>();
        (await till.RunAsync(till.Desk.Get<CloseDay>(), new CloseDay.Request(till.Place, Till.Today.AddDays(1)), till.Senior))
            .ShouldBeOfType<CloseDay.Result.StandsOpen>().Ends.Single().Kind.ShouldBe(OpenEndKind.Drawer);
        (await till.EndsAsync()).Select(e => e.Kind).ShouldBe([OpenEndKind.Drawer, OpenEndKind.Cards]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payment_after_the_close_counts_in_the_next_day_and_names_its_own(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await CloseAsync(till);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var late = (await till.TransfersAsync()).Single();
        (late.BusinessDate, late.AboutDate).ShouldBe((Till.Today.AddDays(1), Till.Today));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_mispost_moved_after_the_close_posts_in_the_open_day_and_names_the_closed_one(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Check(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await CloseAsync(till);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        var key = (await till.StandingAsync(receipt)).Single().Key;
        (await till.RunAsync(till.Desk.Get<TransferPayment>(),
            new TransferPayment.Request(key.Transaction, key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null), till.Teller))
            .ShouldBeOfType<TransferPayment.Result.Moved>();
        var posted = await till.TransfersAsync();
        posted.Where(t => t.ReceiptId == receipt).Select(t => (t.Kind, t.BusinessDate, t.AboutDate)).ShouldBe(
        [
            (TransferKind.Payment, Till.Today, null), (TransferKind.Reversal, Till.Today.AddDays(1), Till.Today),
            (TransferKind.Payment, Till.Today.AddDays(1), Till.Today),
        ], ignoreOrder: true);
        posted.Single(t => t.Kind == TransferKind.Reversal).ReversesTransaction.ShouldBe(key.Transaction);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_that_was_signed_keeps_its_figures_when_a_mispost_of_it_is_moved(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Check(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await CloseAsync(till);
        var signed = await DayAsync(till, till.Supervisor);
        var key = (await till.StandingAsync(receipt)).Single().Key;
        await till.RunAsync(till.Desk.Get<TransferPayment>(),
            new TransferPayment.Request(key.Transaction, key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null), till.Teller);
        var after = await DayAsync(till, till.Supervisor);
        (after.Taken, after.ChecksToDeposit, after.Checks.Single()).ShouldBe((signed.Taken, signed.ChecksToDeposit, signed.Checks.Single()));
        signed.Taken.Checks.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Money_taken_while_the_day_is_closed_is_in_its_totals_or_in_the_next_day(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var takes = Enumerable.Range(0, 12).Select(n =>
            till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 100)) with { Despite = CopayDoubts.AlreadyPaid }, n % 2 == 0 ? till.Teller : till.Other)).ToList();
        var close = till.CloseOverAsync(Till.Today, patient: true);
        await Task.WhenAll(takes);
        var closed = (await close).ShouldBeOfType<CloseDay.Result.Closed>();
        var transfers = await till.TransfersAsync();
        transfers.Where(t => t.BusinessDate == Till.Today).Sum(t => t.Cents).ShouldBe(closed.Taken.Cents);
        transfers.Sum(t => t.Cents).ShouldBe(1200);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_day_closes_once(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CloseAsync(till)));
        answers.Count(a => a is CloseDay.Result.Closed).ShouldBe(1);
        answers.Count(a => a is CloseDay.Result.AlreadyClosed).ShouldBe(3);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Yesterday_closed_late_deposits_its_own_checks_alone(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Check(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        await till.TakeAsync(till.Check(Till.Copay(till.ChildVisit, 2500)), till.Teller);
        (await CloseAsync(till)).ShouldBe(new CloseDay.Result.Closed(new Money(4000), Money.Zero, new Money(4000)));
        (await till.SumAsync(LedgerAccountKey.Checks(till.Place))).ShouldBe(new Money(2500));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Tomorrow_cannot_be_closed(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        (await till.RunAsync(till.Desk.Get<CloseDay>(), new CloseDay.Request(till.Place, Till.Today.AddDays(1)), till.Supervisor))
            .ShouldBeOfType<CloseDay.Result.NotYet>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_batch_that_differs_asks_another_person(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        (await till.RunAsync(till.Desk.Get<CompareCardBatch>(), new CompareCardBatch.Request(till.Place, Till.Today, new Money(3500)), till.Teller))
            .ShouldBeOfType<CompareCardBatch.Result.Differs>().Difference.ShouldBe(new Money(-500));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_batch_that_fits_needs_nobody(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        (await till.RunAsync(till.Desk.Get<CompareCardBatch>(), new CompareCardBatch.Request(till.Place, Till.Today, new Money(4000)), till.Teller))
            .ShouldBeOfType<CompareCardBatch.Result.Matches>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Who_has_a_drawer_to_count_does_not_see_the_days_cash_before(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = await DrawerWithAsync(till, 10000, 4000);
        async Task<Money?> CashAsync(UserId user) => (await till.Desk.Get<ShowDay>()
            .RunAsync(new(till.Place, Till.Today), till.CallBy(user), Ct)).Day.ShouldNotBeNull().Taken.Cash;
        (await CashAsync(till.Teller)).ShouldBeNull();
        (await CashAsync(till.Supervisor)).ShouldBe(new Money(4000));
        await CountAsync(till, drawer, 140);
        (await CashAsync(till.Teller)).ShouldBe(new Money(4000));
    }
}
