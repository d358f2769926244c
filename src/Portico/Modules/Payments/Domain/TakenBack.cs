using Portico.Modules.Payments.Contracts;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

/// <summary>A payment as the ledger holds it, with the accounts it stands between.</summary>
/// <param name="Tender">Where the money came in: what the payment debited.</param>
/// <param name="Held">Whom or what it was for: what the payment credited.</param>
public sealed record StandingPayment(LedgerTransfer Transfer, LedgerAccountKey Tender, LedgerAccountKey Held)
{
    public TransferKey Key => new(Transfer.TransactionId, Transfer.Line);
    public Money Amount => new(Transfer.Cents);
    public ReceiptId Receipt => Transfer.ReceiptId ?? throw new InvalidOperationException("A payment without its receipt.");
}

/// <summary>What is posted when a payment is taken back. Whole lines alone: a part is first made a line of its own.</summary>
public static class TakenBack
{
    /// <summary>The exact mirror, linked.</summary>
    public static Posting Mirror(StandingPayment payment) => new(payment.Held, payment.Tender, payment.Amount, TransferKind.Reversal)
    {
        Receipt = payment.Receipt, Visit = payment.Transfer.VisitId, Patient = payment.Transfer.PatientId, Reverses = payment.Key,
    };

    /// <summary>The mirror, and the payment again for what stays where it was. Nothing of it is left out.</summary>
    /// <param name="payment">What was taken.</param>
    /// <param name="leaving">How much of it leaves: above zero, at most all of it.</param>
    public static IReadOnlyList<Posting> MirrorAllBut(StandingPayment payment, Money leaving)
    {
        if (leaving <= Money.Zero || leaving > payment.Amount)
            throw new ArgumentOutOfRangeException(nameof(leaving));
        return leaving == payment.Amount ? [Mirror(payment)] : [Mirror(payment), Again(payment, payment.Amount - leaving)];
    }

    /// <summary>Gives an amount back out of <paramref name="payout"/>.</summary>
    /// <param name="payment">What was taken.</param>
    /// <param name="amount">Above zero, at most all of it.</param>
    /// <param name="payout">The account that the money leaves.</param>
    /// <param name="reference">A check's number or a terminal's reference. Null for cash.</param>
    /// <param name="transaction">The transaction that these will be posted in: the last may take back one of the first.</param>
    public static IReadOnlyList<Posting> Refund(
        StandingPayment payment, Money amount, LedgerAccountKey payout, string? reference, TransactionId transaction)
    {
        Posting Out(TransferKey reverses) => new(payment.Held, payout, amount, TransferKind.Refund)
        {
            Receipt = payment.Receipt, Visit = payment.Transfer.VisitId, Patient = payment.Transfer.PatientId,
            Reverses = reverses, Reference = reference,
        };
        if (amount == payment.Amount)
            return [Out(payment.Key)];
        List<Posting> postings = [.. MirrorAllBut(payment, amount), Again(payment, amount)];
        postings.Add(Out(new TransferKey(transaction, postings.Count)));
        return postings;
    }

    /// <summary>All of it to another account: the mirror, and the payment again for that one.</summary>
    public static IReadOnlyList<Posting> To(StandingPayment payment, LedgerAccountKey held) => [Mirror(payment), Again(payment with { Held = held }, payment.Amount)];

    private static Posting Again(StandingPayment payment, Money amount) => new(payment.Tender, payment.Held, amount, TransferKind.Payment)
    {
        Receipt = payment.Receipt, Visit = payment.Transfer.VisitId, Patient = payment.Transfer.PatientId,
    };
}

/// <summary>What is posted when a drawer is counted.</summary>
public static class DrawerPostings
{
    /// <summary>The float goes back to the fund, the rest waits for the deposit; a difference goes to over and short first.</summary>
    public static IReadOnlyList<Posting> Close(Drawer drawer)
    {
        var counted = drawer.Counted ?? throw new InvalidOperationException("Not counted yet.");
        var difference = drawer.Difference ?? Money.Zero;
        var cash = LedgerAccountKey.CashDrawer(drawer.Id);
        var backToFund = counted < drawer.Float ? counted : drawer.Float;
        List<Posting> postings = [];
        if (difference < Money.Zero)
            postings.Add(new(LedgerAccountKey.OverShort, cash, -difference, TransferKind.DrawerDifference));
        if (difference > Money.Zero)
            postings.Add(new(cash, LedgerAccountKey.OverShort, difference, TransferKind.DrawerDifference));
        if (backToFund > Money.Zero)
            postings.Add(new(LedgerAccountKey.FloatFund(drawer.LocationId), cash, backToFund, TransferKind.DrawerClose));
        if (counted > backToFund)
            postings.Add(new(LedgerAccountKey.CashOnHand(drawer.LocationId), cash, counted - backToFund, TransferKind.DrawerClose));
        return postings;
    }
}
