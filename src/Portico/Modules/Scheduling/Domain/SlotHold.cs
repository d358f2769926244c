using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>A slot kept for a caller who is still speaking, or for someone on the waitlist who was asked. Its cells are as taken as
/// an appointment's until it expires.</summary>
public sealed class SlotHold : TenantRow
{
    public HoldId Id { get; init; }
    public ProviderId ProviderId { get; init; }
    public LocationId LocationId { get; init; }
    public VisitTypeId VisitTypeId { get; init; }

    /// <summary>Absent while the caller is not yet found.</summary>
    public PatientId? PatientId { get; init; }
    public DateOnly Date { get; init; }
    public TimeOnly Time { get; init; }
    public int Minutes { get; init; }
    public Instant StartsAt { get; init; }
    public UserId HeldBy { get; init; }
    public Instant HeldAt { get; init; }
    public Instant ExpiresAt { get; private set; }

    /// <summary>How long a hold lasts from its last renewal.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(5);

    /// <summary>How long it lasts at most, however often it is renewed.</summary>
    public static readonly Duration AtMost = Duration.FromMinutes(20);

    public static SlotHold Take(HoldId id, Place place, VisitTypeId visitType, PatientId? patient, UserId by, Instant now, Instant expires) => new()
    {
        Id = id, ProviderId = place.Provider, LocationId = place.Location, VisitTypeId = visitType, PatientId = patient, Date = place.Date,
        Time = place.Time, Minutes = place.Minutes, StartsAt = place.StartsAt, HeldBy = by, HeldAt = now, ExpiresAt = expires,
    };

    /// <summary>Five more minutes, and never beyond twenty from its beginning.</summary>
    /// <returns>False when it has expired: the slot may be somebody else's.</returns>
    public bool Renew(Instant now)
    {
        if (ExpiresAt <= now)
            return false;
        ExpiresAt = Instant.Max(ExpiresAt, Instant.Min(now + Lasts, HeldAt + AtMost));
        return true;
    }
}
