using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portico.Platform.UseCases;

namespace Portico.Platform.Access;

/// <summary>The claims of a signed-in person: the only ones the program reads.</summary>
public static class PorticoClaims
{
    public const string User = ClaimTypes.NameIdentifier;
    public const string Practice = "portico:practice";
    public const string SignIn = "portico:sign-in";

    /// <summary>The API token's id. Absent when a person is signed in.</summary>
    public const string Token = "portico:token";

    /// <summary>The address of this request, or of the connection that a screen's circuit rests on.</summary>
    public const string From = "portico:from";

    /// <summary>Where the desk stands, as its browser was told. Absent until one was chosen.</summary>
    public const string DeskLocation = "portico:desk-location";

    /// <summary>The roles held when the screen began, as a number: for what a screen offers. Each operation asks for itself.</summary>
    public const string HeldRoles = "portico:roles";

    public static Roles RolesOf(ClaimsPrincipal person) =>
        int.TryParse(person.FindFirstValue(HeldRoles), CultureInfo.InvariantCulture, out var roles) ? (Roles)roles : Roles.None;

    public static Call ToCall(ClaimsPrincipal person, Door door, string? key = null, string? reason = null) => new()
    {
        Practice = int.Parse(Value(person, Practice), CultureInfo.InvariantCulture),
        User = new UserId(Guid.Parse(Value(person, User))),
        SignIn = person.FindFirstValue(SignIn) is { } signIn ? new SignInId(Guid.Parse(signIn)) : null,
        Door = door,
        Key = key,
        Reason = reason,
        From = person.FindFirstValue(From),
        DeskLocation = Guid.TryParse(person.FindFirstValue(DeskLocation), out var location) ? location : null,
        Token = person.FindFirstValue(Token) is { } token ? Guid.Parse(token) : null,
    };

    private static string Value(ClaimsPrincipal person, string claim) => person.FindFirstValue(claim)
        ?? throw CallRejectedException.Denied("access.signed-out", "You are signed out here. Sign in again to go on.");
}

/// <summary>Makes the calls of a screen: one a circuit, injected by screens.</summary>
public sealed class Caller(AuthenticationStateProvider authentication)
{
    /// <summary>The person's roles when this screen began: for what it offers.</summary>
    public async Task<Roles> RolesAsync() => PorticoClaims.RolesOf((await authentication.GetAuthenticationStateAsync()).User);

    /// <param name="key">One a form shown, so that a double click is one act. Absent for queries.</param>
    /// <param name="reason">Absent unless the act demands one.</param>
    public async Task<Call> CallAsync(string? key = null, string? reason = null) =>
        PorticoClaims.ToCall((await authentication.GetAuthenticationStateAsync()).User, Door.Screen, key, reason);
}
