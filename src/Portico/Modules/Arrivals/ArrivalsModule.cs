using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Arrivals;

public static class ArrivalsModule
{
    public static IServiceCollection AddArrivals(this IServiceCollection services) => services
        .AddSingleton(new NavItem("Today", "/today", 10, Roles.Care, "g t", HomeOf: Roles.Care))
        .AddSingleton(new NavItem("Walk-in", "/walk-in", 15, Roles.Desk, "g i"))
        .AddSingleton(new NavItem("Paper forms", "/paper", 18, Roles.Desk | Roles.Biller))
        .AddSingleton(new PatientPanel(typeof(VisitsPanel), PatientPlace.Head, 10, Roles.Care))
        .AddSingleton(new PaletteAction("Take a walk-in", "/walk-in", Roles.Desk));

    public static IEndpointRouteBuilder MapArrivals(this IEndpointRouteBuilder routes) => routes;
}
