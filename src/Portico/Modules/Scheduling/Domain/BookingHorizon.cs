namespace Portico.Modules.Scheduling.Domain;

/// <summary>How far ahead visits are booked: a later date is a slip of the hand, such as 2206 for 2026.</summary>
public static class BookingHorizon
{
    public const int Years = 3;

    /// <summary>The last date that can be booked on a day.</summary>
    public static DateOnly Last(DateOnly today) => today.AddYears(Years);
}
