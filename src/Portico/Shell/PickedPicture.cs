using Microsoft.AspNetCore.Components.Forms;
using Portico.Platform.Values;

namespace Portico.Shell;

/// <summary>A picture that a person chose or photographed.</summary>
public static class PickedPicture
{
    /// <returns>Its bytes. Null: it is larger than <see cref="PictureFormat.MostBytes"/>; <see cref="PictureFormat.TooLarge"/> says so.</returns>
    public static async Task<byte[]?> ReadAsync(InputFileChangeEventArgs picked, CancellationToken ct)
    {
        if (picked.File.Size > PictureFormat.MostBytes)
            return null;
        using var bytes = new MemoryStream((int)picked.File.Size);
        await using var sent = picked.File.OpenReadStream(PictureFormat.MostBytes, ct);
        await sent.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
