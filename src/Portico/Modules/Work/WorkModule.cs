namespace Portico.Modules.Work;

public static class WorkModule
{
    public static IServiceCollection AddWork(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapWork(this IEndpointRouteBuilder routes) => routes;
}
