using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.CancelRest;

/// <summary>Cancels a visit of a series and all later ones. Earlier ones stay as they are.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class CancelRest(IWork work) : UseCase<CancelRest.Request, CancelRest.Result>
{
    /// <param name="Appointment">The first that is cancelled.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Reason">Who cannot, and why: kept with each.</param>
    public sealed record Request(AppointmentId Appointment, int Version,
        [property: Required(ErrorMessage = "Say why the visits are cancelled.")]
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string Reason);

    public abstract record Result
    {
        /// <param name="Count">How many.</param>
        public sealed record Cancelled(int Count) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.cancel-rest-changed";
        }

        /// <summary>Kept, missed or cancelled; or no visit of a series.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.cancel-rest-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.cancel-rest-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a is { IsAhead: true, SeriesId: not null }, async first =>
        {
            var rest = await SeriesRest.FromAsync(desk, first, ct);
            foreach (var appointment in rest)
                desk.Db.Add(appointment.Cancel(desk.Call.User, desk.Now, request.Reason.Trim()));
            try
            {
                await desk.SaveAsync(ct);
            }
            catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
            {
                return new Result.Changed();
            }
            foreach (var appointment in rest)
            {
                await CellGuard.FreeAsync(desk.Db, appointment, ct);
                await Bumps.DoneAsync(desk, work, appointment.Id, "cancelled", ct);
                desk.Raise(new AppointmentCancelled(appointment.Id, appointment.PatientId, appointment.Date));
                desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
            }
            return new Result.Cancelled(rest.Count);
        }, ct);
}
