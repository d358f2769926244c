using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>What is wrong with a policy as it was typed.</summary>
public enum PolicyFault { MemberIdMissing, MemberIdIsCardNumber, DatesReversed, SubscriberMissing }

/// <summary>The faults in words that say what to do.</summary>
public static class PolicyFaults
{
    public static string Say(PolicyFault fault) => fault switch
    {
        PolicyFault.MemberIdMissing => "Type the member id from the card.",
        PolicyFault.MemberIdIsCardNumber => "This is a payment card's number. Look for the member id and the group on the insurance card.",
        PolicyFault.DatesReversed => "The last day is before the first: check both dates.",
        _ => "Type the subscriber's name: the patient is not the subscriber.",
    };

    /// <summary>What to do about a member id or a group that looks like a payment card's number. Null: nothing.</summary>
    internal static string? Say(CardLikeness likeness) => likeness switch
    {
        CardLikeness.Card => Say(PolicyFault.MemberIdIsCardNumber),
        CardLikeness.CheckDigitOnly => "This could be a payment card's number. Compare it with the insurance card; it may be right.",
        _ => null,
    };
}
