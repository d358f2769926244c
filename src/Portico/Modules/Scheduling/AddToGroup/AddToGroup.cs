using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AddToGroup;

/// <summary>Gives a patient one of a group's places: an appointment of its own, at the group's time. The places' cells decide who gets the last one.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class AddToGroup(IEnumerable<IAsksAuthorization> payers, IPatientPlans plans) : UseCase<AddToGroup.Request, AddToGroup.Result>
{
    /// <param name="Group">Which.</param>
    /// <param name="Patient">Whom.</param>
    /// <param name="Note">Null: nothing was said.</param>
    /// <param name="AcceptOverlap">The patient's other visits are known: one at that time, too far away, or of the same type that day.</param>
    /// <param name="IsConfidential">Nobody but the patient hears of it, unless a relation says so.</param>
    /// <param name="IsSelfPay">The patient pays: the estimate's time runs from now on.</param>
    /// <param name="PatientState">Where the patient will be during a visit by video, two letters. Null on site.</param>
    /// <param name="AcceptOutOfNetwork">The patient's payer does not have the provider in its network, and the patient knows.</param>
    public sealed record Request(GroupVisitId Group, PatientId Patient,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null,
        bool AcceptOverlap = false, bool IsConfidential = false, bool IsSelfPay = false,
        [property: StringLength(2, MinimumLength = 2, ErrorMessage = "A state has two letters.")] string? PatientState = null,
        bool AcceptOutOfNetwork = false);

    public abstract record Result
    {
        /// <param name="Taken">Places that are taken now, this one included.</param>
        /// <param name="IsNewPatient">Computed: nobody of the specialty saw the patient in three years.</param>
        /// <param name="Needs">What the payer wants first, in the desk's words: a referral, an authorization.</param>
        public sealed record Added(AppointmentId Appointment, int Taken, int Places, bool IsNewPatient, IReadOnlyList<string> Needs) : Result;

        /// <summary>Every place is taken.</summary>
        public sealed record Full(int Places) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-full";
        }

        /// <summary>The group is closed or cancelled, or its day is over.</summary>
        public sealed record NotOpen(bool IsCancelled) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-not-open";
        }

        /// <summary>The patient has a place in it.</summary>
        public sealed record AlreadyIn(AppointmentId Appointment) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-already-in";
        }

        /// <summary>The visit is not for this patient, or the provider may not give it: nobody can set that aside.</summary>
        public sealed record NotForPatient(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-not-for-patient";
        }

        /// <summary>The provider takes nobody new. A senior adds the patient with a reason.</summary>
        public sealed record AgainstPlan(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-panel-closed";
        }

        /// <summary>A visit by video: ask where the patient will be that day.</summary>
        public sealed record StateNeeded : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-patient-state-needed";
        }

        /// <summary>The patient has another visit then. Ask, and add them again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-patient-overlaps";
        }

        /// <summary>The patient has a visit at another location, and cannot get from one to the other in time. Ask, and add them again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientTravels(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-patient-travels";
        }

        /// <summary>The patient has a visit of this type on the day already. Ask, and add them again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientHasSame(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-patient-has-same";
        }

        /// <summary>The payer does not have the provider in its network there. Tell the patient, and add them again with <c>AcceptOutOfNetwork</c>.</summary>
        public sealed record OutOfNetwork(PayerId Payer, string PayerName) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-out-of-network";
        }

        /// <summary>No such group or patient, or its visit type, provider or location is no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.group-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Groups.LockAsync(desk, request.Group, ct) is not { } group)
            return new Result.Unknown();
        var visit = await VisitCase.ReadAsync(desk, new(request.Patient, group.VisitTypeId, group.ProviderId, group.LocationId, group.Date)
        {
            PatientState = request.PatientState, AsksOthers = !request.AcceptOverlap, Plans = request.IsSelfPay ? null : plans, Minutes = group.Minutes,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        var place = group.PlaceIn(found.Zone);
        if (!group.IsOpen || place.Date < DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone)))
            return new Result.NotOpen(group.IsCancelled);
        if (await Groups.PlaceOfAsync(desk, group.Id, request.Patient, ct) is { } had)
            return new Result.AlreadyIn(had);
        if (found.Type.Mode == VisitMode.Telehealth && request.PatientState is null)
            return new Result.StateNeeded();
        if (Warning(request, visit, place) is { } warning)
            return warning;
        var against = visit.AgainstPatient(place.Date, desk.Now);
        if (Refusal(against, OutsideHours.MayBook(desk)) is { } refusal)
            return refusal;

        var terms = new BookingTerms(found.IsNew == true, request.IsSelfPay, request.PatientState?.ToUpperInvariant(), Group: group.Id);
        var appointment = Appointment.Book(Id.New<AppointmentId>(), request.Patient, place, group.VisitTypeId,
            string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), against.Count > 0 ? desk.Call.Reason : null, desk.Call.User, desk.Now,
            request.IsConfidential, terms);
        if ((await CellGuard.TakeAsync(desk, [group.PlaceFor(appointment.Id)], null, (batch, _) => CellGuard.Insert(batch, desk.Db, appointment), ct)).Claims is null)
            return new Result.Full(group.Places);
        Say(request, desk, appointment, visit);
        return new Result.Added(appointment.Id, await Groups.TakenAsync(desk, group.Id, ct), group.Places, appointment.IsNewPatient,
            await Needed.ByAsync(payers, desk, appointment, ct));
    }

    // The gravest first; whoever accepts one knows the patient's day.
    private static Result? Warning(Request request, VisitCase visit, Place place)
    {
        if (visit.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        if (visit.TooFarFrom(place) is { } far)
            return new Result.PatientTravels(far.Id, far.Time, far.Minutes);
        if (visit.SameAs(place) is { } same)
            return new Result.PatientHasSame(same.Id, same.Time, same.Minutes);
        return visit.Outside is { } outside && !request.AcceptOutOfNetwork ? new Result.OutOfNetwork(outside.Payer, outside.Name) : null;
    }

    private static Result? Refusal(IReadOnlyList<WhyNot> against, bool bySenior)
    {
        if (against.Where(r => !r.IsPlan).ToList() is { Count: > 0 } never)
            return new Result.NotForPatient(never);
        return against.Count == 0 || bySenior ? null : new Result.AgainstPlan(against);
    }

    private static void Say(Request request, Desk desk, Appointment appointment, VisitCase visit)
    {
        desk.Raise(new AppointmentBooked(appointment.Id, appointment.PatientId, appointment.Date));
        if (request.IsSelfPay)
            desk.Raise(new SelfPayBooked(appointment.Id, appointment.PatientId, appointment.Date, desk.Now));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        desk.Note("appointment", appointment.Id.Value.ToString());
        desk.Note("group", request.Group.Value.ToString());
        if (visit.Outside is { } outside)
            desk.Note("out-of-network", outside.Payer.Value.ToString());
        if (request.IsConfidential)
            desk.Note("confidential", "true");
    }
}
