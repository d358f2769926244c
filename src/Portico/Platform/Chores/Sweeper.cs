using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Platform.Chores;

/// <summary>Throws away what has served: live hints after an hour; keys, drafts and done messages after a week.</summary>
internal sealed class Sweeper(Practices practices, DeskStore store, PracticeClock clock, Leases leases, ILogger<Sweeper> log)
    : PracticeChore(practices, log)
{
    private static readonly Duration s_hintsLast = Duration.FromHours(1);

    // Longer than any client goes on retrying.
    private static readonly Duration s_keysLast = Duration.FromDays(7);
    private static readonly Duration s_draftsLast = Duration.FromDays(7);

    protected override Task RestAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromMinutes(5), ct);

    protected override async Task TurnAsync(int practice, CancellationToken ct)
    {
        if (await leases.HoldAsync(practice, "sweep", ct))
            await SweepAsync(practice, ct);
    }

    internal async Task SweepAsync(int practice, CancellationToken ct)
    {
        var now = clock.Now;
        var (hints, keys, drafts) = (now - s_hintsLast, now - s_keysLast, now - s_draftsLast);
        // One transaction each: on SQLite the desk gets its turn in between.
        await DeleteAsync<LiveChangeRow>(practice, rows => rows.Where(c => c.At < hints), ct);
        await DeleteAsync<CallKeyRow>(practice, rows => rows.Where(k => k.At < keys), ct);
        await DeleteAsync<DraftRow>(practice, rows => rows.Where(d => d.SavedAt < drafts), ct);
        await DeleteAsync<OutboxRow>(practice, rows => rows.Where(m => m.DoneAt != null && m.DoneAt < keys), ct);
    }

    private async Task DeleteAsync<T>(int practice, Func<IQueryable<T>, IQueryable<T>> which, CancellationToken ct) where T : TenantRow
    {
        await using var transaction = await store.WriteAsync(practice, ct);
        await which(transaction.Db.Set<T>()).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
