using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Portico.Modules.Staff.Doors;

/// <summary>Asks for every open screen whether its sign-in still stands: revoked access is gone from it within the minute.</summary>
internal sealed class SignInWatch(ILoggerFactory logs, IServiceProvider services) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        DeskCookie.StandsAsync(services, authenticationState.User, cancellationToken);
}
