using System.Collections;
using Portico.Platform.Store;

namespace Portico.Tests.Kit;

/// <summary>Runs a theory on SQLite and on PostgreSQL. Without a PostgreSQL the second row reports itself skipped.</summary>
public sealed class BothStores : IEnumerable<ITheoryDataRow>
{
    public const string Variable = "PORTICO_TEST_POSTGRES";

    public static string? Postgres => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection ? connection : null;

    public IEnumerator<ITheoryDataRow> GetEnumerator()
    {
        yield return new TheoryDataRow<StoreKind>(StoreKind.Sqlite);
        yield return new TheoryDataRow<StoreKind>(StoreKind.Postgres)
        {
            Skip = Postgres is null ? Variable + " names no PostgreSQL: ./test starts one, ./test --fast leaves it out." : null,
        };
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
