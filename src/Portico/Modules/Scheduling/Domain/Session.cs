using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A provider's weekly session at a location, in that place's wall time.</summary>
public sealed class SessionTemplate : TenantRow
{
    public SessionTemplateId Id { get; init; }
    public ProviderId ProviderId { get; init; }
    public LocationId LocationId { get; init; }
    public DayOfWeek Weekday { get; init; }
    public TimeOnly Starts { get; init; }

    /// <summary>After <see cref="Starts"/>: a session never crosses midnight.</summary>
    public TimeOnly Ends { get; init; }
    public DateOnly ValidFrom { get; init; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>How many patients at once, 1 or more.</summary>
    public int Lanes { get; init; }

    public static SessionTemplate Weekly(SessionTemplateId id, ProviderId provider, LocationId location, DayOfWeek weekday,
        TimeOnly starts, TimeOnly ends, DateOnly validFrom, DateOnly? validTo, int lanes) => new()
        {
            Id = id, ProviderId = provider, LocationId = location, Weekday = weekday, Starts = starts, Ends = ends,
            ValidFrom = validFrom, ValidTo = validTo, Lanes = lanes,
        };

    public bool CountsOn(DateOnly date) =>
        date.DayOfWeek == Weekday && ValidFrom <= date && (ValidTo is not { } last || date <= last);

    /// <summary>Its last day. A session that ends before it began never counts; it stays, so that the past can be explained.</summary>
    public void EndAfter(DateOnly last) => ValidTo = last;
}

public enum ExceptionKind
{
    /// <summary>No weekly session counts.</summary>
    DayOff,

    /// <summary>Nothing is booked between two times.</summary>
    Block,

    /// <summary>A session beside the weekly ones. A day off does not touch it; a block does.</summary>
    ExtraSession,
}

/// <summary>What makes some days of a provider different from the template, and why.</summary>
public sealed class TemplateException : TenantRow
{
    public TemplateExceptionId Id { get; init; }
    public ProviderId ProviderId { get; init; }

    /// <summary>Absent: at every location. Present for an extra session.</summary>
    public LocationId? LocationId { get; init; }
    public ExceptionKind Kind { get; init; }
    public DateOnly FromDate { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly ToDate { get; init; }

    /// <summary>Absent for a day off.</summary>
    public TimeOnly? Starts { get; init; }

    /// <summary>Absent for a day off.</summary>
    public TimeOnly? Ends { get; init; }

    /// <summary>How many patients at once: an extra session's; 1 for others.</summary>
    public int Lanes { get; init; }
    public required string Reason { get; init; }

    public bool CountsOn(DateOnly date, LocationId location) =>
        FromDate <= date && date <= ToDate && (LocationId is not { } only || only == location);
}
