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

    /// <summary>The wall time comes twice on its date, and the later one is meant.</summary>
    public bool IsLater { get; private set; }

    /// <summary>It stands in a lane beyond those of the session, on purpose: <see cref="BookedWhy"/> says why.</summary>
    public bool IsOverbooked { get; private set; }

    /// <summary>Nobody of the specialty had seen the patient for three years when it was booked.</summary>
    public bool IsNewPatient { get; init; }

    /// <summary>The patient pays: asked when it was booked.</summary>
    public bool IsSelfPay { get; init; }

    /// <summary>Where the patient will be during a visit by video, two letters. Absent on site.</summary>
    public string? PatientState { get; init; }

    /// <summary>The language an interpreter was booked for, BCP 47. Absent: none was.</summary>
    public string? InterpreterLanguage { get; init; }

    /// <summary>Absent for a visit by itself.</summary>
    public SeriesId? SeriesId { get; private set; }

    /// <summary>Its place in the series, from 1. Absent for a visit by itself.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>Absent for a visit alone with the provider.</summary>
    public GroupVisitId? GroupVisitId { get; private set; }

    /// <summary>The visit that this one was booked for: a lab before it, imaging on the same day. Absent: none.</summary>
    public AppointmentId? LinkedTo { get; init; }

    /// <summary>How it stands to that one. Absent: not said, or it belongs to none.</summary>
    public LinkOrder? LinkOrder { get; init; }

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
    /// <param name="terms">What else was asked and found. Null: nothing.</param>
    public static Appointment Book(AppointmentId id, PatientId patient, Place place, VisitTypeId visitType, string? note,
        string? why, UserId by, Instant now, bool isConfidential = false, BookingTerms? terms = null)
    {
        terms ??= new BookingTerms();
        var appointment = new Appointment
        {
            Id = id, PatientId = patient, VisitTypeId = visitType, Note = note, BookedWhy = why, BookedBy = by, BookedAt = now,
            State = AppointmentState.Booked, IsConfidential = isConfidential, IsNewPatient = terms.IsNewPatient, IsSelfPay = terms.IsSelfPay,
            PatientState = terms.PatientState, InterpreterLanguage = terms.Interpreter, SeriesId = terms.Series, SeriesNumber = terms.SeriesNumber,
            GroupVisitId = terms.Group, LinkedTo = terms.LinkedTo, LinkOrder = terms.LinkOrder,
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

    /// <summary>The group that it was a place in is cancelled: it is a visit like any other from now on.</summary>
    public void LeaveGroup() => GroupVisitId = null;

    /// <summary>Makes it longer or shorter where it stands; the caller takes the cells again. Whoever confirmed, confirmed the beginning.</summary>
    /// <param name="minutes">The new length, a multiple of 5.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Kept with the change. Null: none was said.</param>
    public AppointmentChange Resize(int minutes, UserId by, Instant now, string? reason)
    {
        var change = Changed(ChangeKind.Resized, by, now, reason);
        Minutes = minutes;
        EndsAt = StartsAt.Plus(Duration.FromMinutes(minutes));
        return change;
    }

    /// <summary>Says whether it stands in a lane beyond those of the session.</summary>
    public void Overbook(bool isBeyond) => IsOverbooked = isBeyond;

    /// <summary>The zone of its place, or the rules of the zone, changed: wall time stays, and the instant follows.</summary>
    /// <param name="zone">The place's, as it is now.</param>
    public void KeepWallTime(string zone) => Put(new Place(ProviderId, LocationId, Date, Time, Minutes, zone, IsLater));

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
        FromDate = Date, FromTime = Time, FromIsLater = IsLater, FromMinutes = Minutes, FromProviderId = ProviderId, FromLocationId = LocationId,
        FromState = State, FromIsOverbooked = IsOverbooked,
    };

    private void Put(Place place)
    {
        (ProviderId, LocationId, Date, Time, Minutes) =
            (place.Provider, place.Location, place.Date, place.Time, place.Minutes);
        (StartsAt, IsLater) = (place.StartsAt, place.IsLater);
        EndsAt = place.StartsAt.Plus(Duration.FromMinutes(place.Minutes));
    }
}

/// <summary>What was asked and found when a visit was booked. Fixed from then on.</summary>
/// <param name="IsNewPatient">Nobody of the specialty had seen the patient for three years.</param>
/// <param name="IsSelfPay">The patient pays.</param>
/// <param name="PatientState">Where the patient will be during a visit by video. Null on site.</param>
/// <param name="Interpreter">The language, BCP 47. Null: none.</param>
/// <param name="Series">Null: by itself.</param>
/// <param name="SeriesNumber">From 1. Null: by itself.</param>
/// <param name="Group">Null: alone with the provider.</param>
/// <param name="LinkedTo">The visit that it was booked for. Null: none.</param>
/// <param name="LinkOrder">How it stands to that one. Null: not said.</param>
public sealed record BookingTerms(bool IsNewPatient = false, bool IsSelfPay = false, string? PatientState = null, string? Interpreter = null,
    SeriesId? Series = null, int? SeriesNumber = null, GroupVisitId? Group = null, AppointmentId? LinkedTo = null,
    LinkOrder? LinkOrder = null);

/// <summary>When a cancellation is late: the visit type says how many hours before the start it begins.</summary>
public static class LateCancel
{
    public static bool IsLate(Instant startsAt, int hours, Instant now) => now > startsAt - Duration.FromHours(hours);
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

    /// <summary>The location's, IANA.</summary>
    public string Zone { get; }

    /// <summary>The time comes twice on its date, and the later one is meant.</summary>
    public bool IsLater { get; }

    /// <param name="provider">With whom.</param>
    /// <param name="location">Where.</param>
    /// <param name="date">The local date.</param>
    /// <param name="time">As asked. In a gap it becomes the first time after it.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="zone">The location's IANA zone.</param>
    /// <param name="isLater">Of two equal times the later one is meant.</param>
    public Place(ProviderId provider, LocationId location, DateOnly date, TimeOnly time, int minutes, string zone, bool isLater = false)
    {
        (Provider, Location, Minutes, Zone) = (provider, location, minutes, zone);
        IsLater = isLater && PracticeClock.ComesTwice(date, time, zone);
        StartsAt = PracticeClock.At(date, time, zone, isLater);
        var wall = PracticeClock.Local(StartsAt, zone);
        (Date, Time) = (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
    }
}

public enum ChangeKind { Moved, Confirmed, Cancelled, Reinstated, Missed, MissUndone, Kept, KeptUndone, MoveUndone, ConfirmUndone, Concealed, Unconcealed, Resized }

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

    /// <summary>The time came twice on its date, and it was the later one.</summary>
    public bool FromIsLater { get; init; }

    /// <summary>How long it was. Absent where the change was written before this was kept.</summary>
    public int? FromMinutes { get; init; }

    /// <summary>It stood in a lane beyond those of the session.</summary>
    public bool FromIsOverbooked { get; init; }
    public ProviderId FromProviderId { get; init; }
    public LocationId FromLocationId { get; init; }
    public AppointmentState FromState { get; init; }
}

/// <summary>One cell of one resource that is taken: the key is the guard against double booking. It belongs to an appointment, a
/// hold or a group visit.</summary>
public sealed class AppointmentCell : TenantRow
{
    /// <summary>Of a provider, a room, a device, an interpreter or a nurse; of a group visit for its places; of a session's cap, where
    /// the cell is the day's number.</summary>
    public Guid ResourceId { get; init; }
    public long Cell { get; init; }

    /// <summary>From 0. A session with two lanes takes two patients at once.</summary>
    public int Lane { get; init; }
    public AppointmentId? AppointmentId { get; init; }
    public HoldId? HoldId { get; init; }
    public GroupVisitId? GroupVisitId { get; init; }
}

/// <summary>What an appointment takes beside its provider, or of the provider where that is not the whole visit.</summary>
public sealed class AppointmentPart : TenantRow
{
    public AppointmentId AppointmentId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }
    public Guid ResourceId { get; init; }

    /// <summary>Absent for the provider.</summary>
    public ResourceClass? Class { get; init; }

    /// <summary>Whole minutes from the visit's start, a multiple of 5.</summary>
    public int Offset { get; init; }
    public int Minutes { get; init; }
}
