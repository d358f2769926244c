using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.TakeOffRescheduleList;

/// <summary>Takes visits off the reschedule list: they were put there by mistake, or the provider comes after all.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class TakeOffRescheduleList(IWork work) : UseCase<TakeOffRescheduleList.Request, TakeOffRescheduleList.Result>
{
    /// <param name="Visits">1 to 200. One that is not on the list stays as it is.</param>
    public sealed record Request(
        [property: MinLength(1, ErrorMessage = "Choose a visit first."), MaxLength(200, ErrorMessage = "Choose 200 visits at most.")]
        IReadOnlyList<AppointmentId> Visits);

    public sealed record Result;

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var ids = request.Visits;
        var rows = await desk.Db.Set<AppointmentRow>().Where(a => ids.Contains(a.Id)).ToListAsync(ct);
        foreach (var row in rows)
        {
            await desk.OpenChartAsync(row.PatientId, ct);
            await Bumps.DoneAsync(desk, work, row.Id, "taken back", ct);
        }
        return new Result();
    }
}
