using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Visits.Domain;

/// <summary>The thread that everything of one visit hangs on. Thin: what it is about, where the patient is, who is billed.</summary>
public sealed class Visit : TenantRow
{
    private Visit()
    {
    }

    public VisitId Id { get; private init; }
    public PatientId PatientId { get; private init; }

    /// <summary>Absent for past visits of another system.</summary>
    public AppointmentId? AppointmentId { get; private init; }
    public LocationId LocationId { get; private set; }

    /// <summary>Absent when nobody was chosen yet.</summary>
    public ProviderId? ProviderId { get; private set; }

    /// <summary>The day at the location.</summary>
    public DateOnly Date { get; private set; }
    public VisitState State { get; private set; }

    /// <summary>When the present state began.</summary>
    public Instant Since { get; private set; }

    /// <summary>Absent until the patient is here.</summary>
    public Instant? ArrivedAt { get; private set; }

    /// <summary>Absent while the patient is in no room.</summary>
    public RoomId? RoomId { get; private set; }

    /// <summary>Absent until one was picked.</summary>
    public GuarantorAccountId? GuarantorAccountId { get; private set; }

    /// <summary>Decided at the desk: no policy is billed.</summary>
    public bool IsSelfPay { get; private set; }

    /// <summary>An accident's carrier is billed: no health policy is, and the visit is not self-pay either.</summary>
    public bool IsClaim { get; private set; }
    public bool IsWalkIn { get; private set; }

    /// <summary>Steps ever made, undone ones too: numbers the history.</summary>
    public int Steps { get; private set; }

    public static Visit Expect(VisitId id, AppointmentRow appointment, Instant now) => new()
    {
        Id = id, PatientId = appointment.PatientId, AppointmentId = appointment.Id, LocationId = appointment.LocationId,
        ProviderId = appointment.ProviderId, Date = appointment.Date, State = VisitState.Expected, Since = now,
    };

    /// <summary>One that another system saw through to its end.</summary>
    public static Visit Past(VisitId id, PatientId patient, LocationId location, ProviderId? provider, DateOnly date, Instant at) => new()
    {
        Id = id, PatientId = patient, LocationId = location, ProviderId = provider, Date = date,
        State = VisitState.CheckedOut, Since = at,
    };

    /// <summary>Follows its appointment to another day, place or provider. A visit that began stays where it is.</summary>
    public void Follow(AppointmentRow appointment)
    {
        if (State == VisitState.Expected)
            (Date, LocationId, ProviderId) = (appointment.Date, appointment.LocationId, appointment.ProviderId);
    }

    /// <exception cref="InvalidOperationException"><see cref="VisitSteps"/> does not allow the step.</exception>
    public VisitEvent Go(VisitState to, RoomId? room, Instant at, UserId by)
    {
        if (!VisitSteps.CanGo(State, to))
            throw new InvalidOperationException($"A visit does not go from {State} to {to}.");
        var step = new VisitEvent(Id, ++Steps, State, to, Since, RoomId, at, by);
        // A patient with the provider sits where he sat before, and after that in no room.
        RoomId = to switch
        {
            VisitState.Roomed => room,
            VisitState.WithProvider => room ?? RoomId,
            _ => null,
        };
        if (to == VisitState.Arrived)
            ArrivedAt = at;
        (State, Since) = (to, at);
        return step;
    }

    /// <summary>Takes a step back, as if it had not been. Its event stays and says so.</summary>
    /// <param name="last">The last step that stands.</param>
    /// <exception cref="InvalidOperationException">Not that step.</exception>
    public void Undo(VisitEvent last, Instant at, UserId by, string reason)
    {
        if (last.VisitId != Id || last.To != State || last.UndoneAt is not null)
            throw new InvalidOperationException("Only the last step that stands can be undone.");
        last.Undo(at, by, reason);
        (State, Since, RoomId) = (last.From, last.FromSince, last.FromRoomId);
        if (State == VisitState.Expected)
            ArrivedAt = null;
    }

    public void BeWalkIn() => IsWalkIn = true;

    public void PickGuarantor(GuarantorAccountId account) => GuarantorAccountId = account;

    /// <param name="anyPolicy">False: the desk decided that none is billed.</param>
    public void FileWith(bool anyPolicy) => (IsSelfPay, IsClaim) = (!anyPolicy, false);

    public void BillClaim(bool isClaim) => (IsSelfPay, IsClaim) = (IsSelfPay && !isClaim, isClaim);
}

/// <summary>One change of a visit's state. Never deleted; an undone one is marked.</summary>
public sealed class VisitEvent : TenantRow
{
    private VisitEvent()
    {
    }

    internal VisitEvent(VisitId visitId, int number, VisitState from, VisitState to, Instant fromSince, RoomId? fromRoomId,
        Instant at, UserId by) =>
        (VisitId, Number, From, To, FromSince, FromRoomId, At, ById) = (visitId, number, from, to, fromSince, fromRoomId, at, by);

    public VisitId VisitId { get; private init; }
    public int Number { get; private init; }
    public VisitState From { get; private init; }
    public VisitState To { get; private init; }

    /// <summary>When the state before had begun: an undo brings its wait back.</summary>
    public Instant FromSince { get; private init; }
    public RoomId? FromRoomId { get; private init; }
    public Instant At { get; private init; }

    /// <summary>The default for the program itself.</summary>
    public UserId ById { get; private init; }

    /// <summary>Absent while the step stands.</summary>
    public Instant? UndoneAt { get; private set; }
    public UserId? UndoneById { get; private set; }
    public string? UndoneFor { get; private set; }

    internal void Undo(Instant at, UserId by, string reason) => (UndoneAt, UndoneById, UndoneFor) = (at, by, reason);
}

/// <summary>A place in a visit's filing order. Rank 1 is billed first.</summary>
public sealed class VisitPolicy : TenantRow
{
    public VisitId VisitId { get; init; }
    public int Rank { get; init; }
    public PolicyId PolicyId { get; init; }
}
