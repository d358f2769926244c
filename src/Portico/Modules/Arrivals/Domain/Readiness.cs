using System.Diagnostics;
using Portico.Modules.Coverage.Contracts;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals.Domain;

/// <summary>What a visit must have before it begins.</summary>
public enum ReadinessPart { Registration, Coverage, Authorization, Forms, Balance }

/// <summary>How one of them stands.</summary>
public enum LightState
{
    Ready,

    /// <summary>Somebody at the desk has to do something.</summary>
    ToDo,

    /// <summary>Nobody knows yet, which is neither ready nor bad.</summary>
    Unknown,

    /// <summary>This visit does not ask for it.</summary>
    NotNeeded,
}

/// <param name="Sentence">Why, and what to do: one sentence.</param>
public sealed record ReadinessLight(ReadinessPart Part, LightState State, string Sentence);

/// <summary>What the lights of a visit are made of. A value: a row that says the same is the same.</summary>
public sealed record ReadinessFacts
{
    /// <summary>Answers that registration lacks; zero once the patient is checked in.</summary>
    public int Missing { get; init; }
    public bool IsSelfPay { get; init; }

    /// <summary>An accident's carrier is billed.</summary>
    public bool IsClaim { get; init; }

    /// <summary>Of the policy that is billed first. Absent: no policy counts.</summary>
    public string? Payer { get; init; }

    /// <summary>False: of several policies nobody chose which is billed first.</summary>
    public bool IsChosen { get; init; } = true;
    public PolicyStanding Standing { get; init; } = PolicyStanding.NotAsked;

    /// <summary>A person ticked that the authorization is obtained or not needed, of this policy.</summary>
    public bool IsAuthorized { get; init; }

    /// <summary>What is left to collect of the copay. Absent: the copay is unknown, which is not zero.</summary>
    public Money? CopayOpen { get; init; }

    /// <summary>What the patient's accounts owe from before; negative when in credit.</summary>
    public Money Owed { get; init; }
}

/// <summary>Five lights of a visit. Pure: the board and the visit's page show the same.</summary>
public static class Readiness
{
    /// <returns>Every part once, in its order.</returns>
    public static IReadOnlyList<ReadinessLight> Of(ReadinessFacts facts) => [Registration(facts), Coverage(facts), Authorization(facts), Forms, Balance(facts)];

    /// <summary>Beside the sign, never alone.</summary>
    public static string Word(LightState state) => state switch
    {
        LightState.Ready => "ready",
        LightState.ToDo => "to do",
        LightState.Unknown => "unknown",
        LightState.NotNeeded => "not needed",
        _ => throw new UnreachableException(),
    };

    // Paper is not asked for by this program, and a light that is always red would be looked at by nobody.
    private static ReadinessLight Forms { get; } = new(ReadinessPart.Forms, LightState.NotNeeded, "No form is asked for.");

    private static ReadinessLight Registration(ReadinessFacts facts) => facts.Missing switch
    {
        0 => new(ReadinessPart.Registration, LightState.Ready, "The registration is complete."),
        1 => new(ReadinessPart.Registration, LightState.ToDo, "Complete the registration: 1 answer is missing."),
        var more => new(ReadinessPart.Registration, LightState.ToDo, $"Complete the registration: {more} answers are missing."),
    };

    private static ReadinessLight Coverage(ReadinessFacts facts)
    {
        var (state, sentence) = facts switch
        {
            { IsClaim: true } => (LightState.NotNeeded, "An accident's carrier is billed, and no health policy."),
            { IsSelfPay: true } => (LightState.NotNeeded, "Self-pay: no policy is billed."),
            { Payer: null } => (LightState.ToDo, "Add the patient's coverage, or bill the visit as self-pay."),
            { IsChosen: false } => (LightState.ToDo, "Choose which policy is billed first: several count on this day."),
            { Payer: { } payer, Standing: { State: Standing.Active, IsStale: false } } => (LightState.Ready, $"{payer} says that the policy is active."),
            { Payer: { } payer, Standing: { State: Standing.Waiting, AwaySince: null } } => (LightState.Unknown, $"{payer} is being asked: the answer shows here by itself."),
            { Payer: { } payer, Standing: { IsStale: false, State: Standing.Unknown or Standing.Waiting } standing } =>
                (LightState.Unknown, StandingWords.Need(standing, payer) ?? $"Call {payer}."),
            { Payer: { } payer, Standing: { } standing } => (LightState.ToDo, StandingWords.Need(standing, payer) ?? $"Call {payer}."),
        };
        return new(ReadinessPart.Coverage, state, sentence);
    }

    private static ReadinessLight Authorization(ReadinessFacts facts)
    {
        var (state, sentence) = facts switch
        {
            { IsClaim: true } or { IsSelfPay: true } => (LightState.NotNeeded, "No health policy is billed: nobody wants one."),
            { Payer: null } => (LightState.Unknown, "Add the coverage first: its payer says whether it wants one."),
            { IsAuthorized: true } => (LightState.Ready, "Obtained, or found not to be needed."),
            { Payer: { } payer, Standing: { IsStale: false, NeedsAuthorization: true } } => (LightState.ToDo, $"Get an authorization from {payer}, and tick it at the visit."),
            { Payer: { } payer, Standing: { IsStale: false, NeedsAuthorization: false } } => (LightState.NotNeeded, $"{payer} wants none for this visit."),
            { Payer: { } payer } => (LightState.Unknown, $"Find out whether {payer} wants one, and tick it at the visit."),
        };
        return new(ReadinessPart.Authorization, state, sentence);
    }

    private static ReadinessLight Balance(ReadinessFacts facts)
    {
        var (state, sentence) = (facts.CopayOpen, facts.Owed) switch
        {
            ({ Cents: > 0 } copay, { Cents: > 0 } owed) => (LightState.ToDo, $"Collect {copay + owed}: {copay} copay, and {owed} from before."),
            ({ Cents: > 0 } copay, _) => (LightState.ToDo, $"Collect {copay}: copay."),
            (_, { Cents: > 0 } owed) => (LightState.ToDo, $"Collect {owed}: open from before."),
            (null, _) when facts is { IsSelfPay: false, IsClaim: false, Payer: not null } =>
                (LightState.Unknown, "Nothing is open from before, and nobody knows the copay: look at the card, or ask the payer."),
            _ => (LightState.Ready, "Nothing is open."),
        };
        return new(ReadinessPart.Balance, state, sentence);
    }
}
