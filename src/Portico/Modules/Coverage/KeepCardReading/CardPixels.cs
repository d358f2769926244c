using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Platform.Values;
using SkiaSharp;

namespace Portico.Modules.Coverage;

/// <summary>A card's picture made ready to be read and shown: upright, and where a card was found in it, straightened.</summary>
/// <param name="Picture">A JPEG.</param>
/// <param name="Width">In dots.</param>
/// <param name="Height">In dots.</param>
/// <param name="IsStraightened">A card was found and fills it. Otherwise it is the whole picture.</param>
public sealed record StraightCard(byte[] Picture, int Width, int Height, bool IsStraightened);

/// <summary>How a picture is to be made ready.</summary>
/// <param name="QuarterTurns">Clockwise, after everything else. By a person: what is upright, no outline tells.</param>
/// <param name="IsWhole">The picture as it is, whatever is found in it.</param>
public sealed record CardTurn(int QuarterTurns = 0, bool IsWhole = false);

/// <summary>Straightens pictures of cards. Synchronous, takes a tenth of a second of a processor: never call it where a page is drawn.</summary>
public static class CardPixels
{
    /// <summary>Of a straightened card: 20 dots a millimetre.</summary>
    public const int Width = 1712;
    public const int Height = 1080;

    // By the header, before a dot is decoded: a few kilobytes can unfold to gigabytes.
    private const long MostDots = 40_000_000;
    private const long MostDotsAtOnce = 16_000_000;
    private const int MostSide = 12_000;
    private const int WorkingSide = 2_400;
    private const int FindingSide = 400;

    /// <summary>Decodes, turns as the camera says, looks for the card, straightens and turns as a person says.</summary>
    /// <returns>Null for what is no picture, is damaged, or has more dots than a photograph of a card.</returns>
    public static StraightCard? Straighten(byte[] picture, CardTurn turn, CancellationToken ct)
    {
        using var upright = Decode(picture);
        if (upright is null)
            return null;
        ct.ThrowIfCancellationRequested();
        var corners = turn.IsWhole ? null : Find(upright);
        ct.ThrowIfCancellationRequested();
        using var straight = corners is null ? upright.Copy() : Flatten(upright, corners);
        using var turned = Turned(straight, turn.QuarterTurns & 3);
        using var jpeg = turned.Encode(SKEncodedImageFormat.Jpeg, 88);
        return new(jpeg.ToArray(), turned.Width, turned.Height, corners is not null);
    }

    private static SKBitmap? Decode(byte[] picture)
    {
        if (PictureFormat.Of(picture) is null)
            return null;
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width > MostSide || codec.Info.Height > MostSide || (long)codec.Info.Width * codec.Info.Height > MostDots)
            return null;
        // A JPEG can be decoded at an eighth, a quarter or half of its size.
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)WorkingSide / Math.Max(codec.Info.Width, codec.Info.Height)));
        if ((long)size.Width * size.Height > MostDotsAtOnce)
            return null;
        using var raw = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(raw.Info, raw.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return null;
        var scale = Math.Min(1f, (float)WorkingSide / Math.Max(size.Width, size.Height));
        var isAcross = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (wide, high) = (Math.Max(1, (int)(size.Width * scale)), Math.Max(1, (int)(size.Height * scale)));
        var upright = new SKBitmap(new SKImageInfo(isAcross ? high : wide, isAcross ? wide : high, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(upright);
        // What is transparent lies on white, as paper does.
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(SKMatrix.Concat(OriginOf(codec.EncodedOrigin, wide, high), SKMatrix.CreateScale((float)wide / size.Width, (float)high / size.Height)));
        using var image = SKImage.FromBitmap(raw);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return upright;
    }

    /// <remarks>Source: Exif 2.3, tag 274, Orientation: where the first row and the first column are seen.</remarks>
    private static SKMatrix OriginOf(SKEncodedOrigin origin, float wide, float high) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, wide, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, wide, 0, -1, high, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, high, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, high, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, high, -1, 0, wide, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, wide, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static SKPoint[]? Find(SKBitmap upright)
    {
        var scale = Math.Min(1f, (float)FindingSide / Math.Max(upright.Width, upright.Height));
        using var small = new SKBitmap(new SKImageInfo(Math.Max(1, (int)(upright.Width * scale)), Math.Max(1, (int)(upright.Height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(small))
        using (var image = SKImage.FromBitmap(upright))
            canvas.DrawImage(image, SKRect.Create(small.Width, small.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return CardFinder.Find(small.GetPixelSpan(), small.Width, small.Height) is { } outline
            ? [.. outline.Corners.Select(c => new SKPoint((float)(c.X * upright.Width / small.Width), (float)(c.Y * upright.Height / small.Height)))] : null;
    }

    private static SKBitmap Flatten(SKBitmap upright, SKPoint[] corners)
    {
        var flat = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(flat);
        canvas.Clear(SKColors.White);
        if (!FromUnitSquare(corners).TryInvert(out var toUnit))
            return flat;
        canvas.SetMatrix(SKMatrix.Concat(SKMatrix.CreateScale(Width, Height), toUnit));
        using var image = SKImage.FromBitmap(upright);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKCubicResampler.Mitchell));
        return flat;
    }

    /// <summary>The projection that takes a square of side 1 to four corners.</summary>
    /// <remarks>Source: P. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3.</remarks>
    private static SKMatrix FromUnitSquare(SKPoint[] c)
    {
        var (dx1, dx2, sx) = (c[1].X - c[2].X, c[3].X - c[2].X, c[0].X - c[1].X + c[2].X - c[3].X);
        var (dy1, dy2, sy) = (c[1].Y - c[2].Y, c[3].Y - c[2].Y, c[0].Y - c[1].Y + c[2].Y - c[3].Y);
        var below = dx1 * dy2 - dx2 * dy1;
        var (g, h) = ((sx * dy2 - dx2 * sy) / below, (dx1 * sy - sx * dy1) / below);
        return new(c[1].X - c[0].X + g * c[1].X, c[3].X - c[0].X + h * c[3].X, c[0].X, c[1].Y - c[0].Y + g * c[1].Y, c[3].Y - c[0].Y + h * c[3].Y, c[0].Y, g, h, 1);
    }

    private static SKBitmap Turned(SKBitmap straight, int quarters)
    {
        if (quarters == 0)
            return straight.Copy();
        var (wide, high) = quarters == 2 ? (straight.Width, straight.Height) : (straight.Height, straight.Width);
        var turned = new SKBitmap(new SKImageInfo(wide, high, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(turned);
        canvas.Translate(wide / 2f, high / 2f);
        canvas.RotateDegrees(90 * quarters);
        using var image = SKImage.FromBitmap(straight);
        canvas.DrawImage(image, -straight.Width / 2f, -straight.Height / 2f, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }
}
