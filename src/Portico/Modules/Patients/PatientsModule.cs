namespace Portico.Modules.Patients;

public static class PatientsModule
{
    public static IServiceCollection AddPatients(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapPatients(this IEndpointRouteBuilder routes) => routes;
}
