using Portico.Modules.Work.Contracts;

namespace Portico.Modules.Work;

public static class WorkModule
{
    public static IServiceCollection AddWork(this IServiceCollection services) => services.AddSingleton<IWork, WorkDesk>();

    public static IEndpointRouteBuilder MapWork(this IEndpointRouteBuilder routes) => routes;
}
