using Bunit;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.ShowDay;
using Portico.Modules.Payments.ShowReceipt;
using Portico.Modules.Payments.TakePayment;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using Portico.Tests.Screens;

namespace Portico.Tests.Payments;

/// <summary>What goes out on paper: the receipt in the patient's hand and the slip that goes to the bank.</summary>
public sealed class SheetTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static Task<DecideApproval.Result> DecideAsync(Till till, ApprovalId approval) =>
        till.RunAsync(till.Desk.Get<DecideApproval>(), new DecideApproval.Request(approval, true, null), till.Supervisor);

    /// <summary>One card for parent and child; ten dollars of the child's are given back by check a minute later.</summary>
    private static async Task<ReceiptId> FamilyReceiptAsync(Till till)
    {
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000), Till.Copay(till.ChildVisit, 2500)), till.Teller);
        till.Desk.Time.Advance(TimeSpan.FromMinutes(1));
        var child = (await till.StandingAsync(receipt)).Single(p => p.Transfer.PatientId == till.Child);
        await DecideAsync(till, (await till.RunAsync(till.Desk.Get<RequestRefund>(), new RequestRefund.Request(till.Place, child.Key.Transaction,
            child.Key.Line, new Money(1000), TenderKind.Check, "2001", GiveBackReason.NotOwed, null), till.Teller))
            .ShouldBeOfType<RequestRefund.Result.Requested>().Approval);
        return receipt;
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_familys_receipt_names_tender_total_and_what_stands_of_each_line(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await FamilyReceiptAsync(till);
        var sheet = (await till.Desk.Get<ShowReceipt>().RunAsync(new(receipt), till.CallBy(till.Other), Ct)).Receipt.ShouldNotBeNull();
        (sheet.Tender, sheet.CardLast4, sheet.CardReference, sheet.CheckNumber).ShouldBe((TenderKind.Card, "4242", "T-1", null));
        (sheet.Total, sheet.Standing).ShouldBe((new Money(6500), new Money(5500)));
        sheet.Lines.Select(l => (l.Kind, l.Purpose, l.Patient, l.VisitDate, l.Amount.Cents)).ShouldBe(
        [
            (TransferKind.Payment, PaymentPurpose.Copay, "SYNTHETIC, Parent", Till.Today, 4000),
            (TransferKind.Payment, PaymentPurpose.Copay, "SYNTHETIC, Child", Till.Today, 2500),
            (TransferKind.Reversal, PaymentPurpose.Copay, "SYNTHETIC, Child", Till.Today, -2500),
            (TransferKind.Payment, PaymentPurpose.Copay, "SYNTHETIC, Child", Till.Today, 1500),
            (TransferKind.Payment, PaymentPurpose.Copay, "SYNTHETIC, Child", Till.Today, 1000),
            (TransferKind.Refund, PaymentPurpose.Copay, "SYNTHETIC, Child", Till.Today, -1000),
        ]);
        sheet.StandingLines.Select(l => (l.Name, l.Amount.Cents)).ShouldBe(
            [("SYNTHETIC, Parent", 4000), ("SYNTHETIC, Child", 1500)], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_printed_receipt_says_what_was_received_and_what_stands_now(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await FamilyReceiptAsync(till);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<ReceiptPage>(p => p.Add(x => x.Receipt, receipt.Value));
        await Room.FoundAsync(page, "tfoot");
        page.FindAll(".facts dd").Select(d => d.TextContent).ShouldContain("Card ending 4242, reference T-1");
        Lines(page, "tbody tr").ShouldBe(
        [
            "4-Mar-2026 9:00 AM | SYNTHETIC, Parent | Copay | 4-Mar-2026 | $40.00", "4-Mar-2026 9:00 AM | SYNTHETIC, Child | Copay | 4-Mar-2026 | $25.00",
            "4-Mar-2026 9:01 AM | SYNTHETIC, Child | Copay, taken back | 4-Mar-2026 | -$25.00",
            "4-Mar-2026 9:01 AM | SYNTHETIC, Child | Copay | 4-Mar-2026 | $15.00", "4-Mar-2026 9:01 AM | SYNTHETIC, Child | Copay | 4-Mar-2026 | $10.00",
            "4-Mar-2026 9:01 AM | SYNTHETIC, Child | Copay, refunded | 4-Mar-2026 | -$10.00",
        ]);
        Lines(page, "tfoot tr").ShouldBe(["Received | $65.00", "Standing now | $55.00"]);
    }

    private static IEnumerable<string> Lines(IRenderedComponent<IComponent> page, string rows) => page.FindAll(rows).Select(row =>
        string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim())));

    /// <summary>Cash of a counted drawer, a check, and another check that was voided; then the day is closed.</summary>
    private static async Task<CloseDay.Result.Closed> ClosedDayAsync(Till till)
    {
        var drawer = (await till.OpenDrawerAsync(till.Teller, 10000)).ShouldBeOfType<OpenDrawer.Result.Opened>().Drawer;
        await till.TakeAsync(till.Cash(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await till.TakeAsync(till.Check(Till.Copay(till.ChildVisit, 2500)), till.Teller);
        var wrong = await till.TakeAsync(
            till.Check(Till.Copay(till.ParentVisit, 900)) with { CheckNumber = "1002", Despite = CopayDoubts.AlreadyPaid }, till.Teller);
        await DecideAsync(till, (await till.RunAsync(till.Desk.Get<RequestVoid>(), new RequestVoid.Request(wrong, GiveBackReason.TakenTwice, null),
            till.Teller)).ShouldBeOfType<RequestVoid.Result.Requested>().Approval);
        (await till.RunAsync(till.Desk.Get<CountDrawer>(), new CountDrawer.Request(drawer, [new CashPieces(100, 140)]), till.Teller))
            .ShouldBeOfType<CountDrawer.Result.Even>();
        return (await till.RunAsync(till.Desk.Get<CloseDay>(), new CloseDay.Request(till.Place, Till.Today), till.Supervisor))
            .ShouldBeOfType<CloseDay.Result.Closed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_deposit_slip_has_the_figures_of_the_close_and_each_check_that_stands(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var closed = await ClosedDayAsync(till);
        var slip = (await till.Desk.Get<ShowDay>().RunAsync(new(till.Place, Till.Today), till.CallBy(till.Teller), Ct)).Day.ShouldNotBeNull();
        (slip.IsClosed, slip.CashToDeposit, slip.ChecksToDeposit).ShouldBe((true, closed.CashDeposited, closed.ChecksDeposited));
        slip.Checks.Select(c => (c.CheckNumber, c.Amount)).ShouldBe([("1001", closed.ChecksDeposited)]);
        slip.Taken.All.ShouldBe(closed.Taken);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_printed_deposit_slip_adds_up(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await ClosedDayAsync(till);
        await using var room = new Room(till.Desk, till.CallBy(till.Supervisor));
        var page = room.Render<DepositSlipPage>(p => p.Add(x => x.Location, till.Place.Value).Add(x => x.Date, Till.Today.ToDateTime(default)));
        await Room.FoundAsync(page, "tfoot");
        page.FindAll("td.money").Select(cell => cell.TextContent).ShouldBe(["$40.00", "$25.00", "$25.00", "$65.00"]);
    }
}
