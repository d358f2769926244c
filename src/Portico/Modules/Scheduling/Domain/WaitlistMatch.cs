using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A time that somebody gave back.</summary>
/// <param name="Specialty">The provider's.</param>
/// <param name="Date">On the wall there.</param>
/// <param name="Time">On the wall there.</param>
/// <param name="Minutes">How long it is free.</param>
/// <param name="IsToday">Its date is today's at its location.</param>
public sealed record FreedSlot(
    ProviderId Provider, string Specialty, LocationId Location, DateOnly Date, TimeOnly Time, int Minutes, Instant StartsAt, bool IsToday);

/// <summary>Someone on the waitlist, with what a match asks beside the entry itself.</summary>
/// <param name="Providers">Who would do. Empty: everybody.</param>
/// <param name="Locations">Where would do. Empty: everywhere.</param>
/// <param name="Minutes">How long the visit takes with the slot's provider.</param>
/// <param name="Specialty">Of the visit type. Null: any.</param>
/// <param name="BookedFor">When the visit that would be given up begins. Null: none is booked.</param>
/// <param name="Miles">From the patient's ZIP to the slot's location. Null: not known.</param>
/// <param name="SaidNo">They declined this very slot.</param>
public sealed record WaitingPatient(
    WaitlistEntry Entry, IReadOnlySet<Guid> Providers, IReadOnlySet<Guid> Locations, int Minutes, string? Specialty, Instant? BookedFor,
    double? Miles, bool SaidNo);

/// <summary>What speaks for somebody.</summary>
public enum MatchReason { Urgency, Standby, Wait, Fit, AskedForProvider, Distance, Accepts }

/// <param name="Points">Of about 100 in all.</param>
/// <param name="Amount">Days waited, minutes of the slot used, miles, slots taken. Null where a number says nothing.</param>
public sealed record MatchPoint(MatchReason What, int Points, int? Amount = null);

/// <summary>Someone whom a freed slot suits, and why they stand where they stand in the list.</summary>
public sealed record WaitlistMatch(WaitingPatient Who, IReadOnlyList<MatchPoint> Points)
{
    private const int NearMiles = 5;
    private const int FarMiles = 50;

    public int Score { get; } = Points.Sum(p => p.Points);

    /// <summary>Whom the slot suits, the best first. Equals in points are ordered by how long they wait.</summary>
    public static IReadOnlyList<WaitlistMatch> Rank(FreedSlot slot, IEnumerable<WaitingPatient> waiting, Instant now) =>
    [
        .. waiting.Where(w => Suits(slot, w, now)).Select(w => new WaitlistMatch(w, PointsOf(slot, w, now)))
            .OrderByDescending(m => m.Score).ThenBy(m => m.Who.Entry.AddedAt).ThenBy(m => m.Who.Entry.Id.Value),
    ];

    /// <summary>Whether it is what they asked for, and they hear of it early enough.</summary>
    public static bool Suits(FreedSlot slot, WaitingPatient who, Instant now)
    {
        var entry = who.Entry;
        return entry.State == WaitlistState.Waiting && !who.SaidNo
            && who.Minutes <= slot.Minutes
            && (who.Specialty is not { } specialty || string.Equals(specialty, slot.Specialty, StringComparison.OrdinalIgnoreCase))
            && entry.FromDate <= slot.Date && (entry.ToDate is not { } last || slot.Date <= last)
            && (entry.Earliest is not { } earliest || earliest <= slot.Time) && (entry.Latest is not { } latest || slot.Time <= latest)
            && (entry.Weekdays == 0 || entry.Days.Contains(slot.Date.DayOfWeek))
            && (who.Providers.Count == 0 || who.Providers.Contains(slot.Provider.Value))
            && (who.Locations.Count == 0 || who.Locations.Contains(slot.Location.Value))
            && slot.StartsAt - now >= Duration.FromMinutes(entry.NoticeMinutes) && slot.StartsAt > now
            && (who.BookedFor is not { } booked || slot.StartsAt < booked);
    }

    private static List<MatchPoint> PointsOf(FreedSlot slot, WaitingPatient who, Instant now)
    {
        var entry = who.Entry;
        var days = (int)Math.Max(0, (now - entry.AddedAt).TotalDays);
        List<MatchPoint> points = [new(MatchReason.Wait, Math.Min(days / 3, 30), days)];
        if (entry.Urgency != WaitlistUrgency.Routine)
            points.Add(new(MatchReason.Urgency, entry.Urgency == WaitlistUrgency.Urgent ? 40 : 20));
        if (entry.IsStandby && slot.IsToday)
            points.Add(new(MatchReason.Standby, 25));
        points.Add(new(MatchReason.Fit, 15 * who.Minutes / slot.Minutes, who.Minutes));
        if (who.Providers.Count > 0)
            points.Add(new(MatchReason.AskedForProvider, 5));
        // Who is not known to be near or far stands in the middle.
        points.Add(who.Miles is { } miles
            ? new(MatchReason.Distance, (int)Math.Round(10 * Math.Clamp((FarMiles - miles) / (FarMiles - NearMiles), 0, 1)), (int)Math.Round(miles))
            : new(MatchReason.Distance, 5));
        // Nobody's first offer says something of them: half of the points, as if they had taken one of two before.
        points.Add(new(MatchReason.Accepts, 10 * (entry.Accepted + 1) / (entry.Offers + 2), entry.Accepted));
        return points;
    }
}
