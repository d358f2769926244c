using NodaTime;
using Portico.Platform.Clock;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>How far ahead visits are booked: a later date is a slip of the hand, such as 2206 for 2026.</summary>
public static class BookingHorizon
{
    public const int Years = 3;

    /// <summary>The last date that can be booked or moved to at a place.</summary>
    /// <param name="now">Of the act.</param>
    /// <param name="zone">IANA zone of the place.</param>
    public static DateOnly Last(Instant now, string zone) => DateOnly.FromDateTime(PracticeClock.Local(now, zone)).AddYears(Years);
}
