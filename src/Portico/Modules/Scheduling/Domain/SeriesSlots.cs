using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>When one visit of a series stands, in the place's wall time.</summary>
public sealed record SeriesSlot(DateOnly Date, [property: OnCell] TimeOnly Time)
{
    /// <summary>The same weekday and wall time every so many weeks.</summary>
    public static IReadOnlyList<SeriesSlot> Weekly(DateOnly first, TimeOnly time, int everyWeeks, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SeriesSlot(first.AddDays(7 * everyWeeks * i), time))];
}

/// <summary>Why a visit of a series cannot stand where it was wanted.</summary>
public enum SeriesProblem
{
    /// <summary>Somebody has the provider's time.</summary>
    Taken,

    /// <summary>No room, device, interpreter or nurse of the kind is free.</summary>
    NothingFree,

    /// <summary>The patient has another visit then.</summary>
    PatientBusy,

    /// <summary>The hours or rules are against it.</summary>
    NotOpen,
    InThePast,
    TooFarAhead,
}

/// <param name="Number">Its place among the visits that were asked for, from 1.</param>
/// <param name="Slot">As asked.</param>
/// <param name="Problem">What is in the way.</param>
/// <param name="Why">The rule, where it is one.</param>
/// <param name="Near">Up to three times that were free a moment ago: other days at the same time, or the same day.</param>
public sealed record SeriesConflict(int Number, SeriesSlot Slot, SeriesProblem Problem, WhyNot? Why, IReadOnlyList<SeriesSlot> Near);

/// <summary>How another visit of the patient stands to one of a series.</summary>
public enum SeriesOtherKind
{
    /// <summary>At another location, and nobody gets from one to the other in time.</summary>
    TooFar,

    /// <summary>Of the same type on the same day.</summary>
    Same,
}

/// <param name="Number">The visit's place among those that were asked for, from 1.</param>
/// <param name="Slot">When it stands.</param>
/// <param name="Kind">What is the matter with the other one.</param>
/// <param name="Other">The other visit.</param>
/// <param name="Time">When that begins, on the wall there.</param>
/// <param name="Minutes">How long it is.</param>
public sealed record SeriesOther(int Number, SeriesSlot Slot, SeriesOtherKind Kind, AppointmentId Other, TimeOnly Time, int Minutes);
