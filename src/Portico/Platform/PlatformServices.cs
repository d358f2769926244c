using Portico.Platform.Access;
using Portico.Platform.Audit;
using Portico.Platform.Clock;
using Portico.Platform.Drafts;
using Portico.Platform.Live;
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
        return services;
    }

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        return routes;
    }
}
