using System.Diagnostics;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Contracts;

/// <summary>What the desk says of a visit, on every screen and sheet: the schedule's word until the patient is here, the visit's from
/// then on.</summary>
public enum BoardState { Booked, Confirmed, Arrived, CheckedIn, Roomed, WithProvider, CheckedOut, LeftWithoutBeingSeen, NoShow, Cancelled }

/// <summary>The words and signs of <see cref="BoardState"/>. One place, so that the board, the grid and the sheet speak alike.</summary>
public static class BoardStates
{
    /// <summary>While nobody knows where the patient is. Kept before this program knew the visit: an import.</summary>
    public static BoardState Of(AppointmentState state) => state switch
    {
        AppointmentState.Booked => BoardState.Booked,
        AppointmentState.Confirmed => BoardState.Confirmed,
        AppointmentState.Cancelled => BoardState.Cancelled,
        AppointmentState.NoShow => BoardState.NoShow,
        AppointmentState.Kept => BoardState.CheckedOut,
        _ => throw new UnreachableException(),
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

    /// <summary>One character for the grid, where a word has no room. Its legend has the words.</summary>
    public static string Sign(BoardState state) => state switch
    {
        BoardState.Booked => "○",
        BoardState.Confirmed => "✓",
        BoardState.Arrived => "◔",
        BoardState.CheckedIn => "◑",
        BoardState.Roomed => "◕",
        BoardState.WithProvider => "●",
        BoardState.CheckedOut => "■",
        BoardState.LeftWithoutBeingSeen => "↩",
        BoardState.NoShow => "⚑",
        BoardState.Cancelled => "✕",
        _ => throw new UnreachableException(),
    };

    /// <summary>Not begun, and neither cancelled nor missed: it can still be moved.</summary>
    public static bool IsAhead(BoardState state) => state is BoardState.Booked or BoardState.Confirmed;
}

/// <param name="Room">Null while in none.</param>
public sealed record Whereabouts(BoardState State, RoomId? Room);

/// <summary>Where the patients of kept appointments are. Answered by the module that follows the visit.</summary>
public interface IWhereabouts
{
    /// <returns>Of those who came; the others are as the schedule says.</returns>
    Task<IReadOnlyDictionary<AppointmentId, Whereabouts>> FindAsync(
        Desk desk, IReadOnlyCollection<AppointmentId> appointments, CancellationToken ct);
}
