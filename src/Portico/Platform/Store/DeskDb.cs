using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using Portico.Platform.Ids;
using Portico.Platform.Values;

namespace Portico.Platform.Store;

/// <summary>The one model. Its rows belong to <see cref="PracticeId"/>: every query is filtered, every new row stamped.</summary>
public abstract class DeskDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>0 reaches global tables alone.</summary>
    public int PracticeId { get; internal set; }

    public abstract StoreKind Kind { get; }

    /// <summary>Topics of the rows that were saved since the transaction began.</summary>
    internal SortedSet<string> Saved { get; } = new(StringComparer.Ordinal);

    /// <summary>An id as this database's parameters carry it.</summary>
    public abstract object ToStore(Guid id);

    /// <summary>Whether the exception says that a primary or unique key was already taken.</summary>
    public abstract bool IsKeyTaken(Exception exception);

    /// <summary>The same, of one table.</summary>
    public abstract bool IsKeyTaken(Exception exception, string table);

    /// <summary>Whether the whole attempt may be run again: deadlock, serialization failure, busy, lost connection.</summary>
    internal abstract bool IsTransient(Exception exception);

    protected abstract Type IdConverter(Type idType);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        foreach (var type in typeof(DeskDb).Assembly.GetTypes().Where(Id.IsIdType))
            configurationBuilder.Properties(type).HaveConversion(IdConverter(type));
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Modules first: the keys between them come from the composition root.
        foreach (var type in typeof(DeskDb).Assembly.GetTypes()
                     .Where(t => typeof(IStoreMapping).IsAssignableFrom(t) && t is { IsClass: true, IsAbstract: false })
                     .OrderBy(t => t.FullName?.StartsWith("Portico.Modules.", StringComparison.Ordinal) == false
                         && t.FullName?.StartsWith("Portico.Platform.", StringComparison.Ordinal) == false)
                     .ThenBy(t => t.FullName, StringComparer.Ordinal))
            ((IStoreMapping)(Activator.CreateInstance(type)
                ?? throw new InvalidOperationException(type.Name + " has no constructor without parameters."))).Map(modelBuilder, Kind);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (entity.GetTableName() is { } table && entity.GetSqlQuery() is null)
                entity.SetTableName(SnakeCase(table));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.GetColumnName()));
                // The program makes every id, so that a retry writes the same row.
                if (property.IsPrimaryKey())
                    property.ValueGenerated = ValueGenerated.Never;
            }
            if (typeof(TenantRow).IsAssignableFrom(entity.ClrType) || typeof(ReadOnlyRow).IsAssignableFrom(entity.ClrType))
                s_filter.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        }
    }

    private static readonly System.Reflection.MethodInfo s_filter = typeof(DeskDb).GetMethod(nameof(FilterByPractice),
        System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
        ?? throw new InvalidOperationException(nameof(FilterByPractice));

    private void FilterByPractice<T>(ModelBuilder modelBuilder) where T : class =>
        modelBuilder.Entity<T>().HasQueryFilter(row => EF.Property<int>(row, nameof(TenantRow.PracticeId)) == PracticeId);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries<TenantRow>())
        {
            if (entry.State == EntityState.Added && entry.Entity.PracticeId == 0)
            {
                if (PracticeId == 0)
                    throw new InvalidOperationException("A row of a practice was saved without a practice.");
                entry.Entity.PracticeId = PracticeId;
            }
            if (entry.State is not (EntityState.Unchanged or EntityState.Detached) && entry.Metadata.FindAnnotation(TableTraits.HeardAs) is { Value: string topic })
                Saved.Add(topic);
            if (entry.State is EntityState.Added or EntityState.Modified && entry.Entity.PracticeId != PracticeId)
                throw new InvalidOperationException("A row of another practice was saved.");
        }
    }

    internal static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]))
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return result.ToString();
    }

    private sealed class InstantConverter() : ValueConverter<Instant, long>(
        at => at.ToUnixTimeTicks() / 10, micros => Instant.FromUnixTimeTicks(micros * 10));

    private sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Cents, cents => new Money(cents));
}
