using System.Globalization;
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

public readonly record struct HoldId(Guid Value) : IId<HoldId> { public static HoldId From(Guid value) => new(value); }

public readonly record struct SeriesId(Guid Value) : IId<SeriesId> { public static SeriesId From(Guid value) => new(value); }

public readonly record struct GroupVisitId(Guid Value) : IId<GroupVisitId> { public static GroupVisitId From(Guid value) => new(value); }

public readonly record struct WaitlistEntryId(Guid Value) : IId<WaitlistEntryId> { public static WaitlistEntryId From(Guid value) => new(value); }

public readonly record struct WaitlistOfferId(Guid Value) : IId<WaitlistOfferId> { public static WaitlistOfferId From(Guid value) => new(value); }

public readonly record struct DecisionTreeId(Guid Value) : IId<DecisionTreeId> { public static DecisionTreeId From(Guid value) => new(value); }

public readonly record struct CalendarFeedId(Guid Value) : IId<CalendarFeedId> { public static CalendarFeedId From(Guid value) => new(value); }

public readonly record struct ResourceBlockId(Guid Value) : IId<ResourceBlockId> { public static ResourceBlockId From(Guid value) => new(value); }

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

    /// <summary>The group that it is a place in. Absent for a visit alone with the provider.</summary>
    public GroupVisitId? GroupVisitId { get; init; }

    /// <summary>Goes up with every change: whoever changes an appointment says which one they looked at.</summary>
    public int Version { get; init; }
}

public sealed record AppointmentBooked(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;
public sealed record AppointmentMoved(AppointmentId Appointment, PatientId Patient, DateOnly From, DateOnly To) : IEvent;

/// <param name="IsLate">Within the visit type's hours before the start.</param>
public sealed record AppointmentCancelled(AppointmentId Appointment, PatientId Patient, DateOnly Date, bool IsLate = false) : IEvent;

/// <summary>A visit was booked for which the patient pays: the time to give them a good-faith estimate runs from <c>At</c>.</summary>
public sealed record SelfPayBooked(AppointmentId Appointment, PatientId Patient, DateOnly Date, Instant At) : IEvent;
public sealed record AppointmentReinstated(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;
public sealed record AppointmentMissed(AppointmentId Appointment, PatientId Patient, DateOnly Date) : IEvent;

/// <summary>A freed slot is kept for somebody on the waitlist, who has to be told before it expires. Whoever may be told electronically
/// is told by the module that sends; the desk calls the others.</summary>
public sealed record WaitlistOffered(WaitlistOfferId Offer, PatientId Patient, Instant ExpiresAt) : IEvent;

/// <summary>Heard when an offer's time is over.</summary>
public sealed record WaitlistOfferRanOut(WaitlistOfferId Offer) : IEvent;

/// <summary>Knows what a payer wants before a visit: answered by the modules that know payers' rules. Without one nothing is wanted.</summary>
public interface IAsksAuthorization
{
    /// <returns>In the desk's words: <c>referral</c>, <c>authorization</c>. Empty: nothing.</returns>
    Task<IReadOnlyList<string>> NeededAsync(
        Desk desk, PatientId patient, VisitTypeId visitType, ProviderId provider, DateOnly date, CancellationToken ct);
}

/// <summary>Topics of the live feed, made in one place.</summary>
public static class ScheduleTopics
{
    /// <summary>Every day of every location.</summary>
    public const string Days = "day/";

    /// <summary>What decides where a visit may stand, but for what is taken: sessions, their rules and exceptions, blocks of resources.</summary>
    public const string Rules = "schedule-rules";

    /// <summary>Entries and offers of the waitlist.</summary>
    public const string Waitlist = "waitlist";

    public static string Day(LocationId location, DateOnly date) => $"{Days}{location.Value:N}/{date:yyyy-MM-dd}";

    /// <summary>Whose day a topic is. Null: another topic.</summary>
    public static (LocationId Location, DateOnly Date)? AsDay(string topic) =>
        topic.Split('/') is ["day", var location, var date] && Guid.TryParseExact(location, "N", out var id)
            && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? (new LocationId(id), on) : null;
}

/// <summary>A provider who sees patients somewhere at a moment.</summary>
public sealed record InSession(LocationId Location, ProviderId Provider);

/// <summary>A policy of a patient, as a booking needs it.</summary>
/// <param name="Product">Empty: not known.</param>
public sealed record PatientPlan(PayerId Payer, string PayerName, string Product);

/// <summary>Which policies of a patient count on a date. Answered by the module that keeps them.</summary>
public interface IPatientPlans
{
    /// <summary>Adds the question to a batch; running it calls <paramref name="plan"/> for each.</summary>
    void Ask(DeskBatch batch, int practice, PatientId patient, DateOnly date, Action<PatientPlan> plan);
}

/// <summary>A visit that stands although nobody looked for an opening, and what it goes without.</summary>
/// <param name="NotFree">What it needs and what was not free then, as the practice calls it: <c>room exam</c>. Null: it has all.</param>
/// <param name="IsBeyondCap">A session's cap had no place left; it counts all the same.</param>
/// <param name="IsWithoutBuffer">The minutes beside it were not free.</param>
public sealed record Added(string? NotFree, bool IsBeyondCap, bool IsWithoutBuffer)
{
    /// <summary>It has all that it needs.</summary>
    public static Added Whole { get; } = new(null, false, false);
}

public interface ISchedule
{
    Task<AppointmentRow?> FindAsync(Desk desk, AppointmentId id, CancellationToken ct);

    /// <summary>Who has a session where, at this moment: the template with its exceptions.</summary>
    Task<IReadOnlyList<InSession>> InSessionAsync(Desk desk, IReadOnlyList<LocationRow> locations, CancellationToken ct);

    /// <summary>The visit happened: no longer cancellable. <paramref name="kept"/> false takes that back.</summary>
    /// <returns>False: it was cancelled or missed meanwhile, and is not kept.</returns>
    Task<bool> MarkKeptAsync(Desk desk, AppointmentId id, bool kept, CancellationToken ct);

    /// <summary>Books without looking for openings: the demo. The provider's cells still decide; rooms and whatever else the visit needs
    /// are taken where they are free.</summary>
    /// <returns>False when a lane was taken; nothing was written then, and the caller must refuse.</returns>
    Task<bool> TryAddAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
        VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct);

    /// <summary>The same for a visit that another system promised the patient.</summary>
    /// <returns>What it goes without. Null when a lane was taken; nothing was written then, and the caller must refuse.</returns>
    Task<Added?> TryAddBookedElsewhereAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
        VisitTypeId visitType, DateOnly date, TimeOnly time, int minutes, string? note, CancellationToken ct);

    /// <summary>The same for a patient who stands at the counter: walk-in lanes beside those of the session.</summary>
    /// <returns>What it goes without. Null when even those lanes are full; nothing was written then, and the caller must refuse.</returns>
    Task<Added?> TryAddWalkInAsync(Desk desk, AppointmentId id, PatientId patient, ProviderId provider, LocationId location,
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

/// <summary>What a numbered form is for.</summary>
public enum PaperKind { Booking, WalkIn, Receipt }

/// <summary>A numbered form of the downtime sheet.</summary>
/// <param name="EnteredAt">Null until what was written on it is in the program.</param>
/// <param name="Outcome">A few words without patients. Null until then.</param>
public sealed record PaperFormRow(long Number, PaperKind Kind, LocationId LocationId, Instant PrintedAt, Instant? EnteredAt, string? Outcome);

/// <summary>The numbered forms that the desk writes on while the program is down.</summary>
public interface IPaperForms
{
    /// <returns>Null: no form has that number, or it was never used and is long over.</returns>
    Task<PaperFormRow?> FindAsync(Desk desk, long number, CancellationToken ct);

    /// <summary>Says what came of a form. Each number once.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="number">As printed.</param>
    /// <param name="about">The visit, for a walk-in. Null: none.</param>
    /// <param name="outcome">A few words without patients.</param>
    /// <param name="ct">Stops before the write.</param>
    /// <returns>False when it was entered before: the caller must refuse.</returns>
    Task<bool> EnterAsync(Desk desk, long number, Guid? about, string outcome, CancellationToken ct);
}
