using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ResizeAppointment;

/// <summary>Makes a visit longer or shorter where it stands. The cells decide, as they do for a booking.</summary>
/// <remarks>Taken back by giving it the length that it had.</remarks>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class ResizeAppointment : UseCase<ResizeAppointment.Request, ResizeAppointment.Result>
{
    /// <param name="Appointment">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="Minutes">The new length, 5 to 720, a multiple of 5.</param>
    /// <param name="AcceptOverlap">The patient has another visit at that time, and knows.</param>
    public sealed record Request(AppointmentId Appointment, int Version,
        [property: Range(5, 720, ErrorMessage = "A visit lasts 5 minutes to 12 hours."), OnCell(ErrorMessage = "Choose a length in steps of 5 minutes.")]
        int Minutes, bool AcceptOverlap = false);

    public abstract record Result
    {
        /// <param name="WasMinutes">The length before.</param>
        public sealed record Resized(int Version, int Minutes, int WasMinutes) : Result;

        /// <summary>The visit is as long as it was.</summary>
        public sealed record SlotTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.resize-slot-taken";
        }

        /// <summary>It would leave the session. A senior does it with a reason.</summary>
        public sealed record OutsideHours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.resize-outside-hours";
        }

        /// <summary>The patient has another visit then. Ask, and do it again with <c>AcceptOverlap</c>.</summary>
        public sealed record PatientOverlaps(AppointmentId Other, TimeOnly Time, int Minutes) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.resize-patient-overlaps";
        }

        /// <summary>It has phases or rooms of its own, or belongs to a group: its length follows from its visit type.</summary>
        public sealed record HasParts : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.resize-has-parts";
        }

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.resize-changed";
        }

        /// <summary>Kept, missed or cancelled.</summary>
        public sealed record WrongState(AppointmentState State) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.resize-state";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.resize-unknown";
        }
    }

    private static readonly Changing<Result> s_change = new(new Result.Unknown(), new Result.Changed(), state => new Result.WrongState(state));

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        s_change.RunAsync(desk, request.Appointment, request.Version, a => a.IsAhead, appointment => ResizeAsync(appointment, request, desk, ct), ct);

    private async Task<Result> ResizeAsync(Appointment appointment, Request request, Desk desk, CancellationToken ct)
    {
        if (appointment.GroupVisitId is not null || await desk.Db.Set<AppointmentPart>().AnyAsync(p => p.AppointmentId == appointment.Id, ct))
            return new Result.HasParts();
        var isLonger = request.Minutes > appointment.Minutes;
        var visit = await VisitCase.ReadAsync(desk, VisitQuestion.Of(appointment, appointment.ProviderId, appointment.LocationId, appointment.Date) with
        {
            AsksOthers = isLonger && !request.AcceptOverlap, Minutes = request.Minutes,
        }, ct);
        if (visit.Found is not { } found)
            return new Result.Unknown();
        if (!visit.Plan.IsProviderAlone)
            return new Result.HasParts();
        var place = new Place(appointment.ProviderId, appointment.LocationId, appointment.Date, appointment.Time, request.Minutes, found.Zone, appointment.IsLater);
        if (visit.OverlapWith(place) is { } other)
            return new Result.PatientOverlaps(other.Id, other.Time, other.Minutes);
        var verdict = visit.Judge(place, desk.Now);
        // A shorter visit takes nothing new: it is never asked about hours, and stays in its lane.
        if (verdict.Lanes == 0 && isLonger && !OutsideHours.MayBook(desk))
            return new Result.OutsideHours();

        var was = appointment.Minutes;
        var words = string.Create(CultureInfo.InvariantCulture, $"{was} to {request.Minutes} min");
        var change = appointment.Resize(request.Minutes, desk.Call.User, desk.Now, desk.Call.Reason is { } why ? $"{words}: {why}" : words);
        if (await s_change.SaveAsync(desk, appointment, change, ct) is { } lost)
            return lost;
        var (provider, end) = (appointment.ProviderId.Value, verdict.Taken.End);
        if (!isLonger)
            await desk.Db.Set<AppointmentCell>().Where(c => c.AppointmentId == appointment.Id && c.ResourceId == provider && c.Cell >= end).ExecuteDeleteAsync(ct);
        // An overbooked visit stays beside the other, however long it is.
        else if (await new Taking(desk, visit, place, verdict, null, appointment.IsOverbooked).MoveAsync(appointment, ct) is not null)
            return new Result.SlotTaken();
        desk.Note("minutes", request.Minutes.ToString(CultureInfo.InvariantCulture));
        return new Result.Resized(appointment.Version, request.Minutes, was);
    }
}
