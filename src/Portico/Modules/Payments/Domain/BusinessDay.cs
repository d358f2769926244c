using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public enum BusinessDayState { Open, Closed }

/// <summary>A location's day of money. Posting holds its row for share, closing changes it: nothing slips in between.</summary>
public sealed class BusinessDay : TenantRow
{
    public LocationId LocationId { get; init; }
    public DateOnly Date { get; init; }
    public BusinessDayState State { get; private set; }

    /// <summary>Absent while open, as all below.</summary>
    public UserId? ClosedBy { get; private set; }
    public Instant? ClosedAt { get; private set; }

    /// <summary>The deposit that the close made. Absent too when there was nothing to deposit.</summary>
    public TransactionId? DepositTransaction { get; private set; }
    public Money? CashTaken { get; private set; }
    public Money? ChecksTaken { get; private set; }
    public Money? CardsTaken { get; private set; }
    public Money? CashDeposited { get; private set; }
    public Money? ChecksDeposited { get; private set; }

    /// <summary>What stood open when the day was closed all the same, in words. Absent too when nothing did.</summary>
    public string? ClosedOver { get; private set; }

    /// <summary>Why it was closed over that, in the signer's words.</summary>
    public string? ClosedOverWhy { get; private set; }

    /// <summary>Signs the day: who, when, and the figures that they signed.</summary>
    /// <param name="over">What stands open. Empty: everything is settled.</param>
    /// <param name="why">Null when everything is settled.</param>
    public void Close(UserId by, Instant at, TenderTotals taken, Money cashDeposited, Money checksDeposited, TransactionId? deposit,
        IReadOnlyList<OpenEnd> over, string? why)
    {
        if (State == BusinessDayState.Closed)
            throw new InvalidOperationException("The day is closed already.");
        (State, ClosedBy, ClosedAt, DepositTransaction) = (BusinessDayState.Closed, by, at, deposit);
        (CashTaken, ChecksTaken, CardsTaken) = (taken.Cash, taken.Checks, taken.Cards);
        (CashDeposited, ChecksDeposited) = (cashDeposited, checksDeposited);
        if (over.Count > 0)
            (ClosedOver, ClosedOverWhy) = (string.Join("; ", over.Select(Words.Of)), why);
    }
}

/// <summary>What came in less what went out, by the way it came.</summary>
public sealed record TenderTotals(Money Cash, Money Checks, Money Cards)
{
    public Money All => Cash + Checks + Cards;
}
