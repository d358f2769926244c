using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Store;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Shell;

namespace Portico.Modules.Staff;

public static class StaffModule
{
    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddSingleton<IStaffDirectory, StaffDirectory>();
        services.AddSingleton<IColleagues, StaffDirectory>();
        services.AddSingleton<IAccess, StaffAccess>();
        services.AddSingleton<Demo>();
        services.AddSingleton<Beginnings>();
        services.AddSingleton<Portico.Shell.IWhoAmI, WhoSitsHere>();
        services.AddSingleton<Seals>();
        services.AddSingleton<FrontDoor>();
        services.AddSingleton<PasskeyDoor>();
        services.AddRateLimiter(Doorkeeper.AddTries);
        services.AddSingleton(new NavItem("Staff", "/staff", 90, Roles.Administrator | Roles.Supervisor | Roles.Auditor));
        services.AddSingleton(new PaletteAction("API tokens", "/staff/tokens", Roles.Administrator));
        services.AddSingleton(new NavItem("How you sign in", "/account", 95, Roles.All));
        services.AddScoped<AuthenticationStateProvider, SignInWatch>();

        services.AddAuthentication(DeskCookie.Scheme).AddCookie(DeskCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.SchemeName, null);
        services.AddOptions<CookieAuthenticationOptions>(DeskCookie.Scheme).Configure<Settings, Demo>((cookie, settings, demo) =>
        {
            cookie.Cookie.Name = settings.IsHttps() ? "__Host-portico" : "portico";
            cookie.Cookie.Path = "/";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = settings.IsHttps() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Domain.SignIn.Longest.ToTimeSpan();
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = DeskCookie.CheckAsync;
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            cookie.Events.OnRedirectToLogin = async context =>
            {
                var door = await demo.OpenToAsync(context.HttpContext) is null ? "/sign-in" : "/choose";
                var wanted = HttpMethods.IsGet(context.Request.Method) ? context.Request.PathBase + context.Request.Path + context.Request.QueryString : "/";
                context.Response.Redirect(door + "?returnUrl=" + Uri.EscapeDataString(wanted));
            };
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Staff, policy => policy.AddAuthenticationSchemes(DeskCookie.Scheme)
                .RequireClaim(PorticoClaims.User).RequireClaim(PorticoClaims.Practice).RequireClaim(PorticoClaims.SignIn))
            .AddPolicy(Policies.Api, policy => policy.AddAuthenticationSchemes(BearerTokens.SchemeName)
                .RequireClaim(PorticoClaims.User).RequireClaim(PorticoClaims.Practice))
            // What says nothing about who may see it is for staff: forgetting a policy closes a door, never opens one.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(DeskCookie.Scheme)
                .RequireClaim(PorticoClaims.User).RequireClaim(PorticoClaims.Practice).RequireClaim(PorticoClaims.SignIn).Build());
        return services;
    }

    /// <summary>Comes before everything else: what is refused here never reads a cookie.</summary>
    public static WebApplication UseDoors(this WebApplication app)
    {
        app.Use(Doorkeeper.StandAsync);
        app.UseRateLimiter();
        return app;
    }

    public static IEndpointRouteBuilder MapStaff(this IEndpointRouteBuilder routes)
    {
        Doorkeeper.MapPresence(routes);
        PasskeyDoor.Map(routes);
        return routes;
    }
}
