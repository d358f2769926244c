using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Backup;

/// <summary>A practice in one file: its SQLite database as of one moment, and its keys and files.</summary>
/// <remarks>
/// A zip with <c>manifest.json</c>, <c>portico.db</c> and <c>data/…</c>. It holds everything about every patient and the
/// keys to it: whoever can read it can read all. On PostgreSQL it holds the data folder alone; pg_dump takes the database.
/// </remarks>
internal static class BackupArchive
{
    private const string DatabaseName = "portico.db";
    private const string DataFolder = "data/";
    private const string ManifestName = "manifest.json";

    private sealed record Manifest(int Format, StoreKind Store, Instant MadeAt);

    /// <returns>What stands in the way, as a sentence. Null: the archive is complete.</returns>
    public static async Task<string?> WriteAsync(Settings settings, string file, Instant now, CancellationToken ct)
    {
        var target = Path.GetFullPath(file);
        if (File.Exists(target))
            return "That file exists already: a backup never overwrites another. Choose a new name.";
        var sqlite = settings.Address.Kind == StoreKind.Sqlite;
        if (sqlite && !File.Exists(settings.Address.Connection))
            return "There is no database to back up at that place. See PORTICO_DATABASE.";
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
            return "There is no such folder to write the archive to.";
        var aside = target + ".part";
        var copy = target + ".db.part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(aside, options))
            await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            {
                await using (var manifest = await zip.CreateEntry(ManifestName).OpenAsync(ct))
                    await JsonSerializer.SerializeAsync(manifest, new Manifest(1, settings.Address.Kind, now), DeskJson.Options, ct);
                // Checkpoints first: one younger than the database would accuse the restored log of a cut tail.
                var checkpoints = settings.Checkpoints + Path.DirectorySeparatorChar;
                var files = Files(settings);
                foreach (var path in files.Where(f => f.StartsWith(checkpoints, StringComparison.Ordinal)))
                    await AddAsync(zip, settings, path, ct);
                if (sqlite)
                {
                    CopyDatabase(settings.Address.Connection, copy, options);
                    await zip.CreateEntryFromFileAsync(copy, DatabaseName, ct);
                }
                // The other files last: a row never names one that the archive lacks.
                foreach (var path in Files(settings).Where(f => !f.StartsWith(checkpoints, StringComparison.Ordinal)))
                    await AddAsync(zip, settings, path, ct);
            }
            File.Move(aside, target, overwrite: false);
            return null;
        }
        finally
        {
            foreach (var left in new[] { aside, copy, copy + "-wal", copy + "-shm" })
                File.Delete(left);
        }
    }

    /// <param name="settings">Where to restore to.</param>
    /// <param name="file">What <see cref="WriteAsync"/> made.</param>
    /// <param name="force">Replaces what is there. Refused while a server or another program has the database open.</param>
    /// <param name="ct">Stops before anything was replaced.</param>
    /// <returns>What stands in the way, as a sentence. Null: restored.</returns>
    public static async Task<string?> RestoreAsync(Settings settings, string file, bool force, CancellationToken ct)
    {
        if (!File.Exists(file))
            return "There is no such backup file.";
        var sqlite = settings.Address.Kind == StoreKind.Sqlite;
        if (!force && ((sqlite && File.Exists(settings.Address.Connection)) || Files(settings).Any()))
            return "Something is there already. Restore into an empty place, or say --force to replace it.";
        if (sqlite ? IsInUse(settings.Address.Connection) : await IsServedAsync(settings.Address.Connection, ct))
            return "The database is in use: stop the server first. Nothing was changed.";
        await using var stream = File.OpenRead(file);
        try
        {
            return await RestoreAsync(settings, sqlite, stream, ct);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException)
        {
            return "That file is not a backup of Portico, or it is damaged.";
        }
    }

    private static async Task<string?> RestoreAsync(Settings settings, bool sqlite, Stream stream, CancellationToken ct)
    {
        await using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        if (zip.GetEntry(ManifestName) is not { } entry)
            return "That file is not a backup of Portico.";
        await using (var text = await entry.OpenAsync(ct))
        {
            if (await JsonSerializer.DeserializeAsync<Manifest>(text, DeskJson.Options, ct) is not { Format: 1 } manifest)
                return "That backup was made by another version of Portico.";
            if (manifest.Store != settings.Address.Kind)
                return $"That backup was made on {manifest.Store}; PORTICO_DATABASE names another kind of database.";
        }
        var data = Path.GetFullPath(settings.Data);
        Directory.CreateDirectory(data);
        var aside = Path.Combine(data, "restore.part");
        try
        {
            if (sqlite)
            {
                await (zip.GetEntry(DatabaseName) ?? throw new InvalidDataException("The backup has no database."))
                    .ExtractToFileAsync(aside, overwrite: true, ct);
                if (!IsWhole(aside))
                    return "The backup's database is damaged; nothing was changed.";
            }
            foreach (var member in zip.Entries.Where(e => e.FullName.StartsWith(DataFolder, StringComparison.Ordinal)))
            {
                var target = Path.GetFullPath(Path.Combine(data, member.FullName[DataFolder.Length..]));
                if (!target.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new InvalidDataException("The backup names a file outside its folder.");
                Directory.CreateDirectory(Path.GetDirectoryName(target) ?? data);
                await member.ExtractToFileAsync(target, overwrite: true, ct);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            if (sqlite)
            {
                var database = Path.GetFullPath(settings.Address.Connection);
                Directory.CreateDirectory(Path.GetDirectoryName(database) ?? data);
                // The old log would be played into the new file.
                File.Delete(database + "-wal");
                File.Delete(database + "-shm");
                File.Move(aside, database, overwrite: true);
            }
            return null;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static async Task AddAsync(ZipArchive zip, Settings settings, string path, CancellationToken ct)
    {
        // A file may be written to meanwhile; what is there now is what is taken.
        await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var target = await zip.CreateEntry(DataFolder + Path.GetRelativePath(settings.Data, path).Replace('\\', '/')).OpenAsync(ct);
        await source.CopyToAsync(target, ct);
    }

    private static IEnumerable<string> Files(Settings settings)
    {
        if (!Directory.Exists(settings.Data))
            return [];
        var database = settings.Address.Kind == StoreKind.Sqlite ? Path.GetFullPath(settings.Address.Connection) : null;
        return Directory.EnumerateFiles(settings.Data, "*", SearchOption.AllDirectories)
            .Where(f => database is null || !f.StartsWith(database, StringComparison.Ordinal))
            // Written again every 15 minutes, and open where no passphrase is set.
            .Where(f => !f.StartsWith(Path.Combine(settings.Data, "downtime") + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(f => !f.EndsWith(".part", StringComparison.Ordinal) && !f.EndsWith(".portico-backup", StringComparison.Ordinal));
    }

    private static void CopyDatabase(string from, string to, FileStreamOptions options)
    {
        // Made here first, so that it is never readable by others.
        new FileStream(to, options).Dispose();
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    /// <summary>Whether another connection, of any process, has a SQLite database open.</summary>
    private static bool IsInUse(string database)
    {
        if (!File.Exists(database))
            return false;
        try
        {
            using var alone = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1,
            }.ToString());
            alone.Open();
            // With a write-ahead log every connection keeps a lock as long as it is open, and this asks for all of it. One statement
            // each: an error in one that follows a row is not told.
            foreach (var statement in new[] { "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "ROLLBACK" })
            {
                using var command = alone.CreateCommand();
                command.CommandText = statement;
                command.ExecuteNonQuery();
            }
            return false;
        }
        catch (SqliteException failed)
        {
            // Anything else is no database: that may be why it is replaced.
            return failed.SqliteErrorCode is 5 or 6;
        }
    }

    /// <summary>Whether a session of the server's role is open on a PostgreSQL database. One that does not answer serves nobody.</summary>
    private static async Task<bool> IsServedAsync(string connection, CancellationToken ct)
    {
        try
        {
            await using var alone = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString());
            await alone.OpenAsync(ct);
            await using var sessions = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() " +
                "AND usename = current_user AND pid <> pg_backend_pid())", alone);
            return await sessions.ExecuteScalarAsync(ct) is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static bool IsWhole(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        try
        {
            return command.ExecuteScalar() is "ok";
        }
        catch (SqliteException)
        {
            // Not even a database.
            return false;
        }
    }
}
