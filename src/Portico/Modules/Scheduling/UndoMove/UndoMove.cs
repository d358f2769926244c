using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoMove;

/// <summary>Takes the last move of a visit back: same time, provider and place as before, and confirmed if it was.</summary>
/// <remarks>Neither hours nor the patient's other visits are asked again: the visit stood there a moment ago.</remarks>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoMove(IPracticeDirectory practice) : UseCase<UndoMove.Request, UndoMove.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that the move made: a change by someone else in between is not overrun.</param>
    public sealed record Request(AppointmentId Appointment, int Version);

    public abstract record Result
    {
        public sealed record MovedBack(int Version, DateOnly Date, TimeOnly Time) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-move-changed";
        }

        /// <summary>Its last change was no move.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-move-state";
        }

        /// <summary>Someone else was booked there meanwhile: the visit stays where it was moved to.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-move-slot-taken";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.undo-move-unknown";
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
        if (!appointment.IsAhead || await Changes.LastAsync(desk, appointment, ct) is not { Kind: ChangeKind.Moved } move)
            return new Result.WrongState(appointment.State);

        var zone = (await practice.LocationAsync(desk, move.FromLocationId, ct)).Zone;
        var from = new Place(move.FromProviderId, move.FromLocationId, move.FromDate, move.FromTime, appointment.Minutes, zone);
        var (leftDate, leftLocation) = (appointment.Date, appointment.LocationId);
        desk.Db.Add(appointment.UndoMove(move, from, desk.Call.User, desk.Now));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException failure) when (Race.WasLost(desk.Db, failure))
        {
            return new Result.Changed();
        }
        var plans = await DayPlans.ReadAsync(desk, from.Location, zone, from.Provider, from.Date, from.Date, ct);
        var lanes = Math.Max(1, plans.Of(from.Provider, from.Date).LanesFor(appointment.Span));
        if (!await CellGuard.SwapAsync(desk.Db, appointment, lanes, ct))
            return new Result.SlotTaken();

        desk.Raise(new AppointmentMoved(appointment.Id, appointment.PatientId, leftDate, appointment.Date));
        desk.Touch(ScheduleTopics.Day(leftLocation, leftDate));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return new Result.MovedBack(appointment.Version, appointment.Date, appointment.Time);
    }
}
