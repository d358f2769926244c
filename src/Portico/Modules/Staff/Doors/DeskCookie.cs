using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>The cookie of a signed-in person. It only names the sign-in; whether that stands is asked at every request.</summary>
internal static class DeskCookie
{
    public const string Scheme = "desk";

    public static ClaimsPrincipal Person(int practice, UserId user, SignInId signIn, string displayName) =>
        new(new ClaimsIdentity(
        [
            new(PorticoClaims.User, user.Value.ToString()),
            new(PorticoClaims.Practice, practice.ToString(CultureInfo.InvariantCulture)),
            new(PorticoClaims.SignIn, signIn.Value.ToString()),
            new(ClaimTypes.Name, displayName),
        ], Scheme));

    public static Task SignInAsync(HttpContext http, int practice, UserId user, SignInId signIn, string displayName) =>
        http.SignInAsync(Scheme, Person(practice, user, signIn, displayName));

    /// <summary>A cookie whose sign-in was ended or locked, or whose person left, is nobody's.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        // A stylesheet is nobody's secret: it costs no look at the sign-in, and comes while the database is away.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        if (context.Principal is not { } person || !await StandsAsync(context.HttpContext.RequestServices, person, context.HttpContext.RequestAborted))
            context.RejectPrincipal();
        else if (person.Identity is ClaimsIdentity identity)
            CameFrom(identity, Beginnings.From(context.HttpContext));
    }

    // Written anew at every request, so that a circuit's person carries the address of the circuit's own connection.
    private static void CameFrom(ClaimsIdentity identity, string? from)
    {
        identity.TryRemoveClaim(identity.FindFirst(PorticoClaims.From));
        if (from is not null)
            identity.AddClaim(new(PorticoClaims.From, from));
    }

    internal static async Task<bool> StandsAsync(IServiceProvider services, ClaimsPrincipal person, CancellationToken ct)
    {
        if (!person.HasClaim(c => c.Type == PorticoClaims.SignIn))
            return false;
        var call = PorticoClaims.ToCall(person, Door.Screen);
        var (access, now) = (services.GetRequiredService<IAccess>(), services.GetRequiredService<PracticeClock>().Now);
        var roles = Roles.None;
        await using var transaction = await services.GetRequiredService<DeskStore>()
            .ReadAsync(call.Practice, first => access.Ask(first, call, now, held => roles = held), ct);
        return roles != Roles.None;
    }

    /// <summary>Only a path of this program: a foreign address would lend our sign-in page to whoever wrote the link.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && !returnUrl.StartsWith("//", StringComparison.Ordinal)
        && !returnUrl.Any(c => c == '\\' || char.IsControl(c)) ? returnUrl : "/";
}
