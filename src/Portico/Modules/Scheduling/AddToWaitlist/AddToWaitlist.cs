using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.AddToWaitlist;

/// <summary>Puts a patient on the waitlist: for an earlier time than the one that is booked, or for any.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class AddToWaitlist(IPatients patients, IPracticeDirectory practice) : UseCase<AddToWaitlist.Request, AddToWaitlist.Result>
{
    /// <param name="Patient">Who waits.</param>
    /// <param name="VisitType">For what.</param>
    /// <param name="From">The first day that would do.</param>
    /// <param name="To">The last. Null: any.</param>
    /// <param name="Earliest">Wall time. Null: any.</param>
    /// <param name="Latest">The latest start, wall time. Null: any.</param>
    /// <param name="Weekdays">Null or empty: any.</param>
    /// <param name="Providers">Who would do. Null or empty: everybody who has that visit.</param>
    /// <param name="Locations">Where would do. Null or empty: everywhere.</param>
    /// <param name="NoticeMinutes">How long before the start the patient must know.</param>
    /// <param name="Urgency">How much it matters.</param>
    /// <param name="Contact">How the patient may be told.</param>
    /// <param name="IsStandby">Comes on the day itself when somebody does not.</param>
    /// <param name="Appointment">The later visit that is given up for it. Null: none is booked.</param>
    /// <param name="Note">Null: nothing was said.</param>
    public sealed record Request(
        PatientId Patient, VisitTypeId VisitType, DateOnly From, DateOnly? To = null, TimeOnly? Earliest = null, TimeOnly? Latest = null,
        IReadOnlyList<DayOfWeek>? Weekdays = null, IReadOnlyList<ProviderId>? Providers = null, IReadOnlyList<LocationId>? Locations = null,
        [property: Range(0, 20160, ErrorMessage = "The notice is at most 14 days.")] int NoticeMinutes = 120,
        WaitlistUrgency Urgency = WaitlistUrgency.Routine, WaitlistContact Contact = WaitlistContact.Call, bool IsStandby = false,
        AppointmentId? Appointment = null,
        [property: StringLength(500, ErrorMessage = "Shorten the note to 500 characters.")] string? Note = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (Latest < Earliest)
                yield return new ValidationResult("Choose a latest start at or after the earliest.");
        }
    }

    public abstract record Result
    {
        public sealed record Added(WaitlistEntryId Entry) : Result;

        /// <summary>The patient waits for that visit already.</summary>
        public sealed record Waits(WaitlistEntryId Entry) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.waitlist-waits";
        }

        /// <summary>The visit that would be given up is another patient's, or is over.</summary>
        public sealed record NotTheirs : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.waitlist-not-theirs";
        }

        /// <summary>No such patient, visit type, provider or location, or no longer in use.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.waitlist-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var (providers, locations) = (request.Providers ?? [], request.Locations ?? []);
        if (await patients.FindAsync(desk, request.Patient, ct) is null
            || await practice.VisitTypeAsync(desk, request.VisitType, ct) is not { IsActive: true }
            || providers.Except((await practice.ProvidersAsync(desk, ct)).Select(p => p.Id)).Any()
            || locations.Except((await practice.LocationsAsync(desk, ct)).Select(l => l.Id)).Any())
            return new Result.Unknown();
        var (patient, visitType) = (request.Patient, request.VisitType);
        if (request.Appointment is { } given
            && !await desk.Db.Set<AppointmentRow>().AnyAsync(a => a.Id == given && a.PatientId == patient
                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed), ct))
            return new Result.NotTheirs();
        if (await desk.Db.Set<WaitlistEntry>().AsNoTracking().FirstOrDefaultAsync(e => e.PatientId == patient && e.VisitTypeId == visitType
                && (e.State == WaitlistState.Waiting || e.State == WaitlistState.Offered), ct) is { } other)
            return new Result.Waits(other.Id);

        var entry = WaitlistEntry.Add(Id.New<WaitlistEntryId>(), patient, visitType, new(request.From, request.To, request.Earliest, request.Latest, request.Weekdays,
            request.NoticeMinutes, request.Urgency, request.Contact, request.IsStandby, request.Note), desk.Now, desk.Call.User, request.Appointment);
        desk.Db.Add(entry);
        // The wishes point to their entry: it is there first.
        await desk.SaveAsync(ct);
        desk.Db.AddRange(WaitlistWish.Of(entry.Id, providers, locations));
        desk.Note("entry", entry.Id.Value.ToString());
        desk.Touch(ScheduleTopics.Waitlist);
        return new Result.Added(entry.Id);
    }
}
