using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

public enum SessionRuleKind
{
    /// <summary>Only the visit types that are allowed may be booked. Without one, all may.</summary>
    Allow,

    /// <summary>No more of them than <see cref="SessionRule.Most"/> in the session on one date.</summary>
    Cap,
}

/// <summary>What may be booked into a session: "at most 2 new patients a morning".</summary>
public sealed class SessionRule : TenantRow
{
    public SessionTemplateId TemplateId { get; init; }
    public int Number { get; init; }
    public SessionRuleKind Kind { get; init; }

    /// <summary>Absent: every visit type.</summary>
    public VisitTypeId? VisitTypeId { get; init; }
    public ForPatients Patients { get; init; }

    /// <summary>Of a cap. Absent otherwise.</summary>
    public int? Most { get; init; }

    /// <summary>Under which a cap's places are counted, one cell a day. Made with the rule, and kept by the one that replaces it: who is booked
    /// already counts.</summary>
    public Guid CounterId { get; init; }

    /// <summary>A copy that goes on counting where another one counted.</summary>
    public SessionRule CountingAt(Guid counter) => new()
    {
        TemplateId = TemplateId, Number = Number, Kind = Kind, VisitTypeId = VisitTypeId, Patients = Patients, Most = Most, CounterId = counter,
    };

    /// <summary>Whether it counts the same visits as another cap.</summary>
    public bool CountsAs(SessionRule other) => Kind == SessionRuleKind.Cap && other.Kind == SessionRuleKind.Cap
        && VisitTypeId == other.VisitTypeId && Patients == other.Patients;
}

/// <summary>For whom a slot is kept.</summary>
public enum SlotPurpose
{
    NewPatient,

    /// <summary>For those who call on the day itself.</summary>
    SameDay,
    HospitalFollowUp,
}

/// <summary>A part of a session kept for a purpose until it is released.</summary>
public sealed class ReservedSlot : TenantRow
{
    public SessionTemplateId TemplateId { get; init; }
    public int Number { get; init; }
    public TimeOnly Starts { get; init; }
    public TimeOnly Ends { get; init; }
    public SlotPurpose Purpose { get; init; }

    /// <summary>Anybody may have it from this many hours before it begins. 0: never released before it begins.</summary>
    public int ReleaseHours { get; init; }
}

/// <summary>A time when a room, device, interpreter or nurse cannot be had.</summary>
public sealed class ResourceBlock : TenantRow
{
    public ResourceBlockId Id { get; init; }
    public ResourceId ResourceId { get; init; }
    public Instant StartsAt { get; init; }
    public Instant EndsAt { get; init; }
    public required string Reason { get; init; }
}

/// <summary>With which zone and which edition of the tz database a location's starts were computed. When either changes, wall time
/// stays and the instants follow.</summary>
public sealed class LocationZone : TenantRow
{
    public LocationId LocationId { get; init; }
    public required string Zone { get; set; }

    /// <summary>Such as <c>2026c</c>.</summary>
    public required string TzVersion { get; set; }
}
