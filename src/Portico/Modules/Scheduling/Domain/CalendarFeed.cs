using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A provider's schedule as an iCalendar address that another program reads. Whoever has the token has the schedule.</summary>
public sealed class CalendarFeed : TenantRow
{
    public CalendarFeedId Id { get; init; }
    public ProviderId ProviderId { get; init; }

    /// <summary>SHA-256; the token itself is shown once.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Patients are named. False: a visit is its type and nothing else.</summary>
    public bool WithNames { get; init; }
    public UserId MadeBy { get; init; }
    public Instant MadeAt { get; init; }

    /// <summary>Absent while it is served.</summary>
    public Instant? RevokedAt { get; private set; }

    public void Revoke(Instant now) => RevokedAt ??= now;
}

/// <summary>A numbered form that was printed for the time without the program. What was written on it is entered once.</summary>
public sealed class PaperForm : TenantRow
{
    /// <summary>Printed on the form; counted up in the practice.</summary>
    public long Number { get; init; }
    public PaperKind Kind { get; init; }
    public LocationId LocationId { get; init; }
    public Instant PrintedAt { get; init; }

    /// <summary>Absent until what was written on it is entered, or it is said that it stayed empty.</summary>
    public Instant? EnteredAt { get; set; }
    public UserId? EnteredBy { get; set; }

    /// <summary>What came of it. Absent: it stayed empty, and <see cref="Outcome"/> says so.</summary>
    public Guid? AboutId { get; set; }
    public string? Outcome { get; set; }
}
