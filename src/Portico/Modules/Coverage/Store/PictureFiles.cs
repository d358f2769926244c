using Microsoft.AspNetCore.DataProtection;
using Portico.Modules.Coverage.Contracts;
using Portico.Platform;

namespace Portico.Modules.Coverage.Store;

/// <summary>The pictures themselves: encrypted files under the data folder, named by random ids, never by people.</summary>
public sealed class PictureFiles(Settings settings, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portico.Coverage.CardPictures");

    /// <summary>Written whole before the row that names it: a row never points to half a file.</summary>
    public async Task WriteAsync(CardPictureId id, byte[] bytes, CancellationToken ct)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? settings.Data);
        var half = path + ".part";
        await File.WriteAllBytesAsync(half, _protector.Protect(bytes), ct);
        File.Move(half, path, overwrite: true);
    }

    /// <returns>Null when the file is gone: a restored database without its folder.</returns>
    public async Task<byte[]?> ReadAsync(CardPictureId id, CancellationToken ct) =>
        File.Exists(PathOf(id)) ? _protector.Unprotect(await File.ReadAllBytesAsync(PathOf(id), ct)) : null;

    // The last digits of a version 7 id are its random ones: they spread over the folders.
    private string PathOf(CardPictureId id)
    {
        var name = id.Value.ToString("N");
        return Path.Combine(settings.Data, "files", "cards", name[^2..], name);
    }
}
