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

    /// <summary>Absent on most Medicaid cards.</summary>
    public string? GroupNumber { get; init; }
    public string? PlanName { get; init; }
    public SubscriberRelation Relation { get; init; }

    /// <summary>Absent when the patient is the subscriber.</summary>
    public string? SubscriberName { get; init; }

    /// <summary>Absent when the patient is the subscriber, and while unknown.</summary>
    public DateOnly? SubscriberBirthDate { get; init; }

    /// <summary>The patient's name as the payer spells it, which it is asked under. Absent: as we have it.</summary>
    public string? PayersFamily { get; init; }
    public string? PayersGiven { get; init; }

    /// <summary>Absent: since before the practice knew.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>What the card says a visit costs at the desk. Absent: unknown, which is not zero.</summary>
    public long? CardCopayCents { get; init; }

    /// <summary>Changes with every change: a form that began from an older one is refused.</summary>
    public int Version { get; init; }

    public bool CountsOn(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date <= to);
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

/// <summary>The one line about a visit's coverage. One place, so that no list says more than is known.</summary>
public static class CoverageLines
{
    public const string SelfPay = "Self-pay";
    public const string Claim = "Accident claim";
    public const string None = "No coverage recorded";

    /// <param name="isSelfPay">The desk decided that no policy is billed.</param>
    /// <param name="isClaim">An accident's carrier is billed, and no health policy.</param>
    /// <param name="payer">Of the policy that is billed first. Null: no policy counts on the day.</param>
    /// <param name="standing">What the payer said of it.</param>
    public static string Of(bool isSelfPay, bool isClaim, string? payer, PolicyStanding? standing) =>
        isClaim ? Claim : isSelfPay ? SelfPay : payer is null ? None : $"{payer} · {StandingWords.Of(standing ?? PolicyStanding.NotAsked)}";

    /// <summary>The copay that the desk asks for: what the payer says, and what the card says only while the payer does not.</summary>
    /// <param name="standing">Of the policy that is billed first.</param>
    /// <param name="card">What its card says. Null: nothing.</param>
    /// <param name="isChosen">False: of several policies nobody chose which is billed first, so none says what the visit costs.</param>
    /// <returns>Null: nobody knows it, which is not zero.</returns>
    public static Money? CopayOf(PolicyStanding? standing, Money? card, bool isChosen = true) => standing switch
    {
        _ when !isChosen => null,
        { IsStale: false, CollectsNothing: true } => Money.Zero,
        // Before any amount: whose visit it is comes first, also where an amount was decided or told.
        { State: Standing.BillElsewhere or Standing.NotForService or Standing.Inactive } => null,
        { IsStale: false, Copay: { } said } => said,
        // Where the payer leaves it open, the card is no better a witness.
        { IsStale: false, IsCopayOpen: true } => null,
        _ => card,
    };
}

/// <summary>A policy was added, changed or ended: what a payer said of it before is old.</summary>
public sealed record PolicyChanged(PolicyId Policy, PatientId Patient) : IEvent;

/// <summary>Topics of the live feed, made in one place.</summary>
public static class CoverageTopics
{
    public static string Patient(PatientId patient) => $"{Patients}{patient.Value:N}";

    /// <summary>Of every patient.</summary>
    public const string Patients = "coverage/";

    /// <summary>Copays that people decided.</summary>
    public const string Decisions = "coverage-decisions";

    /// <summary>Roads, and how payers are asked.</summary>
    public const string Roads = "eligibility-roads";

    /// <summary>A question was put into the queue.</summary>
    public const string Queue = "eligibility-queue";
}

/// <summary>The copay of a visit.</summary>
/// <param name="Amount">Null: nobody knows it, which is not zero.</param>
/// <param name="Source">Where it comes from, such as <c>Aetna, verified 30-Nov-2026 7:02 AM</c> or <c>Aetna card</c>. Null while unknown.</param>
/// <param name="CollectsNothing">The payer says why nothing may be collected.</param>
public sealed record VisitCopay(Money? Amount, string? Source, bool CollectsNothing = false);

/// <summary>A policy as a visit uses it: what is known of it is what was asked and told for that visit.</summary>
/// <param name="Policy">Which.</param>
/// <param name="Visit">Null: whatever visit of the day.</param>
/// <param name="Provider">Who sees the patient. Null: nobody is named.</param>
public readonly record struct PolicyUse(PolicyId Policy, VisitId? Visit = null, ProviderId? Provider = null);

public interface ICoverage
{
    /// <summary>Newest first; ended ones too.</summary>
    Task<IReadOnlyList<PolicyRow>> PoliciesAsync(Desk desk, PatientId patient, CancellationToken ct);

    /// <summary>Those that count on the day, newest first.</summary>
    Task<IReadOnlyList<PolicyRow>> PoliciesOnAsync(Desk desk, PatientId patient, DateOnly date, CancellationToken ct);

    /// <summary>For imports, the demo and registration. The same id again changes nothing.</summary>
    /// <exception cref="ArgumentException">The policy breaks a rule: no member id, dates reversed, a card number.</exception>
    Task AddPolicyAsync(Desk desk, PolicyId id, PatientId patient, NewPolicy policy, CancellationToken ct);

    /// <summary>The one line for a visit: "Aetna · active", "Aetna · not verified", "Self-pay", "Accident claim", "No coverage recorded".</summary>
    Task<string> StatusLineAsync(Desk desk, VisitId visit, CancellationToken ct);

    /// <summary>What is known of policies on a date: the payers' newest word, never more.</summary>
    Task<IReadOnlyDictionary<PolicyUse, PolicyStanding>> StandingsAsync(Desk desk, IReadOnlyCollection<PolicyUse> uses, DateOnly on, CancellationToken ct);

    /// <summary>The visits of a day for which somebody ticked that the authorization is obtained or not needed, with the policy that was
    /// billed first then: it says nothing of another. One read for a board.</summary>
    Task<IReadOnlyDictionary<VisitId, PolicyId>> AuthorizedAsync(Desk desk, DateOnly date, CancellationToken ct);

    /// <summary>What the desk collects for a visit, and where the figure comes from.</summary>
    Task<VisitCopay> CopayAsync(Desk desk, VisitRow visit, CancellationToken ct);

    /// <summary>What the visit bills, in order: its filing order, or while none was chosen the policies that count on its day.</summary>
    Task<IReadOnlyList<PolicyRow>> BilledAsync(Desk desk, VisitId visit, CancellationToken ct);
}
