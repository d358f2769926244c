namespace Portico.Modules.Practice;

public static class PracticeModule
{
    public static IServiceCollection AddPractice(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapPractice(this IEndpointRouteBuilder routes) => routes;
}
