using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.Doors;

/// <summary>Stands before every request: headers, foreign origins, the demo's chooser, and too many tries.</summary>
internal static class Doorkeeper
{
    /// <summary>Tries a minute from one address: a whole desk signing in at eight passes, a list of passwords does not.</summary>
    public const int MostTriesAMinute = 30;

    // Inline style stays allowed: the schedule places its blocks by it. Script is ours alone, never inline, never eval.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] s_doors = ["/sign-in", "/locked", "/enroll"];

    public static void AddTries(RateLimiterOptions limits)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        {
            // A calendar program asks every few minutes; whoever tries addresses asks often.
            if (http.Request.Path.StartsWithSegments("/calendar", StringComparison.OrdinalIgnoreCase))
                return Tries("calendar ", http);
            if (!HttpMethods.IsPost(http.Request.Method) || !s_doors.Any(d => http.Request.Path.StartsWithSegments(d, StringComparison.OrdinalIgnoreCase)))
                return RateLimitPartition.GetNoLimiter("");
            // Passkeys have tries of their own: a flood of passwords shuts nobody out who has one.
            var kind = http.Request.Path.StartsWithSegments("/sign-in/passkey", StringComparison.OrdinalIgnoreCase) ? "passkey " : "";
            return Tries(kind, http);
        });
    }

    private static RateLimitPartition<string> Tries(string kind, HttpContext http) =>
        RateLimitPartition.GetFixedWindowLimiter(kind + http.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = MostTriesAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
        });

    public static async Task StandAsync(HttpContext http, RequestDelegate next)
    {
        var settings = http.RequestServices.GetRequiredService<Settings>();
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (settings.IsHttps())
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        http.Response.OnStarting(() =>
        {
            // Pages may hold a patient's data: the shared desk's browser keeps none.
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
                http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });

        if (IsForeign(http, settings))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (http.Request.Path.StartsWithSegments("/choose", StringComparison.OrdinalIgnoreCase)
            && await http.RequestServices.GetRequiredService<Demo>().OpenToAsync(http) is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await next(http);
    }

    /// <summary>A browser says where a change or a socket comes from; another site's is refused before anything reads its cookie.</summary>
    private static bool IsForeign(HttpContext http, Settings settings)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || (!IsChange(http.Request.Method) && !http.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)))
            return false;
        // Bearer tokens are sent on purpose, never by a browser on its own.
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return false;
        return !string.Equals(origin, settings.Origin.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(origin, $"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsChange(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    public static void MapPresence(IEndpointRouteBuilder routes) =>
        routes.MapPost("/presence", async (bool hand, HttpContext http, FrontDoor door, CancellationToken ct) =>
        {
            var call = PorticoClaims.ToCall(http.User, Door.Screen);
            if (hand)
                await door.SeenAsync(call, ct);
            return Results.Json(new { idleMinutes = await door.IdleMinutesAsync(call.Practice, ct) });
        }).RequireAuthorization(Policies.Staff);
}
