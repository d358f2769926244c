using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.CancelAppointment;

/// <summary>Cancels a visit that has not happened. Its cells are free at once.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class CancelAppointment(IWork work) : UseCase<CancelAppointment.Request, CancelAppointment.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Reason">Who cannot, and why: kept with the appointment.</param>
    public sealed record Request(AppointmentId Appointment, int Version,
        [property: Required(ErrorMessage = "Say why the visit is cancelled.")]
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string Reason);

    public abstract record Result
    {
        /// <param name="IsLate">Later than the visit type's hours before the start.</param>
        /// <param name="Linked">Visits that belong to this one, or this one to them, and still stand.</param>
        public sealed record Cancelled(int Version, bool IsLate, IReadOnlyList<LinkedVisit> Linked) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.cancel-changed";
        }

        /// <summary>Kept, missed or already cancelled.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.cancel-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.cancel-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.IsAhead, async appointment =>
        {
            if (await s_change.SaveAsync(desk, appointment, appointment.Cancel(desk.Call.User, desk.Now, request.Reason.Trim()), ct) is { } lost)
                return lost;
            await CellGuard.FreeAsync(desk.Db, appointment, ct);
            await Bumps.DoneAsync(desk, work, appointment.Id, "cancelled", ct);
            var isLate = await IsLateAsync(desk, appointment, ct);
            if (isLate)
                desk.Note("late", "true");
            desk.Raise(new AppointmentCancelled(appointment.Id, appointment.PatientId, appointment.Date, isLate));
            return new Result.Cancelled(appointment.Version, isLate, await LinkedVisits.OfAsync(desk, appointment.Id, ct));
        }, ct);

    private static async Task<bool> IsLateAsync(Desk desk, Appointment appointment, CancellationToken ct)
    {
        var type = appointment.VisitTypeId;
        var hours = await desk.Db.Set<VisitTypeRow>().Where(t => t.Id == type).Select(t => t.LateCancelHours).SingleAsync(ct);
        return LateCancel.IsLate(appointment.StartsAt, hours, desk.Now);
    }
}
