using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.DecideApproval;

/// <summary>Approves or rejects a void, a refund or a difference. Never by who asked for it, nor by who took the money.</summary>
[AllowedTo(Roles.Seniors, ByPersonOnly = true)]
public sealed class DecideApproval(Ledger ledger, PaymentTargets targets, Approvals approvals, IPatients patients)
    : UseCase<DecideApproval.Request, DecideApproval.Result>
{
    /// <param name="Note">Absent unless something is to be said.</param>
    public sealed record Request(
        ApprovalId Approval,
        bool Approve,
        [property: StringLength(300, ErrorMessage = "A note has 300 characters at most.")] string? Note);

    public abstract record Result
    {
        public sealed record Approved : Result;

        public sealed record Rejected : Result;

        public sealed record NoSuchApproval : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.approval-not-found";
        }

        public sealed record OwnAct : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.approval-own-act";
        }

        public sealed record AlreadyDecided : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.approval-already-decided";
        }

        /// <summary>The payment was moved, voided or refunded since.</summary>
        public sealed record NoLongerStands : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.approval-no-longer-stands";
        }

        /// <summary>The day was closed or the drawer counted since the void was asked for: a refund is due.</summary>
        public sealed record TooLate : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.approval-too-late";
        }

        /// <summary>A cash refund leaves the asker's drawer: it has to be open and hold that much.</summary>
        public sealed record NoCashForIt : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.approval-no-cash";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var approval = await Locks.ApprovalAsync(desk, request.Approval, ct);
        if (approval is null)
            return new Result.NoSuchApproval();
        if (approval.PatientId is { } patient)
            await desk.OpenChartAsync(patient, ct);
        if (approval.State != ApprovalState.Pending)
            return new Result.AlreadyDecided();
        if (!approval.MayDecide(desk.Call.User))
            return new Result.OwnAct();
        approval.Decide(request.Approve, desk.Call.User, desk.Now, request.Note?.Trim());
        await approvals.DecidedAsync(desk, approval, ct);
        desk.Touch(PaymentTopics.Approvals);
        desk.Touch(PaymentTopics.Money(approval.LocationId));
        desk.Note("approval", approval.Kind.ToString());
        desk.Note("decision", approval.State.ToString());
        try
        {
            return approval.Kind switch
            {
                ApprovalKind.Void => await VoidAsync(desk, approval, request.Approve, ct),
                ApprovalKind.Refund => await RefundAsync(desk, approval, request.Approve, ct),
                ApprovalKind.DrawerDifference => await DrawerAsync(desk, approval, request.Approve, ct),
                ApprovalKind.BatchDifference => Answer(request.Approve),
                _ => throw new UnreachableException(),
            };
        }
        catch (DbUpdateException e) when (desk.Db.IsKeyTaken(e))
        {
            return new Result.NoLongerStands();
        }
    }

    private static Result Answer(bool approved) => approved ? new Result.Approved() : new Result.Rejected();

    private async Task<Result> VoidAsync(Desk desk, PaymentApproval approval, bool approve, CancellationToken ct)
    {
        if (!approve)
            return Answer(false);
        var receipt = await ReceiptAsync(desk, approval, ct);
        var standing = await ledger.StandingAsync(desk, receipt.Id, ct);
        // Moved since, it stands for somebody else, in the same amount.
        if (standing.Count == 0 || standing.Sum(s => s.Amount.Cents) != approval.Amount.Cents || standing.Any(s => s.Transfer.PostedAt > approval.RequestedAt))
            return new Result.NoLongerStands();
        var visits = await targets.OpenChartsAsync(desk, standing, ct);
        if (await RequestVoid.RequestVoid.HoldIfOpenAsync(ledger, desk, receipt, ct) is not { } day)
            return new Result.TooLate();
        await ledger.PostAsync(desk, day, null, [.. standing.Select(TakenBack.Mirror)], ct);
        Tell(desk, standing, visits, $"Receipt {receipt.Number} voided");
        return Answer(true);
    }

    private async Task<Result> RefundAsync(Desk desk, PaymentApproval approval, bool approve, CancellationToken ct)
    {
        if (!approve)
            return Answer(false);
        var receipt = await ReceiptAsync(desk, approval, ct);
        var key = new TransferKey(approval.TransactionId ?? throw new UnreachableException(), approval.Line ?? throw new UnreachableException());
        if (await ledger.StandingAsync(desk, key, ct) is not { } payment)
            return new Result.NoLongerStands();
        var visits = await targets.OpenChartsAsync(desk, [payment], ct);
        var day = await ledger.HoldDayAsync(desk, approval.LocationId, ct) ?? throw new UnreachableException();
        LedgerAccountKey payout;
        switch (approval.PayBy)
        {
            case TenderKind.Cash:
                var drawer = await Locks.OpenDrawerAsync(desk, approval.RequestedBy, approval.LocationId, day.Wall, ct);
                if (drawer is null)
                    return new Result.NoCashForIt();
                payout = LedgerAccountKey.CashDrawer(drawer.Id);
                // Two refunds at once must not both see the same cash.
                await ledger.HoldAccountAsync(desk, payout, ct);
                if (await ledger.SumAsync(desk, payout, ct) < approval.Amount)
                    return new Result.NoCashForIt();
                break;
            case TenderKind.Check:
                payout = LedgerAccountKey.Bank;
                break;
            default:
                payout = LedgerAccountKey.CardClearing(approval.LocationId);
                break;
        }
        var transaction = Id.New<TransactionId>();
        await ledger.PostAsync(desk, transaction, day, receipt.BusinessDate,
            TakenBack.Refund(payment, approval.Amount, payout, approval.Reference, transaction), ct);
        Tell(desk, [payment], visits, $"{approval.Amount} of receipt {receipt.Number} refunded");
        return Answer(true);
    }

    private async Task<Result> DrawerAsync(Desk desk, PaymentApproval approval, bool approve, CancellationToken ct)
    {
        var day = await ledger.HoldDayAsync(desk, approval.LocationId, ct) ?? throw new UnreachableException();
        var drawer = await Locks.DrawerAsync(desk, approval.DrawerId ?? throw new UnreachableException(), toChange: true, ct)
            ?? throw new UnreachableException();
        if (approve)
        {
            await CountDrawer.CountDrawer.PostCloseAsync(ledger, desk, day, drawer, ct);
            drawer.Close(desk.Now);
            return Answer(true);
        }
        // The person may have opened another drawer of that day since: then this count stands until it is approved.
        if (await desk.Db.Set<Drawer>().AnyAsync(d => d.UserId == drawer.UserId && d.LocationId == drawer.LocationId
            && d.Date == drawer.Date && d.State == DrawerState.Open, ct))
            return new Result.TooLate();
        drawer.Reopen();
        return Answer(false);
    }

    private static Task<Receipt> ReceiptAsync(Desk desk, PaymentApproval approval, CancellationToken ct) =>
        desk.Db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == approval.ReceiptId, ct);

    private void Tell(Desk desk, IReadOnlyList<StandingPayment> payments, IReadOnlyList<VisitRow> visits, string text)
    {
        foreach (var patient in payments.Select(p => p.Transfer.PatientId).OfType<PatientId>().Distinct())
            patients.AddToTimeline(desk, patient, desk.Now, "payment-taken-back", text);
        targets.Announce(desk, visits);
    }
}
