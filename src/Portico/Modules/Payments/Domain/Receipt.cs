using System.Globalization;
using NodaTime;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public enum TenderKind { Cash, Check, Card }

/// <summary>What a line of a tender is for.</summary>
public enum PaymentPurpose
{
    /// <summary>The copay, or another part of a visit that has no charge yet.</summary>
    Copay,

    /// <summary>What the visit's guarantor account owes.</summary>
    Balance,

    /// <summary>For no visit yet.</summary>
    Unapplied,
}

/// <summary>One tender as it was taken. Its lines are the ledger's transfers that name it; what changes later is posted, not edited.</summary>
public sealed class Receipt : TenantRow
{
    public ReceiptId Id { get; init; }
    public LocationId LocationId { get; init; }
    public DateOnly BusinessDate { get; init; }
    public Instant TakenAt { get; init; }
    public UserId TakenBy { get; init; }
    public TenderKind Tender { get; init; }
    public Money Total { get; init; }

    /// <summary>The drawer that cash went into. Absent for checks and cards.</summary>
    public DrawerId? DrawerId { get; init; }

    /// <summary>Absent for cash and cards.</summary>
    public string? CheckNumber { get; init; }

    /// <summary>Absent for cash and checks.</summary>
    public string? CardLast4 { get; init; }

    /// <summary>The outside terminal's own reference. Absent for cash, checks, and terminals that print none.</summary>
    public string? CardReference { get; init; }

    /// <summary>Where the tender lies: the account that its transfers debit.</summary>
    public LedgerAccountKey TenderAccount => Tender switch
    {
        TenderKind.Cash when DrawerId is { } drawer => LedgerAccountKey.CashDrawer(drawer),
        TenderKind.Check => LedgerAccountKey.Checks(LocationId),
        TenderKind.Card => LedgerAccountKey.CardClearing(LocationId),
        _ => throw new InvalidOperationException("Cash without a drawer."),
    };

    /// <summary>What is printed for people to quote: the day and the end of the id, <c>20260304-9F3C21AB</c>.</summary>
    public string Number => NumberOf(Id, BusinessDate);

    internal static string NumberOf(ReceiptId id, DateOnly date) =>
        date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-" + id.Value.ToString("N")[^8..].ToUpperInvariant();
}
