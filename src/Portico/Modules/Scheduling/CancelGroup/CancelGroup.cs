using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.CancelGroup;

/// <summary>Cancels a group that has not begun. Its time is free at once; everybody in it is cancelled too, or put on the reschedule list.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class CancelGroup(IWork work) : UseCase<CancelGroup.Request, CancelGroup.Result>
{
    /// <param name="Group">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Reason">What the patients are told; kept with each visit.</param>
    /// <param name="Reschedule">Each visit stands until its patient was called and has a new time. False: each is cancelled.</param>
    public sealed record Request(GroupVisitId Group, int Version,
        [property: Required(ErrorMessage = "Say why the group is cancelled.")]
        [property: StringLength(300, ErrorMessage = "Shorten the reason to 300 characters.")] string Reason, bool Reschedule);

    public abstract record Result
    {
        /// <param name="Visits">Those of the patients in it, cancelled or on the reschedule list.</param>
        public sealed record Cancelled(int Version, IReadOnlyList<AppointmentId> Visits) : Result;

        /// <summary>Somebody in it came already.</summary>
        public sealed record HasBegun : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-cancel-has-begun";
        }

        /// <summary>Someone else changed it, or a visit in it, meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-cancel-changed";
        }

        public sealed record AlreadyCancelled : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-cancel-cancelled";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.group-cancel-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Groups.LockAsync(desk, request.Group, ct) is not { } group)
            return new Result.Unknown();
        if (group.Version != request.Version)
            return new Result.Changed();
        if (group.IsCancelled)
            return new Result.AlreadyCancelled();
        var patients = await Groups.PatientsAsync(desk, group.Id, ct);
        if (patients.Exists(p => p.State == AppointmentState.Kept))
            return new Result.HasBegun();
        // Whoever was missed stays so.
        var ahead = patients.Where(p => p.IsAhead).ToList();
        var reason = request.Reason.Trim();
        group.Cancel(reason);
        foreach (var visit in ahead)
        {
            desk.Saw(visit.PatientId);
            if (!request.Reschedule)
                desk.Db.Add(visit.Cancel(desk.Call.User, desk.Now, reason));
        }
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        await CellGuard.FreeAsync(desk.Db, group, ct);
        await Bumps.DoneAsync(desk, work, group, "cancelled", ct);
        if (request.Reschedule)
            await ListAsync(desk, ahead, reason, ct);
        else
            await CancelAsync(desk, group, ahead, ct);
        desk.Touch(ScheduleTopics.Day(group.LocationId, group.Date));
        desk.Note("group", group.Id.Value.ToString());
        desk.Note(request.Reschedule ? "listed" : "cancelled", ahead.Count.ToString(CultureInfo.InvariantCulture));
        return new Result.Cancelled(group.Version, [.. ahead.Select(a => a.Id)]);
    }

    private async Task ListAsync(Desk desk, IReadOnlyList<Appointment> ahead, string reason, CancellationToken ct)
    {
        var ids = ahead.Select(a => a.Id).ToArray();
        foreach (var row in await desk.Db.Set<AppointmentRow>().Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(ct))
        {
            // Listed before for another reason: one call, with the newest.
            await Bumps.DoneAsync(desk, work, row.Id, "listed again", ct);
            Bumps.Open(desk, work, row, reason);
        }
    }

    private async Task CancelAsync(Desk desk, GroupVisit group, IReadOnlyList<Appointment> ahead, CancellationToken ct)
    {
        var type = group.VisitTypeId;
        var hours = await desk.Db.Set<VisitTypeRow>().Where(t => t.Id == type).Select(t => t.LateCancelHours).SingleAsync(ct);
        foreach (var visit in ahead)
        {
            await CellGuard.FreeAsync(desk.Db, visit, ct);
            await Bumps.DoneAsync(desk, work, visit.Id, "cancelled", ct);
            desk.Raise(new AppointmentCancelled(visit.Id, visit.PatientId, visit.Date, LateCancel.IsLate(visit.StartsAt, hours, desk.Now)));
        }
    }
}
