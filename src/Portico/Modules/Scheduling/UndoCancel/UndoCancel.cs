using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UndoCancel;

/// <summary>Takes a cancellation back, if the visit could be moved there now: the slot is free, in hours, and fits the patient's day.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class UndoCancel(IWork work) : UseCase<UndoCancel.Request, UndoCancel.Result>
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

        /// <summary>The room, device, interpreter or nurse that it needs is somebody else's meanwhile.</summary>
        public sealed record NothingFree(ResourceClass What, string OfKind) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-cancel-nothing-free";
        }

        /// <summary>The provider has no session then any more, or none for this visit. A senior reinstates it with a reason; or move it.</summary>
        public sealed record OutsideHours(IReadOnlyList<WhyNot> Why) : Result, IRefusal
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

        /// <summary>The group that it was a place in was moved or cancelled meanwhile, or has the patient again: look at the group.</summary>
        public sealed record GroupChanged : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.undo-cancel-group-changed";
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
        var visit = await VisitCase.ReadAsync(desk, VisitQuestion.Of(appointment, appointment.ProviderId, appointment.LocationId, appointment.Date) with
        {
            AsksOthers = !acceptOverlap,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        var place = new Place(appointment.ProviderId, appointment.LocationId, appointment.Date, appointment.Time, visit.Plan.Minutes, found.Zone, appointment.IsLater);
        if (visit.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        if (appointment.GroupVisitId is { } id)
            return await TakePlaceAsync(appointment, id, place, desk, ct);
        var verdict = visit.Judge(place, desk.Now);
        // The patient had it already: only the provider's plan is asked again.
        var against = verdict.Reasons.Where(r => r.IsPlan && r.Kind is not (WhyNotKind.TooSoon or WhyNotKind.PanelClosed)).ToList();
        if (against.Count > 0 && !OutsideHours.MayBook(desk))
            return new Result.OutsideHours(against);

        var before = await Before.StateAsync(desk, appointment.Id, ChangeKind.Cancelled, ct);
        var cancelled = await Changes.LastAsync(desk, appointment, ct);
        var change = appointment.Reinstate(desk.Call.User, desk.Now, before, against.Count > 0 ? desk.Call.Reason : null);
        if (await s_change.SaveAsync(desk, appointment, change, ct) is { } lost)
            return lost;
        if (await new Taking(desk, visit, place, verdict, null, cancelled?.FromIsOverbooked == true).MoveAsync(appointment, ct) is { } missing)
            return missing is { Of: WantedOf.Resource, Part: { Class: { } @class } part } ? new Result.NothingFree(@class, part.Kind) : new Result.SlotTaken();
        if (cancelled is not null)
            await Bumps.BackAsync(desk, work, cancelled, ct);
        desk.Raise(new AppointmentReinstated(appointment.Id, appointment.PatientId, appointment.Date));
        return new Result.Reinstated(appointment.Version);
    }

    // The group has its hours and its room: all that can be gone is the place.
    private async Task<Result> TakePlaceAsync(Appointment appointment, GroupVisitId id, Place place, Desk desk, CancellationToken ct)
    {
        if (await Groups.LockAsync(desk, id, ct) is not { IsCancelled: false } group || group.PlaceIn(place.Zone) != place
            || await Groups.PlaceOfAsync(desk, id, appointment.PatientId, ct) is not null)
            return new Result.GroupChanged();
        var before = await Before.StateAsync(desk, appointment.Id, ChangeKind.Cancelled, ct);
        var cancelled = await Changes.LastAsync(desk, appointment, ct);
        if (await s_change.SaveAsync(desk, appointment, appointment.Reinstate(desk.Call.User, desk.Now, before, null), ct) is { } lost)
            return lost;
        if ((await CellGuard.TakeAsync(desk, [group.PlaceFor(appointment.Id)], null, null, ct)).Claims is null)
            return new Result.SlotTaken();
        if (cancelled is not null)
            await Bumps.BackAsync(desk, work, cancelled, ct);
        desk.Raise(new AppointmentReinstated(appointment.Id, appointment.PatientId, appointment.Date));
        return new Result.Reinstated(appointment.Version);
    }
}
