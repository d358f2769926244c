using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Doors;

/// <summary>Asks for every open screen whether its sign-in still stands: revoked access is gone from it within the minute.</summary>
internal sealed class SignInWatch(ILoggerFactory logs, IServiceProvider services) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await DeskCookie.StandsAsync(services, authenticationState.User, cancellationToken);
        }
        catch (Exception failure) when (Outage.IsOne(failure))
        {
            // Nobody can say: asked again next time. Meanwhile no use case runs either, and each asks for itself.
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The circuit ended while it was asked about: nobody looks at that screen.
            return true;
        }
    }
}
