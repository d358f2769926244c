using System.Globalization;
using SkiaSharp;
using ZXing;
using ZXing.Common;
using ZXing.PDF417;
using ZXing.PDF417.Internal;

namespace Portico.Tests.Kit;

/// <summary>A licence of nobody: its barcode's text, as the versions of the standard have it, and its picture.</summary>
public sealed record SyntheticLicence
{
    public const string Number = "S9990001112";

    public int Version { get; init; } = 10;

    /// <summary>Of the issuer. 636001 is New York, 604428 Quebec.</summary>
    public string Issuer { get; init; } = "636001";
    public string Family { get; init; } = "TESTPATIENT";
    public string Given { get; init; } = "ODETTE";
    public string Middle { get; init; } = "QUILL";
    public DateOnly Born { get; init; } = new(1945, 7, 14);
    public DateOnly Expires { get; init; } = new(2031, 7, 14);
    public string Sex { get; init; } = "2";
    public string Street { get; init; } = "12 N SYNTHETIC WAY";
    public string? Second { get; init; }
    public string City { get; init; } = "MOCKTOWN";
    public string State { get; init; } = "NY";
    public string Zip { get; init; } = "138500000  ";
    public string Kind { get; init; } = "DL";

    /// <summary>Said of the first subfile instead of the truth. Null: the truth.</summary>
    public int? WrongOffset { get; init; }

    /// <summary>Elements in their place, or instead of others.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    public bool IsCanadian => Issuer.StartsWith("604428", StringComparison.Ordinal) || Issuer is "636012" or "636028";

    /// <summary>As it stands in the barcode.</summary>
    public override string ToString()
    {
        var elements = Kind + string.Join('\n', Elements().Select(e => e.Key + e.Value)) + "\r";
        var own = "ZNZNA01\r";
        // The 2000 edition has no version of the jurisdiction's own; the oldest cards begin with the association's name.
        var head = $"@\n\u001e\r{(Version == 0 ? "AAMVA" : "ANSI ")}{Issuer}{Version:00}{(Version < 2 ? "" : "01")}02";
        var at = WrongOffset ?? head.Length + 20;
        return string.Create(CultureInfo.InvariantCulture, $"{head}{Kind}{at:0000}{elements.Length:0000}ZN{at + elements.Length:0000}{own.Length:0000}{elements}{own}");
    }

    /// <summary>As a scanner types it that drops or turns what stands between the elements.</summary>
    public string Typed(string between) => ToString().Replace("\u001e", "", StringComparison.Ordinal).Replace("\r", between, StringComparison.Ordinal)
        .Replace("\n", between, StringComparison.Ordinal);

    private Dictionary<string, string> Elements()
    {
        var yearFirst = IsCanadian || Version < 2;
        string Date(DateOnly date) => date.ToString(yearFirst ? "yyyyMMdd" : "MMddyyyy", CultureInfo.InvariantCulture);
        Dictionary<string, string> elements = new() { ["DAQ"] = Number };
        if (Version < 2)
            elements["DAA"] = $"{Family},{Given},{Middle}";
        else
        {
            elements["DCS"] = Family;
            if (Version < 4)
                elements["DCT"] = Version == 2 ? $"{Given},{Middle}" : $"{Given} {Middle}";
            else
                (elements["DDE"], elements["DAC"], elements["DDF"], elements["DAD"], elements["DDG"]) = ("N", Given, "N", Middle, "N");
        }
        elements["DBD"] = Date(Born.AddYears(70));
        elements["DBB"] = Date(Born);
        elements["DBA"] = Date(Expires);
        elements["DBC"] = Version < 2 ? Sex switch { "1" => "M", "2" => "F", _ => Sex } : Sex;
        elements["DAU"] = "064 in";
        elements["DAY"] = "BRO";
        elements["DAG"] = Street;
        if (Second is not null)
            elements["DAH"] = Second;
        (elements["DAI"], elements["DAJ"], elements["DAK"]) = (City, State, Zip);
        if (Version >= 2)
            elements["DCG"] = IsCanadian ? "CAN" : "USA";
        foreach (var (id, value) in Others)
            elements[id] = value;
        return elements;
    }

    /// <summary>A card's back in a photograph.</summary>
    /// <param name="text">Of the barcode. Null: of this licence.</param>
    /// <param name="bar">The narrowest bar in pixels.</param>
    /// <param name="degrees">Turned by.</param>
    /// <param name="noise">How far a pixel may be from what it was, of 255.</param>
    /// <param name="format">Of the file.</param>
    public byte[] Photograph(string? text = null, float bar = 3, int degrees = 0, int noise = 0, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg)
    {
        var code = new PDF417Writer().encode(text ?? ToString(), BarcodeFormat.PDF_417, 1, 1, new Dictionary<EncodeHintType, object>
        {
            [EncodeHintType.PDF417_DIMENSIONS] = new Dimensions(10, 16, 3, 90), [EncodeHintType.MARGIN] = 0,
            [EncodeHintType.ERROR_CORRECTION] = PDF417ErrorCorrectionLevel.L4, [EncodeHintType.CHARACTER_SET] = "ISO-8859-1",
        });
        using var bars = new SKBitmap(code.Width, code.Height);
        for (var y = 0; y < code.Height; y++)
        {
            for (var x = 0; x < code.Width; x++)
                bars.SetPixel(x, y, code[x, y] ? SKColors.Black : SKColors.White);
        }
        var (width, height) = (code.Width * bar, code.Height * bar);
        var (card, back) = (new SKSize(width + 240, height + 400), (int)Math.Ceiling(Math.Sqrt((width + 240) * (width + 240) + (height + 400) * (height + 400))));
        using var picture = new SKBitmap(back, back);
        using (var canvas = new SKCanvas(picture))
        {
            canvas.Clear(new SKColor(96, 84, 70));
            canvas.Translate(back / 2f, back / 2f);
            canvas.RotateDegrees(degrees);
            using var plastic = new SKPaint { Color = new SKColor(226, 230, 236) };
            canvas.DrawRect(-card.Width / 2, -card.Height / 2, card.Width, card.Height, plastic);
            using var image = SKImage.FromBitmap(bars);
            canvas.DrawImage(image, SKRect.Create(-width / 2, -height / 2, width, height), new SKSamplingOptions(SKFilterMode.Linear));
        }
        if (noise > 0)
        {
            var random = new Random(417);
            for (var y = 0; y < back; y++)
            {
                for (var x = 0; x < back; x++)
                {
                    var (was, by) = (picture.GetPixel(x, y), random.Next(-noise, noise + 1));
                    picture.SetPixel(x, y, new((byte)Math.Clamp(was.Red + by, 0, 255), (byte)Math.Clamp(was.Green + by, 0, 255), (byte)Math.Clamp(was.Blue + by, 0, 255)));
                }
            }
        }
        using var file = picture.Encode(format, 85);
        return file.ToArray();
    }
}
