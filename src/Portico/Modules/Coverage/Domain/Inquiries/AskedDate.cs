namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Which date a policy is asked about for a visit.</summary>
/// <param name="On">Null where there is none to ask about.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="AskAgainOn">The first day on which the payer answers for the visit's own date, or for the policy's first day. Null: it does
/// already, or never will.</param>
/// <remarks>
/// A payer owes an answer to the end of this month alone (CAQH CORE 154, eligibility data content). A visit beyond that is asked about on the
/// latest date that the payer takes, never on one when the policy does not count: an answer of such a day says nothing of the visit.
/// A visit longer ago than the payer answers for is not moved: whoever is covered today may not have been then.
/// </remarks>
internal readonly record struct AskedDate(DateOnly? On, InquiryFault? Fault, DateOnly? AskAgainOn)
{
    public static AskedDate Of(InquiryFacts facts)
    {
        var (visit, policy, rules, today) = (facts.Visit.On, facts.Policy, facts.Payer, facts.Today);
        if (policy.ValidTo < visit)
            return new(null, InquiryFault.PolicyEnded, null);
        if (policy.ValidFrom > visit)
            return new(null, InquiryFault.PolicyNotBegun, null);
        if (visit < today.AddMonths(-rules.MonthsBack))
            return new(null, InquiryFault.AskedTooLate, null);
        var last = rules.LastDate(today);
        if (visit <= last)
            return new(visit, null, null);
        return policy.ValidFrom is { } from && from > last
            ? new(null, InquiryFault.AskedTooEarly, rules.FirstDayToAskOf(from))
            : new(last, null, rules.FirstDayToAskOf(visit));
    }
}
