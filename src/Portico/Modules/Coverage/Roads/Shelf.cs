namespace Portico.Modules.Coverage.Roads;

/// <summary>Two folders somewhere, as <see cref="FileRoad"/> needs them. A name is a folder below the address and a file in it.</summary>
internal abstract class Shelf : IDisposable
{
    public abstract Task<bool> ExistsAsync((string Folder, string File) name, CancellationToken ct);

    /// <returns>Null where there is none; without bytes where it is longer than <paramref name="most"/>.</returns>
    public abstract Task<Found?> ReadAsync((string Folder, string File) name, int most, CancellationToken ct);

    /// <summary>Over one of the same name: what a try that was killed has left.</summary>
    public abstract Task WriteAsync((string Folder, string File) name, ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>In one step, and never over another file.</summary>
    public abstract Task RenameAsync((string Folder, string File) from, (string Folder, string File) to, CancellationToken ct);

    public abstract Task DeleteAsync((string Folder, string File) name, CancellationToken ct);

    public abstract void Dispose();
}

/// <param name="Bytes">Null where there are too many.</param>
internal sealed record Found(ReadOnlyMemory<byte>? Bytes);

/// <summary>Folders of this machine, or of a share that it mounted.</summary>
internal sealed class FolderShelf(RoadSettings settings) : Shelf
{
    public override Task<bool> ExistsAsync((string Folder, string File) name, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(name)));

    public override async Task<Found?> ReadAsync((string Folder, string File) name, int most, CancellationToken ct)
    {
        try
        {
            await using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);
            return new(file.Length > most ? null : await Bounded.ReadAsync(file, most, ct));
        }
        catch (FileNotFoundException)
        {
            // A folder that is not there throws something else, and says nothing about what is in it.
            return null;
        }
    }

    public override async Task WriteAsync((string Folder, string File) name, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await using var file = new FileStream(PathOf(name), FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true);
        await file.WriteAsync(bytes, ct);
        await file.FlushAsync(ct);
        // On the disk before it has its name: after a power cut there is no empty file that looks like a batch.
        file.Flush(flushToDisk: true);
    }

    public override Task RenameAsync((string Folder, string File) from, (string Folder, string File) to, CancellationToken ct)
    {
        File.Move(PathOf(from), PathOf(to), overwrite: false);
        return Task.CompletedTask;
    }

    public override Task DeleteAsync((string Folder, string File) name, CancellationToken ct)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        // A folder holds nothing open between two steps.
    }

    private string PathOf((string Folder, string File) name) => Path.Combine(settings.Address.LocalPath, name.Folder, name.File);
}
