using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.DaySchedule;

/// <summary>What a schedule's forms choose from: places, providers, visit types in use, and the patient who was brought along.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class ScheduleSetup(IPracticeDirectory practice, IPatients patients) : Query<ScheduleSetup.Request, ScheduleSetup.Result>
{
    private const int MostAhead = 20;

    /// <param name="Patient">Null: nobody was chosen yet.</param>
    public sealed record Request(PatientId? Patient);

    /// <param name="Desk">Where the desk stands: the first choice. Null: no location is in use.</param>
    /// <param name="Patient">Null when nobody was chosen, or nobody has that id.</param>
    /// <param name="Ahead">The patient's next visits, at most 20. Empty without a patient.</param>
    /// <param name="Interpreters">The languages that the practice has interpreters for, BCP 47.</param>
    public sealed record Result(LocationId? Desk, IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers,
        IReadOnlyList<VisitTypeRow> VisitTypes, PatientRow? Patient, IReadOnlyList<string> Interpreters, IReadOnlyList<VisitAhead> Ahead);

    /// <summary>A visit that is booked, in its place's wall time.</summary>
    public sealed record VisitAhead(AppointmentId Appointment, DateOnly Date, TimeOnly Time, string VisitType);

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
            [.. (await practice.VisitTypesAsync(desk, ct)).Where(v => v.IsActive).OrderBy(v => v.Name, StringComparer.Ordinal)], patient,
            await desk.Db.Set<ResourceRow>().Where(r => r.IsActive && r.Class == ResourceClass.Interpreter).Select(r => r.Kind).Distinct()
                .OrderBy(k => k).ToListAsync(ct), patient is null ? [] : await AheadAsync(desk, patient.Id, ct));
    }
    private static async Task<IReadOnlyList<VisitAhead>> AheadAsync(Desk desk, PatientId patient, CancellationToken ct)
    {
        var now = desk.Now;
        return await (from a in desk.Db.Set<AppointmentRow>()
                      join t in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { t.PracticeId, t.Id }
                      where a.PatientId == patient && a.StartsAt > now && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)
                      orderby a.StartsAt
                      select new VisitAhead(a.Id, a.Date, a.Time, t.Name)).Take(MostAhead).ToListAsync(ct);
    }
}
