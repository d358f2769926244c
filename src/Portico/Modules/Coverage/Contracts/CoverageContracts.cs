using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>The patient's relation to the subscriber, in X12's words.</summary>
public enum SubscriberRelation { Self, Spouse, Child, Other }

public sealed class PolicyRow : ReadOnlyRow
{
    public PolicyId Id { get; init; }
    public PatientId PatientId { get; init; }
    public PayerId PayerId { get; init; }
    public required string MemberId { get; init; }
    public string? GroupNumber { get; init; }
    public string? PlanName { get; init; }
    public SubscriberRelation Relation { get; init; }

    /// <summary>Absent: since before the practice knew.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>What the card says a visit costs at the desk. Absent: unknown, which is not zero.</summary>
    public long? CardCopayCents { get; init; }
}

public sealed record NewPolicy
{
    public required PayerId Payer { get; init; }
    public required string MemberId { get; init; }
    public string? GroupNumber { get; init; }
    public string? PlanName { get; init; }
    public SubscriberRelation Relation { get; init; }

    /// <summary>Absent when the patient is the subscriber.</summary>
    public string? SubscriberName { get; init; }
    public DateOnly? SubscriberBirthDate { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public Money? CardCopay { get; init; }
}

public interface ICoverage
{
    /// <summary>Newest first; ended ones too.</summary>
    Task<IReadOnlyList<PolicyRow>> PoliciesAsync(Desk desk, PatientId patient, CancellationToken ct);
    Task<IReadOnlyList<PolicyRow>> PoliciesOnAsync(Desk desk, PatientId patient, DateOnly date, CancellationToken ct);
    Task AddPolicyAsync(Desk desk, PolicyId id, PatientId patient, NewPolicy policy, CancellationToken ct);

    /// <summary>The one line for a visit: "Aetna · not verified", "Self-pay", "No coverage recorded".</summary>
    Task<string> StatusLineAsync(Desk desk, VisitId visit, CancellationToken ct);
}
