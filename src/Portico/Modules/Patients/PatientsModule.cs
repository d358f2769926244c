using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Shell;

namespace Portico.Modules.Patients;

public static class PatientsModule
{
    public static IServiceCollection AddPatients(this IServiceCollection services) => services
        .AddSingleton<IPatients, PatientBook>()
        .AddSingleton<IChartGuard, ChartGuard>()
        .AddSingleton<IPaletteSource, PatientsInPalette>()
        .AddSingleton(new NavItem("Patients", "/patients", 30, Roles.All, "g p"))
        .AddSingleton(new PaletteAction("Open a restricted chart", "/patients/restricted", BreakGlass.Openers))
        .AddSingleton(new PaletteAction("Register a new patient", "/patients/new", Roles.Desk | Roles.Biller | Roles.Clinician, IfNothingFound: true));

    public static IEndpointRouteBuilder MapPatients(this IEndpointRouteBuilder routes) => routes;

    private sealed class PatientsInPalette(SearchPatients search) : IPaletteSource
    {
        private const int Most = 8;

        public async Task<PaletteFound> FindAsync(string typed, Call call, CancellationToken ct)
        {
            var found = await search.RunAsync(new(typed), call, ct);
            var count = found.HasMore ? $"more than {found.Hits.Count} patients" : found.Hits.Count == 1 ? "1 patient" : $"{found.Hits.Count} patients";
            return new([.. found.Hits.Take(Most).Select(h => new PaletteHit(h.Name,
                h.Mrn.Length == 0 ? "Opens with a reason" : $"born {DeskText.Date(h.BirthDate)}, MRN {h.Mrn}", $"/patients/{h.Patient.Value}"))],
                count, found.Hits.Count > Most || found.HasMore ? "/patients" : null);
        }
    }
}
