using Portico.Platform.Access;
using Portico.Platform.Api;
using Portico.Platform.Audit;
using Portico.Platform.Chores;
using Portico.Platform.Clock;
using Portico.Platform.Drafts;
using Portico.Platform.Live;
using Portico.Platform.Outbox;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform;

public static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PracticeClock>();
        services.AddSingleton(_ => new DeskStore(settings.Address));
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<SeenCharts>();
        services.AddOperations(typeof(PlatformServices).Assembly);
        services.AddSingleton<DraftStore>();
        services.AddScoped<Caller>();
        services.AddSingleton<Microsoft.AspNetCore.Authorization.IAuthorizationHandler, MayRunHandler>();
        services.AddSingleton<Practices>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<OpenApiDocument>();
        services.AddSingleton<OutboxBell>();
        services.AddSingleton<Leases>();
        services.AddSingleton<AuditCheckpoints>();
        services.AddSingleton<AuditVerifier>();
        services.AddChore<OutboxWorker>();
        services.AddChore<AuditSealer>();
        services.AddChore<SeenChartsWriter>();
        services.AddChore<LiveLink>();
        services.AddChore<Sweeper>();
        return services;
    }

    // By its own type too: a command or a test runs one turn of it without a server.
    internal static void AddChore<T>(this IServiceCollection services) where T : BackgroundService =>
        services.AddSingleton<T>().AddSingleton<IHostedService>(provider =>
            new OnceServing(provider.GetRequiredService<T>(), provider.GetRequiredService<IHostApplicationLifetime>()));

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        routes.MapGet("/health/ready", async (Readiness readiness, CancellationToken ct) =>
        {
            var problems = await readiness.ProblemsAsync(ct);
            return Results.Json(new { Status = problems.Count == 0 ? "ready" : "not ready", Problems = problems },
                statusCode: problems.Count == 0 ? 200 : 503);
        }).AllowAnonymous();
        routes.MapGet("/openapi/v1.json", (OpenApiDocument document) =>
            Results.Bytes(document.Bytes, "application/json")).AllowAnonymous();
        ApiDoor.Map(routes);
        return routes;
    }
}
