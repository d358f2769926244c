using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A provider's session at a location that comes again by a rule, in that place's wall time.</summary>
public sealed class SessionTemplate : TenantRow
{
    public SessionTemplateId Id { get; init; }
    public ProviderId ProviderId { get; init; }
    public LocationId LocationId { get; init; }
    public DayOfWeek Weekday { get; init; }
    public TimeOnly Starts { get; init; }

    /// <summary>Not after <see cref="Starts"/>: on the day after.</summary>
    public TimeOnly Ends { get; init; }
    public DateOnly ValidFrom { get; init; }

    /// <summary>The last day it counts. Absent: open.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>How many patients at once, 1 or more.</summary>
    public int Lanes { get; init; }

    /// <summary>As <see cref="Recurrence"/> reads it, counted from <see cref="ValidFrom"/>: <c>FREQ=WEEKLY;INTERVAL=2;BYDAY=MO</c>. Absent:
    /// every week on <see cref="Weekday"/>, which says nothing otherwise.</summary>
    public string? Rule { get; init; }

    /// <summary>Minutes that stay free before and after each visit, multiples of 5.</summary>
    public int BufferBefore { get; init; }
    public int BufferAfter { get; init; }

    /// <summary>Nothing is booked less than this many minutes ahead.</summary>
    public int LeadMinutes { get; init; }

    /// <summary>Nothing is booked more than this many days ahead. Absent: as far as the practice books.</summary>
    public int? HorizonDays { get; init; }

    public static SessionTemplate Weekly(SessionTemplateId id, ProviderId provider, LocationId location, DayOfWeek weekday,
        TimeOnly starts, TimeOnly ends, DateOnly validFrom, DateOnly? validTo, int lanes) => new()
        {
            Id = id, ProviderId = provider, LocationId = location, Weekday = weekday, Starts = starts, Ends = ends,
            ValidFrom = validFrom, ValidTo = validTo, Lanes = lanes,
        };

    private Recurrence? _recurrence;

    /// <summary>Whether a session begins on the date.</summary>
    public bool CountsOn(DateOnly date)
    {
        if (date < ValidFrom || date > ValidTo)
            return false;
        if (Rule is null)
            return date.DayOfWeek == Weekday;
        _recurrence ??= Recurrence.Parse(Rule) ?? throw new InvalidOperationException("A session has a rule that cannot be read.");
        return _recurrence.FallsOn(ValidFrom, date);
    }

    /// <summary>A copy with another last day; null: open. This one stays as it is.</summary>
    public SessionTemplate EndingOn(DateOnly? last)
    {
        var copy = (SessionTemplate)MemberwiseClone();
        copy.ValidTo = last;
        return copy;
    }

    /// <summary>Its last day. A session that ends before it began never counts; it stays, so that the past can be explained.</summary>
    public void EndAfter(DateOnly last) => ValidTo = last;
}

public enum ExceptionKind
{
    /// <summary>No session of the template begins. One that began the evening before lasts into it.</summary>
    DayOff,

    /// <summary>Nothing is booked between two times.</summary>
    Block,

    /// <summary>A session beside those of the template. A day off or a holiday does not touch it; a block does.</summary>
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

    /// <summary>Absent for a day off. Not after <see cref="Starts"/>: on the day after.</summary>
    public TimeOnly? Ends { get; init; }

    /// <summary>How many patients at once: an extra session's; 1 for others.</summary>
    public int Lanes { get; init; }
    public required string Reason { get; init; }

    public bool CountsOn(DateOnly date, LocationId location) =>
        FromDate <= date && date <= ToDate && (LocationId is not { } only || only == location);
}
