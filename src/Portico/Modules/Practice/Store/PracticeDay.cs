using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.Store;

internal sealed class PracticeDay : IPracticeDay
{
    public async Task<DateOnly> TodayAsync(Desk desk, CancellationToken ct)
    {
        var zone = await desk.Db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Id).Select(l => l.Zone).FirstOrDefaultAsync(ct);
        return DateOnly.FromDateTime(PracticeClock.Local(desk.Now, zone ?? "Etc/UTC"));
    }
}
