using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <inheritdoc/>
internal sealed class PaperForms(DeskStore store, PracticeClock clock) : IPaperForms
{
    /// <summary>Forms of a day and location.</summary>
    public const int WalkIns = 20, Receipts = 10;

    /// <summary>Numbers that were never used are forgotten after this time.</summary>
    private static readonly Duration s_unusedLast = Duration.FromDays(60);

    public async Task<PaperFormRow?> FindAsync(Desk desk, long number, CancellationToken ct) =>
        await desk.Db.Set<PaperForm>().AsNoTracking().Where(f => f.Number == number)
            .Select(f => new PaperFormRow(f.Number, f.Kind, f.LocationId, f.PrintedAt, f.EnteredAt, f.Outcome)).SingleOrDefaultAsync(ct);

    public async Task<bool> EnterAsync(Desk desk, long number, Guid? about, string outcome, CancellationToken ct)
    {
        var (now, by) = (desk.Now, desk.Call.User);
        return await desk.Db.Set<PaperForm>().Where(f => f.Number == number && f.EnteredAt == null).ExecuteUpdateAsync(form => form
            .SetProperty(f => f.EnteredAt, now).SetProperty(f => f.EnteredBy, by).SetProperty(f => f.AboutId, about)
            .SetProperty(f => f.Outcome, outcome), ct) == 1;
    }

    /// <summary>The forms of today: new numbers for every location that has none yet, so that a number printed yesterday is not written on twice.</summary>
    internal async Task<IReadOnlyList<PaperFormRow>> PrintAsync(int practice, CancellationToken ct)
    {
        await using var transaction = await store.WriteAsync(practice, ct);
        var (db, now) = (transaction.Db, clock.Now);
        var unused = now - s_unusedLast;
        await db.Set<PaperForm>().Where(f => f.EnteredAt == null && f.PrintedAt < unused).ExecuteDeleteAsync(ct);
        var number = await db.Set<PaperForm>().MaxAsync(f => (long?)f.Number, ct) ?? 0;
        foreach (var location in await db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Id).ToListAsync(ct))
        {
            var id = location.Id;
            var midnight = PracticeClock.At(DateOnly.FromDateTime(PracticeClock.Local(now, location.Zone)), TimeOnly.MinValue, location.Zone);
            if (await db.Set<PaperForm>().AnyAsync(f => f.LocationId == id && f.PrintedAt >= midnight, ct))
                continue;
            for (var n = 0; n < WalkIns + Receipts; n++)
                db.Add(new PaperForm { Number = ++number, Kind = n < WalkIns ? PaperKind.WalkIn : PaperKind.Receipt, LocationId = id, PrintedAt = now });
        }
        await db.SaveChangesAsync(ct);
        // Written on already: its number is not offered again.
        var since = now - Duration.FromDays(1);
        var forms = await db.Set<PaperForm>().AsNoTracking().Where(f => f.PrintedAt >= since && f.EnteredAt == null).OrderBy(f => f.Number)
            .Select(f => new PaperFormRow(f.Number, f.Kind, f.LocationId, f.PrintedAt, f.EnteredAt, f.Outcome)).ToListAsync(ct);
        await transaction.CommitAsync(ct);
        // At midnight the day before's are still within 24 hours: the newest batch of a location counts.
        return [.. forms.GroupBy(f => f.LocationId).SelectMany(g => g.Where(f => f.PrintedAt == g.Max(x => x.PrintedAt)))];
    }
}
