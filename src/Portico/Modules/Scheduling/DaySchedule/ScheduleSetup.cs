using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>What a schedule's forms choose from: places, providers, visit types in use, and the patient who was brought along.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class ScheduleSetup(IPracticeDirectory practice, IPatients patients) : Query<ScheduleSetup.Request, ScheduleSetup.Result>
{
    /// <param name="Patient">Null: nobody was chosen yet.</param>
    public sealed record Request(PatientId? Patient);

    /// <param name="Desk">Where the desk stands: the first choice. Null: no location is in use.</param>
    /// <param name="Patient">Null when nobody was chosen, or nobody has that id.</param>
    public sealed record Result(LocationId? Desk, IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers,
        IReadOnlyList<VisitTypeRow> VisitTypes, PatientRow? Patient);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        PatientRow? patient = null;
        if (request.Patient is { } id)
        {
            await desk.OpenChartAsync(id, ct);
            patient = await patients.FindAsync(desk, id, ct);
        }
        var locations = await practice.LocationsAsync(desk, ct);
        return new Result(DeskLocation.Of(desk.Call, locations)?.Id, locations,
            [.. (await practice.ProvidersAsync(desk, ct)).Where(p => p.IsActive).OrderBy(p => p.DisplayName, StringComparer.Ordinal)],
            [.. (await practice.VisitTypesAsync(desk, ct)).Where(v => v.IsActive).OrderBy(v => v.Name, StringComparer.Ordinal)], patient);
    }
}
