using NodaTime;

namespace Portico.Modules.Coverage.Roads;

/// <summary>When a failure may be followed by another try that nobody asked for.</summary>
/// <remarks>Source: CAQH CORE Eligibility and Benefits Response Time Rule: no sooner than 90 seconds after the question was sent.</remarks>
internal static class RetryRule
{
    public static readonly Duration Shortest = Duration.FromSeconds(90);

    // A payer that says "next year" has made a mistake: half a day later it is asked all the same.
    private static readonly Duration s_longest = Duration.FromHours(12);

    /// <param name="kind">What happened.</param>
    /// <param name="errorCode">The payer's; null where it gave none.</param>
    /// <param name="isBatch">A batch was submitted: one that the payer has is not sent twice.</param>
    /// <param name="at">When it was known, which is never sooner than when it was sent.</param>
    /// <param name="retryAfter">The payer's own wish.</param>
    /// <returns>Null: not by itself.</returns>
    public static Instant? From(RoadFailure kind, string? errorCode, bool isBatch, Instant at, Duration? retryAfter)
    {
        var isAllowed = kind switch
        {
            RoadFailure.Unreachable or RoadFailure.TimedOut or RoadFailure.BrokenOff or RoadFailure.Garbage or RoadFailure.Unavailable => true,
            RoadFailure.DuplicateId => !isBatch,
            // Damage on the way may not happen twice; every other refusal would.
            RoadFailure.Refused => errorCode == "ChecksumMismatched",
            _ => false,
        };
        return isAllowed ? at + Duration.Max(Shortest, Duration.Min(s_longest, retryAfter ?? Duration.Zero)) : null;
    }
}
