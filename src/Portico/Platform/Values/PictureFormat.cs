namespace Portico.Platform.Values;

/// <summary>What a picture is by its first bytes: the name and the type that a browser sends prove nothing.</summary>
public static class PictureFormat
{
    /// <summary>A photograph of a card from a telephone, with room to spare.</summary>
    public const int MostBytes = 6 * 1024 * 1024;

    /// <summary>To whoever sends more.</summary>
    public const string TooLarge = "A picture has 6 MB at most: take it with a lower resolution.";

    /// <returns>The media type; null for anything but JPEG, PNG and WebP.</returns>
    public static string? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ => null,
    };
}
