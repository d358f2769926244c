using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.Store;

internal sealed class PracticeDay : IPracticeDay
{
    public async Task<DateOnly> TodayAsync(Desk desk, CancellationToken ct) =>
        DateOnly.FromDateTime(PracticeClock.Local(desk.Now, await ZoneAsync(desk, ct)));

    public async Task<string> ZoneAsync(Desk desk, CancellationToken ct) =>
        await desk.Db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Id).Select(l => l.Zone).FirstOrDefaultAsync(ct) ?? "Etc/UTC";
}
