using NodaTime;
using NodaTime.TimeZones;

namespace Portico.Platform.Clock;

/// <summary>The one clock. Instants are for what already happened; wall time belongs to a place's IANA zone.</summary>
public sealed class PracticeClock(TimeProvider time)
{
    /// <summary>Now, cut to microseconds: what is stored reads back equal.</summary>
    public Instant Now => Cut(Instant.FromDateTimeOffset(time.GetUtcNow()));

    public TimeProvider Time => time;

    /// <summary>The date on the wall at a place.</summary>
    public DateOnly Today(string zone) => DateOnly.FromDateTime(Local(Now, zone));

    /// <summary>What a clock on the wall of that place showed.</summary>
    public static DateTime Local(Instant at, string zone) => at.InZone(Zone(zone)).ToDateTimeUnspecified();

    /// <summary>The instant of a wall time. In a gap the time after it; in an overlap the earlier one.</summary>
    public static Instant At(DateOnly date, TimeOnly time, string zone) =>
        Zone(zone).ResolveLocal(LocalDateTime.FromDateTime(date.ToDateTime(time)),
            Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter)).ToInstant();

    /// <summary>The same, and of a time that comes twice the one that is meant.</summary>
    public static Instant At(DateOnly date, TimeOnly time, string zone, bool isLater)
    {
        var mapped = Zone(zone).MapLocal(LocalDateTime.FromDateTime(date.ToDateTime(time)));
        return isLater && mapped.Count == 2 ? mapped.Last().ToInstant() : At(date, time, zone);
    }

    /// <summary>Whether the clocks go back then, so that the time comes twice.</summary>
    public static bool ComesTwice(DateOnly date, TimeOnly time, string zone) =>
        Zone(zone).MapLocal(LocalDateTime.FromDateTime(date.ToDateTime(time))).Count == 2;

    /// <exception cref="DateTimeZoneNotFoundException">Not an IANA zone.</exception>
    public static DateTimeZone Zone(string zone) => DateTimeZoneProviders.Tzdb[zone];

    public static bool IsZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    private static Instant Cut(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - ((ticks % 10) + 10) % 10);
    }
}
