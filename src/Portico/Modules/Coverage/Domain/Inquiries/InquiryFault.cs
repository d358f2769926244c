using Portico.Modules.Coverage.Domain.Benefits;

namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>Why a policy cannot be asked about. Each would cost a question that the payer refuses, or answers wrongly.</summary>
public enum InquiryFault
{
    PayerIdMissing,
    NpiMissing,
    NpiWrong,
    MemberIdMissing,
    MemberIdUnwritable,
    MemberIdShape,
    MemberIdNotMbi,

    /// <summary>The policy's last day is before the visit.</summary>
    PolicyEnded,

    /// <summary>The policy's first day is after the visit.</summary>
    PolicyNotBegun,

    /// <summary>The payer does not answer yet for any day that the policy counts on.</summary>
    AskedTooEarly,

    /// <summary>The payer does not answer any more for the visit's date.</summary>
    AskedTooLate,
    NameMissing,
    NameUnwritable,
    NameTooLong,
    BirthDateMissing,
    BirthDateAfterVisit,
    SubscriberMissing,

    /// <summary>The payer wants the subscriber's name, and it cannot be told which of its words are the family name.</summary>
    SubscriberUnclear,
    SubscriberUnwritable,

    /// <summary>What the desk asks for is no service type.</summary>
    ServiceTypeWrong,
}

/// <summary>What the desk should know of a question that can be sent.</summary>
public enum InquiryNote
{
    /// <summary>The payer does not answer yet for the visit's date: a date before it is asked about.</summary>
    DateMoved,

    /// <summary>It cannot be told which words of the subscriber's name are the family name: it is not sent.</summary>
    SubscriberUnnamed,

    /// <summary>The payer takes one service type a question: there are others to ask about.</summary>
    MoreToAsk,

    /// <summary>The payer answers for the plan as a whole alone.</summary>
    PlanAlone,
}

/// <summary>Faults and notes in words that say what to do, and whose task it is.</summary>
public static class InquiryWords
{
    /// <param name="fault">What is wrong.</param>
    /// <param name="facts">What the question was to be made of.</param>
    /// <returns>A sentence.</returns>
    public static string Say(InquiryFault fault, InquiryFacts facts) => fault switch
    {
        InquiryFault.PayerIdMissing => $"Enter the id that {facts.Payer.Name} is asked by.",
        InquiryFault.NpiMissing => $"Enter the NPI of {facts.Provider.Name}.",
        InquiryFault.NpiWrong => $"Correct the NPI of {facts.Provider.Name}: ten digits, and its check digit does not fit. Look it up in the NPI registry.",
        InquiryFault.MemberIdMissing => "Type the member id from the card.",
        InquiryFault.MemberIdUnwritable => "Type the member id again from the card: 2 to 80 letters and digits.",
        InquiryFault.MemberIdShape => $"Compare the member id with the card: {facts.Payer.Name} has {facts.Payer.MemberId.Words}.",
        InquiryFault.MemberIdNotMbi =>
            "Compare the Medicare number with the card: 11 letters and digits, never the letters S, L, O, I, B or Z, which are digits there as a rule.",
        InquiryFault.PolicyEnded => $"This policy ended{On(facts.Policy.ValidTo)}, before the visit: ask the patient for the new card.",
        InquiryFault.PolicyNotBegun => $"This policy begins{On(facts.Policy.ValidFrom)}, after the visit: ask the patient what covers the visit.",
        InquiryFault.AskedTooEarly => $"{facts.Payer.Name} does not answer yet for the time when this policy counts: ask again on {PlainWords.Date(AskedDate.Of(facts).AskAgainOn ?? facts.Visit.On)}.",
        InquiryFault.AskedTooLate => $"{facts.Payer.Name} answers for the last {facts.Payer.MonthsBack} months alone: call for {PlainWords.Date(facts.Visit.On)}.",
        InquiryFault.NameMissing => "Enter the patient's name.",
        InquiryFault.NameUnwritable => "Write the patient's name in Latin letters, as on the card.",
        InquiryFault.NameTooLong => "Shorten the name as the card has it: 60 letters of the family name and 35 of the given name can be sent.",
        InquiryFault.BirthDateMissing => $"Enter the patient's birth date: {facts.Payer.Name} finds nobody without it.",
        InquiryFault.BirthDateAfterVisit => "Correct a birth date: it is after the visit.",
        InquiryFault.SubscriberMissing => "Type the subscriber's name from the card: the patient is not the subscriber.",
        InquiryFault.SubscriberUnclear => $"Write the subscriber's name as \"Family, Given\": {facts.Payer.Name} wants the two apart.",
        InquiryFault.SubscriberUnwritable => "Write the subscriber's name in Latin letters, as on the card.",
        InquiryFault.ServiceTypeWrong => "Choose what to ask about from the list: a service type has one or two capitals or digits.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="note">What there is to know.</param>
    /// <param name="facts">What the question was made of.</param>
    /// <param name="plan">The question.</param>
    /// <returns>A sentence.</returns>
    public static string Say(InquiryNote note, InquiryFacts facts, InquiryPlan.Ready plan) => note switch
    {
        InquiryNote.DateMoved => $"Asked for {PlainWords.Date(plan.Inquiry.On)}, as {facts.Payer.Name} does not answer yet for {PlainWords.Date(facts.Visit.On)}"
            + (plan.AskAgainOn is { } again ? $": ask again from {PlainWords.Date(again)} on." : "."),
        InquiryNote.SubscriberUnnamed => "The subscriber was asked for by the member id alone. If the payer does not find them, write the name as \"Family, Given\".",
        InquiryNote.MoreToAsk => $"{facts.Payer.Name} takes one service type a question. Not asked yet: {string.Join(", ", plan.NotAsked.Select(PlainWords.Service))}.",
        InquiryNote.PlanAlone => $"{facts.Payer.Name} answers for the plan as a whole alone: a copay of the visit may be missing.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <returns><c>billing</c> for what stands in the practice's own directory, else <c>desk</c>.</returns>
    public static string Who(InquiryFault fault) => fault is InquiryFault.PayerIdMissing or InquiryFault.NpiMissing or InquiryFault.NpiWrong ? "billing" : "desk";

    private static string On(DateOnly? date) => date is { } day ? $" on {PlainWords.Date(day)}" : "";
}
