using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Portico.Platform.Ids;

namespace Portico.Platform.Store;

/// <summary>PostgreSQL: any number of nodes; row-level security stands behind the query filters.</summary>
public sealed class PgDb(DbContextOptions<PgDb> options) : DeskDb(options)
{
    public override StoreKind Kind => StoreKind.Postgres;
    public override object ToStore(Guid id) => id;

    public override bool IsKeyTaken(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)
            is { SqlState: PostgresErrorCodes.UniqueViolation };

    public override bool IsKeyTaken(Exception exception, string table) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)
            is { SqlState: PostgresErrorCodes.UniqueViolation } taken && taken.TableName == table;

    internal override bool IsTransient(Exception exception) =>
        (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) switch
        {
            PostgresException { SqlState: "40001" or "40P01" or "57P01" or "57P02" or "57P03" or "55P03" } => true,
            PostgresException => false,
            { } lost => lost.IsTransient || lost.InnerException is IOException,
            null => false,
        };

    protected override Type IdConverter(Type idType) => typeof(UuidConverter<>).MakeGenericType(idType);

    private sealed class UuidConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Id.From<TId>(value))
        where TId : struct, IId<TId>;
}
