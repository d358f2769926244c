namespace Portico.Modules.Coverage.Domain.Inquiries;

/// <summary>What became of the facts: a question, or what is to be put right first.</summary>
public abstract record InquiryPlan
{
    private InquiryPlan()
    {
    }

    /// <summary>It can be sent.</summary>
    public sealed record Ready(Inquiry Inquiry) : InquiryPlan
    {
        public IReadOnlyList<InquiryNote> Notes { get; init; } = [];

        /// <summary>Service types for questions of their own, each with a trace of its own (<see cref="InquiryFacts.AskedFor"/>).</summary>
        public IReadOnlyList<string> NotAsked { get; init; } = [];

        /// <summary>The first day on which the payer answers for the visit's own date. Null: it is the date that is asked about.</summary>
        public DateOnly? AskAgainOn { get; init; }
    }

    /// <summary>It cannot.</summary>
    /// <param name="Faults">All that are found, not the first alone: the desk goes to the card once.</param>
    /// <param name="AskAgainOn">When the only fault is that it is too early: the first day on which it is not. Else null.</param>
    public sealed record Faulty(IReadOnlyList<InquiryFault> Faults, DateOnly? AskAgainOn = null) : InquiryPlan;
}
