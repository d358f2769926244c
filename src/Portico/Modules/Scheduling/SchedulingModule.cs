namespace Portico.Modules.Scheduling;

public static class SchedulingModule
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapScheduling(this IEndpointRouteBuilder routes) => routes;
}
