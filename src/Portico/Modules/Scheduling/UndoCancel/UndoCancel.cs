using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoCancel;

/// <summary>Takes a cancellation back, if the slot is still free.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoCancel(IPracticeDirectory practice) : UseCase<UndoCancel.Request, UndoCancel.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    public sealed record Request(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record Reinstated(int Version) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-cancel-changed";
        }

        /// <summary>It is not cancelled.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-cancel-state";
        }

        /// <summary>Someone else was booked meanwhile: find another opening.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-cancel-slot-taken";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.undo-cancel-unknown";
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
        if (appointment.State != AppointmentState.Cancelled)
            return new Result.WrongState(appointment.State);

        // Who had confirmed need not be called again.
        var before = (await Changes.LastAsync(desk, appointment, ct))?.FromState ?? AppointmentState.Booked;
        desk.Db.Add(appointment.Reinstate(before, desk.Call.User, desk.Now));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        var zone = (await practice.LocationAsync(desk, appointment.LocationId, ct)).Zone;
        var plans = await DayPlans.ReadAsync(desk, appointment.LocationId, zone, appointment.ProviderId,
            appointment.Date, appointment.Date, ct);
        var lanes = Math.Max(1, plans.Of(appointment.ProviderId, appointment.Date).LanesFor(appointment.Span));
        if (!await CellGuard.SwapAsync(desk.Db, appointment, lanes, ct))
            return new Result.SlotTaken();
        desk.Raise(new AppointmentReinstated(appointment.Id, appointment.PatientId, appointment.Date));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return new Result.Reinstated(appointment.Version);
    }
}
