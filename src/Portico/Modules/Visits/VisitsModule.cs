using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Visits;

public static class VisitsModule
{
    public static IServiceCollection AddVisits(this IServiceCollection services) => services
        .AddSingleton<IVisits, VisitBook>().AddSingleton<IRestsOnDirectory, PatientsHere>()
        .AddSingleton<IWhereabouts, WherePatientsAre>();

    public static IEndpointRouteBuilder MapVisits(this IEndpointRouteBuilder routes) => routes;
}
