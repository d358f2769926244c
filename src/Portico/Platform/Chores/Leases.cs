using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.Platform.Chores;

/// <summary>Who does a practice's chore: one node at a time, until its lease runs out.</summary>
internal sealed class Leases(DeskStore store, PracticeClock clock)
{
    private static readonly Duration s_long = Duration.FromSeconds(15);
    private readonly ConcurrentDictionary<(int, string), Instant> _held = new();

    /// <summary>This process among its peers: no machine's name, made when it starts.</summary>
    public string Node { get; } = Guid.CreateVersion7().ToString("N");

    /// <returns>Whether this node may do the chore for the next seconds.</returns>
    public async Task<bool> HoldAsync(int practice, string chore, CancellationToken ct)
    {
        var now = clock.Now;
        if (_held.TryGetValue((practice, chore), out var until) && until - now > s_long / 2)
            return true;
        await using var transaction = await store.WriteAsync(practice, ct);
        var (nowMicros, untilMicros) = (now.ToUnixTimeTicks() / 10, (now + s_long).ToUnixTimeTicks() / 10);
        var taken = await transaction.Db.Database.ExecuteSqlAsync($"""
            INSERT INTO lease (practice_id, chore, holder, until) VALUES ({practice}, {chore}, {Node}, {untilMicros})
            ON CONFLICT (practice_id, chore) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE lease.holder = excluded.holder OR lease.until < {nowMicros}
            """, ct);
        await transaction.CommitAsync(ct);
        if (taken == 1)
            _held[(practice, chore)] = now + s_long;
        else
            _held.TryRemove((practice, chore), out _);
        return taken == 1;
    }
}
