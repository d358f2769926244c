using System.Diagnostics;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
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

/// <summary>Which step may follow which. The one table: the visit itself obeys it, screens ask it what to offer.</summary>
public static class VisitSteps
{
    public static bool CanGo(VisitState from, VisitState to) => (from, to) switch
    {
        (VisitState.Expected, VisitState.Arrived) => true,
        (VisitState.Arrived, VisitState.CheckedIn) => true,
        // Some providers fetch their patients from the waiting room themselves.
        (VisitState.CheckedIn, VisitState.Roomed or VisitState.WithProvider) => true,
        // To another room; or out again after a nurse's visit.
        (VisitState.Roomed, VisitState.Roomed or VisitState.WithProvider or VisitState.CheckedOut) => true,
        (VisitState.WithProvider, VisitState.CheckedOut) => true,
        (VisitState.Arrived or VisitState.CheckedIn or VisitState.Roomed, VisitState.LeftWithoutBeingSeen) => true,
        _ => false,
    };

    /// <returns>What the desk says of it. Null while the patient is only expected: then the schedule's word stands.</returns>
    public static BoardState? OnBoard(VisitState state) => state switch
    {
        VisitState.Expected => null,
        VisitState.Arrived => BoardState.Arrived,
        VisitState.CheckedIn => BoardState.CheckedIn,
        VisitState.Roomed => BoardState.Roomed,
        VisitState.WithProvider => BoardState.WithProvider,
        VisitState.CheckedOut => BoardState.CheckedOut,
        VisitState.LeftWithoutBeingSeen => BoardState.LeftWithoutBeingSeen,
        _ => throw new UnreachableException(),
    };

    /// <summary>The desk's word for a state.</summary>
    public static string Word(VisitState state) => OnBoard(state) is { } shown ? BoardStates.Word(shown) : "Expected";
}

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

    /// <summary>Absent until the patient is here: what a wait is counted from.</summary>
    public Instant? ArrivedAt { get; init; }
    public RoomId? RoomId { get; init; }

    /// <summary>Absent until one was picked.</summary>
    public GuarantorAccountId? GuarantorAccountId { get; init; }

    /// <summary>The desk decided that no policy is billed for this visit. False while nobody decided.</summary>
    public bool IsSelfPay { get; init; }

    /// <summary>An accident's carrier is billed: no health policy is, and the visit is not self-pay either.</summary>
    public bool IsClaim { get; init; }
    public bool IsWalkIn { get; init; }

    /// <summary>Its appointment is: paper that someone else may take home says nothing of it.</summary>
    public bool IsConfidential { get; init; }
}

/// <summary>One policy of a visit's filing order, for joins. Rank 1 is billed first.</summary>
public sealed class VisitPolicyRow : ReadOnlyRow
{
    public VisitId VisitId { get; init; }
    public int Rank { get; init; }
    public PolicyId PolicyId { get; init; }
}

/// <summary>One change of state. An undone one stays, marked.</summary>
/// <param name="Number">1, 2, … within the visit.</param>
/// <param name="By">The default for the program itself.</param>
/// <param name="UndoneAt">Absent while it stands.</param>
/// <param name="Reason">Why it was undone. Absent while it stands.</param>
public sealed record VisitStep(int Number, VisitState From, VisitState To, Instant At, UserId By,
    Instant? UndoneAt, UserId? UndoneBy, string? Reason);

public sealed record VisitStateChanged(VisitId Visit, PatientId Patient, VisitState From, VisitState To) : IEvent;

/// <summary>Topics of the live feed, made in one place.</summary>
public static class VisitTopics
{
    public static string Visit(VisitId visit) => $"visit/{visit.Value:N}";

    /// <summary>The board's own topic, for modules that may not know the schedule.</summary>
    public static string Day(LocationId location, DateOnly date) => ScheduleTopics.Day(location, date);
}

public interface IVisits
{
    /// <summary>The visit of an appointment; made when there is none yet.</summary>
    Task<VisitRow> ForAppointmentAsync(Desk desk, AppointmentId appointment, CancellationToken ct);

    Task<VisitRow?> FindAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <summary>The same for an act that will change it: until this act ends, nobody else moves the visit.</summary>
    Task<VisitRow?> TakeAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <summary>Oldest first, undone ones too.</summary>
    Task<IReadOnlyList<VisitStep>> HistoryAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <summary>A past visit from another system: already checked out. The same id again changes nothing.</summary>
    Task AddPastAsync(Desk desk, VisitId id, PatientId patient, LocationId location, ProviderId? provider, Instant at,
        CancellationToken ct);

    /// <summary>Says that the patient came without being booked before.</summary>
    Task MarkWalkInAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <summary>Moves the visit along; writes its history and touches the day's board. The caller has checked the step.</summary>
    /// <exception cref="InvalidOperationException"><see cref="VisitSteps"/> does not allow the step.</exception>
    Task ChangeAsync(Desk desk, VisitId id, VisitState to, RoomId? room, CancellationToken ct);

    /// <summary>The same, for a step that was made at an earlier time, as paper says.</summary>
    Task ChangeAsync(Desk desk, VisitId id, VisitState to, RoomId? room, Instant at, CancellationToken ct);

    /// <summary>Takes the last standing step back, as if it had not been: state, clock and room. History keeps it, marked.</summary>
    /// <returns>Where the visit is now.</returns>
    /// <exception cref="InvalidOperationException">No step stands.</exception>
    Task<VisitState> UndoAsync(Desk desk, VisitId id, string reason, CancellationToken ct);

    /// <summary>In rank order. Empty while nobody chose one, for self-pay, and for an accident's claim.</summary>
    Task<IReadOnlyList<PolicyId>> FilingOrderAsync(Desk desk, VisitId id, CancellationToken ct);

    /// <param name="policies">The first is billed first. Empty: no policy is billed, the visit is self-pay. Null: nobody has chosen.</param>
    Task SetFilingOrderAsync(Desk desk, VisitId id, IReadOnlyList<PolicyId>? policies, CancellationToken ct);

    /// <summary>Says whether an accident's carrier is billed. If so, every policy leaves the visit's filing order.</summary>
    Task BillClaimAsync(Desk desk, VisitId id, bool isClaim, CancellationToken ct);

    Task SetGuarantorAsync(Desk desk, VisitId id, GuarantorAccountId account, CancellationToken ct);
}
