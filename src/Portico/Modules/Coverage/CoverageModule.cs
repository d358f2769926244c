namespace Portico.Modules.Coverage;

public static class CoverageModule
{
    public static IServiceCollection AddCoverage(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapCoverage(this IEndpointRouteBuilder routes) => routes;
}
