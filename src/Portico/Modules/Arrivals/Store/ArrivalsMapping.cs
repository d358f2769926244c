using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Arrivals.Store;

internal sealed class ArrivalsMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store) => model.Entity<CheckIn>(checkIn =>
    {
        checkIn.ToTable("check_in");
        checkIn.HasKey(c => new { c.PracticeId, c.Id });
        checkIn.HasIndex(c => new { c.PracticeId, c.VisitId });
        checkIn.IsAppendOnly();
    });
}
