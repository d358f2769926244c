using NodaTime;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Arrivals.Domain;

/// <summary>What the board says of a visit: the schedule's word until the patient is here, the visit's from then on.</summary>
public enum BoardState { Booked, Confirmed, Arrived, CheckedIn, Roomed, WithProvider, CheckedOut, LeftWithoutBeingSeen, NoShow, Cancelled }

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
    public static BoardState StateOf(AppointmentState? appointment, VisitState? visit) => (visit, appointment) switch
    {
        (VisitState.Arrived, _) => BoardState.Arrived,
        (VisitState.CheckedIn, _) => BoardState.CheckedIn,
        (VisitState.Roomed, _) => BoardState.Roomed,
        (VisitState.WithProvider, _) => BoardState.WithProvider,
        (VisitState.CheckedOut, _) => BoardState.CheckedOut,
        (VisitState.LeftWithoutBeingSeen, _) => BoardState.LeftWithoutBeingSeen,
        (_, AppointmentState.Confirmed) => BoardState.Confirmed,
        (_, AppointmentState.Cancelled) => BoardState.Cancelled,
        (_, AppointmentState.NoShow) => BoardState.NoShow,
        // Kept before this program knew the visit: an import.
        (null, AppointmentState.Kept) => BoardState.CheckedOut,
        _ => BoardState.Booked,
    };

    public static string Word(BoardState state) => state switch
    {
        BoardState.CheckedIn => "Checked in",
        BoardState.WithProvider => "With provider",
        BoardState.CheckedOut => "Checked out",
        BoardState.LeftWithoutBeingSeen => "Left without being seen",
        BoardState.NoShow => "No-show",
        _ => state.ToString(),
    };

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
