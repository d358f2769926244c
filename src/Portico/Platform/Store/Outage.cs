using Microsoft.Data.Sqlite;
using Npgsql;

namespace Portico.Platform.Store;

/// <summary>Tells a database that is away, full or cannot be reached from a bug. Pure.</summary>
public static class Outage
{
    /// <summary>Whether the exception, or one inside it, says that the database did not answer: the same call may succeed later.</summary>
    public static bool IsOne(Exception? failure) => failure switch
    {
        null => false,
        // Classes of SQLSTATE: 08 connection, 53 resources, 57P the server stops or starts; 55000 takes no connections now.
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state == "55000",
        NpgsqlException => true,
        // Busy, locked, read-only, disk error, disk full, cannot be opened.
        SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 } => true,
        _ => IsOne(failure.InnerException),
    };
}
