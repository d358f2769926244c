using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Platform.Access;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Domain.Verification;

/// <summary>What the practice has of one visit's coverage.</summary>
public sealed record ChecklistFacts
{
    public required DateOnly On { get; init; }

    /// <summary>The policy that is billed first, or while nobody chose one the newest that counts. Absent: none.</summary>
    public PolicyRow? First { get; init; }

    /// <summary>False: several count on the day, and nobody said which is billed first.</summary>
    public bool IsChosen { get; init; } = true;

    /// <summary>Its payer's name.</summary>
    public string Payer { get; init; } = "";
    public PolicyStanding Standing { get; init; } = PolicyStanding.NotAsked;

    /// <summary>What a person wrote down, where it stands instead of an answer.</summary>
    public CoverageStatement? Statement { get; init; }

    /// <summary>When the newest picture of each side was taken. Absent: none was.</summary>
    public Instant? Front { get; init; }
    public Instant? Back { get; init; }
    public WantedNetwork Network { get; init; }

    /// <summary>The payer's word on the network. Absent: the practice's participation says it, or nobody.</summary>
    public CoverageStatement? NetworkTold { get; init; }

    /// <summary>Of this visit, in any order.</summary>
    public IReadOnlyCollection<VerificationTick> Ticks { get; init; } = [];
}

/// <summary>An item as the rules see it.</summary>
public sealed record ChecklistLine(VerificationItem Item, VerificationState State, string Words)
{
    public VerificationSource? Source { get; init; }
    public Instant? At { get; init; }
    public UserId? By { get; init; }
}

/// <summary>The checklist of a visit that bills a policy: what is done and by whom, what is open and what to do. Pure.</summary>
public static class VisitChecklist
{
    /// <summary>Whether only a person can know it.</summary>
    public static bool IsForAPerson(VerificationItem item) =>
        item is VerificationItem.PrimaryCare or VerificationItem.Authorization or VerificationItem.OtherCoverage;

    /// <returns>Every item once, in the desk's order.</returns>
    public static IReadOnlyList<ChecklistLine> Of(ChecklistFacts facts) => [.. Enum.GetValues<VerificationItem>().Select(item => Of(item, facts))];

    private static ChecklistLine Of(VerificationItem item, ChecklistFacts facts)
    {
        if (Ticked(item, facts) is { } tick)
            return new(item, VerificationState.Done, item switch
            {
                VerificationItem.PrimaryCare => "Looked at.",
                VerificationItem.Authorization => "Obtained, or found not to be needed.",
                _ => "The patient was asked.",
            }) { Source = VerificationSource.Person, At = tick.At, By = tick.By };
        if (item == VerificationItem.OtherCoverage)
            return Open(item, "Ask the patient whether there is other coverage, and tick it.");
        if (item == VerificationItem.Policy)
            return OfPolicy(facts);
        if (facts.First is not { } first)
            return new(item, VerificationState.Later, "Comes when a policy is on file.");
        return item switch
        {
            VerificationItem.CardPictures => OfCard(facts),
            VerificationItem.Active => facts.Standing is { State: Standing.Active, IsStale: false }
                ? BySource(item, $"{facts.Payer} says that it is active.", facts)
                : Open(item, StandingWords.Need(facts.Standing, facts.Payer) ?? $"{facts.Payer} is being asked: the answer shows here by itself."),
            VerificationItem.Network => OfNetwork(facts),
            VerificationItem.PrimaryCare => Open(item, $"Look whether {facts.Payer} wants a primary care provider or a referral, and tick it."),
            VerificationItem.Authorization => OfAuthorization(facts),
            VerificationItem.Copay => OfCopay(facts, first),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The newest tick, where it is one and speaks of what is billed now.</summary>
    private static VerificationTick? Ticked(VerificationItem item, ChecklistFacts facts) =>
        IsForAPerson(item) && facts.Ticks.Where(t => t.Item == item).MaxBy(t => (t.At, t.Id.Value)) is { IsDone: true } tick
        // Whether there is other coverage hangs on no policy; all else was found out of one payer.
        && (item == VerificationItem.OtherCoverage || (tick.PolicyId is { } of && of == facts.First?.Id)) ? tick : null;

    private static ChecklistLine OfPolicy(ChecklistFacts facts) => facts switch
    {
        { First: null } => Open(VerificationItem.Policy, "Add the patient's coverage, or bill the visit as self-pay."),
        { First: { } first } when !first.CountsOn(facts.On) =>
            Open(VerificationItem.Policy, $"Choose another policy: the one of {facts.Payer} does not count on this day."),
        { IsChosen: false } => Open(VerificationItem.Policy, "Choose which policy is billed first: several count on this day."),
        _ => new(VerificationItem.Policy, VerificationState.Done, $"{facts.Payer} is billed first."),
    };

    private static ChecklistLine OfCard(ChecklistFacts facts) => (facts.Front, facts.Back) switch
    {
        ({ } front, { } back) => new(VerificationItem.CardPictures, VerificationState.Done, "Both sides are kept.")
            { Source = VerificationSource.Card, At = Instant.Max(front, back) },
        ({ }, null) => Open(VerificationItem.CardPictures, "Photograph the back of the card: the front is kept."),
        (null, { }) => Open(VerificationItem.CardPictures, "Photograph the front of the card: the back is kept."),
        _ => Open(VerificationItem.CardPictures, "Photograph both sides of the card."),
    };

    private static ChecklistLine OfNetwork(ChecklistFacts facts)
    {
        if (facts.Network == WantedNetwork.Unknown)
            return Open(VerificationItem.Network, $"Find out whether the provider is in the network of {facts.Payer}: call it and record what it says, or enter the participation.");
        var line = new ChecklistLine(VerificationItem.Network, VerificationState.Done, facts.Network == WantedNetwork.In
            ? "The provider is in the network." : "The provider is not in the network: tell the patient before the visit.");
        return facts.NetworkTold is { } told ? line with { Source = VerificationSource.Statement, At = told.At, By = told.By }
            : line with { Source = VerificationSource.Participation };
    }

    private static ChecklistLine OfAuthorization(ChecklistFacts facts) => facts.Standing switch
    {
        { IsStale: false, NeedsAuthorization: false } => BySource(VerificationItem.Authorization, $"{facts.Payer} wants none.", facts, facts.Statement?.NeedsAuthorization is not null),
        { IsStale: false, NeedsAuthorization: true } => Open(VerificationItem.Authorization, $"Get an authorization from {facts.Payer}, and tick it: it wants one for this visit."),
        _ => Open(VerificationItem.Authorization, $"Find out whether {facts.Payer} wants an authorization, and tick it."),
    };

    private static ChecklistLine OfCopay(ChecklistFacts facts, PolicyRow first)
    {
        var standing = facts.Standing;
        if (CoverageLines.CopayOf(standing, first.CardCopayCents is { } cents ? new Money(cents) : null, facts.IsChosen) is { } copay)
        {
            if (standing is { IsStale: false, CollectsNothing: true })
                return BySource(VerificationItem.Copay, "Nothing is collected.", facts, isTold: false);
            return standing is { IsStale: false, Copay: not null } ? BySource(VerificationItem.Copay, $"{copay}.", facts, standing.CopayAsOf is null)
                : new(VerificationItem.Copay, VerificationState.Done, $"{copay}.") { Source = VerificationSource.Card };
        }
        return Open(VerificationItem.Copay, standing switch
        {
            _ when !facts.IsChosen => "Choose which policy is billed first: it says the copay.",
            { IsStale: false, IsCopayOpen: true } => $"Choose the copay with a supervisor, or call {facts.Payer}: it gives several.",
            { IsStale: false, State: Standing.BillElsewhere or Standing.NotForService or Standing.Inactive } => "Settle who pays this visit: the copay follows from it.",
            _ => $"Ask {facts.Payer} for the copay: neither its answer nor the card says it.",
        });
    }

    private static ChecklistLine Open(VerificationItem item, string words) => new(item, VerificationState.Open, words);

    /// <param name="item">Which.</param>
    /// <param name="words">What is known.</param>
    /// <param name="facts">Where it stands.</param>
    /// <param name="isTold">False: a person's word stands, and did not say this; the answer before it did.</param>
    private static ChecklistLine BySource(VerificationItem item, string words, ChecklistFacts facts, bool isTold = true) =>
        facts.Statement is { } statement && isTold
            ? new(item, VerificationState.Done, words) { Source = VerificationSource.Statement, At = statement.At, By = statement.By }
            : new(item, VerificationState.Done, words) { Source = VerificationSource.PayersAnswer, At = facts.Standing.CopayAsOf ?? facts.Standing.AsOf };
}
