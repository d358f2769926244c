using System.Diagnostics;
using Portico.Modules.Patients.Domain.Licences;
using Portico.Platform.Values;
using SkiaSharp;
using ZXing;
using ZXing.Common;
using ZXing.PDF417;

namespace Portico.Modules.Patients;

/// <summary>Finds the barcode in a photograph of the back of a licence.</summary>
/// <remarks>Whoever may send a picture may send any: its size is known from its header before a pixel is made, no more than two are read
/// at once, and none for longer than <see cref="Longest"/>. The picture is nowhere but in memory.</remarks>
internal static class LicencePicture
{
    /// <summary>As a camera of 24 megapixels has them: some 100 MB while they are decoded.</summary>
    public const int MostPixels = 26_000_000;

    /// <summary>What is not found in this time is not found in a longer one, and a person waits for it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    // The longer side in pixels: a barcode that fills the card has 350 narrow bars across.
    private const int Usual = 1800;
    private const int Closer = 3000;
    private const int Farther = 1000;

    private static readonly SemaphoreSlim s_turns = new(2);

    // Lying as the hand took it, first as most do. The library turns a picture on its side and upside down by itself; more than three degrees
    // off it finds nothing.
    private static readonly (int Size, int Degrees)[] s_tries =
    [
        (Usual, 0), (Closer, 0), (Usual, 5), (Usual, -5), (Farther, 0), (Usual, 10), (Usual, -10), (Usual, 15), (Usual, -15),
    ];

    /// <returns>The text of the barcode, or why there is none; exactly one of the two.</returns>
    public static async Task<(string? Text, LicenceFault? Fault)> ReadAsync(byte[] picture, TimeSpan longest, CancellationToken ct)
    {
        if (PictureFormat.Of(picture) is null)
            return (null, LicenceFault.NotAPicture);
        var began = Stopwatch.GetTimestamp();
        if (!await s_turns.WaitAsync(longest, ct))
            return (null, LicenceFault.TookTooLong);
        // Its turn ends with the work itself, not with the waiting for it.
        var reading = Task.Run(() =>
        {
            try
            {
                return Read(picture, () => Stopwatch.GetElapsedTime(began) < longest && !ct.IsCancellationRequested);
            }
            finally
            {
                s_turns.Release();
            }
        }, CancellationToken.None);
        var left = longest - Stopwatch.GetElapsedTime(began);
        return await Task.WhenAny(reading, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, ct)) == reading
            ? await reading : (null, LicenceFault.TookTooLong);
    }

    private static (string? Text, LicenceFault? Fault) Read(byte[] picture, Func<bool> hasTime)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0)
            return (null, LicenceFault.NotAPicture);
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels)
            return (null, LicenceFault.TooManyPixels);
        using var whole = Decode(codec);
        if (whole is null)
            return (null, LicenceFault.NotAPicture);
        foreach (var (size, degrees) in s_tries)
        {
            if (!hasTime())
                return (null, LicenceFault.TookTooLong);
            // A small picture is not made larger, and not tried in the same size again.
            if (size != Usual && Longer(whole) <= Math.Min(size, Usual))
                continue;
            using var turned = Turn(whole, size, degrees);
            if (Find(turned) is { } text)
                return (text, null);
        }
        return (null, LicenceFault.NoBarcode);
    }

    /// <summary>A JPEG is made smaller while it is decoded: its pixels never all exist.</summary>
    private static SKBitmap? Decode(SKCodec codec)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var size = codec.GetScaledDimensions(Math.Min(1, (float)Closer / Math.Max(width, height)));
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        // A picture that breaks off shows its upper part: the barcode may be there.
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success or SKCodecResult.IncompleteInput or SKCodecResult.ErrorInInput)
            return bitmap;
        bitmap.Dispose();
        return null;
    }

    private static int Longer(SKBitmap picture) => Math.Max(picture.Width, picture.Height);

    private static SKBitmap Turn(SKBitmap whole, int size, int degrees)
    {
        var scale = Math.Min(1f, (float)size / Longer(whole));
        var matrix = SKMatrix.CreateScale(scale, scale).PostConcat(SKMatrix.CreateRotationDegrees(degrees));
        var bounds = matrix.MapRect(SKRect.Create(whole.Width, whole.Height));
        matrix = matrix.PostConcat(SKMatrix.CreateTranslation(-bounds.Left, -bounds.Top));
        var turned = new SKBitmap(new SKImageInfo((int)Math.Ceiling(bounds.Width), (int)Math.Ceiling(bounds.Height), SKColorType.Gray8, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(turned);
        // What a picture leaves clear is paper.
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(matrix);
        using var image = SKImage.FromBitmap(whole);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return turned;
    }

    private static string? Find(SKBitmap gray)
    {
        var rows = new byte[gray.Width * gray.Height];
        for (var y = 0; y < gray.Height; y++)
            gray.GetPixelSpan().Slice(y * gray.RowBytes, gray.Width).CopyTo(rows.AsSpan(y * gray.Width));
        var light = new RGBLuminanceSource(rows, gray.Width, gray.Height, RGBLuminanceSource.BitmapFormat.Gray8);
        var hints = new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true };
        foreach (var black in new Binarizer[] { new HybridBinarizer(light), new GlobalHistogramBinarizer(light) })
        {
            try
            {
                if (new PDF417Reader().decode(new BinaryBitmap(black), hints) is { Text.Length: > 0 } found)
                    return found.Text;
            }
            catch (Exception broken) when (broken is IndexOutOfRangeException or ArgumentException or InvalidOperationException or NullReferenceException
                or System.FormatException or ArithmeticException or ReaderException)
            {
                // What looks like a barcode and is none: the library stumbles over it now and then. The next try sees it otherwise.
            }
        }
        return null;
    }
}
