using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.TakePayment;

/// <summary>What a part of a tender is for.</summary>
/// <param name="Visit">Present for a copay and a balance; unapplied money may name one whose account it goes to.</param>
/// <param name="Account">Present for unapplied money that names no visit.</param>
public sealed record PaymentLine(
    PaymentPurpose Purpose, VisitId? Visit, GuarantorAccountId? Account, [property: MoneyRange(0, 100_000)] Money Amount);

/// <summary>What makes a copay look like a mistake. Whoever takes it all the same was asked, and says so.</summary>
[Flags]
public enum CopayDoubts
{
    None = 0,

    /// <summary>The visit's copay was taken before.</summary>
    AlreadyPaid = 1,

    /// <summary>It is above what is due.</summary>
    MoreThanDue = 2,

    /// <summary>The patient left without being seen.</summary>
    LeftUnseen = 4,
}

/// <summary>Takes one tender for one or several visits, of one patient or of a family.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class TakePayment(Ledger ledger, PaymentTargets targets, IPayments payments, IPatients patients)
    : UseCase<TakePayment.Request, TakePayment.Result>
{
    /// <param name="Location">Where the money is taken.</param>
    /// <param name="Tender">How it is paid.</param>
    /// <param name="Amount">What was handed over and kept; the lines add up to it.</param>
    /// <param name="CheckNumber">Present for a check alone.</param>
    /// <param name="CardLast4">Present for a card alone: never the number.</param>
    /// <param name="CardReference">The outside terminal's reference. Absent when it printed none.</param>
    /// <param name="Lines">What it is for.</param>
    /// <param name="Despite">What the desk was asked about and answered "take it all the same". None at first.</param>
    public sealed record Request(
        LocationId Location,
        TenderKind Tender,
        [property: MoneyRange(0, 1_000_000)] Money Amount,
        [property: Identifier, StringLength(20, ErrorMessage = "A check number has 20 characters at most.")] string? CheckNumber,
        [property: RegularExpression("^[0-9]{4}$", ErrorMessage = "Enter the card's last 4 digits, and no more of it.")] string? CardLast4,
        [property: Identifier, StringLength(40, ErrorMessage = "A terminal reference has 40 characters at most.")] string? CardReference,
        [property: Required, MinLength(1, ErrorMessage = "Say what the money is for."),
            MaxLength(20, ErrorMessage = "One tender covers 20 lines at most.")] IReadOnlyList<PaymentLine> Lines,
        CopayDoubts Despite = CopayDoubts.None) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Amount <= Money.Zero || Lines.Any(l => l.Amount <= Money.Zero))
                yield return new("Enter an amount above zero on each line.");
            if (Tender == TenderKind.Check != !string.IsNullOrWhiteSpace(CheckNumber))
                yield return new(Tender == TenderKind.Check ? "Enter the check's number." : "A check number goes with a check alone.");
            if (Tender == TenderKind.Card != CardLast4 is not null)
                yield return new(Tender == TenderKind.Card ? "Enter the card's last 4 digits." : "Card digits go with a card alone.");
            if (Tender != TenderKind.Card && CardReference is not null)
                yield return new("A terminal reference goes with a card alone.");
            if (Lines.Any(l => l.Visit is null == l.Account is null || (l.Visit is null && l.Purpose != PaymentPurpose.Unapplied)))
                yield return new("A copay or a balance names its visit, unapplied money its account.");
        }
    }

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The check digit of the check's number or the reference fits a payment card: compare it with the slip.</param>
        public sealed record Taken(ReceiptId Receipt, bool LooksLikeCard) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.take-no-location";
        }

        public sealed record NothingToPayFor : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.take-no-visit";
        }

        /// <summary>The lines and the tender differ.</summary>
        public sealed record DoesNotAddUp(Money Lines) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.does-not-add-up";
        }

        /// <summary>Cash needs the person's own drawer, opened today at this location.</summary>
        public sealed record NoOpenDrawer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.no-open-drawer";
        }

        /// <summary>A balance line above what the account owes: the rest is unapplied money.</summary>
        public sealed record MoreThanOwed(Money Owed) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.more-than-owed";
        }

        /// <summary>A copay was taken for the visit before. Ask, and take it again with <see cref="CopayDoubts.AlreadyPaid"/>.</summary>
        public sealed record AlreadyPaid(VisitId Visit, Money Paid) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.already-paid";
        }

        /// <summary>More than is left of the copay. Ask, and take it again with <see cref="CopayDoubts.MoreThanDue"/>.</summary>
        public sealed record MoreThanDue(VisitId Visit, Money Due) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.more-than-due";
        }

        /// <summary>The visit did not take place. Ask, and take it again with <see cref="CopayDoubts.LeftUnseen"/>.</summary>
        public sealed record LeftUnseen(VisitId Visit) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.left-unseen";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var sum = new Money(request.Lines.Sum(l => l.Amount.Cents));
        if (sum != request.Amount)
            return new Result.DoesNotAddUp(sum);

        List<(PaymentTarget Target, Money Amount)> lines = [];
        foreach (var line in request.Lines)
        {
            if (await targets.ResolveAsync(desk, line.Purpose, line.Visit, line.Account, ct) is not { } target)
                return new Result.NothingToPayFor();
            lines.Add((target, line.Amount));
        }
        if (await targets.OverpaidAsync(desk, lines, null, ct) is { } owed)
            return new Result.MoreThanOwed(owed);

        if (await ledger.HoldDayAsync(desk, request.Location, ct) is not { } day)
            return new Result.NoSuchLocation();
        Drawer? drawer = null;
        if (request.Tender == TenderKind.Cash)
        {
            drawer = await Locks.OpenDrawerAsync(desk, desk.Call.User, request.Location, day.Wall, ct);
            if (drawer is null)
                return new Result.NoOpenDrawer();
        }

        if (await DoubtAsync(desk, lines, request.Despite, ct) is { } doubt)
            return doubt;

        var receipt = new Receipt
        {
            Id = Id.New<ReceiptId>(), LocationId = request.Location, BusinessDate = day.Date, TakenAt = desk.Now,
            TakenBy = desk.Call.User, Tender = request.Tender, Total = request.Amount, DrawerId = drawer?.Id,
            CheckNumber = request.CheckNumber?.Trim(), CardLast4 = request.CardLast4, CardReference = request.CardReference?.Trim(),
        };
        desk.Db.Add(receipt);
        await ledger.PostAsync(desk, day, null,
            [.. lines.Select(l => l.Target.Payment(receipt.TenderAccount, l.Amount, receipt.Id))], ct);

        foreach (var perPatient in lines.GroupBy(l => l.Target.Patient))
        {
            var total = new Money(perPatient.Sum(l => l.Amount.Cents));
            patients.AddToTimeline(desk, perPatient.Key, desk.Now, "payment", $"{total} taken ({Words.Of(request.Tender)}), receipt {receipt.Number}");
        }
        targets.Announce(desk, lines.Select(l => l.Target.Visit).OfType<VisitRow>());
        desk.Touch(PaymentTopics.Money(request.Location));
        desk.Note("tender", request.Tender.ToString());
        if (request.Despite != CopayDoubts.None)
            desk.Note("despite", request.Despite.ToString());
        desk.Note("cents", request.Amount.Cents.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Result.Taken(receipt.Id, CardNumbers.AreDoubtful(receipt.CheckNumber, receipt.CardReference));
    }

    /// <summary>The first reason to ask that was not answered yet. Null: none.</summary>
    private async Task<Result?> DoubtAsync(
        Desk desk, List<(PaymentTarget Target, Money Amount)> lines, CopayDoubts despite, CancellationToken ct)
    {
        var copays = lines.Where(l => l.Target is { Purpose: PaymentPurpose.Copay, Visit: not null }).ToList();
        foreach (var perVisit in copays.GroupBy(l => l.Target.Visit?.Id ?? throw new UnreachableException()))
        {
            if (perVisit.First().Target.Visit?.State == VisitState.LeftWithoutBeingSeen && !despite.HasFlag(CopayDoubts.LeftUnseen))
                return new Result.LeftUnseen(perVisit.Key);
            var money = await payments.VisitMoneyAsync(desk, perVisit.Key, ct);
            var isPaid = money.Paid > Money.Zero && (!money.CopayKnown || money.Paid >= money.CopayDue);
            if (isPaid && !despite.HasFlag(CopayDoubts.AlreadyPaid))
                return new Result.AlreadyPaid(perVisit.Key, money.Paid);
            if (!isPaid && money.CopayKnown && money.Paid + new Money(perVisit.Sum(l => l.Amount.Cents)) > money.CopayDue
                && !despite.HasFlag(CopayDoubts.MoreThanDue))
                return new Result.MoreThanDue(perVisit.Key, money.CopayDue - money.Paid);
        }
        return null;
    }
}
