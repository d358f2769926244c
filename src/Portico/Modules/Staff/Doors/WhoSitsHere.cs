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
        var locations = await db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Name).ToListAsync(ct);
        List<WhoIAm.Place> places = [.. locations.Select(l => new WhoIAm.Place(l.Id.Value, l.Name, l.Zone))];
        var here = DeskLocation.Of(call, locations);
        return new WhoIAm(member.DisplayName, member.Roles, practice, places, places.Find(p => p.Id == here?.Id.Value));
    }
}
