using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;

namespace Portico;

/// <summary>The foreign keys between modules: here, because no module may name another's tables.</summary>
internal sealed class CrossModuleKeys : IStoreMapping
{
    // Runs before the modules' own mappings as well as after them: it only adds keys.
    public void Map(ModelBuilder model, StoreKind store)
    {
    }
}
