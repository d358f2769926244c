using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoMove;

/// <summary>Takes the last move of a visit back: same time, length, provider and place as before, and confirmed if it was.</summary>
/// <remarks>Neither hours nor the patient's other visits are asked again: the visit stood there a moment ago.</remarks>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoMove(IWork work) : UseCase<UndoMove.Request, UndoMove.Result>
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

        /// <summary>Its last change was no move, or the provider or place that it left is no longer in use.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-move-state";
        }

        /// <summary>Someone else has the time, or what else the visit takes, meanwhile: it stays where it was moved to.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-move-slot-taken";
        }

        /// <summary>A place in a group: move the group back.</summary>
        public sealed record InGroup : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-move-in-group";
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
        if (appointment.GroupVisitId is not null)
            return new Result.InGroup();

        var visit = await VisitCase.ReadAsync(desk, VisitQuestion.Of(appointment, move.FromProviderId, move.FromLocationId, move.FromDate) with
        {
            AsksOthers = false, Minutes = move.FromMinutes ?? appointment.Minutes,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.WrongState(appointment.State);
        var from = new Place(move.FromProviderId, move.FromLocationId, move.FromDate, move.FromTime, visit.Plan.Minutes, found.Zone, move.FromIsLater);
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
        if (await new Taking(desk, visit, from, visit.Judge(from, desk.Now), null, move.FromIsOverbooked).MoveAsync(appointment, ct) is not null)
            return new Result.SlotTaken();

        await Bumps.BackAsync(desk, work, move, ct);
        desk.Raise(new AppointmentMoved(appointment.Id, appointment.PatientId, leftDate, appointment.Date));
        desk.Touch(ScheduleTopics.Day(leftLocation, leftDate));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        return new Result.MovedBack(appointment.Version, appointment.Date, appointment.Time);
    }
}
