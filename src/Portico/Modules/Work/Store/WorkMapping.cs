using Microsoft.EntityFrameworkCore;
using Portico.Modules.Work.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Work.Store;

internal sealed class WorkMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store) => model.Entity<WorkTask>(task =>
    {
        task.ToTable("work_task");
        task.HasKey(t => new { t.PracticeId, t.Id });
        task.Property(t => t.ForRoles).HasConversion<int>();
        task.HasIndex(t => new { t.PracticeId, t.Due }).HasFilter("done_at IS NULL");
        task.Ignore(t => t.IsOpen);
    });
}
