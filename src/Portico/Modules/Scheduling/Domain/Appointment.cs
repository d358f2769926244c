using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A promise to a patient: who, with whom, where, when. Every change goes up one version and leaves a line of history.</summary>
public sealed class Appointment : TenantRow
{
    public AppointmentId Id { get; init; }
    public PatientId PatientId { get; init; }
    public ProviderId ProviderId { get; private set; }
    public LocationId LocationId { get; private set; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>On the wall at the location.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>On the wall at the location; a whole cell.</summary>
    public TimeOnly Time { get; private set; }
    public int Minutes { get; private set; }
    public Instant StartsAt { get; private set; }
    public Instant EndsAt { get; private set; }
    public AppointmentState State { get; private set; }

    /// <summary>Absent when nothing was said.</summary>
    public string? Note { get; init; }

    /// <summary>Nobody but the patient hears of it, unless a relation says so: most of all a minor's.</summary>
    public bool IsConfidential { get; private set; }
    public int Version { get; private set; }
    public Instant BookedAt { get; init; }
    public UserId BookedBy { get; init; }

    /// <summary>Why it stands outside the provider's sessions. Absent inside them.</summary>
    public string? BookedWhy { get; init; }

    public CellSpan Span => CellSpan.Of(StartsAt, Minutes);

    /// <summary>It takes its cells: a cancelled one gave them back.</summary>
    public bool IsStanding => State is not AppointmentState.Cancelled;

    /// <summary>It can still be moved, cancelled or missed.</summary>
    public bool IsAhead => State is AppointmentState.Booked or AppointmentState.Confirmed;

    /// <param name="id">Made by the caller.</param>
    /// <param name="patient">Whose.</param>
    /// <param name="place">With whom, where and when.</param>
    /// <param name="visitType">What for.</param>
    /// <param name="note">Null: nothing was said.</param>
    /// <param name="why">Null inside the provider's sessions.</param>
    /// <param name="by">Who booked.</param>
    /// <param name="now">When it was booked.</param>
    /// <param name="isConfidential">Nobody but the patient hears of it.</param>
    public static Appointment Book(AppointmentId id, PatientId patient, Place place, VisitTypeId visitType, string? note,
        string? why, UserId by, Instant now, bool isConfidential = false)
    {
        var appointment = new Appointment
        {
            Id = id, PatientId = patient, VisitTypeId = visitType, Note = note, BookedWhy = why, BookedBy = by, BookedAt = now,
            State = AppointmentState.Booked, IsConfidential = isConfidential,
        };
        appointment.Put(place);
        return appointment;
    }

    public AppointmentChange Move(Place to, UserId by, Instant now, string? reason)
    {
        var change = Changed(ChangeKind.Moved, by, now, reason);
        Put(to);
        // Whoever confirmed, confirmed the old time.
        State = AppointmentState.Booked;
        return change;
    }

    /// <summary>Takes a move back: the visit stands where it stood, and confirmed if it was; the caller takes the cells again.</summary>
    /// <param name="move">The last change.</param>
    /// <param name="from">The place that the move left.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="now">When.</param>
    public AppointmentChange UndoMove(AppointmentChange move, Place from, UserId by, Instant now)
    {
        if (move.Kind != ChangeKind.Moved || move.Number != Version)
            throw new InvalidOperationException("Only the last change can be taken back, and only if it was a move.");
        var change = Changed(ChangeKind.MoveUndone, by, now, null);
        Put(from);
        State = move.FromState;
        return change;
    }

    public AppointmentChange Confirm(UserId by, Instant now) => To(AppointmentState.Confirmed, ChangeKind.Confirmed, by, now, null);

    public AppointmentChange UndoConfirm(UserId by, Instant now) => To(AppointmentState.Booked, ChangeKind.ConfirmUndone, by, now, null);

    public AppointmentChange Cancel(UserId by, Instant now, string reason) =>
        To(AppointmentState.Cancelled, ChangeKind.Cancelled, by, now, reason);

    /// <summary>Takes a cancellation back; the caller takes the cells again.</summary>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    /// <param name="before">The state that the cancellation found.</param>
    /// <param name="reason">Why it stands outside the provider's sessions. Null inside them.</param>
    public AppointmentChange Reinstate(UserId by, Instant now, AppointmentState before, string? reason) =>
        To(before, ChangeKind.Reinstated, by, now, reason);

    public AppointmentChange Miss(UserId by, Instant now) => To(AppointmentState.NoShow, ChangeKind.Missed, by, now, null);

    public AppointmentChange UndoMiss(UserId by, Instant now, AppointmentState before) => To(before, ChangeKind.MissUndone, by, now, null);

    public AppointmentChange Keep(UserId by, Instant now) => To(AppointmentState.Kept, ChangeKind.Kept, by, now, null);

    public AppointmentChange UndoKeep(UserId by, Instant now, AppointmentState before) => To(before, ChangeKind.KeptUndone, by, now, null);

    public AppointmentChange Conceal(bool isConfidential, UserId by, Instant now)
    {
        var change = Changed(isConfidential ? ChangeKind.Concealed : ChangeKind.Unconcealed, by, now, null);
        IsConfidential = isConfidential;
        return change;
    }

    private AppointmentChange To(AppointmentState state, ChangeKind kind, UserId by, Instant now, string? reason)
    {
        var change = Changed(kind, by, now, reason);
        State = state;
        return change;
    }

    private AppointmentChange Changed(ChangeKind kind, UserId by, Instant now, string? reason) => new()
    {
        AppointmentId = Id, Number = ++Version, Kind = kind, By = by, At = now, Reason = reason,
        FromDate = Date, FromTime = Time, FromProviderId = ProviderId, FromLocationId = LocationId, FromState = State,
    };

    private void Put(Place place)
    {
        (ProviderId, LocationId, Date, Time, Minutes) =
            (place.Provider, place.Location, place.Date, place.Time, place.Minutes);
        StartsAt = place.StartsAt;
        EndsAt = place.StartsAt.Plus(Duration.FromMinutes(place.Minutes));
    }
}

/// <summary>With whom, where and when. <c>Time</c> is one that the clock on the wall really shows.</summary>
public sealed record Place
{
    public ProviderId Provider { get; }
    public LocationId Location { get; }
    public DateOnly Date { get; }
    public TimeOnly Time { get; }
    public int Minutes { get; }
    public Instant StartsAt { get; }

    /// <param name="provider">With whom.</param>
    /// <param name="location">Where.</param>
    /// <param name="date">The local date.</param>
    /// <param name="time">As asked. In a gap it becomes the first time after it; of two equal times the earlier one is meant.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="zone">The location's IANA zone.</param>
    public Place(ProviderId provider, LocationId location, DateOnly date, TimeOnly time, int minutes, string zone)
    {
        (Provider, Location, Minutes) = (provider, location, minutes);
        StartsAt = PracticeClock.At(date, time, zone);
        var wall = PracticeClock.Local(StartsAt, zone);
        (Date, Time) = (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
    }
}

public enum ChangeKind { Moved, Confirmed, Cancelled, Reinstated, Missed, MissUndone, Kept, KeptUndone, MoveUndone, ConfirmUndone, Concealed, Unconcealed }

/// <summary>What an appointment was before a change, who changed it and why. Never changed itself.</summary>
public sealed class AppointmentChange : TenantRow
{
    public AppointmentId AppointmentId { get; init; }

    /// <summary>The version that the change made.</summary>
    public int Number { get; init; }
    public ChangeKind Kind { get; init; }
    public UserId By { get; init; }
    public Instant At { get; init; }

    /// <summary>Absent where none is asked.</summary>
    public string? Reason { get; init; }
    public DateOnly FromDate { get; init; }
    public TimeOnly FromTime { get; init; }
    public ProviderId FromProviderId { get; init; }
    public LocationId FromLocationId { get; init; }
    public AppointmentState FromState { get; init; }
}

/// <summary>One cell of one resource that an appointment takes: the key is the guard against double booking.</summary>
public sealed class AppointmentCell : TenantRow
{
    /// <summary>A provider's id; later a room's or a device's too.</summary>
    public Guid ResourceId { get; init; }
    public long Cell { get; init; }

    /// <summary>From 0. A session with two lanes takes two patients at once.</summary>
    public int Lane { get; init; }
    public AppointmentId AppointmentId { get; init; }
}
