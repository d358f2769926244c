using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Portico.Modules.Staff.Store;

/// <summary>A person who signs in, and what they prove it with. Global: one person may work in several practices.</summary>
public sealed class DeskUser : IdentityUser<Guid>
{
    /// <summary>Wrong tries in a row that lock.</summary>
    public const int MostWrongTries = 5;

    private static readonly Duration s_lockedFor = Duration.FromMinutes(15);

    /// <summary>Where signing in leads.</summary>
    public int HomePractice { get; init; }

    /// <summary>The secret of the authenticator app, protected. Absent until enrolled.</summary>
    public byte[]? TotpSecret { get; set; }

    /// <summary>The 30-second step of the last code that was accepted: no step serves twice.</summary>
    public long TotpLastStep { get; set; }

    /// <summary>The hash of the PIN, protected: six digits alone would fall to whoever steals the database. Absent until set.</summary>
    public string? PinHash { get; set; }

    /// <summary>After wrong tries in a row nothing but a passkey opens until then. Absent: open.</summary>
    public Instant? LockedUntil { get; private set; }

    public bool IsLocked(Instant now) => LockedUntil is { } until && now < until;

    /// <summary>Counts a wrong try; the fifth in a row locks.</summary>
    public void Failed(Instant now)
    {
        AccessFailedCount++;
        if (AccessFailedCount < MostWrongTries)
            return;
        (AccessFailedCount, LockedUntil) = (0, now + s_lockedFor);
    }

    public void Succeeded() => (AccessFailedCount, LockedUntil) = (0, null);

    public void Enrol(string passwordHash, byte[] sealedTotpSecret, long totpStep)
    {
        (PasswordHash, TotpSecret, TotpLastStep, PinHash) = (passwordHash, sealedTotpSecret, totpStep, null);
        SecurityStamp = Guid.CreateVersion7().ToString("N");
        Succeeded();
    }
}

/// <summary>A code on paper, for the day the phone is lost. Serves once.</summary>
public sealed class RecoveryCodeRow
{
    public Guid Id { get; init; }
    public Guid UserId { get; init; }

    /// <summary>SHA-256: a code has 80 random bits, so a slow hash would add nothing.</summary>
    public required byte[] Hash { get; init; }
    public Instant? UsedAt { get; set; }
}
