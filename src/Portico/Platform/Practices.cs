using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;

namespace Portico.Platform;

/// <summary>The practices of this database, read again after a few seconds. Thread-safe.</summary>
public sealed class Practices(DeskStore store, TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5);
    private List<PracticeRow> _known = [];
    private long _readAt;

    public async Task<IReadOnlyList<PracticeRow>> AllAsync(CancellationToken ct)
    {
        // An empty list is never kept: the first practice may be made at any moment.
        if (_known.Count > 0 && time.GetElapsedTime(_readAt) < s_fresh)
            return _known;
        await using var db = store.Open();
        _known = await db.Set<PracticeRow>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(ct);
        _readAt = time.GetTimestamp();
        return _known;
    }
}
