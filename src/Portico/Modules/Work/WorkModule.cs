using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Work;

public static class WorkModule
{
    public static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<IWork, WorkDesk>()
        .AddSingleton(new NavItem("Work", "/work", 60, Roles.All, "g w"));

    public static IEndpointRouteBuilder MapWork(this IEndpointRouteBuilder routes) => routes;
}
