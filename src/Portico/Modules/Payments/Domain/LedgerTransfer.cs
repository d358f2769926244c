using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public readonly record struct TransactionId(Guid Value) : IId<TransactionId> { public static TransactionId From(Guid value) => new(value); }

/// <summary>Why a transfer was posted.</summary>
public enum TransferKind
{
    /// <summary>Tender was taken: from nothing to a visit, a balance or unapplied money.</summary>
    Payment,

    /// <summary>The mirror of a payment: voided, or moved by the payments that follow it in the same transaction.</summary>
    Reversal,

    /// <summary>A payment given back, perhaps by another means than it came.</summary>
    Refund,
    BroughtForward,
    DrawerFloat,
    DrawerDifference,
    DrawerClose,
    Deposit,
}

/// <summary>Names one transfer.</summary>
public sealed record TransferKey(TransactionId Transaction, int Line);

/// <summary>One line of the ledger: cents from one account to another. Never changed, never deleted.</summary>
public sealed class LedgerTransfer : TenantRow
{
    public TransactionId TransactionId { get; init; }
    public int Line { get; init; }
    public LedgerAccountId DebitAccount { get; init; }
    public LedgerAccountId CreditAccount { get; init; }
    public long Cents { get; init; }
    public LocationId LocationId { get; init; }

    /// <summary>The open day that it counts in.</summary>
    public DateOnly BusinessDate { get; init; }

    /// <summary>The day that it is about, when that was closed already. Absent: the business date.</summary>
    public DateOnly? AboutDate { get; init; }
    public Instant PostedAt { get; init; }
    public UserId PostedBy { get; init; }
    public TransferKind Kind { get; init; }

    /// <summary>Absent for what is no patient's money: floats, differences, deposits.</summary>
    public ReceiptId? ReceiptId { get; init; }

    /// <summary>Absent for unapplied money and balances of no visit.</summary>
    public VisitId? VisitId { get; init; }

    /// <summary>Absent for what is no patient's money.</summary>
    public PatientId? PatientId { get; init; }

    /// <summary>The transfer that this one takes back, with <see cref="ReversesLine"/>. One can be taken back once, whole.</summary>
    public TransactionId? ReversesTransaction { get; init; }
    public int? ReversesLine { get; init; }

    /// <summary>A check or terminal reference of money that goes out, or the other system's of a balance brought forward.</summary>
    public string? Reference { get; init; }
}

/// <summary>A transfer to be posted.</summary>
public sealed record Posting(LedgerAccountKey Debit, LedgerAccountKey Credit, Money Amount, TransferKind Kind)
{
    public ReceiptId? Receipt { get; init; }
    public VisitId? Visit { get; init; }
    public PatientId? Patient { get; init; }
    public TransferKey? Reverses { get; init; }
    public string? Reference { get; init; }
}
