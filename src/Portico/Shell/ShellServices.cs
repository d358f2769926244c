using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Connections;
using Portico.Platform.Access;
using Portico.Platform.Drafts;
using Portico.Platform.Store;

namespace Portico.Shell;

public static class ShellServices
{
    /// <summary>So long a cut connection waits for its browser with all that is on its way; the browser dials for 50 s of it.</summary>
    private static readonly TimeSpan LineIsAwayFor = TimeSpan.FromSeconds(60);

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A lunch break's worth of a dead network; after it the draft brings the form back.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
        }).AddHubOptions(hub =>
        {
            // The browser hangs up on a silent line after 7 s and dials again: two of these were missed.
            hub.KeepAliveInterval = TimeSpan.FromSeconds(2);
            hub.ClientTimeoutInterval = LineIsAwayFor;
        });
        services.Configure<ConnectionOptions>(connections => connections.DisconnectTimeout = LineIsAwayFor);
        services.AddCascadingAuthenticationState();
        return services;
    }

    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        // Inside the handler above, whose own page would read the database too. Answers before anybody was asked who they are.
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure) when (Outage.IsOne(failure) && !context.Response.HasStarted && IsForPeople(context))
            {
                await AwayPage.WriteAsync(context);
            }
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!IsForPeople(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", (ClaimsPrincipal person, IEnumerable<NavItem> items) =>
            Results.LocalRedirect(NavItem.Home(items, PorticoClaims.RolesOf(person)))).RequireAuthorization(Policies.Staff);
        app.MapPost("/shell/find", (FindInPalette.Request request, ClaimsPrincipal person, IEnumerable<IPaletteSource> sources,
            CancellationToken ct) => FindInPalette.FindAsync(request, person, sources, ct)).RequireAuthorization(Policies.Staff);
        app.MapPost("/shell/keep", (KeptFields.KeepRequest request, ClaimsPrincipal person, DraftStore drafts, CancellationToken ct) =>
            KeptFields.KeepAsync(request, person, drafts, ct)).RequireAuthorization(Policies.Staff);
        app.MapPost("/shell/give-back", (KeptFields.GiveBackRequest request, ClaimsPrincipal person, DraftStore drafts, CancellationToken ct) =>
            KeptFields.GiveBackAsync(request, person, drafts, ct)).RequireAuthorization(Policies.Staff);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().Add(endpoint =>
        {
            // Pages carry their own policy; the framework's endpoints get theirs here.
            var route = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
            if (route.StartsWith("/_blazor", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AuthorizeAttribute(Policies.Staff));
            else if (route.StartsWith("/_framework", StringComparison.Ordinal))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        // The framework's own hub cannot be told to take up a cut connection where it broke: this one stands before it at the same address.
        app.MapBlazorHub("/_blazor", connection => connection.AllowStatefulReconnects = true).RequireAuthorization(Policies.Staff)
            .Add(endpoint =>
            {
                ((RouteEndpointBuilder)endpoint).Order = -1;
                PackedSockets.Before(endpoint, ((IEndpointRouteBuilder)app).CreateApplicationBuilder());
            });
        return app;
    }

    // Programs get their own answers; a page that is not there gets a sentence.
    private static bool IsForPeople(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);
}
