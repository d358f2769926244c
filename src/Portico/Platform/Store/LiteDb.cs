using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portico.Platform.Ids;

namespace Portico.Platform.Store;

/// <summary>SQLite: one file, one writer at a time.</summary>
public sealed class LiteDb(DbContextOptions<LiteDb> options) : DeskDb(options)
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public override StoreKind Kind => StoreKind.Sqlite;

    /// <summary>A command of this context's connection, prepared at its first run: parsing cost more than running.</summary>
    internal SqliteCommand Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
            return known;
        var command = (SqliteCommand)Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return _prepared[sql] = command;
    }

    public override object ToStore(Guid id) => id.ToByteArray(bigEndian: true);

    public override bool IsKeyTaken(Exception exception) =>
        (exception as SqliteException ?? exception.InnerException as SqliteException)
            is { SqliteErrorCode: 19, SqliteExtendedErrorCode: 1555 or 2067 };

    public override bool IsKeyTaken(Exception exception, string table) => IsKeyTaken(exception)
        && (exception as SqliteException ?? exception.InnerException)?.Message.Contains(": " + table + ".", StringComparison.Ordinal) == true;

    internal override bool IsTransient(Exception exception) =>
        (exception as SqliteException ?? exception.InnerException as SqliteException) is { SqliteErrorCode: 5 or 6 };

    protected override Type IdConverter(Type idType) => typeof(BytesConverter<>).MakeGenericType(idType);

    private sealed class BytesConverter<TId>() : ValueConverter<TId, byte[]>(
        id => id.Value.ToByteArray(true), bytes => Id.From<TId>(new Guid(bytes, true))) where TId : struct, IId<TId>;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<GuidConverter>();
    }

    private sealed class GuidConverter() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));
}
