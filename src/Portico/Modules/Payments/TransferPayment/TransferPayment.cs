using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.TransferPayment;

/// <summary>Moves a payment that went to the wrong visit, account or patient, or unapplied money to its visit. Nothing is retyped.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class TransferPayment(Ledger ledger, PaymentTargets targets, IPatients patients)
    : UseCase<TransferPayment.Request, TransferPayment.Result>
{
    /// <param name="Transaction">The payment to move, with <paramref name="Line"/>.</param>
    /// <param name="Line">The line of the transaction.</param>
    /// <param name="Purpose">What it is for now.</param>
    /// <param name="Visit">Present for a copay and a balance; unapplied money may name one whose account it goes to.</param>
    /// <param name="Account">Present for unapplied money that names no visit.</param>
    /// <param name="Amount">Null: all of it.</param>
    public sealed record Request(
        TransactionId Transaction, int Line, PaymentPurpose Purpose, VisitId? Visit, GuarantorAccountId? Account,
        [property: MoneyRange(0, 1_000_000)] Money? Amount)
        : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Amount <= Money.Zero)
                yield return new("Enter an amount above zero, or leave it empty to move all of it.");
            if (Visit is null == Account is null || (Visit is null && Purpose != PaymentPurpose.Unapplied))
                yield return new("A copay or a balance names its visit, unapplied money its account.");
        }
    }

    public abstract record Result
    {
        public sealed record Moved(ReceiptId Receipt) : Result;

        public sealed record NoStandingPayment : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.transfer-not-standing";
        }

        public sealed record NothingToPayFor : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.transfer-no-visit";
        }

        public sealed record TooMuch(Money Standing) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.transfer-too-much";
        }

        public sealed record AlreadyThere : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.transfer-already-there";
        }

        public sealed record MoreThanOwed(Money Owed) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.transfer-more-than-owed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await ledger.StandingAsync(desk, new TransferKey(request.Transaction, request.Line), ct) is not { } payment)
            return new Result.NoStandingPayment();
        var amount = request.Amount ?? payment.Amount;
        if (amount > payment.Amount)
            return new Result.TooMuch(payment.Amount);
        var from = await targets.OpenChartsAsync(desk, [payment], ct);
        if (await targets.ResolveAsync(desk, request.Purpose, request.Visit, request.Account, ct) is not { } target)
            return new Result.NothingToPayFor();
        if (target.Credit == payment.Held && target.Visit?.Id == payment.Transfer.VisitId)
            return new Result.AlreadyThere();
        if (await targets.OverpaidAsync(desk, [(target, amount)], (payment.Held, amount), ct) is { } owed)
            return new Result.MoreThanOwed(owed);

        var receipt = await desk.Db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == payment.Receipt, ct);
        var day = await ledger.HoldDayAsync(desk, receipt.LocationId, ct)
            ?? throw new InvalidOperationException("A receipt of a location that is not there.");
        try
        {
            await ledger.PostAsync(desk, day, receipt.BusinessDate,
                [.. TakenBack.MirrorAllBut(payment, amount), target.Payment(payment.Tender, amount, receipt.Id)], ct);
        }
        catch (DbUpdateException e) when (desk.Db.IsKeyTaken(e))
        {
            return new Result.NoStandingPayment();
        }
        foreach (var patient in new[] { payment.Transfer.PatientId ?? target.Patient, target.Patient }.Distinct())
            patients.AddToTimeline(desk, patient, desk.Now, "payment-moved", $"{amount} of receipt {receipt.Number} moved");
        targets.Announce(desk, target.Visit is { } to ? [.. from, to] : from);
        desk.Touch(PaymentTopics.Money(receipt.LocationId));
        return new Result.Moved(receipt.Id);
    }
}
