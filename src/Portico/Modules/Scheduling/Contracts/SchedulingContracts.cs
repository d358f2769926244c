using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Contracts;

public readonly record struct AppointmentId(Guid Value) : IId<AppointmentId> { public static AppointmentId From(Guid value) => new(value); }

public readonly record struct SessionTemplateId(Guid Value) : IId<SessionTemplateId> { public static SessionTemplateId From(Guid value) => new(value); }

public readonly record struct TemplateExceptionId(Guid Value) : IId<TemplateExceptionId> { public static TemplateExceptionId From(Guid value) => new(value); }

/// <summary>What the schedule knows. Where the patient is on the day is the visit's matter.</summary>
public enum AppointmentState { Booked, Confirmed, Cancelled, NoShow, Kept }

/// <summary>An appointment for joins. Local date and time at the location; <c>StartsAt</c> repeats the start as an instant.</summary>
public sealed class AppointmentRow : ReadOnlyRow
{
    public AppointmentId Id { get; init; }
    public PatientId PatientId { get; init; }
    public ProviderId ProviderId { get; init; }
    public LocationId LocationId { get; init; }
    public VisitTypeId VisitTypeId { get; init; }
    public DateOnly Date { get; init; }
    public TimeOnly Time { get; init; }
    public int Minutes { get; init; }
    public Instant StartsAt { get; init; }
    public Instant EndsAt { get; init; }
    public AppointmentState State { get; init; }

    /// <summary>What the desk wants remembered about this visit. Absent when nothing was said.</summary>
    public string? Note { get; init; }

    /// <summary>Nobody but the patient hears of it, unless a relation says so. Paper that a guarantor takes home does not say what it was.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>Goes up with every change: whoever changes an appointment says which one they looked at.</summary>
    public int Version { get; init; }
}

public sealed record AppointmentBooked(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;
public sealed record AppointmentMoved(AppointmentId Appointment, PatientId Patient, DateOnly From, DateOnly To) : IEvent;
public sealed record AppointmentCancelled(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;
public sealed record AppointmentReinstated(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;
public sealed record AppointmentMissed(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;

/// <summary>Topics of the live feed, made in one place.</summary>
public static class ScheduleTopics
{
    public static string Day(LocationId location, DateOnly date) => $"day/{location.Value:N}/{date:yyyy-MM-dd}";
}

/// <summary>A provider who sees patients somewhere at a moment.</summary>
public sealed record InSession(LocationId Location, ProviderId Provider);

public interface ISchedule
{
    Task<AppointmentRow?> FindAsync(Desk desk, AppointmentId id, CancellationToken ct);

    /// <summary>Who has a session where, at this moment: the template with its exceptions.</summary>
    Task<IReadOnlyList<InSession>> InSessionAsync(Desk desk, IReadOnlyList<LocationRow> locations, CancellationToken ct);

    /// <summary>The visit happened: no longer cancellable. <paramref name="kept"/> false takes that back.</summary>
    Task MarkKeptAsync(Desk desk, AppointmentId id, bool kept, CancellationToken ct);

    /// <summary>Books without looking for openings: walk-ins, imports and the demo. The cells still decide.</summary>
    /// <returns>False when a lane was taken; nothing was written then, and the caller must refuse.</returns>
    Task<bool> TryAddAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
        VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct);

    /// <summary>The same for a patient who stands at the counter: walk-in lanes beside those of the session.</summary>
    /// <returns>False when even those are full; nothing was written then, and the caller must refuse.</returns>
    Task<bool> TryAddWalkInAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
        VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct);

    /// <summary>Says how an appointment came out, where nobody at the desk is asked: imports and the demo. Already so: nothing.</summary>
    /// <param name="reason">For a cancellation. Null otherwise.</param>
    Task SettleAsync(Desk desk, AppointmentId id, AppointmentState state, string? reason, CancellationToken ct);

    /// <summary>Adds a weekly session of a provider: imports and the demo. The same id again changes nothing.</summary>
    /// <param name="validTo">The last day it counts. Null: open.</param>
    /// <param name="lanes">How many patients at once, 1 or more.</param>
    void AddSession(Desk desk, SessionTemplateId id, ProviderId provider, LocationId location, DayOfWeek weekday,
        TimeOnly starts, TimeOnly ends, DateOnly validFrom, DateOnly? validTo, int lanes);
}
