using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Visits.Contracts;

public readonly record struct VisitId(Guid Value) : IId<VisitId> { public static VisitId From(Guid value) => new(value); }

/// <summary>Who pays what insurance does not: owned by Payments, named here because every visit picks one.</summary>
public readonly record struct GuarantorAccountId(Guid Value) : IId<GuarantorAccountId> { public static GuarantorAccountId From(Guid value) => new(value); }

/// <summary>A policy: owned by Coverage, named here because every visit has a filing order of them.</summary>
public readonly record struct PolicyId(Guid Value) : IId<PolicyId> { public static PolicyId From(Guid value) => new(value); }

/// <summary>Where the patient is. Expected: booked, not here yet.</summary>
public enum VisitState { Expected, Arrived, CheckedIn, Roomed, WithProvider, CheckedOut, LeftWithoutBeingSeen }

/// <summary>A visit for joins.</summary>
public sealed class VisitRow : ReadOnlyRow
{
    public VisitId Id { get; init; }
    public PatientId PatientId { get; init; }

    /// <summary>Absent for imported past visits.</summary>
    public AppointmentId? AppointmentId { get; init; }
    public LocationId LocationId { get; init; }

    /// <summary>Absent when nobody was chosen yet.</summary>
    public ProviderId? ProviderId { get; init; }
    public DateOnly Date { get; init; }
    public VisitState State { get; init; }

    /// <summary>When the present state began.</summary>
    public Instant Since { get; init; }
    public RoomId? RoomId { get; init; }

    /// <summary>Absent until one was picked.</summary>
    public GuarantorAccountId? GuarantorAccountId { get; init; }
    public bool IsWalkIn { get; init; }
}

public sealed record VisitStateChanged(VisitId Visit, PatientId Patient, VisitState From, VisitState To) : IEvent;

public interface IVisits
{
    /// <summary>The visit of an appointment; made when there is none yet.</summary>
    Task<VisitRow> ForAppointmentAsync(Desk desk, AppointmentId appointment, CancellationToken ct);

    Task<VisitRow?> FindAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <summary>A past visit from another system: already checked out.</summary>
    Task AddPastAsync(Desk desk, VisitId id, PatientId patient, LocationId location, ProviderId? provider, Instant at,
        CancellationToken ct);

    /// <summary>Moves the visit along; writes its history and touches the day's board. The caller has checked the step.</summary>
    Task ChangeAsync(Desk desk, VisitId id, VisitState to, RoomId? room, CancellationToken ct);

    Task<IReadOnlyList<PolicyId>> FilingOrderAsync(Desk desk, VisitId id, CancellationToken ct);
    Task SetFilingOrderAsync(Desk desk, VisitId id, IReadOnlyList<PolicyId> policies, CancellationToken ct);
    Task SetGuarantorAsync(Desk desk, VisitId id, GuarantorAccountId account, CancellationToken ct);
}
