using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Doors;

/// <summary>Reads <c>Authorization: Bearer portico_…</c>, asking the database at every request: a revoked token is dead at once.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, DeskStore store, PracticeClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (!OneTimeSecret.TryRead(header["Bearer ".Length..].Trim(), OneTimeSecret.TokenPrefix, out var practice, out var hash))
            return AuthenticateResult.Fail("Not a token.");
        await using var transaction = await store.ReadAsync(practice, Context.RequestAborted);
        var token = await transaction.Db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Hash == hash, Context.RequestAborted);
        if (token?.Stands(clock.Now) != true)
            return AuthenticateResult.Fail("No such token.");
        var program = new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(PorticoClaims.User, token.UserId.Value.ToString()),
            new(PorticoClaims.Practice, practice.ToString(CultureInfo.InvariantCulture)),
            new(PorticoClaims.Token, token.Id.Value.ToString()),
        ], SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(program, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
