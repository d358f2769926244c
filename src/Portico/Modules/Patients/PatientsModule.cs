using Portico.Modules.Patients.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

public static class PatientsModule
{
    public static IServiceCollection AddPatients(this IServiceCollection services) => services
        .AddSingleton<IPatients, PatientBook>()
        .AddSingleton<IChartGuard, ChartGuard>();

    public static IEndpointRouteBuilder MapPatients(this IEndpointRouteBuilder routes) => routes;
}
