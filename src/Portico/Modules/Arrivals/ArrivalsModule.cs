namespace Portico.Modules.Arrivals;

public static class ArrivalsModule
{
    public static IServiceCollection AddArrivals(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapArrivals(this IEndpointRouteBuilder routes) => routes;
}
