using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Shell;

namespace Portico.Modules.Staff.Doors;

/// <summary>Tells the frame who sits here: one short read a page.</summary>
internal sealed class WhoSitsHere(DeskStore store) : IWhoAmI
{
    public async Task<WhoIAm?> FindAsync(Call call, CancellationToken ct)
    {
        await using var transaction = await store.ReadAsync(call.Practice, ct);
        var db = transaction.Db;
        var member = await db.Set<StaffMemberRow>().SingleOrDefaultAsync(m => m.Id == call.User && m.IsActive, ct);
        if (member is null)
            return null;
        var practice = await db.Set<PracticeRow>().Where(p => p.Id == call.Practice).Select(p => p.Name).SingleAsync(ct);
        var zone = await db.Set<LocationRow>().OrderBy(l => l.Id).Select(l => l.Zone).FirstOrDefaultAsync(ct);
        return new WhoIAm(member.DisplayName, member.Roles, practice, zone);
    }
}
