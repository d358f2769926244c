using System.ComponentModel.DataAnnotations;
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
public sealed class MoveAppointment(IWork work, IPatientPlans plans) : UseCase<MoveAppointment.Request, MoveAppointment.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Provider">With whom now.</param>
    /// <param name="Location">Where now.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Why">Null: nothing was said. Kept with the appointment.</param>
    /// <param name="AcceptOverlap">The patient's other visits are known: one at that time, or too far away.</param>
    /// <param name="Minutes">How long from now on, a multiple of 5. Null: as long as before, or as long as the new provider takes.</param>
    /// <param name="IsLater">Of a time that comes twice on its date, whether the later one is meant. Null: not asked yet.</param>
    /// <param name="AcceptOutOfNetwork">The patient's payer does not have the provider in its network, and the patient knows.</param>
    /// <param name="Overbook">Into a lane beyond the session's, where those are taken: a senior, with a reason.</param>
    /// <param name="Hold">The hold of that time: it ends, and its cells are the visit's. Null, or over meanwhile: as if there were none.</param>
    public sealed record Request(
        AppointmentId Appointment, int Version, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string? Why = null,
        bool AcceptOverlap = false,
        [property: Range(5, 480, ErrorMessage = "A visit takes 5 to 480 minutes."), OnCell(ErrorMessage = "A visit takes whole steps of 5 minutes.")]
        int? Minutes = null,
        bool? IsLater = null, bool AcceptOutOfNetwork = false, bool Overbook = false, HoldId? Hold = null);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        /// <param name="Linked">Visits that belong to this one, or this one to them, and whether they still stand in order.</param>
        public sealed record Moved(int Version, DateOnly Date, TimeOnly Time, Instant StartsAt, IReadOnlyList<LinkedVisit> Linked) : Result;

        /// <summary>The visit stands where it stood.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-slot-taken";
        }

        /// <summary>No room, device, interpreter or nurse of that kind is free throughout: the visit stands where it stood.</summary>
        public sealed record NothingFree(ResourceClass What, string OfKind) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-nothing-free";
        }

        /// <summary>A session, and not for this visit. A senior moves it there with a reason.</summary>
        public sealed record AgainstPlan(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-against-plan";
        }

        /// <summary>The visit is not for this patient then, or the provider may not give it: nobody can set that aside.</summary>
        public sealed record NotForPatient(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-not-for-patient";
        }

        /// <summary>The clocks go back then and the time comes twice. Ask which one is meant, and move again with <c>IsLater</c>.</summary>
        public sealed record TimeComesTwice : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-time-comes-twice";
        }

        /// <summary>The patient has a visit at another location, and cannot get from one to the other in time. Ask, and move again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientTravels(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.move-patient-travels";
        }

        /// <summary>The payer does not have the provider in its network there. Tell the patient, and move again with <c>AcceptOutOfNetwork</c>.</summary>
        public sealed record OutOfNetwork(PayerId Payer, string PayerName) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-out-of-network";
        }

        /// <summary>A place in a group: it goes with the group. Cancel it, and book another one.</summary>
        public sealed record InGroup : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.move-in-group";
        }

        /// <summary>No session then. A senior moves it there with a reason.</summary>
        public sealed record OutsideHours(IReadOnlyList<WhyNot> Why) : Result, IRefusal
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

    private static readonly Objections<Result> s_objections = new(why => new Result.NotForPatient(why), why => new Result.OutsideHours(why),
        why => new Result.AgainstPlan(why), new Result.SlotTaken(), (what, kind) => new Result.NothingFree(what, kind));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.IsAhead, appointment => MoveAsync(appointment, request, desk, ct), ct);

    private async Task<Result> MoveAsync(Appointment appointment, Request request, Desk desk, CancellationToken ct)
    {
        if (appointment.GroupVisitId is { } group)
        {
            if (!await Groups.IsCancelledAsync(desk, group, ct))
                return new Result.InGroup();
            appointment.LeaveGroup();
        }
        var visit = await VisitCase.ReadAsync(desk, VisitQuestion.Of(appointment, request.Provider, request.Location, request.Date) with
        {
            AsksOthers = !request.AcceptOverlap, Plans = appointment.IsSelfPay || request.Provider == appointment.ProviderId ? null : plans,
            Minutes = request.Minutes ?? appointment.Minutes,
            ByProvider = request.Minutes is null && request.Provider != appointment.ProviderId, Hold = request.Hold,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        if (request.Date > BookingHorizon.Last(desk.Now, found.Zone))
            return new Result.TooFarAhead();
        if (request.IsLater is null && PracticeClock.ComesTwice(request.Date, request.Time, found.Zone))
            return new Result.TimeComesTwice();
        var to = new Place(request.Provider, request.Location, request.Date, request.Time, visit.Plan.Minutes, found.Zone, request.IsLater == true);
        if (to.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone)))
            return new Result.InThePast();
        if (Warning(request, visit, to) is { } warning)
            return warning;
        var verdict = visit.Judge(to, desk.Now);
        var bySenior = OutsideHours.MayBook(desk);
        if (s_objections.To(verdict, bySenior) is { } refusal)
            return refusal;

        var (fromDate, fromLocation) = (appointment.Date, appointment.LocationId);
        var change = appointment.Move(to, desk.Call.User, desk.Now, request.Why?.Trim() ?? desk.Call.Reason);
        if (await s_change.SaveAsync(desk, appointment, change, ct) is { } lost)
            return lost;
        if (await new Taking(desk, visit, to, verdict, request.Hold, request.Overbook && bySenior).MoveAsync(appointment, ct) is { } missing)
            return s_objections.To(missing);

        await Bumps.DoneAsync(desk, work, appointment.Id, "moved", ct);
        desk.Raise(new AppointmentMoved(appointment.Id, appointment.PatientId, fromDate, appointment.Date));
        desk.Touch(ScheduleTopics.Day(fromLocation, fromDate));
        if (visit.Outside is { } outside)
            desk.Note("out-of-network", outside.Payer.Value.ToString());
        return new Result.Moved(appointment.Version, appointment.Date, appointment.Time, appointment.StartsAt, await LinkedVisits.OfAsync(desk, appointment.Id, ct));
    }

    private static Result? Warning(Request request, VisitCase visit, Place to)
    {
        if (visit.OverlapWith(to) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        if (visit.TooFarFrom(to) is { } far)
            return new Result.PatientTravels(far.Id, far.Time, far.Minutes);
        return visit.Outside is { } outside && !request.AcceptOutOfNetwork ? new Result.OutOfNetwork(outside.Payer, outside.Name) : null;
    }
}
