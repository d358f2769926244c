using Portico.Platform.Clock;

namespace Portico.Modules.Coverage.Roads;

/// <summary>Makes roads of settings. They hold no connection of their own and cost nothing to make; safe from any thread.</summary>
public sealed class RoadFactory(IHttpClientFactory clients, PracticeClock clock)
{
    internal const string Client = "payer-road";

    /// <exception cref="ArgumentException">The settings have a problem, or the kind does not answer in real time.</exception>
    public IRoad RealTime(RoadSettings settings)
    {
        Check(settings);
        return settings.Kind is RoadKind.CoreMime or RoadKind.CoreSoap
            ? new CoreRoad(settings, clients.CreateClient(Client), clock)
            : throw new ArgumentException("A road of files does not answer in real time.", nameof(settings));
    }

    /// <exception cref="ArgumentException">The settings have a problem.</exception>
    public IBatchRoad Batch(RoadSettings settings)
    {
        Check(settings);
        return settings.Kind is RoadKind.CoreMime or RoadKind.CoreSoap
            ? new CoreRoad(settings, clients.CreateClient(Client), clock)
            : new FileRoad(settings, clock);
    }

    private static void Check(RoadSettings settings)
    {
        if (settings.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(settings));
    }
}

public static class RoadServices
{
    /// <summary>The factory, its HTTP client, and what protects secrets and exchanges.</summary>
    public static IServiceCollection AddRoads(this IServiceCollection services)
    {
        services.AddSingleton<RoadFactory>().AddSingleton<RoadSecrets>().AddSingleton<ExchangeBytes>();
        // The road has its own limit, by the practice's clock. Headers and addresses of payers belong in no log.
        services.AddHttpClient(RoadFactory.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
        return services;
    }

    /// <summary>Follows no redirect, keeps no cookie, unpacks nothing; names are looked up again every few minutes.</summary>
    internal static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = System.Net.DecompressionMethods.None,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
