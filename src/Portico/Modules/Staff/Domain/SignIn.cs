using NodaTime;
using Portico.Platform.Access;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Domain;

/// <summary>How a person proved who they are when the sign-in began.</summary>
public enum SignInMeans { PasswordAndCode, PasswordAndRecoveryCode, Passkey, Demo }

/// <summary>One full sign-in on one device. It can be locked and come back by PIN; once ended it never comes back.</summary>
public sealed class SignIn : TenantRow
{
    /// <summary>A full sign-in carries a shift; after that the second factor is asked for again.</summary>
    public static readonly Duration Longest = Duration.FromHours(14);

    /// <summary>Wrong PINs in a row that end the sign-in: a million PINs stand against five tries.</summary>
    public const int MostWrongPins = 5;

    private SignIn() { }

    public SignInId Id { get; private init; }
    public UserId UserId { get; private init; }
    public SignInMeans Means { get; private init; }
    public Instant StartedAt { get; private init; }

    /// <summary>The last sign of a hand at the screen, within half a minute.</summary>
    public Instant LastSeenAt { get; private set; }

    /// <summary>Absent while unlocked.</summary>
    public Instant? LockedAt { get; private set; }

    /// <summary>Absent while it stands.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>SHA-256 of the device's cookie: a PIN works there alone. Absent for a demo person.</summary>
    public byte[]? DeviceHash { get; private init; }
    public int WrongPins { get; private set; }

    public static SignIn Begin(SignInId id, UserId user, SignInMeans means, byte[]? deviceHash, Instant now) => new()
    {
        Id = id, UserId = user, Means = means, DeviceHash = deviceHash, StartedAt = now, LastSeenAt = now,
    };

    public bool Stands(Instant now) => EndedAt is null && now - StartedAt < Longest;

    public void Seen(Instant now)
    {
        if (EndedAt is null && LockedAt is null && now > LastSeenAt)
            LastSeenAt = now;
    }

    public void Lock(Instant now) => LockedAt ??= now;

    public void Unlock(Instant now) => (LockedAt, LastSeenAt, WrongPins) = (null, now, 0);

    /// <summary>Counts a wrong PIN; too many end the sign-in.</summary>
    public void WrongPin(Instant now)
    {
        WrongPins++;
        if (WrongPins >= MostWrongPins)
            End(now);
    }

    public void End(Instant now) => EndedAt ??= now;
}
