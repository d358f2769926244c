using NodaTime;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>What speaks for calling somebody before others.</summary>
public enum CallReason { MayBeOnTheWay, IsToday, IsTomorrow, AskedForEarlier, HasLinked, HasInterpreter, WasConfirmed, IsInSeries }

/// <param name="Amount">Visits that hang on it, or its place in its series. Null where a number says nothing.</param>
/// <param name="Language">The interpreter's, BCP 47. Null: no interpreter.</param>
public sealed record CallPoint(CallReason What, int? Amount = null, string? Language = null);

/// <summary>A visit that cannot stay, as the order of the calls needs it.</summary>
/// <param name="DaysAhead">Days of the calendar at its place from today to it.</param>
/// <param name="Linked">How many visits were booked for this one and stand.</param>
/// <param name="Waits">How urgently the patient waits for an earlier time of this visit. Null: they do not.</param>
/// <param name="Interpreter">The language of its interpreter, BCP 47. Null: none.</param>
/// <param name="SeriesNumber">From 1. Null: by itself.</param>
public sealed record BumpedVisit(
    Instant StartsAt, int DaysAhead, bool IsConfirmed, int Linked = 0, WaitlistUrgency? Waits = null, string? Interpreter = null, int? SeriesNumber = null);

/// <summary>How soon somebody is to be called about a visit that cannot stay, and why.</summary>
public sealed record CallOrder(WaitlistUrgency Urgency, IReadOnlyList<CallPoint> Why)
{
    /// <summary>Within so long before the start the patient may have left home.</summary>
    private static readonly Duration OnTheWay = Duration.FromHours(3);

    /// <summary>Urgent: the patient may be on the way, or waits urgently. Soon: today or tomorrow, waits soon, or others hang on it.
    /// Within one urgency the earlier visit is called first.</summary>
    public static CallOrder Of(BumpedVisit visit, Instant now)
    {
        List<CallPoint> why = [];
        var urgency = visit.Waits ?? WaitlistUrgency.Routine;
        if (visit.StartsAt - now < OnTheWay)
            Add(CallReason.MayBeOnTheWay, WaitlistUrgency.Urgent);
        else if (visit.DaysAhead <= 0)
            Add(CallReason.IsToday, WaitlistUrgency.Soon);
        else if (visit.DaysAhead == 1)
            Add(CallReason.IsTomorrow, WaitlistUrgency.Soon);
        if (visit.Waits is not null)
            why.Add(new(CallReason.AskedForEarlier));
        if (visit.Linked > 0)
            Add(CallReason.HasLinked, WaitlistUrgency.Soon, visit.Linked);
        if (visit.Interpreter is { } language)
            Add(CallReason.HasInterpreter, WaitlistUrgency.Soon, language: language);
        if (visit.IsConfirmed)
            why.Add(new(CallReason.WasConfirmed));
        if (visit.SeriesNumber is { } number)
            why.Add(new(CallReason.IsInSeries, number));
        return new CallOrder(urgency, why);

        void Add(CallReason what, WaitlistUrgency atLeast, int? amount = null, string? language = null)
        {
            urgency = urgency > atLeast ? urgency : atLeast;
            why.Add(new(what, amount, language));
        }
    }
}
