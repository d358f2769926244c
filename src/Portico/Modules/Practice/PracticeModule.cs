using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Store;

namespace Portico.Modules.Practice;

public static class PracticeModule
{
    public static IServiceCollection AddPractice(this IServiceCollection services)
    {
        services.AddSingleton<IPracticeDirectory, PracticeDirectory>();
        return services;
    }

    public static IEndpointRouteBuilder MapPractice(this IEndpointRouteBuilder routes) => routes;
}
