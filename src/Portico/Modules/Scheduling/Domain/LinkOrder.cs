using NodaTime;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>How a visit stands to the one it belongs to: the lab before it, imaging on the same day, a control after it.</summary>
public enum LinkOrder { Before, SameDay, After }

/// <summary>When a visit is, as far as its order to another one asks.</summary>
public readonly record struct VisitTime(DateOnly Date, Instant StartsAt, Instant EndsAt);

/// <summary>Whether two linked visits stand as they are meant to.</summary>
public static class LinkOrders
{
    /// <param name="order">How the one is meant to stand to the other.</param>
    /// <param name="one">The visit that belongs to the other.</param>
    /// <param name="other">The visit that it belongs to.</param>
    public static bool Holds(this LinkOrder order, VisitTime one, VisitTime other) => order switch
    {
        LinkOrder.Before => one.EndsAt <= other.StartsAt,
        LinkOrder.After => one.StartsAt >= other.EndsAt,
        LinkOrder.SameDay => one.Date == other.Date,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Before, on the same day or after."),
    };
}
