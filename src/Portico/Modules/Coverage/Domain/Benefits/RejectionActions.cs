using Portico.X12;

namespace Portico.Modules.Coverage.Domain.Benefits;

/// <summary>What a PSR does about each reason of a refusal. A refusal never says "not covered".</summary>
/// <remarks>Codes: 005010X279A1 AAA03 and AAA04; the words are ours.</remarks>
internal static class RejectionActions
{
    private const string Desk = "desk";
    private const string Billing = "billing";
    private const string Again = "system";

    private sealed record Known(string Meaning, string Act, string Who);

    private static readonly Known s_provider = new("The payer does not know the provider as we sent it", "Send to the billing administrator: check NPI, tax id and enrolment with this payer", Billing);
    private static readonly Known s_road = new("The payer does not take our questions this way", "Send to the billing administrator: check payer id, enrolment and the road to this payer", Billing);
    private static readonly Known s_date = new("The payer does not answer for this date", "Ask again with a date that the payer allows, today's as a rule", Desk);
    private static readonly Known s_birth = new("The birth date is missing or does not match", "Compare the birth date with the card and a document, correct it, ask again", Desk);
    private static readonly Known s_name = new("The name does not match", "Compare the name with the card, letter by letter, correct the policy's name, ask again", Desk);
    private static readonly Known s_member = new("The member id is missing or does not match", "Compare the member id with the card, correct it, ask again", Desk);
    private static readonly Known s_notFound = new("The payer does not find this person", "Check card, payer and name with the patient, correct what differs, ask again", Desk);
    private static readonly Known s_sex = new("The sex does not match", "Compare with what the patient gave the payer, correct the policy, ask again", Desk);
    private static readonly Known s_service = new("The payer does not answer for this service or code", "Ask again for the plan as a whole, or call the payer", Desk);

    private static readonly Dictionary<string, Known> s_known = new()
    {
        ["04"] = new("Too many were asked about at once", "Send to the billing administrator: ask in smaller batches", Billing),
        ["15"] = new("Something that the payer needs is missing", "Complete the policy: member id, name, birth date; ask again", Desk),
        ["33"] = new("The payer misses something in the question", "Complete the question, ask again", Desk),
        ["35"] = new("Out of network for this payer", "Call the payer: it does not answer this provider for this person", Desk),
        ["41"] = s_road, ["42"] = new("The payer cannot answer at the moment", "Nothing to do: it is asked again by itself; what was known before counts, with its date", Again),
        ["43"] = s_provider, ["44"] = s_provider, ["45"] = s_provider, ["46"] = s_provider, ["47"] = s_provider, ["48"] = s_provider,
        ["49"] = new("The provider is not the patient's primary care provider", "Ask the patient for the primary care provider; call the payer to change it", Desk),
        ["50"] = s_provider, ["51"] = s_provider,
        ["52"] = new("The provider was not in the plan on that date", "Check participation with the billing administrator before the visit", Billing),
        ["53"] = s_service, ["54"] = s_service, ["55"] = s_service,
        ["56"] = s_date, ["57"] = new("The date of service is missing or wrong", "Correct the date of service, ask again", Desk),
        ["58"] = s_birth, ["60"] = new("The birth date lies after the date of service", "Correct birth date or date of service, ask again", Desk),
        ["61"] = new("The date of death lies before the date of service", "Check that this is the right patient, then call the payer", Desk),
        ["62"] = s_date, ["63"] = s_date, ["64"] = s_member, ["65"] = s_name, ["66"] = s_sex, ["67"] = s_notFound,
        ["68"] = new("The number is somebody else's too", "Add what tells them apart: birth date, name, group; ask again", Desk),
        ["69"] = s_service, ["70"] = s_service,
        ["71"] = s_birth, ["72"] = s_member, ["73"] = s_name, ["74"] = s_sex, ["75"] = s_notFound,
        ["76"] = new("The payer has the subscriber's number twice", "Add what tells them apart: birth date, name, group; ask again", Desk),
        ["77"] = new("The subscriber is found, the patient is not", "Check the patient's name, birth date and relation to the subscriber; ask again", Desk),
        ["78"] = new("The subscriber is not in this group or plan", "Compare group and plan with the card, correct the policy, ask again", Desk),
        ["79"] = s_road, ["80"] = new("The payer's system is down", "Nothing to do: it is asked again by itself; what was known before counts, with its date", Again),
        ["97"] = s_provider, ["98"] = new("The payer needs more about the service", "Call the payer for this service", Desk), ["T4"] = s_road,
    };

    // What says that the payer is not sure whom it speaks of.
    private static readonly HashSet<string> s_ofIdentity = ["58", "64", "65", "66", "67", "68", "71", "72", "73", "74", "75", "76", "77", "78"];

    public static bool IsOfIdentity(Rejection rejection) => s_ofIdentity.Contains(rejection.Reason);

    public static RejectionAction Of(Rejection rejection, CitedSegments segments)
    {
        var known = s_known.GetValueOrDefault(rejection.Reason) ?? new("The payer refuses to answer", "Call the payer, and write down what it says", Desk);
        // S, W, X and Y: an answer comes later or elsewhere, and N forbids it.
        var mayAskAgain = rejection.FollowUp is not ("N" or "S" or "W" or "X" or "Y");
        var act = known.Act;
        if (known.Who == Again && rejection.FollowUp is ("W" or "X"))
            act = $"Do not ask again before {(rejection.FollowUp == "W" ? 30 : 10)} days: call the payer if the visit is sooner; what was known before counts, with its date";
        else if (known.Who == Again && rejection.FollowUp == "Y")
            act = "Wait: do not ask again, an answer will come; what was known before counts, with its date";
        else if (known.Who == Again && !mayAskAgain)
            act = "Do not ask again: call the payer; what was known before counts, with its date";
        else if (rejection.FollowUp is "W" or "X")
            act += rejection.FollowUp == "W" ? "; not before 30 days" : "; not before 10 days";
        else if (rejection.FollowUp == "S")
            act += "; the question was passed on to somebody else";
        else if (rejection.FollowUp == "Y")
            act += "; do not ask again, an answer will come";
        return new(rejection.Reason, rejection.Loop, known.Meaning, act, known.Who == Again && !mayAskAgain && rejection.FollowUp != "Y" ? Desk : known.Who, mayAskAgain,
            segments.Cite(rejection.Place, $"The payer refuses to answer ({rejection.Reason}): {known.Meaning}"));
    }
}
