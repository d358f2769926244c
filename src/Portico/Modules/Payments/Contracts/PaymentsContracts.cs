using Portico.Modules.Patients.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Contracts;

/// <summary>How a guarantor account is billed.</summary>
public enum GuarantorKind { Personal, WorkersCompensation, AutoOrLiability, SelfPay }

public sealed class GuarantorAccountRow : ReadOnlyRow
{
    public GuarantorAccountId Id { get; init; }
    public PatientId PatientId { get; init; }
    public GuarantorKind Kind { get; init; }
    public required string GuarantorName { get; init; }
}

/// <summary>What was taken at the desk for a visit so far, and why nothing was.</summary>
public sealed record VisitMoney(Money Paid, Money CopayDue, bool CopayKnown, string? UncollectedReason);

public interface IPayments
{
    /// <summary>The patient's own personal account; made when there is none.</summary>
    Task<GuarantorAccountId> PersonalAccountAsync(Desk desk, PatientId patient, CancellationToken ct);
    Task<IReadOnlyList<GuarantorAccountRow>> AccountsAsync(Desk desk, PatientId patient, CancellationToken ct);

    /// <summary>What the account owes; negative when it is in credit.</summary>
    Task<Money> BalanceAsync(Desk desk, GuarantorAccountId account, CancellationToken ct);
    Task<VisitMoney> VisitMoneyAsync(Desk desk, VisitId visit, CancellationToken ct);

    /// <summary>A balance brought from another system: one transfer, once per reference.</summary>
    Task BringForwardAsync(Desk desk, GuarantorAccountId account, Money owed, string reference, CancellationToken ct);
}
