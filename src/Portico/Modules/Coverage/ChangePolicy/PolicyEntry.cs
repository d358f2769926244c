using System.Globalization;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Visits.Contracts;
using Portico.Shell;

namespace Portico.Modules.Coverage;

/// <summary>A policy as it stands in the fields of its form; a new one is kept as a draft until it is saved.</summary>
public sealed class PolicyEntry
{
    public string Payer { get; set; } = "";
    public string MemberId { get; set; } = "";
    public string? GroupNumber { get; set; }
    public string? PlanName { get; set; }
    public SubscriberRelation Relation { get; set; }
    public string? SubscriberName { get; set; }
    public string SubscriberBorn { get; set; } = "";
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public string? CardCopay { get; set; }

    public static PolicyEntry Of(PolicyRow policy) => new()
    {
        Payer = policy.PayerId.Value.ToString(), MemberId = policy.MemberId, GroupNumber = policy.GroupNumber, PlanName = policy.PlanName,
        Relation = policy.Relation, SubscriberName = policy.SubscriberName, SubscriberBorn = policy.SubscriberBirthDate is { } born ? DeskText.Date(born) : "",
        ValidFrom = policy.ValidFrom, ValidTo = policy.ValidTo,
        CardCopay = policy.CardCopayCents is { } cents ? (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null,
    };
}

/// <summary>What became of a form.</summary>
/// <param name="Policy">Which.</param>
/// <param name="IsNew">It was added.</param>
/// <param name="Said">To the person.</param>
/// <param name="Next">The card lies on the desk: this side of it was not read yet.</param>
public sealed record PolicySaved(PolicyId Policy, bool IsNew, string Said, CardSide Next);
