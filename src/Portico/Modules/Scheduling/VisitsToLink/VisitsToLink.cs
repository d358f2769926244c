using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.VisitsToLink;

/// <summary>A patient's visits of today and ahead: what another visit may belong to.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class VisitsToLink : Query<VisitsToLink.Request, VisitsToLink.Result>
{
    private const int Most = 50;

    public sealed record Request(PatientId Patient);

    /// <param name="Visits">By their start, 50 at most.</param>
    public sealed record Result(IReadOnlyList<Visit> Visits);

    public sealed record Visit(AppointmentId Appointment, string VisitType, string ProviderName, DateOnly Date, TimeOnly Time, int Minutes);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        // What is today's is today's in every zone.
        var (patient, since) = (request.Patient, desk.Now - Duration.FromDays(1));
        return new Result(await (
            from a in desk.Db.Set<AppointmentRow>()
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            join d in desk.Db.Set<ProviderRow>() on new { a.PracticeId, Id = a.ProviderId } equals new { d.PracticeId, d.Id }
            where a.PatientId == patient && a.StartsAt >= since && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow
            orderby a.StartsAt
            select new Visit(a.Id, v.Name, d.DisplayName, a.Date, a.Time, a.Minutes)).Take(Most).ToListAsync(ct));
    }
}
