using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Between reading a provider's hours and booking into them nobody may change them, or a visit would stand on a day off
/// with no task to say so. Bookings of one provider go on beside each other; a change of hours waits for them, and they for it.</summary>
/// <remarks>On PostgreSQL the lock that the appointment's foreign key takes anyway, taken earlier; SQLite has one writer.</remarks>
internal static class ProviderHours
{
    /// <summary>For one who books: before the hours are read.</summary>
    public static void Hold(DeskBatch batch, int practice, ProviderId provider)
    {
        if (batch.HasRowLocks)
            Lock(batch, "FOR KEY SHARE", practice, provider);
    }

    /// <summary>For one who changes the hours: before it is asked whom that bumps.</summary>
    public static async Task ChangeAsync(Desk desk, ProviderId provider, CancellationToken ct)
    {
        var batch = desk.Batch();
        if (batch.HasRowLocks)
            Lock(batch, "FOR UPDATE", desk.Call.Practice, provider);
        await batch.RunAsync(ct);
    }

    private static void Lock(DeskBatch batch, string how, int practice, ProviderId provider) => batch.Read(
        "SELECT 1 FROM provider WHERE practice_id = $1 AND id = $2 " + how, (_, _) => Task.CompletedTask, practice, provider);

    /// <summary>For one who changes what every booking looks at, such as when a device cannot be had: it waits for all that are under way.</summary>
    public static async Task ChangeAllAsync(Desk desk, CancellationToken ct)
    {
        var batch = desk.Batch();
        if (batch.HasRowLocks)
            batch.Read("SELECT 1 FROM provider WHERE practice_id = $1 ORDER BY id FOR UPDATE", (_, _) => Task.CompletedTask, desk.Call.Practice);
        await batch.RunAsync(ct);
    }
}
