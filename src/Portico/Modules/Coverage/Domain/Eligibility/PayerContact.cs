using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>Whether a payer answers. While it does not, one question at a time finds out; the others wait untouched, in their order.</summary>
public sealed class PayerContact : TenantRow
{
    private static readonly Duration s_soonest = Duration.FromSeconds(90);
    private static readonly Duration s_latest = Duration.FromMinutes(15);

    public PayerId PayerId { get; init; }

    // One lost answer among many that came is no outage.
    private const int MostFailures = 3;

    /// <summary>Since when it is taken to be away: the last of so many failures in a row. Absent: it answers.</summary>
    public Instant? AwaySince { get; private set; }

    /// <summary>While it is away: not before then, and never sooner than 90 s after a try. Absent: now.</summary>
    public Instant? NextTryAt { get; private set; }

    /// <summary>In a row.</summary>
    public int Failures { get; private set; }

    public void Answered() => (AwaySince, NextTryAt, Failures) = (null, null, 0);

    /// <param name="asked">When the try began: one that was on its way before the last failure tells nothing new.</param>
    /// <param name="at">When the try ended.</param>
    /// <param name="notBefore">What the road itself says of another try. Null: nothing.</param>
    /// <returns>When that question is tried again.</returns>
    public Instant Failed(Instant asked, Instant at, Instant? notBefore)
    {
        if (asked < NextTryAt)
            return NextTryAt.Value;
        Failures++;
        if (Failures >= MostFailures)
            AwaySince ??= at;
        var again = at + Duration.Min(s_soonest * Math.Pow(2, Math.Clamp(Failures - MostFailures, 0, 4)), s_latest);
        if (notBefore > again)
            again = notBefore.Value;
        if (AwaySince is not null)
            NextTryAt = again;
        return again;
    }
}
