using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Store;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;

namespace Portico.Modules.Coverage;

public static class CoverageModule
{
    public static IServiceCollection AddCoverage(this IServiceCollection services) => services
        .AddSingleton<ICoverage, PolicyFile>().AddSingleton<IRestsOnDirectory, PoliciesInForce>()
        .AddSingleton(new PatientLink("Coverage", "/patients/{0}/coverage", 20, Roles.Care))
        .AddSingleton(new PatientPanel(typeof(CoveragePanel), PatientPlace.Chart, 10, Roles.Care))
        .AddSingleton<PictureFiles>();

    public static IEndpointRouteBuilder MapCoverage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/coverage/cards/{id:guid}", CardPictureDoor.OpenAsync).RequireAuthorization(Policies.Staff).ExcludeFromDescription();
        return routes;
    }
}
