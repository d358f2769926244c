using Portico.Modules.Visits.Contracts;

namespace Portico.Modules.Visits;

public static class VisitsModule
{
    public static IServiceCollection AddVisits(this IServiceCollection services) => services.AddSingleton<IVisits, VisitBook>();

    public static IEndpointRouteBuilder MapVisits(this IEndpointRouteBuilder routes) => routes;
}
