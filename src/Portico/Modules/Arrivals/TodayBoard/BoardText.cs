using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;

namespace Portico.Modules.Arrivals;

/// <summary>What the board's rows say. One place, so that the row, its menu and the counts speak alike.</summary>
internal static class BoardText
{
    /// <summary>The pill of a state; the word is always beside it.</summary>
    public static string KindOf(BoardState state) => state switch
    {
        BoardState.Booked or BoardState.Cancelled or BoardState.CheckedOut => "muted",
        BoardState.WithProvider => "ok",
        BoardState.LeftWithoutBeingSeen or BoardState.NoShow => "bad",
        BoardState.Arrived => "warn",
        _ => "info",
    };

    public static string KindOfWait(int minutes) => Board.LevelOf(minutes) switch
    {
        WaitLevel.TooLong => "bad",
        WaitLevel.Long => "warn",
        _ => "muted",
    };

    public static string Wait(int minutes) => Board.LevelOf(minutes) switch
    {
        WaitLevel.TooLong => $"{minutes} min, too long",
        WaitLevel.Long => $"{minutes} min, long",
        _ => $"{minutes} min",
    };

    /// <returns>What to collect. Null: nothing, or nobody knows.</returns>
    public static string? Collect(TodayBoard.Row row) => row.State switch
    {
        BoardState.CheckedOut or BoardState.LeftWithoutBeingSeen or BoardState.NoShow or BoardState.Cancelled => null,
        _ when row.CopayOpen is { Cents: > 0 } open => $"Collect {open}: copay on the card",
        _ => null,
    };

    /// <returns>What registration lacks while it still matters. Null: nothing.</returns>
    public static string? Lacks(TodayBoard.Row row) =>
        row is { Missing: > 0, State: BoardState.Booked or BoardState.Confirmed or BoardState.Arrived }
            ? row.Missing == 1 ? "Registration: 1 answer is missing" : $"Registration: {row.Missing} answers are missing" : null;

    /// <returns>The lights while they still matter. Empty: over, or masked.</returns>
    public static IReadOnlyList<ReadinessLight> Lights(TodayBoard.Row row) =>
        row.Facts is { } facts && row.State is not (BoardState.CheckedOut or BoardState.LeftWithoutBeingSeen or BoardState.NoShow or BoardState.Cancelled)
            ? Readiness.Of(facts) : [];

    /// <summary>The lights in one line, a sign before each word: <see cref="Spoken"/> says the same to who hears the row.</summary>
    public static string Seen(IReadOnlyList<ReadinessLight> lights) => string.Join("  ", lights.Select(l => $"{Sign(l.State)}\u00a0{Short(l.Part)}"));

    public static string Spoken(IReadOnlyList<ReadinessLight> lights) => string.Join(", ", lights.Select(l => $"{l.Part} {Readiness.Word(l.State)}")) + ".";

    /// <summary>The pill of a light.</summary>
    public static string KindOf(LightState state) => state switch
    {
        LightState.Ready => "ok",
        LightState.ToDo => "warn",
        LightState.Unknown => "info",
        _ => "muted",
    };

    private static string Sign(LightState state) => state switch
    {
        LightState.Ready => "✓",
        LightState.ToDo => "▲",
        LightState.Unknown => "?",
        _ => "–",
    };

    private static string Short(ReadinessPart part) => part switch
    {
        ReadinessPart.Registration => "Reg",
        ReadinessPart.Coverage => "Cov",
        ReadinessPart.Authorization => "Auth",
        ReadinessPart.Forms => "Forms",
        _ => "Bal",
    };

    /// <summary>The step that comes next; for whose roles do not include it, the way to the visit or the patient.</summary>
    public static NextStep NextOf(TodayBoard.Row row, Roles held) => (row.State, row.Visit) switch
    {
        (BoardState.Booked or BoardState.Confirmed, _) when row.Appointment is not null && held.May<ArrivePatient>() => NextStep.Arrive,
        (BoardState.Arrived, not null) when held.May<CheckInPatient>() => NextStep.CheckIn,
        (BoardState.CheckedIn, not null) when held.May<RoomPatient>() => NextStep.Room,
        (BoardState.Roomed, not null) when held.May<StartWithProvider>() => NextStep.Start,
        (BoardState.WithProvider, not null) when held.May<CheckOutPatient>() => NextStep.CheckOut,
        (not (BoardState.NoShow or BoardState.Cancelled), not null) => NextStep.Visit,
        _ => NextStep.Patient,
    };

    /// <summary>As its button says it.</summary>
    public static string Word(NextStep step) => step switch
    {
        NextStep.CheckIn => "Check in",
        NextStep.CheckOut => "Check out",
        _ => step.ToString(),
    };
}

/// <summary>What the person looked at last: kept for the next time the board is opened at the same desk.</summary>
/// <param name="Desk">Where the desk stood. Null: it had not been told.</param>
internal sealed record BoardFilter(Guid? Desk, bool AllLocations, string? Provider)
{
    public const string Form = "today-filter";
}
