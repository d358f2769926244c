using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Patients.Domain;

/// <summary>One string that finds a patient.</summary>
public sealed class PatientToken : TenantRow
{
    public required string Token { get; init; }
    public PatientId PatientId { get; init; }
}

/// <summary>A name the practice has met, under a key it may be misheard or mistyped as.</summary>
public sealed class NameWord : TenantRow
{
    public required string Key { get; init; }
    public required string Word { get; init; }
}

/// <summary>What another system calls the patient.</summary>
public sealed class PatientIdentifier : TenantRow
{
    public required string System { get; init; }
    public required string Value { get; init; }
    public PatientId PatientId { get; init; }
}

/// <summary>Something to know before doing anything with the patient, shown on the banner until removed.</summary>
public sealed class PatientAlert : TenantRow
{
    public AlertId Id { get; init; }
    public PatientId PatientId { get; init; }
    public required string Text { get; init; }
    public Instant AddedAt { get; init; }

    /// <summary>Absent when an import brought it.</summary>
    public UserId? AddedBy { get; init; }

    /// <summary>Absent while it stands.</summary>
    public Instant? RemovedAt { get; private set; }
    public UserId? RemovedBy { get; private set; }

    public void Remove(Instant at, UserId by) => (RemovedAt, RemovedBy) = (at, by);
}

public sealed class TimelineLine : TenantRow
{
    public Guid Id { get; init; }
    public PatientId PatientId { get; init; }
    public Instant At { get; init; }

    /// <summary>Kebab-case, such as <c>registered</c>.</summary>
    public required string Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>Absent when the program did it, and for lines older than this column.</summary>
    public UserId? By { get; init; }
}

/// <summary>A chart was restricted, or its restriction lifted: who did it and why. Never changed or deleted.</summary>
public sealed class RestrictionChange : TenantRow
{
    public RestrictionChangeId Id { get; init; }
    public PatientId PatientId { get; init; }

    /// <summary>Absent: lifted.</summary>
    public RestrictionKind? Kind { get; init; }
    public required string Reason { get; init; }
    public Instant At { get; init; }

    /// <summary>Absent when the program did it.</summary>
    public UserId? By { get; init; }

    public static RestrictionChange Of(PatientId patient, RestrictionKind? kind, string reason, Instant at, UserId? by) => new()
    {
        Id = Portico.Platform.Ids.Id.New<RestrictionChangeId>(), PatientId = patient, Kind = kind, Reason = reason, At = at, By = by,
    };
}

/// <summary>Whose record this is among the staff: their own, or a family member's.</summary>
public enum StaffTie { Own, Family }

/// <summary>A member of staff and a patient record that they must not open as any other.</summary>
public sealed class StaffLink : TenantRow
{
    public UserId UserId { get; init; }
    public PatientId PatientId { get; init; }
    public StaffTie Tie { get; set; }
}

/// <summary>One person may open one restricted chart for a while, and said why. Never changed or deleted.</summary>
public sealed class BreakGlassGrant : TenantRow
{
    /// <summary>Long enough for one errand, short enough that tomorrow asks again.</summary>
    public static readonly Duration Lasts = Duration.FromHours(4);

    public BreakGlassId Id { get; init; }
    public UserId UserId { get; init; }
    public PatientId PatientId { get; init; }
    public required string Reason { get; init; }
    public Instant At { get; init; }
    public Instant Until { get; init; }
}
