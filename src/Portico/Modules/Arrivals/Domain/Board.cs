using NodaTime;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Arrivals.Domain;

/// <summary>How a wait is shown: always in minutes, the colour only repeats it.</summary>
public enum WaitLevel { None, Fine, Long, TooLong }

/// <summary>The board's rules. Pure.</summary>
public static class Board
{
    /// <summary>Waits are shown as long from here, in minutes.</summary>
    public const int LongMinutes = 15;

    /// <summary>Waits are shown as too long from here, in minutes.</summary>
    public const int TooLongMinutes = 30;

    /// <param name="appointment">Null for visits of another system.</param>
    /// <param name="visit">Null while no visit was made of the appointment.</param>
    public static BoardState StateOf(AppointmentState? appointment, VisitState? visit) =>
        (visit is { } made ? VisitSteps.OnBoard(made) : null)
        // Kept, and taken back: until the schedule says so too, the patient is expected.
        ?? (appointment is { } booked && (visit is null || booked != AppointmentState.Kept) ? BoardStates.Of(booked) : BoardState.Booked);

    /// <summary>The waits that hurt: in the waiting room since arrival, in a room since the door closed.</summary>
    /// <returns>Whole minutes; null when nobody waits.</returns>
    public static int? WaitMinutes(BoardState state, Instant? arrivedAt, Instant? since, Instant now) =>
        (state, arrivedAt, since) switch
        {
            (BoardState.Arrived or BoardState.CheckedIn, { } from, _) => Minutes(from, now),
            (BoardState.Roomed, _, { } from) => Minutes(from, now),
            _ => null,
        };

    public static WaitLevel LevelOf(int? minutes) => minutes switch
    {
        null => WaitLevel.None,
        >= TooLongMinutes => WaitLevel.TooLong,
        >= LongMinutes => WaitLevel.Long,
        _ => WaitLevel.Fine,
    };

    private static int Minutes(Instant from, Instant now) => Math.Max(0, (int)(now - from).TotalMinutes);
}
