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

    /// <summary>Where the desk stands: set by the header in the browser, and nobody's secret. It outlives the sign-in.</summary>
    public const string Location = "portico-location";

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
        var http = context.HttpContext;
        var roles = context.Principal is { } asked ? await HeldAsync(http.RequestServices, asked, http.RequestAborted) : Roles.None;
        if (roles == Roles.None)
        {
            context.RejectPrincipal();
        }
        else if (context.Principal?.Identity is ClaimsIdentity identity)
        {
            Say(identity, PorticoClaims.From, Beginnings.From(http));
            Say(identity, PorticoClaims.DeskLocation, http.Request.Cookies[Location]);
            Say(identity, PorticoClaims.HeldRoles, ((int)roles).ToString(CultureInfo.InvariantCulture));
        }
    }

    // Written anew at every request, so that a circuit's person carries what was true of the circuit's own connection.
    private static void Say(ClaimsIdentity identity, string claim, string? value)
    {
        identity.TryRemoveClaim(identity.FindFirst(claim));
        if (value is not null)
            identity.AddClaim(new(claim, value));
    }

    internal static async Task<bool> StandsAsync(IServiceProvider services, ClaimsPrincipal person, CancellationToken ct) =>
        await HeldAsync(services, person, ct) != Roles.None;

    private static async Task<Roles> HeldAsync(IServiceProvider services, ClaimsPrincipal person, CancellationToken ct)
    {
        if (!person.HasClaim(c => c.Type == PorticoClaims.SignIn))
            return Roles.None;
        var call = PorticoClaims.ToCall(person, Door.Screen);
        var (access, now) = (services.GetRequiredService<IAccess>(), services.GetRequiredService<PracticeClock>().Now);
        var roles = Roles.None;
        await using var transaction = await services.GetRequiredService<DeskStore>()
            .ReadAsync(call.Practice, first => access.Ask(first, call, now, held => roles = held), ct);
        return roles;
    }

    /// <summary>Only a path of this program: a foreign address would lend our sign-in page to whoever wrote the link.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && !returnUrl.StartsWith("//", StringComparison.Ordinal)
        && !returnUrl.Any(c => c == '\\' || char.IsControl(c)) ? returnUrl : "/";
}
