using NodaTime;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>How far ahead visits are booked: a later date is a slip of the hand, such as 2206 for 2026.</summary>
public static class BookingHorizon
{
    public const int Years = 3;

    /// <summary>The last date that can be booked or moved to, the same at every location: counted from the date of UTC.</summary>
    public static DateOnly Last(Instant now) => DateOnly.FromDateTime(now.ToDateTimeUtc()).AddYears(Years);
}
