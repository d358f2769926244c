using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.PutOnRescheduleList;

/// <summary>Puts visits on the reschedule list: a provider calls in sick, a room is flooded. They stand until each patient has a new time.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class PutOnRescheduleList(IWork work) : UseCase<PutOnRescheduleList.Request, PutOnRescheduleList.Result>
{
    /// <param name="Visits">1 to 200, each with the version that was on the screen.</param>
    /// <param name="Why">What the patients are told.</param>
    public sealed record Request(
        [property: MinLength(1, ErrorMessage = "Choose a visit first."), MaxLength(200, ErrorMessage = "Choose 200 visits at most.")]
        IReadOnlyList<Chosen> Visits,
        [property: Required(ErrorMessage = "Say why the visits cannot stay."), StringLength(300, ErrorMessage = "Shorten the reason to 300 characters.")] string Why);

    public sealed record Chosen(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record Listed(IReadOnlyList<AppointmentId> Visits) : Result;

        /// <summary>Someone else changed some of them meanwhile, or they are no longer ahead: none was put on the list.</summary>
        public sealed record Changed(IReadOnlyList<AppointmentId> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.reschedule-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var versions = request.Visits.GroupBy(v => v.Appointment).ToDictionary(g => g.Key, g => g.Last().Version);
        var ids = versions.Keys.ToList();
        var rows = await desk.Db.Set<AppointmentRow>().Where(a => ids.Contains(a.Id)).OrderBy(a => a.StartsAt).ToListAsync(ct);
        var good = rows.Where(a => a.Version == versions[a.Id] && a.State is AppointmentState.Booked or AppointmentState.Confirmed)
            .Select(a => a.Id).ToHashSet();
        if (good.Count < ids.Count)
            return new Result.Changed([.. ids.Where(id => !good.Contains(id))]);
        foreach (var row in rows)
        {
            await desk.OpenChartAsync(row.PatientId, ct);
            // Listed before for another reason: one call, with the newest.
            await Bumps.DoneAsync(desk, work, row.Id, "listed again", ct);
            Bumps.Open(desk, work, row, request.Why.Trim());
        }
        desk.Note("visits", rows.Count.ToString(CultureInfo.InvariantCulture));
        return new Result.Listed([.. rows.Select(r => r.Id)]);
    }
}
