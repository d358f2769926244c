using Microsoft.EntityFrameworkCore;
using Portico.Modules.Interop.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Interop.Store;

internal sealed class InteropMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store) => model.Entity<ExternalKey>(key =>
    {
        key.ToTable("external_key");
        key.HasKey(k => new { k.PracticeId, k.Kind, k.System, k.Value });
        key.Property(k => k.Kind).HasMaxLength(40);
        key.Property(k => k.System).HasMaxLength(200);
        key.Property(k => k.Value).HasMaxLength(200);
    });
}
