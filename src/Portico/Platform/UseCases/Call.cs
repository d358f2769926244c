using Portico.Platform.Access;

namespace Portico.Platform.UseCases;

/// <summary>The door a call came through.</summary>
public enum Door { Screen, Api, CommandLine, Portal, Kiosk, Interop, Job }

/// <summary>Who asks, in which practice, through which door, why, and under which idempotency key.</summary>
public sealed record Call
{
    public required int Practice { get; init; }
    public required UserId User { get; init; }
    public required Door Door { get; init; }

    /// <summary>Absent for the API's tokens and for the program itself.</summary>
    public SignInId? SignIn { get; init; }

    /// <summary>The API token that acts in the person's stead. Absent when the person acts.</summary>
    public Guid? Token { get; init; }

    /// <summary>Absent unless the act demands one.</summary>
    public string? Reason { get; init; }

    /// <summary>Absent: one is made, so that a lost connection at commit can still be answered truly.</summary>
    public string? Key { get; init; }

    /// <summary>The address that a person at the screen or an API client came from. Absent inside the program.</summary>
    public string? From { get; init; }

    /// <summary>Where the desk stands that asks, as its browser was told: what a screen shows first, and whose clock it keeps. What is
    /// written names its own location. Absent until one was chosen, and outside the screens.</summary>
    public Guid? DeskLocation { get; init; }

    /// <summary>The program itself: events, jobs, imports. Cannot come from the wire.</summary>
    internal bool IsProgram { get; init; }

    internal static Call ByProgram(int practice, Door door = Door.Job, string? key = null) =>
        new() { Practice = practice, User = default, Door = door, IsProgram = true, Key = key };
}
