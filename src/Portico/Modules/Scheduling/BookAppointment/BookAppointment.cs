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

/// <summary>Books a patient with a provider. The cells decide who gets a slot that two people want.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class BookAppointment : UseCase<BookAppointment.Request, BookAppointment.Result>
{
    /// <param name="Patient">Whose.</param>
    /// <param name="VisitType">Says how long.</param>
    /// <param name="Provider">With whom.</param>
    /// <param name="Location">Where: its zone says what the time means.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    /// <param name="Note">Null: nothing was said.</param>
    /// <param name="AcceptOverlap">The patient has another visit at that time, and knows.</param>
    /// <param name="IsConfidential">Nobody but the patient hears of it, unless a relation says so.</param>
    public sealed record Request(
        PatientId Patient, VisitTypeId VisitType, ProviderId Provider, LocationId Location, DateOnly Date,
        [property: OnCell] TimeOnly Time,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null,
        bool AcceptOverlap = false, bool IsConfidential = false);

    public abstract record Result
    {
        /// <param name="Time">May differ from what was asked where the clocks skip an hour.</param>
        public sealed record Booked(AppointmentId Appointment, DateOnly Date, TimeOnly Time, Instant StartsAt) : Result;

        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.slot-taken";
        }

        /// <summary>No session then. A senior books it with a reason.</summary>
        public sealed record OutsideHours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.outside-hours";
        }

        /// <summary>The patient has another visit then. Ask, and book again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.patient-overlaps";
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

        /// <summary>No such patient, visit type, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var reads = await BookingReads.ReadAsync(desk, request, ct);
        if (reads.Found is not { } named)
            return new Result.Unknown();
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, named.Zone));
        if (request.Date > BookingHorizon.Last(desk.Now, named.Zone))
            return new Result.TooFarAhead();

        var place = new Place(request.Provider, request.Location, request.Date, request.Time, named.Minutes, named.Zone);
        if (place.Date < today)
            return new Result.InThePast();
        if (reads.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);

        var lanes = reads.PlanOf(place, named.Zone).LanesFor(CellSpan.Of(place.StartsAt, place.Minutes));
        var isOutside = lanes == 0;
        if (isOutside && !OutsideHours.MayBook(desk))
            return new Result.OutsideHours();

        var appointment = Appointment.Book(Id.New<AppointmentId>(), request.Patient, place, request.VisitType,
            string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), isOutside ? desk.Call.Reason : null,
            desk.Call.User, desk.Now, request.IsConfidential);
        if (!await CellGuard.AddAsync(desk.Db, appointment, Math.Max(1, lanes), ct))
            return new Result.SlotTaken();

        desk.Raise(new AppointmentBooked(appointment.Id, appointment.PatientId, appointment.Date));
        desk.Touch(ScheduleTopics.Day(appointment.LocationId, appointment.Date));
        desk.Note("appointment", appointment.Id.Value.ToString());
        if (isOutside)
            desk.Note("outside-hours", "true");
        if (request.IsConfidential)
            desk.Note("confidential", "true");
        return new Result.Booked(appointment.Id, appointment.Date, appointment.Time, appointment.StartsAt);
    }
}
