using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.CompareCardBatch;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.TransferPayment;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

public sealed class ApprovalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<ApprovalId> AskVoidAsync(Till till, ReceiptId receipt, UserId by) =>
        (await till.RunAsync(till.Desk.Get<RequestVoid>(), new RequestVoid.Request(receipt, GiveBackReason.WrongPatient, null), by))
        .ShouldBeOfType<RequestVoid.Result.Requested>().Approval;

    private static Task<DecideApproval.Result> DecideAsync(Till till, ApprovalId approval, UserId by, bool approve = true) =>
        till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(approval, approve, null), by);

    private static Task<RequestRefund.Result> AskRefundAsync(Till till, StandingPayment payment, Money? amount, TenderKind payBy, UserId by) =>
        till.RunAsync(till.Desk.Get<RequestRefund>(), new RequestRefund.Request(till.Place, payment.Key.Transaction, payment.Key.Line, amount,
            payBy, payBy == TenderKind.Cash ? null : "R-1", GiveBackReason.NotOwed, null), by);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_approved_by_another_takes_all_lines_back(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000), Till.Copay(till.ChildVisit, 2500)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Teller);
        (await DecideAsync(till, approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.Approved>();
        (await till.StandingAsync(receipt)).ShouldBeEmpty();
        (await till.SumAsync(LedgerAccountKey.CardClearing(till.Place))).ShouldBe(Money.Zero);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_that_was_asked_for_before_the_money_moved_to_the_right_patient_takes_nothing_back(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Teller);
        till.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var wrong = (await till.StandingAsync(receipt)).Single();
        (await till.RunAsync(till.Desk.Get<TransferPayment>(), new TransferPayment.Request(
            wrong.Key.Transaction, wrong.Key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null), till.Teller)).ShouldBeOfType<TransferPayment.Result.Moved>();
        (await DecideAsync(till, approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.NoLongerStands>();
        (await till.MoneyOfAsync(till.ChildVisit)).Paid.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_void_they_asked_for(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Senior);
        (await DecideAsync(till, approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.OwnAct>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_void_of_money_they_took(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Senior);
        var approval = await AskVoidAsync(till, receipt, till.Teller);
        (await DecideAsync(till, approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.OwnAct>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_refund_they_asked_for(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var asked = await AskRefundAsync(till, (await till.StandingAsync(receipt)).Single(), null, TenderKind.Card, till.Senior);
        await OnlyAnotherApprovesAsync(till, asked.ShouldBeOfType<RequestRefund.Result.Requested>().Approval, till.Senior);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_refund_of_money_they_took(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Senior);
        var asked = await AskRefundAsync(till, (await till.StandingAsync(receipt)).Single(), null, TenderKind.Card, till.Teller);
        await OnlyAnotherApprovesAsync(till, asked.ShouldBeOfType<RequestRefund.Result.Requested>().Approval, till.Senior);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_difference_of_a_drawer_they_counted(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = (await till.OpenDrawerAsync(till.Teller, 10000)).ShouldBeOfType<OpenDrawer.Result.Opened>().Drawer;
        await OnlyAnotherApprovesAsync(till, await CountShortAsync(till, drawer, till.Senior), till.Senior);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_difference_of_their_own_drawer_whoever_counted_it(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var drawer = (await till.OpenDrawerAsync(till.Senior, 10000)).ShouldBeOfType<OpenDrawer.Result.Opened>().Drawer;
        var other = till.Desk.Access.Add(Roles.SeniorFrontDesk);
        await OnlyAnotherApprovesAsync(till, await CountShortAsync(till, drawer, other), till.Senior);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Nobody_approves_the_difference_of_a_card_batch_they_compared(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var differs = await till.RunAsync(till.Desk.Get<CompareCardBatch>(),
            new CompareCardBatch.Request(till.Place, Till.Today, new Money(4000)), till.Senior);
        await OnlyAnotherApprovesAsync(till, differs.ShouldBeOfType<CompareCardBatch.Result.Differs>().Approval, till.Senior);
    }

    private static async Task<ApprovalId> CountShortAsync(Till till, DrawerId drawer, UserId by) =>
        (await till.RunAsync(till.Desk.Get<CountDrawer>(), new CountDrawer.Request(drawer, [new CashPieces(100, 90)]), by))
        .ShouldBeOfType<CountDrawer.Result.Differs>().Approval;

    private static async Task OnlyAnotherApprovesAsync(Till till, ApprovalId approval, UserId concerned)
    {
        (await DecideAsync(till, approval, concerned)).ShouldBeOfType<DecideApproval.Result.OwnAct>();
        (await DecideAsync(till, approval, till.Supervisor)).ShouldBeOfType<DecideApproval.Result.Approved>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_database_itself_forbids_an_approval_by_the_asker(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Senior);
        await Should.ThrowAsync<Exception>(() => till.Desk.WriteAsync(d => d.Db.Set<PaymentApproval>().Where(a => a.Id == approval)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.DecidedBy, till.Senior), Ct)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Front_desk_may_not_approve(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Teller);
        (await Should.ThrowAsync<CallRejectedException>(() => DecideAsync(till, approval, till.Other))).Kind.ShouldBe(RejectionKind.Denied);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_rejected_void_changes_nothing_and_stays_decided(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = await AskVoidAsync(till, receipt, till.Teller);
        await DecideAsync(till, approval, till.Senior, approve: false);
        (await DecideAsync(till, approval, till.Supervisor)).ShouldBeOfType<DecideApproval.Result.AlreadyDecided>();
        (await till.StandingAsync(receipt)).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_void_after_the_close_is_too_late(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await till.CloseOverAsync(Till.Today);
        (await till.RunAsync(till.Desk.Get<RequestVoid>(), new RequestVoid.Request(receipt, GiveBackReason.WrongAmount, null), till.Teller))
            .ShouldBeOfType<RequestVoid.Result.TooLate>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_refund_of_a_closed_day_posts_later_and_names_the_day_it_is_about(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await till.CloseOverAsync(Till.Today);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        var payment = (await till.StandingAsync(receipt)).Single();
        var approval = (await AskRefundAsync(till, payment, null, TenderKind.Card, till.Teller)).ShouldBeOfType<RequestRefund.Result.Requested>();
        (await DecideAsync(till, approval.Approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.Approved>();
        var refund = (await till.TransfersAsync()).Single(t => t.Kind == TransferKind.Refund);
        (refund.BusinessDate, refund.AboutDate).ShouldBe((Till.Today.AddDays(1), Till.Today));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_part_refunded_leaves_the_rest_with_the_visit(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var payment = (await till.StandingAsync(receipt)).Single();
        var approval = (await AskRefundAsync(till, payment, new Money(1500), TenderKind.Check, till.Teller))
            .ShouldBeOfType<RequestRefund.Result.Requested>();
        (await DecideAsync(till, approval.Approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.Approved>();
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(new Money(2500));
        (await till.SumAsync(LedgerAccountKey.Bank)).ShouldBe(new Money(-1500));
        (await till.StandingAsync(receipt)).Single().Amount.ShouldBe(new Money(2500));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_cash_refund_without_the_askers_drawer_is_refused(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var approval = (await AskRefundAsync(till, (await till.StandingAsync(receipt)).Single(), null, TenderKind.Cash, till.Teller))
            .ShouldBeOfType<RequestRefund.Result.Requested>();
        (await DecideAsync(till, approval.Approval, till.Senior)).ShouldBeOfType<DecideApproval.Result.NoCashForIt>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Two_refunds_of_one_payment_give_it_back_once(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var payment = (await till.StandingAsync(receipt)).Single();
        List<ApprovalId> asked = [];
        for (var n = 0; n < 2; n++)
            asked.Add((await AskRefundAsync(till, payment, null, TenderKind.Card, till.Teller)).ShouldBeOfType<RequestRefund.Result.Requested>().Approval);
        var answers = await Task.WhenAll(asked.Select(a => DecideAsync(till, a, till.Senior)));
        answers.Count(a => a is DecideApproval.Result.Approved).ShouldBe(1);
        answers.Count(a => a is DecideApproval.Result.NoLongerStands).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_number_in_a_note_is_rejected(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var request = new RequestVoid.Request(Id.New<ReceiptId>(), GiveBackReason.Other, "was 4242-4242-4242-4242");
        (await Should.ThrowAsync<CallRejectedException>(() => till.RunAsync(till.Desk.Get<RequestVoid>(), request, till.Teller)))
            .Kind.ShouldBe(RejectionKind.Invalid);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_task_of_an_approval_is_not_completed_by_hand(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await till.RunAsync(till.Desk.Get<RequestVoid>(), new RequestVoid.Request(receipt, GiveBackReason.TakenTwice, null), till.Teller);
        var shown = await till.Desk.Get<ShowTasks>().RunAsync(new(), till.CallBy(till.Senior), Till.Ct);
        (await till.RunAsync(till.Desk.Get<CompleteTask>(), new CompleteTask.Request(shown.Queues.Single().Task, null), till.Senior))
            .ShouldBe(new CompleteTask.Result.DoneElsewhere("/payments/approvals"));
    }
}
