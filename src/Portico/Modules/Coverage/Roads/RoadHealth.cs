using NodaTime;

namespace Portico.Modules.Coverage.Roads;

/// <summary>Whether a road is to be used.</summary>
public enum RoadState
{
    /// <summary>It carries.</summary>
    Well,

    /// <summary>It failed several times in a row, or one question is trying it now: nothing else is sent.</summary>
    Resting,

    /// <summary>It has rested: one question tries it.</summary>
    OnTrial,

    /// <summary>Nothing but new settings will help, as far as is known: nothing is sent.</summary>
    Stopped,
}

/// <summary>How a road fared lately. A value: the clock and the place where it is kept are the caller's.</summary>
/// <remarks>A road rests after three failures in a row, for 90 seconds, and after each trial that failed twice as long, up to 15 minutes.
/// What only new settings mend stops it at once, and for an hour: the other end may have mended it, and each try in vain may lock us out.
/// With several roads a payer, or nodes, each result is applied to what is stored, in any order.</remarks>
public sealed record RoadHealth
{
    public const int MostFailures = 3;

    public static readonly Duration FirstRest = RetryRule.Shortest;
    public static readonly Duration LongestRest = Duration.FromMinutes(15);
    public static readonly Duration OfStop = Duration.FromHours(1);

    // Longer than a question takes: whoever tried it and did not come back was killed.
    private static readonly Duration s_longestTrial = Duration.FromSeconds(60);

    /// <summary>Of a road that has not been used, or has new settings.</summary>
    public static RoadHealth Fresh { get; } = new();

    /// <summary>In a row.</summary>
    public int Failures { get; init; }

    /// <summary>Null where there was none yet.</summary>
    public Instant? LastAnswer { get; init; }

    /// <summary>Null where there was none yet.</summary>
    public Instant? LastFailure { get; init; }

    /// <summary>Null where it is well.</summary>
    public Instant? RestsUntil { get; init; }

    /// <summary>Null where no question is trying it.</summary>
    public Instant? TriedUntil { get; init; }

    /// <summary>What stopped it; null where nothing did.</summary>
    public RoadFailure? StoppedBy { get; init; }

    /// <summary>When one question may try it. Null where it is well.</summary>
    public Instant? OpensAt => TriedUntil > RestsUntil ? TriedUntil : RestsUntil;

    /// <summary>Whether nothing but new settings mends it.</summary>
    public static bool Stops(RoadFailure kind) => kind is RoadFailure.Unauthorized or RoadFailure.Moved or RoadFailure.AnotherHostKey;

    public RoadState StateAt(Instant now) =>
        OpensAt is not { } opens ? RoadState.Well : now >= opens ? RoadState.OnTrial : StoppedBy is null ? RoadState.Resting : RoadState.Stopped;

    /// <summary>A question is sent to try it: until its result, or for a minute, no other is.</summary>
    public RoadHealth TriedAt(Instant now) => this with { TriedUntil = now + s_longestTrial };

    public RoadHealth After(RoadResult result) => result switch
    {
        RoadResult.Failed failed when IsRoadsOwn(failed) => Failed(failed),
        // Who refuses a message has read it: the road carries.
        _ => new() { LastAnswer = Later(LastAnswer, result.At), LastFailure = LastFailure },
    };

    private RoadHealth Failed(RoadResult.Failed failed)
    {
        var seen = this with { LastFailure = Later(LastFailure, failed.At) };
        if (Stops(failed.Kind))
            return seen with { StoppedBy = failed.Kind, RestsUntil = failed.At + OfStop, TriedUntil = null };
        // Old news: it has answered since, or it rests already and this question was on its way before.
        if (LastAnswer >= failed.At || failed.Asked < RestsUntil)
            return seen;
        var failures = Failures + 1;
        // The trial of a stopped one did not get as far as the door: the others go on waiting for the next.
        if (failures < MostFailures && StoppedBy is null)
            return seen with { Failures = failures };
        var rest = Duration.Min(LongestRest, FirstRest * (1L << Math.Clamp(failures - MostFailures, 0, 10)));
        var until = failed.At + rest;
        return seen with { Failures = failures, RestsUntil = failed.MayTryAgainFrom > until ? failed.MayTryAgainFrom : until, TriedUntil = null };
    }

    private static bool IsRoadsOwn(RoadResult.Failed failed) => failed.Kind switch
    {
        RoadFailure.DuplicateId or RoadFailure.TooLarge => false,
        // An error of the envelope is about the message; an HTTP status alone is about the address.
        RoadFailure.Refused => failed.ErrorCode is null,
        _ => true,
    };

    private static Instant Later(Instant? one, Instant other) => one > other ? one.Value : other;
}

/// <summary>Which of a payer's roads is used now.</summary>
/// <param name="Index">In the order that was given; null where none is.</param>
/// <param name="IsTrial">The question tries a road that has rested: keep <see cref="RoadHealth.TriedAt"/> before it is sent.</param>
/// <param name="From">Where none is: when one may be again; null where there is none at all.</param>
public sealed record RoadChoice(int? Index, bool IsTrial, Instant? From)
{
    /// <summary>The first that carries or has rested: so a second takes over by itself, and the first takes back.</summary>
    /// <param name="roads">The one to be used before all others first.</param>
    /// <param name="now">On the caller's clock.</param>
    public static RoadChoice Among(IReadOnlyList<RoadHealth> roads, Instant now)
    {
        Instant? from = null;
        for (var i = 0; i < roads.Count; i++)
        {
            var state = roads[i].StateAt(now);
            if (state is RoadState.Well or RoadState.OnTrial)
                return new(i, state == RoadState.OnTrial, null);
            if (roads[i].OpensAt is { } opens)
                from = from is { } sooner && sooner < opens ? sooner : opens;
        }
        return new(null, false, from);
    }
}
