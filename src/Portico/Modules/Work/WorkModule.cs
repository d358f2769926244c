using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Work;

public static class WorkModule
{
    public static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<IWork, WorkDesk>()
        .AddSingleton(new PatientPanel(typeof(MessagePanel), PatientPlace.Call, 10, Roles.Desk | Roles.Biller | Roles.Clinician))
        .AddSingleton(new PatientPanel(typeof(PatientTasksPanel), PatientPlace.Chart, 30, Roles.Care))
        .AddSingleton(new NavItem("Work", "/work", 60, Roles.All, "g w"));

    public static IEndpointRouteBuilder MapWork(this IEndpointRouteBuilder routes) => routes;
}
