using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.RequestVoid;

/// <summary>Asks that a receipt of the open day be voided: as if it had not been taken, but seen by all. Another person decides.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class RequestVoid(Ledger ledger, PaymentTargets targets, Approvals approvals)
    : UseCase<RequestVoid.Request, RequestVoid.Result>
{
    /// <param name="Receipt">What to void.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Note">Present when the reason is <see cref="GiveBackReason.Other"/>; else as wished.</param>
    public sealed record Request(
        ReceiptId Receipt,
        GiveBackReason Reason,
        [property: StringLength(300, ErrorMessage = "A note has 300 characters at most.")] string? Note) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Reason == GiveBackReason.Other && string.IsNullOrWhiteSpace(Note))
                yield return new("Say in a few words why.");
        }
    }

    public abstract record Result
    {
        public sealed record Requested(ApprovalId Approval) : Result;

        public sealed record NoSuchReceipt : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.void-no-receipt";
        }

        public sealed record NothingStands : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.void-nothing-stands";
        }

        /// <summary>Its day was closed, or its cash was counted: a refund is due.</summary>
        public sealed record TooLate : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.void-too-late";
        }

        public sealed record AlreadyRequested(ApprovalId Approval) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.void-already-requested";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var receipt = await desk.Db.Set<Receipt>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.Receipt, ct);
        if (receipt is null)
            return new Result.NoSuchReceipt();
        var standing = await ledger.StandingAsync(desk, receipt.Id, ct);
        await targets.OpenChartsAsync(desk, standing, ct);
        if (standing.Count == 0)
            return new Result.NothingStands();
        var day = await HoldIfOpenAsync(ledger, desk, receipt, ct);
        if (day is null)
            return new Result.TooLate();
        var pending = await desk.Db.Set<PaymentApproval>().Where(a => a.ReceiptId == receipt.Id && a.Kind == ApprovalKind.Void
            && a.State == ApprovalState.Pending).Select(a => (ApprovalId?)a.Id).FirstOrDefaultAsync(ct);
        if (pending is { } known)
            return new Result.AlreadyRequested(known);
        var approval = new PaymentApproval
        {
            Id = Id.New<ApprovalId>(), Kind = ApprovalKind.Void, LocationId = receipt.LocationId,
            Amount = new Money(standing.Sum(s => s.Amount.Cents)), RequestedBy = desk.Call.User, RequestedAt = desk.Now,
            ConcernedUser = receipt.TakenBy, ReceiptId = receipt.Id, PatientId = standing[0].Transfer.PatientId,
            Reason = request.Reason, Note = request.Note?.Trim(),
        };
        approvals.Ask(desk, approval, day.Wall);
        return new Result.Requested(approval.Id);
    }

    /// <summary>The receipt's own day, held, while it is the open one and its cash is still in an open drawer. Null: too late.</summary>
    internal static async Task<PostingDay?> HoldIfOpenAsync(Ledger ledger, Desk desk, Receipt receipt, CancellationToken ct)
    {
        var day = await ledger.HoldDayAsync(desk, receipt.LocationId, ct);
        if (day is null || day.Date != receipt.BusinessDate)
            return null;
        return receipt.DrawerId is not { } drawer || await Locks.DrawerAsync(desk, drawer, toChange: false, ct) is { State: DrawerState.Open }
            ? day
            : null;
    }
}
