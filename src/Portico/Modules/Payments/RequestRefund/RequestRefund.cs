using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.RequestRefund;

/// <summary>Asks that money be given back, all of a payment or a part, on the day it was taken or long after. Another person decides.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class RequestRefund(Ledger ledger, PaymentTargets targets, Approvals approvals)
    : UseCase<RequestRefund.Request, RequestRefund.Result>
{
    /// <param name="Location">Where it is given back.</param>
    /// <param name="Transaction">The payment, with <paramref name="Line"/>.</param>
    /// <param name="Line">The line of the transaction.</param>
    /// <param name="Amount">Null: all of it.</param>
    /// <param name="PayBy">Cash leaves the asker's own drawer when it is approved.</param>
    /// <param name="Reference">The check's number or the terminal's reference. Absent for cash.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Note">Present when the reason is <see cref="GiveBackReason.Other"/>; else as wished.</param>
    public sealed record Request(
        LocationId Location,
        TransactionId Transaction,
        int Line,
        [property: MoneyRange(0, 1_000_000)] Money? Amount,
        TenderKind PayBy,
        [property: Identifier, StringLength(40, ErrorMessage = "A reference has 40 characters at most.")] string? Reference,
        GiveBackReason Reason,
        [property: StringLength(300, ErrorMessage = "A note has 300 characters at most.")] string? Note) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Amount <= Money.Zero)
                yield return new("Enter an amount above zero, or leave it empty to give all of it back.");
            if (PayBy == TenderKind.Cash != string.IsNullOrWhiteSpace(Reference))
                yield return new(PayBy == TenderKind.Cash
                    ? "A reference goes with a check or a card." : "Enter the check's number or the terminal's reference.");
            if (Reason == GiveBackReason.Other && string.IsNullOrWhiteSpace(Note))
                yield return new("Say in a few words why.");
        }
    }

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The reference's check digit fits a payment card: compare it with the slip.</param>
        public sealed record Requested(ApprovalId Approval, bool LooksLikeCard) : Result;

        public sealed record NoStandingPayment : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.refund-not-standing";
        }

        public sealed record TooMuch(Money Standing) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.refund-too-much";
        }

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.refund-no-location";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await ledger.StandingAsync(desk, new TransferKey(request.Transaction, request.Line), ct) is not { } payment)
            return new Result.NoStandingPayment();
        await targets.OpenChartsAsync(desk, [payment], ct);
        var amount = request.Amount ?? payment.Amount;
        if (amount > payment.Amount)
            return new Result.TooMuch(payment.Amount);
        if (await ledger.HoldDayAsync(desk, request.Location, ct) is not { } day)
            return new Result.NoSuchLocation();
        var takenBy = await desk.Db.Set<Receipt>().Where(r => r.Id == payment.Receipt).Select(r => r.TakenBy).SingleAsync(ct);
        var approval = new PaymentApproval
        {
            Id = Id.New<ApprovalId>(), Kind = ApprovalKind.Refund, LocationId = request.Location, Amount = amount,
            RequestedBy = desk.Call.User, RequestedAt = desk.Now, ConcernedUser = takenBy, ReceiptId = payment.Receipt,
            PatientId = payment.Transfer.PatientId, TransactionId = request.Transaction, Line = request.Line,
            PayBy = request.PayBy, Reference = request.Reference?.Trim(), Reason = request.Reason, Note = request.Note?.Trim(),
        };
        approvals.Ask(desk, approval, day.Wall);
        return new Result.Requested(approval.Id, CardNumbers.AreDoubtful(approval.Reference));
    }
}
