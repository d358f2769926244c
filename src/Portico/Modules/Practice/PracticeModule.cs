using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Shell;

namespace Portico.Modules.Practice;

public static class PracticeModule
{
    public static IServiceCollection AddPractice(this IServiceCollection services)
    {
        services.AddSingleton<IPracticeDirectory, PracticeDirectory>().AddSingleton<IPracticeDay, PracticeDay>().AddSingleton<ImportZips.ImportZips>();
        services.AddSingleton(new NavItem("Practice", "/practice", 91, Roles.Administrator | Roles.Supervisor | Roles.Auditor, HomeOf: Roles.Administrator));
        return services;
    }

    public static IEndpointRouteBuilder MapPractice(this IEndpointRouteBuilder routes) => routes;
}
