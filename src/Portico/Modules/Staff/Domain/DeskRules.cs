using Portico.Platform.Store;

namespace Portico.Modules.Staff.Domain;

/// <summary>How strictly this practice guards its desks. A practice without a row has the defaults.</summary>
public sealed class DeskRules : TenantRow
{
    /// <summary>Minutes without a hand at the screen before it locks.</summary>
    public const int UsualIdleMinutes = 10;

    /// <summary>Minutes, 1 to 60.</summary>
    public int IdleMinutes { get; private set; } = UsualIdleMinutes;

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 60.</exception>
    public void LockAfter(int minutes)
    {
        if (minutes is < 1 or > 60)
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A screen locks after 1 to 60 minutes.");
        IdleMinutes = minutes;
    }
}
