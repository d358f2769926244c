using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Coverage.Store;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform;
using Portico.Platform.Access;
using Portico.Shell;

namespace Portico.Modules.Coverage;

public static class CoverageModule
{
    public static IServiceCollection AddCoverage(this IServiceCollection services)
    {
        services.AddChore<EligibilityWorker>();
        services.AddChore<BatchWorker>();
        services.AddChore<AskAhead>();
        return services
            .AddSingleton<ICoverage, PolicyFile>().AddSingleton<IRestsOnDirectory, PoliciesInForce>().AddSingleton<IPatientPlans, PlansOfPatients>()
            .AddSingleton(new PatientLink("Coverage", "/patients/{0}/coverage", 20, Roles.Care))
            .AddSingleton(new PatientPanel(typeof(CoveragePanel), PatientPlace.Chart, 10, Roles.Care))
            .AddSingleton(new EndedElsewhere(Decisions.Task, "/coverage/decisions", "Decide…"))
            .AddSingleton(new NavItem("Verify coverage", "/coverage/work", 24, Roles.Desk | Roles.Biller))
            .AddSingleton(new NavItem("Decided copays", "/coverage/decisions", 96, Roles.Seniors))
            .AddSingleton(new NavItem("Roads to payers", "/practice/roads", 95, Roles.Administrator | Roles.Supervisor | Roles.Auditor))
            .AddSingleton<PictureFiles>().AddSingleton<CardTexts>().AddSingleton<CardReader>()
            .AddSingleton(_ => new TesseractEngine(TesseractEngine.OnPath, TimeSpan.FromSeconds(20)))
            .AddRoads().AddSingleton<CheckQueue>().AddSingleton<CheckBook>().AddSingleton<Decisions>().AddSingleton<VerificationBook>()
            .AddSingleton<RoadDesk>().AddSingleton<QuestionRun>().AddSingleton<BatchMaker>().AddSingleton<BatchRun>();
    }

    public static IEndpointRouteBuilder MapCoverage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/coverage/cards/{id:guid}/straight", CardPictureDoor.OpenStraightAsync).RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        routes.MapGet("/coverage/cards/{id:guid}", CardPictureDoor.OpenAsync).RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        return routes;
    }
}
