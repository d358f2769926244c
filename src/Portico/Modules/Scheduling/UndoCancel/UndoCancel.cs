using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoCancel;

/// <summary>Takes a cancellation back, if the visit could be moved there now: the slot is free, in hours, and fits the patient's day.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoCancel(IPracticeDirectory practice) : UseCase<UndoCancel.Request, UndoCancel.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="AcceptOverlap">The patient has another visit at that time, and knows.</param>
    public sealed record Request(AppointmentId Appointment, int Version, bool AcceptOverlap = false);

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

        /// <summary>The provider has no session then any more. A senior reinstates it with a reason; or move it.</summary>
        public sealed record OutsideHours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.undo-cancel-outside-hours";
        }

        /// <summary>The patient has another visit then. Ask, and undo again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-cancel-patient-overlaps";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.undo-cancel-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.State == AppointmentState.Cancelled,
            appointment => ReinstateAsync(appointment, request.AcceptOverlap, desk, ct), ct);

    private async Task<Result> ReinstateAsync(Appointment appointment, bool acceptOverlap, Desk desk, CancellationToken ct)
    {
        var zone = (await practice.LocationAsync(desk, appointment.LocationId, ct)).Zone;
        var place = new Place(appointment.ProviderId, appointment.LocationId, appointment.Date, appointment.Time, appointment.Minutes, zone);
        if (!acceptOverlap && await Overlaps.FindAsync(desk, appointment.PatientId, place, appointment.Id, ct) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        var plans = await DayPlans.ReadAsync(desk, place.Location, zone, place.Provider, place.Date, place.Date, ct);
        var lanes = plans.Of(place.Provider, place.Date).LanesFor(appointment.Span);
        if (lanes == 0 && !OutsideHours.MayBook(desk))
            return new Result.OutsideHours();

        var before = await Before.StateAsync(desk, appointment.Id, ChangeKind.Cancelled, ct);
        var change = appointment.Reinstate(desk.Call.User, desk.Now, before, lanes == 0 ? desk.Call.Reason : null);
        if (await s_change.SaveAsync(desk, appointment, change, ct) is { } lost)
            return lost;
        if (!await CellGuard.SwapAsync(desk.Db, appointment, Math.Max(1, lanes), ct))
            return new Result.SlotTaken();
        desk.Raise(new AppointmentReinstated(appointment.Id, appointment.PatientId, appointment.Date));
        return new Result.Reinstated(appointment.Version);
    }
}
