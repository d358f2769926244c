using Microsoft.AspNetCore.Authorization;
using Portico.Platform.Access;

namespace Portico.Shell;

public static class ShellServices
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        return services;
    }

    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().Add(endpoint =>
        {
            // Pages carry their own policy; the framework's endpoints get theirs here.
            var route = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
            if (route.StartsWith("/_blazor", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AuthorizeAttribute(Policies.Staff));
            else if (route.StartsWith("/_framework", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        return app;
    }
}
