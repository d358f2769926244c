using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Contracts;

public readonly record struct ReceiptId(Guid Value) : IId<ReceiptId> { public static ReceiptId From(Guid value) => new(value); }

/// <summary>How a guarantor account is billed.</summary>
public enum GuarantorKind { Personal, WorkersCompensation, AutoOrLiability, SelfPay }

public sealed class GuarantorAccountRow : ReadOnlyRow
{
    public GuarantorAccountId Id { get; init; }
    public PatientId PatientId { get; init; }
    public GuarantorKind Kind { get; init; }
    public required string GuarantorName { get; init; }

    /// <summary>Absent while visits may pick it. What it owes is still collected afterwards.</summary>
    public Instant? ClosedAt { get; init; }
}

/// <summary>What was taken at the desk for a visit so far, and why nothing was.</summary>
/// <param name="Paid">Copays and part payments taken for the visit, less what was moved away, voided or refunded.</param>
/// <param name="CopayDue">The whole copay, whatever was paid of it. Means nothing unless <paramref name="CopayKnown"/>.</param>
/// <param name="CopayKnown">False: nobody knows the copay, which is not zero.</param>
/// <param name="UncollectedReason">Null: no reason was recorded.</param>
/// <param name="CopaySource">Where the copay's figure comes from: <c>Aetna card</c>. Null while unknown.</param>
/// <param name="CollectNothing">Why no copay may be asked for, after "Collect nothing:". Null: a copay may be due.</param>
public sealed record VisitMoney(Money Paid, Money CopayDue, bool CopayKnown, string? UncollectedReason, string? CopaySource = null,
    string? CollectNothing = null)
{
    /// <summary>Of an earlier balance, taken at the visit: it is no part of the copay.</summary>
    public Money BalancePaid { get; init; }

    /// <summary>All that was taken at the visit and stands, whatever it was for.</summary>
    public Money Taken => Paid + BalancePaid;
}

/// <summary>What was taken for a visit of a day: <c>Paid</c> as in <see cref="VisitMoney"/>. <c>IsExplained</c>: a reason other than that it was not known says why the
/// copay was not collected. <c>IsClaim</c>: an accident's carrier pays the visit, and no copay is due.</summary>
public sealed record DayMoney(Money Paid, bool IsExplained, bool IsClaim = false);

/// <summary>Money was taken for a visit, moved, given back or declared uncollected.</summary>
public sealed record VisitMoneyChanged(VisitId Visit, PatientId Patient) : IEvent;

/// <summary>Topics of the live feed, made in one place.</summary>
public static class PaymentTopics
{
    /// <summary>Drawers, totals and approvals of a location.</summary>
    public static string Money(LocationId location) => $"money/{location.Value:N}";

    /// <summary>What waits for another person's approval, anywhere in the practice.</summary>
    public const string Approvals = "money-approvals";

    /// <summary>A patient's guarantor accounts.</summary>
    public static string Accounts(PatientId patient) => $"accounts/{patient.Value:N}";
}

public interface IPayments
{
    /// <summary>The patient's own personal account; made when there is none.</summary>
    Task<GuarantorAccountId> PersonalAccountAsync(Desk desk, PatientId patient, CancellationToken ct);

    /// <summary>Opens the patient's personal account for another guarantor: imports.</summary>
    /// <returns>False when the patient has one already; nothing was changed then.</returns>
    Task<bool> OpenPersonalAccountAsync(Desk desk, PatientId patient, string guarantorName, CancellationToken ct);

    /// <summary>All of a patient's, closed ones too.</summary>
    Task<IReadOnlyList<GuarantorAccountRow>> AccountsAsync(Desk desk, PatientId patient, CancellationToken ct);

    /// <summary>What the account owes; negative when it is in credit.</summary>
    /// <remarks>Neither copays held for visits not yet charged nor unapplied money count: see the chart of accounts.</remarks>
    Task<Money> BalanceAsync(Desk desk, GuarantorAccountId account, CancellationToken ct);

    /// <summary>What all of each patient's accounts owe, negative when in credit: three reads for a board. Who owes nothing may be left out.</summary>
    Task<IReadOnlyDictionary<PatientId, Money>> OwedAsync(Desk desk, IReadOnlyCollection<PatientId> patients, CancellationToken ct);
    Task<VisitMoney> VisitMoneyAsync(Desk desk, VisitId visit, CancellationToken ct);

    /// <summary>The same for the board, in three reads: every visit of a day that money was taken for or declared uncollected, or that a claim pays.</summary>
    Task<IReadOnlyDictionary<VisitId, DayMoney>> DayMoneyAsync(Desk desk, DateOnly date, CancellationToken ct);

    /// <summary>The visit changes its payer: what is held for it goes to that account with it, linked, in this transaction.</summary>
    /// <remarks>Money of a closed day too: the move counts in the open day and names its own. Paid balances stay where they were owed.</remarks>
    /// <returns>How much moved.</returns>
    Task<Money> MoveHeldAsync(Desk desk, VisitId visit, GuarantorAccountId to, CancellationToken ct);

    /// <summary>A balance brought from another system: one transfer, once per reference.</summary>
    /// <exception cref="InvalidOperationException">The practice has no location yet.</exception>
    Task BringForwardAsync(Desk desk, GuarantorAccountId account, Money owed, string reference, CancellationToken ct);
}
