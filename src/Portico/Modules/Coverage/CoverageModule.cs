using Portico.Modules.Coverage.Contracts;

namespace Portico.Modules.Coverage;

public static class CoverageModule
{
    public static IServiceCollection AddCoverage(this IServiceCollection services) => services.AddSingleton<ICoverage, PolicyFile>();

    public static IEndpointRouteBuilder MapCoverage(this IEndpointRouteBuilder routes) => routes;
}
