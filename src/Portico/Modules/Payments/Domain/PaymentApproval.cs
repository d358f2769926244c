using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Domain;

public readonly record struct ApprovalId(Guid Value) : IId<ApprovalId> { public static ApprovalId From(Guid value) => new(value); }
public readonly record struct CardBatchId(Guid Value) : IId<CardBatchId> { public static CardBatchId From(Guid value) => new(value); }

public enum ApprovalKind { Void, Refund, DrawerDifference, BatchDifference }

public enum ApprovalState { Pending, Approved, Rejected }

/// <summary>Why money already taken is to be taken back.</summary>
public enum GiveBackReason { WrongPatient, WrongAmount, WrongTender, TakenTwice, NotOwed, ServiceNotGiven, Other }

/// <summary>Something about money that a second person decides.</summary>
/// <remarks>The table itself forbids that the one who asked, or who took the money, decides.</remarks>
public sealed class PaymentApproval : TenantRow
{
    public ApprovalId Id { get; init; }
    public ApprovalKind Kind { get; init; }
    public ApprovalState State { get; private set; }
    public LocationId LocationId { get; init; }

    /// <summary>What would be given back; of a difference, counted less expected.</summary>
    public Money Amount { get; init; }
    public UserId RequestedBy { get; init; }
    public Instant RequestedAt { get; init; }

    /// <summary>Who took the money or counted the drawer: they do not decide either.</summary>
    public UserId ConcernedUser { get; init; }

    /// <summary>Present for voids and refunds, as the patient.</summary>
    public ReceiptId? ReceiptId { get; init; }
    public PatientId? PatientId { get; init; }
    public GiveBackReason? Reason { get; init; }

    /// <summary>Present for refunds: the transfer that is given back.</summary>
    public TransactionId? TransactionId { get; init; }
    public int? Line { get; init; }

    /// <summary>How a refund goes out. Absent for all else.</summary>
    public TenderKind? PayBy { get; init; }

    /// <summary>The check's number or the terminal's reference of a refund. Absent for cash.</summary>
    public string? Reference { get; init; }

    /// <summary>Present for drawer differences.</summary>
    public DrawerId? DrawerId { get; init; }

    /// <summary>Present for differences of a card batch.</summary>
    public CardBatchId? CardBatchId { get; init; }

    /// <summary>The asker's words. Absent when the reason says enough.</summary>
    public string? Note { get; init; }

    /// <summary>Absent while pending, as the two below.</summary>
    public UserId? DecidedBy { get; private set; }
    public Instant? DecidedAt { get; private set; }
    public string? DecisionNote { get; private set; }

    public bool MayDecide(UserId user) => user != RequestedBy && user != ConcernedUser;

    public void Decide(bool approve, UserId by, Instant at, string? note)
    {
        if (State != ApprovalState.Pending || !MayDecide(by))
            throw new InvalidOperationException("Not theirs to decide, or decided already.");
        State = approve ? ApprovalState.Approved : ApprovalState.Rejected;
        (DecidedBy, DecidedAt, DecisionNote) = (by, at, note);
    }
}

/// <summary>What the outside terminal says it took in a day, beside what the desk recorded.</summary>
public sealed class CardBatch : TenantRow
{
    public CardBatchId Id { get; init; }
    public LocationId LocationId { get; init; }
    public DateOnly Date { get; init; }
    public Money TerminalTotal { get; init; }
    public Money RecordedTotal { get; init; }
    public UserId ComparedBy { get; init; }
    public Instant ComparedAt { get; init; }
}
