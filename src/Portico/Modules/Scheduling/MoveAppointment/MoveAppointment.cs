using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MoveAppointment;

/// <summary>Moves a visit to another time, provider or place: the new cells are taken and the old ones given back, or neither.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MoveAppointment(IPracticeDirectory practice, IWork work) : UseCase<MoveAppointment.Request, MoveAppointment.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Provider">With whom now.</param>
    /// <param name="Location">Where now.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Why">Null: nothing was said. Kept with the appointment.</param>
    /// <param name="AcceptOverlap">The patient has another visit at that time, and knows.</param>
    public sealed record Request(
        AppointmentId Appointment, int Version, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string? Why = null,
        bool AcceptOverlap = false);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        public sealed record Moved(int Version, DateOnly Date, TimeOnly Time, Instant StartsAt) : Result;

        /// <summary>The visit stands where it stood.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-slot-taken";
        }

        /// <summary>No session then. A senior moves it there with a reason.</summary>
        public sealed record OutsideHours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-outside-hours";
        }

        /// <summary>The patient has another visit then. Ask, and move again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-patient-overlaps";
        }

        public sealed record InThePast : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-in-the-past";
        }

        /// <summary>Later than three years from today, as a booking: a typing error in the year, most of the time.</summary>
        public sealed record TooFarAhead : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-too-far-ahead";
        }

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-changed";
        }

        /// <summary>Kept, missed or cancelled.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-state";
        }

        /// <summary>No such appointment, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.move-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.IsAhead, appointment => MoveAsync(appointment, request, desk, ct), ct);

    private async Task<Result> MoveAsync(Appointment appointment, Request request, Desk desk, CancellationToken ct)
    {
        if (!await IsKnownAsync(request, desk, ct))
            return new Result.Unknown();

        var zone = (await practice.LocationAsync(desk, request.Location, ct)).Zone;
        if (request.Date > BookingHorizon.Last(desk.Now, zone))
            return new Result.TooFarAhead();
        var to = new Place(request.Provider, request.Location, request.Date, request.Time, appointment.Minutes, zone);
        if (to.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone)))
            return new Result.InThePast();
        if (!request.AcceptOverlap
            && await Overlaps.FindAsync(desk, appointment.PatientId, to, appointment.Id, ct) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);

        var plans = await DayPlans.ReadAsync(desk, to.Location, zone, to.Provider, to.Date, to.Date, ct);
        var lanes = plans.Of(to.Provider, to.Date).LanesFor(CellSpan.Of(to.StartsAt, to.Minutes));
        if (lanes == 0 && !OutsideHours.MayBook(desk))
            return new Result.OutsideHours();

        var (fromDate, fromLocation) = (appointment.Date, appointment.LocationId);
        var change = appointment.Move(to, desk.Call.User, desk.Now, request.Why?.Trim() ?? desk.Call.Reason);
        if (await s_change.SaveAsync(desk, appointment, change, ct) is { } lost)
            return lost;
        if (!await CellGuard.SwapAsync(desk.Db, appointment, Math.Max(1, lanes), ct))
            return new Result.SlotTaken();

        await Bumps.DoneAsync(desk, work, appointment.Id, "moved", ct);
        desk.Raise(new AppointmentMoved(appointment.Id, appointment.PatientId, fromDate, appointment.Date));
        desk.Touch(ScheduleTopics.Day(fromLocation, fromDate));
        return new Result.Moved(appointment.Version, appointment.Date, appointment.Time, appointment.StartsAt);
    }

    private static Task<bool> IsKnownAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (location, provider) = (request.Location, request.Provider);
        return (from l in desk.Db.Set<LocationRow>()
                from d in desk.Db.Set<ProviderRow>()
                where l.Id == location && l.IsActive && d.Id == provider && d.IsActive
                select l.Id).AnyAsync(ct);
    }
}
