namespace Portico.Modules.Visits;

public static class VisitsModule
{
    public static IServiceCollection AddVisits(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapVisits(this IEndpointRouteBuilder routes) => routes;
}
