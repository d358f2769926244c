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

    /// <summary>Nothing but new settings will help.</summary>
    Stopped,
}

/// <summary>How a road fared lately. A value: the clock and the place where it is kept are the caller's.</summary>
/// <remarks>A road rests after three failures in a row, for 90 seconds, and after each trial that failed twice as long, up to 15 minutes.
/// With several roads a payer, or nodes, each result is applied to what is stored, in any order.</remarks>
public sealed record RoadHealth
{
    public const int MostFailures = 3;

    public static readonly Duration FirstRest = RetryRule.Shortest;
    public static readonly Duration LongestRest = Duration.FromMinutes(15);

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

    public bool IsStopped { get; init; }

    public RoadState StateAt(Instant now) =>
        IsStopped ? RoadState.Stopped : RestsUntil is not { } until ? RoadState.Well : now < until || now < TriedUntil ? RoadState.Resting : RoadState.OnTrial;

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
        if (failed.Kind is RoadFailure.Unauthorized or RoadFailure.Moved or RoadFailure.AnotherHostKey)
            return seen with { IsStopped = true };
        // Old news: it has answered since, or it rests already and this question was on its way before.
        if (LastAnswer >= failed.At || failed.Asked < RestsUntil)
            return seen;
        var failures = Failures + 1;
        if (failures < MostFailures)
            return seen with { Failures = failures };
        var rest = Duration.Min(LongestRest, FirstRest * (1L << Math.Min(failures - MostFailures, 10)));
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
/// <param name="From">Where none is: when one may be again; null where all need new settings.</param>
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
            var (road, state) = (roads[i], roads[i].StateAt(now));
            if (state is RoadState.Well or RoadState.OnTrial)
                return new(i, state == RoadState.OnTrial, null);
            if (state == RoadState.Resting && road.RestsUntil is { } until)
            {
                var free = road.TriedUntil > until ? road.TriedUntil.Value : until;
                from = from is { } sooner && sooner < free ? sooner : free;
            }
        }
        return new(null, false, from);
    }
}
