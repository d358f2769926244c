using Microsoft.EntityFrameworkCore;

namespace Portico.Platform.Store;

/// <summary>A row of one practice. The practice leads every key; it is stamped when the row is saved and never changes.</summary>
public abstract class TenantRow
{
    public int PracticeId { get; internal set; }
}

/// <summary>A read-only row that a module offers others for joins: <c>ToSqlQuery</c> over its own table, no key.</summary>
public abstract class ReadOnlyRow
{
    public int PracticeId { get; init; }
}

/// <summary>A module's part of the model: one <c>Store/XMapping.cs</c> a module, found by the contexts themselves.</summary>
public interface IStoreMapping
{
    void Map(ModelBuilder model, StoreKind store);
}

public enum StoreKind { Sqlite, Postgres }

/// <summary>What a table is, beyond its columns. Read when the schema is made.</summary>
public static class TableTraits
{
    internal const string WithoutRowId = "Portico:WithoutRowId";
    internal const string AppendOnly = "Portico:AppendOnly";
    internal const string HeardAs = "Portico:HeardAs";

    /// <summary>Clustered on its key on SQLite: for token and cell tables.</summary>
    public static void IsWithoutRowId<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(WithoutRowId, true);

    internal const string OneOwner = "Portico:OneOwner";

    /// <summary>Belongs to exactly one of several owners, as a check says, and goes with it: only then may an optional key cascade.</summary>
    public static void HasOneOwner<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(OneOwner, true);

    /// <summary>Rows are never changed or deleted: by privileges on PostgreSQL, by triggers on SQLite.</summary>
    public static void IsAppendOnly<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(AppendOnly, true);

    /// <summary>Whoever saves such a row tells the live feed of this topic, whichever act it is: no act can forget it.</summary>
    /// <remarks>Seen are rows that are saved one by one. What changes many with one statement names the topic itself.</remarks>
    public static void IsHeardAs<T>(this Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> entity, string topic)
        where T : TenantRow => entity.HasAnnotation(HeardAs, topic);
}
