using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Scheduling;

public static class SchedulingModule
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<ISchedule, Schedule>().AddSingleton<IRestsOnDirectory, VisitsAhead>()
        .AddSingleton(new NavItem("Schedule", "/schedule", 20, Roles.Care, "g s"))
        .AddSingleton(new PaletteAction("Book an appointment", "/schedule?book=1", Roles.Desk | Roles.Clinician))
        .AddSingleton(new PaletteAction("Find openings", "/schedule?openings=1", Roles.Care))
        .AddSingleton(new NavItem("Provider templates", "/schedule/templates", 92, Roles.Seniors | Roles.Administrator))
        .AddSingleton(new PaletteAction("Provider templates", "/schedule/templates", Roles.Care | Roles.Administrator));

    public static IEndpointRouteBuilder MapScheduling(this IEndpointRouteBuilder routes) => routes;
}
