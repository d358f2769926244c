using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Shell;

namespace Portico.Modules.Staff.Store;

internal sealed class WhoAmI(DeskStore store) : IWhoAmI
{
    public async Task<WhoIAm?> FindAsync(Call call, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(call.Practice, ct);
        var db = transaction.Db;
        var member = await db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == call.User && m.IsActive, ct);
        if (member is null)
            return null;
        var practice = await db.Set<PracticeRow>().Where(p => p.Id == call.Practice).Select(p => p.Name).SingleAsync(ct);
        var zone = await db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Name).Select(l => l.Zone).FirstOrDefaultAsync(ct);
        return new(member.DisplayName, member.Roles, practice, zone);
    }
}
