using NodaTime;
using Portico.Platform.Ids;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>One question to a payer: is this policy active for this visit, and what does it pay?</summary>
public readonly record struct EligibilityCheckId(Guid Value) : IId<EligibilityCheckId> { public static EligibilityCheckId From(Guid value) => new(value); }

/// <summary>One try to bring a question to a payer, with the bytes that went and came.</summary>
public readonly record struct ExchangeId(Guid Value) : IId<ExchangeId> { public static ExchangeId From(Guid value) => new(value); }

/// <summary>A way to payers: a clearinghouse, or a payer's own door.</summary>
public readonly record struct RoadId(Guid Value) : IId<RoadId> { public static RoadId From(Guid value) => new(value); }

/// <summary>Why a payer is asked.</summary>
public enum CheckReason { Booked, Moved, PolicyChanged, BeforeVisit, NewMonth, NewPlanYear, CheckIn, ByHand }

/// <summary>What is known of a policy on a date.</summary>
public enum Standing
{
    /// <summary>Nobody asked the payer, and none of its roads is known.</summary>
    NotVerified,

    /// <summary>The question is on its way, or waits for a payer that is away.</summary>
    Waiting,

    /// <summary>The question cannot be asked as it is: something in the policy or the registration has to be mended first.</summary>
    CannotAsk,

    /// <summary>The payer was asked and does not say, or refuses. Not the same as inactive.</summary>
    Unknown,
    Active,

    /// <summary>Active, and this visit goes to somebody else.</summary>
    BillElsewhere,

    /// <summary>Active, and not for this service.</summary>
    NotForService,
    Inactive,
}

/// <summary>What lists and boards show of a policy on a date. The figures and their sources are the benefits' own page.</summary>
public sealed record PolicyStanding
{
    public required Standing State { get; init; }

    /// <summary>When the payer answered, or a person wrote its word down. Absent: nobody has.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Older than the payer's answers are good for, or the policy changed since: asked again at check-in.</summary>
    public bool IsStale { get; init; }

    /// <summary>Since when the payer does not answer. Absent unless <see cref="Standing.Waiting"/> after a try that failed.</summary>
    public Instant? AwaySince { get; init; }

    /// <summary>Absent: unknown, which is not zero.</summary>
    public Money? Copay { get; init; }

    /// <summary>When it was said what is collected, where that was before <see cref="AsOf"/>.</summary>
    public Instant? CopayAsOf { get; init; }

    /// <summary>Which of several amounts it is was decided here, and approved by a supervisor.</summary>
    public bool IsCopayDecided { get; init; }

    /// <summary>Several amounts may be the copay: a person looks at all of them.</summary>
    public bool IsCopayOpen { get; init; }

    /// <summary>Nothing may be collected at the desk.</summary>
    public bool CollectsNothing { get; init; }

    /// <summary>Whether the payer wants an authorization. Absent: it does not say.</summary>
    public bool? NeedsAuthorization { get; init; }

    public static PolicyStanding NotAsked { get; } = new() { State = Standing.NotVerified };

    public bool IsVerified => State is Standing.Active or Standing.BillElsewhere or Standing.NotForService or Standing.Inactive && !IsStale;
}

/// <summary>A standing in the desk's words.</summary>
public static class StandingWords
{
    /// <summary>Such as <c>active</c>. Never more than is known.</summary>
    public static string Of(PolicyStanding standing) => standing switch
    {
        { State: Standing.Waiting, AwaySince: not null } => "payer does not answer",
        { State: Standing.Waiting } => "being verified",
        { State: Standing.CannotAsk } => "cannot be asked yet",
        { State: Standing.Unknown } => "payer does not say",
        { State: Standing.Active, IsStale: true } => "was active",
        { State: Standing.Active } => "active",
        { State: Standing.BillElsewhere } => "bill elsewhere",
        { State: Standing.NotForService } => "not for this service",
        { State: Standing.Inactive, IsStale: true } => "was not active",
        { State: Standing.Inactive } => "not active",
        _ => "not verified",
    };

    /// <returns>The same, as the beginning of a line.</returns>
    public static string Head(PolicyStanding standing)
    {
        var words = Of(standing);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>What the desk does about it, one sentence. Null: nothing.</summary>
    /// <param name="standing">Of the policy that is billed first.</param>
    /// <param name="payer">Its payer's name.</param>
    public static string? Need(PolicyStanding standing, string payer) => standing switch
    {
        { State: Standing.Waiting, AwaySince: not null } => $"{payer} does not answer: it is asked again by itself; call it if the patient is here.",
        { State: Standing.Waiting } => null,
        { IsStale: true } => $"Ask {payer} again: what it said is old.",
        { State: Standing.CannotAsk } => $"Mend what keeps {payer} from being asked: see Eligibility and benefits.",
        { State: Standing.Unknown } => $"Call {payer}: it was asked, and does not say whether the policy is active.",
        { State: Standing.Inactive } => $"Ask the patient for other coverage: {payer} says that the policy is not active on this day.",
        { State: Standing.BillElsewhere } => $"Find out who is billed: {payer} says that this visit is somebody else's.",
        { State: Standing.NotForService } => $"Tell the patient before the visit: {payer} does not cover this service.",
        { State: Standing.NotVerified } => $"Verify the coverage with {payer}: nobody asked the payer yet.",
        { NeedsAuthorization: true } => $"Get an authorization from {payer}: it wants one for this visit.",
        { IsCopayOpen: true } => $"Choose the copay with a supervisor, or call {payer}: it gives several.",
        _ => null,
    };

    /// <summary>ok, info, warn or danger: beside the word, never alone.</summary>
    public static string KindOf(PolicyStanding standing) => standing switch
    {
        { IsStale: true } => "warn",
        { State: Standing.Active } => "ok",
        { State: Standing.Waiting, AwaySince: null } => "info",
        { State: Standing.Inactive or Standing.NotForService or Standing.BillElsewhere } => "bad",
        _ => "warn",
    };
}
