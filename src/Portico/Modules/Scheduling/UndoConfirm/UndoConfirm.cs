using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoConfirm;

/// <summary>Takes a confirmation back: it was another patient who said that they will come.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoConfirm : UseCase<UndoConfirm.Request, UndoConfirm.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    public sealed record Request(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record Undone(int Version) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-confirm-changed";
        }

        /// <summary>It is not confirmed.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-confirm-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.undo-confirm-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var appointment = await desk.Db.Set<Appointment>().SingleOrDefaultAsync(a => a.Id == request.Appointment, ct);
        if (appointment is null)
            return new Result.Unknown();
        await desk.OpenChartAsync(appointment.PatientId, ct);
        if (appointment.Version != request.Version)
            return new Result.Changed();
        if (appointment.State != AppointmentState.Confirmed)
            return new Result.WrongState(appointment.State);

        desk.Db.Add(appointment.UndoConfirm(desk.Call.User, desk.Now));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return new Result.Undone(appointment.Version);
    }
}
