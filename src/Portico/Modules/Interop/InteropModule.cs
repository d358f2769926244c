using Portico.Modules.Interop.ImportCsv;
using Portico.Modules.Interop.ImportFhir;

namespace Portico.Modules.Interop;

public static class InteropModule
{
    public static IServiceCollection AddInterop(this IServiceCollection services) =>
        services.AddSingleton<FhirImport>().AddSingleton<CsvImport>();

    public static IEndpointRouteBuilder MapInterop(this IEndpointRouteBuilder routes) => routes;
}
