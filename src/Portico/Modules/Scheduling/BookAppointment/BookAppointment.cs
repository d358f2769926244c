using System.ComponentModel.DataAnnotations;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.BookAppointment;

/// <summary>Books a patient with a provider and with whatever else the visit takes. The cells decide who gets a slot that two people want.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class BookAppointment(IEnumerable<IAsksAuthorization> payers, IPatientPlans plans) : UseCase<BookAppointment.Request, BookAppointment.Result>
{
    /// <param name="Patient">Whose.</param>
    /// <param name="VisitType">Says how long and what it takes.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where: its zone says what the time means.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Note">Null: nothing was said.</param>
    /// <param name="AcceptOverlap">The patient's other visits are known: one at that time, too far away, or of the same type that day.</param>
    /// <param name="IsConfidential">Nobody but the patient hears of it, unless a relation says so.</param>
    /// <param name="Hold">The hold that it is booked from: its cells become the visit's. Null, or over meanwhile: as if there were none.</param>
    /// <param name="IsLater">Of a time that comes twice on its date, whether the later one is meant. Null: not asked yet.</param>
    /// <param name="IsSelfPay">The patient pays: the estimate's time runs from now on.</param>
    /// <param name="Interpreter">The language of an interpreter, BCP 47. Null: none is needed.</param>
    /// <param name="PatientState">Where the patient will be during a visit by video, two letters. Null on site.</param>
    /// <param name="AcceptOutOfNetwork">The patient's payer does not have the provider in its network, and the patient knows.</param>
    /// <param name="Overbook">In a lane beyond the session's, where those are taken: a senior, with a reason.</param>
    /// <param name="LinkedTo">The visit that this one belongs to: a lab before it, imaging on the same day. Null: none.</param>
    /// <param name="LinkOrder">How this one is meant to stand to that one. Null: no matter.</param>
    /// <param name="AcceptOrder">It stands otherwise, and that is meant.</param>
    public sealed record Request(
        PatientId Patient, VisitTypeId VisitType, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null,
        bool AcceptOverlap = false, bool IsConfidential = false, HoldId? Hold = null, bool? IsLater = null, bool IsSelfPay = false,
        [property: StringLength(35, ErrorMessage = "Choose a language from the list.")] string? Interpreter = null,
        [property: StringLength(2, MinimumLength = 2, ErrorMessage = "A state has two letters.")] string? PatientState = null,
        bool AcceptOutOfNetwork = false, bool Overbook = false, AppointmentId? LinkedTo = null,
        LinkOrder? LinkOrder = null, bool AcceptOrder = false);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        /// <param name="Minutes">How long: with a new patient or a slower provider perhaps longer than the visit type says.</param>
        /// <param name="IsNewPatient">Computed: nobody of the specialty saw the patient in three years.</param>
        /// <param name="IsOverbooked">In a lane beyond the session's.</param>
        /// <param name="Needs">What the payer wants first, in the desk's words: a referral, an authorization.</param>
        public sealed record Booked(AppointmentId Appointment, DateOnly Date, TimeOnly Time, Instant StartsAt, int Minutes,
            bool IsNewPatient, bool IsOverbooked, IReadOnlyList<string> Needs) : Result;

        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.slot-taken";
        }

        /// <summary>No room, device, interpreter or nurse of that kind is free throughout.</summary>
        public sealed record NothingFree(ResourceClass What, string OfKind) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.nothing-free";
        }

        /// <summary>No session then. A senior books it with a reason.</summary>
        public sealed record OutsideHours(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.outside-hours";
        }

        /// <summary>A session, and not for this visit: other types, a cap, a kept slot, too soon, too far ahead, a closed panel. A senior books it with a reason.</summary>
        public sealed record AgainstPlan(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.against-plan";
        }

        /// <summary>The visit is not for this patient, or the provider may not give it: nobody can set that aside.</summary>
        public sealed record NotForPatient(IReadOnlyList<WhyNot> Why) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.not-for-patient";
        }

        /// <summary>A visit by video: ask where the patient will be that day.</summary>
        public sealed record StateNeeded : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.patient-state-needed";
        }

        /// <summary>The clocks go back then and the time comes twice. Ask which one is meant, and book again with <c>IsLater</c>.</summary>
        public sealed record TimeComesTwice : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.time-comes-twice";
        }

        /// <summary>The patient has another visit then. Ask, and book again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.patient-overlaps";
        }

        /// <summary>The patient has a visit at another location, and cannot get from one to the other in time. Ask, and book again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientTravels(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.patient-travels";
        }

        /// <summary>The patient has a visit of this type on the day already. Ask, and book again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientHasSame(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.patient-has-same";
        }

        /// <summary>The payer does not have the provider in its network there. Tell the patient, and book again with <c>AcceptOutOfNetwork</c>.</summary>
        public sealed record OutOfNetwork(PayerId Payer, string PayerName) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.out-of-network";
        }

        /// <summary>It would not stand to the visit that it belongs to as it is meant to. Ask, and book again with <c>AcceptOrder</c>.</summary>
        public sealed record OutOfOrder(AppointmentId Other, LinkOrder Order) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.out-of-order";
        }

        public sealed record InThePast : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.in-the-past";
        }

        /// <summary>Later than three years from today: a typing error in the year, most of the time.</summary>
        public sealed record TooFarAhead : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.too-far-ahead";
        }

        /// <summary>No such patient, visit type, provider or location, or no longer in use; or no such visit of the patient to link to.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.unknown";
        }
    }

    private static readonly Objections<Result> s_objections = new(why => new Result.NotForPatient(why), why => new Result.OutsideHours(why),
        why => new Result.AgainstPlan(why), new Result.SlotTaken(), (what, kind) => new Result.NothingFree(what, kind));

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var visit = await VisitCase.ReadAsync(desk, new(request.Patient, request.VisitType, request.Provider, request.Location, request.Date)
        {
            Interpreter = request.Interpreter, PatientState = request.PatientState, AsksOthers = !request.AcceptOverlap,
            Plans = request.IsSelfPay ? null : plans, Hold = request.Hold,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        var linked = request.LinkedTo is { } to ? await LinkedVisits.TimeOfAsync(desk, to, request.Patient, ct) : null;
        if (request.LinkedTo is not null && linked is null)
            return new Result.Unknown();
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, found.Zone));
        if (request.Date > BookingHorizon.Last(desk.Now, found.Zone))
            return new Result.TooFarAhead();
        if (found.Type.Mode == VisitMode.Telehealth && request.PatientState is null)
            return new Result.StateNeeded();
        if (request.IsLater is null && PracticeClock.ComesTwice(request.Date, request.Time, found.Zone))
            return new Result.TimeComesTwice();

        var place = new Place(request.Provider, request.Location, request.Date, request.Time, visit.Plan.Minutes, found.Zone, request.IsLater == true);
        if (place.Date < today)
            return new Result.InThePast();
        if (Warning(request, visit, place) is { } warning)
            return warning;
        if (linked is { } other && !request.AcceptOrder && OutOfOrder(request, place, other) is { } order)
            return order;
        var verdict = visit.Judge(place, desk.Now);
        var bySenior = OutsideHours.MayBook(desk);
        if (s_objections.To(verdict, bySenior) is { } refusal)
            return refusal;

        var taking = new Taking(desk, visit, place, verdict, request.Hold, request.Overbook && bySenior);
        var why = verdict.Allows && !(request.Overbook && bySenior) ? null : desk.Call.Reason;
        var terms = new BookingTerms(found.IsNew == true, request.IsSelfPay, request.PatientState?.ToUpperInvariant(), request.Interpreter, LinkedTo: request.LinkedTo,
            LinkOrder: request.LinkedTo is null ? null : request.LinkOrder);
        var appointment = Appointment.Book(Id.New<AppointmentId>(), request.Patient, place, request.VisitType,
            string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), why, desk.Call.User, desk.Now, request.IsConfidential, terms);
        if (await taking.BookAsync(appointment, ct) is { } missing)
            return s_objections.To(missing);
        Say(request, desk, appointment, visit, verdict);
        return new Result.Booked(appointment.Id, appointment.Date, appointment.Time, appointment.StartsAt, appointment.Minutes,
            appointment.IsNewPatient, appointment.IsOverbooked, await Needed.ByAsync(payers, desk, appointment, ct));
    }

    // The gravest first; whoever accepts one knows the patient's day.
    private static Result? Warning(Request request, VisitCase visit, Place place)
    {
        if (visit.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        if (visit.TooFarFrom(place) is { } far)
            return new Result.PatientTravels(far.Id, far.Time, far.Minutes);
        if (visit.SameAs(place) is { } same && same.Id != request.LinkedTo)
            return new Result.PatientHasSame(same.Id, same.Time, same.Minutes);
        return visit.Outside is { } outside && !request.AcceptOutOfNetwork ? new Result.OutOfNetwork(outside.Payer, outside.Name) : null;
    }

    private static Result.OutOfOrder? OutOfOrder(Request request, Place place, VisitTime other) =>
        request is { LinkedTo: { } linked, LinkOrder: { } order }
            && !order.Holds(new VisitTime(place.Date, place.StartsAt, place.StartsAt.Plus(Duration.FromMinutes(place.Minutes))), other)
            ? new Result.OutOfOrder(linked, order) : null;

    private static void Say(Request request, Desk desk, Appointment appointment, VisitCase visit, Verdict verdict)
    {
        desk.Raise(new AppointmentBooked(appointment.Id, appointment.PatientId, appointment.Date));
        if (request.IsSelfPay)
            desk.Raise(new SelfPayBooked(appointment.Id, appointment.PatientId, appointment.Date, desk.Now));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        desk.Note("appointment", appointment.Id.Value.ToString());
        if (!verdict.Allows)
            desk.Note(verdict.Lanes == 0 ? "outside-hours" : "against-plan", "true");
        if (appointment.IsOverbooked)
            desk.Note("overbooked", "true");
        if (visit.Outside is { } outside)
            desk.Note("out-of-network", outside.Payer.Value.ToString());
        if (request.IsConfidential)
            desk.Note("confidential", "true");
    }
}
