using Portico.Modules.Coverage.Domain.Cards;
using SkiaSharp;

namespace Portico.Tests.Kit;

/// <summary>How a synthetic card sets its labels and values.</summary>
public enum CardStyle { InLine, AcrossAGap, LabelAbove, LabelBelow, TwoColumnsAbove, TwoColumnsInLine, OneWord, Medicare }

/// <summary>A made-up card: where each text stands, and what the card says. Follows from its seed.</summary>
/// <remarks>In the dots of a straightened card, 1712 by 1080. Every payer, person and number is invented.</remarks>
public sealed class SyntheticCard
{
    public sealed record Line(string Text, float X, float Top, float Size, bool IsBold = false);

    private static readonly string[] s_payers = ["Synthetic Health", "Invented Mutual", "Sample Valley Health Plan", "Madeup Care", "Example Blue Shield"];
    private static readonly string[] s_given = ["ODETTE", "Marisol", "JUN", "Ferdinand", "ANA M."];
    private static readonly string[] s_plans = ["Choice PPO", "Select HMO", "Gold EPO", "Open Access Plus"];
    private const string Mbi = "ACDEFGHJKMNPQRTUVWXY";

    public required CardStyle Style { get; init; }
    public List<Line> Lines { get; } = [];
    public Dictionary<CardFieldKind, string> Says { get; } = [];

    public static SyntheticCard Make(int seed)
    {
        var random = new Random(seed);
        var card = new SyntheticCard { Style = (CardStyle)(seed % 8) };
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Mbi[random.Next(Mbi.Length)]));
        string One(params string[] of) => of[random.Next(of.Length)];
        var name = One(s_given) + (random.Next(2) == 0 ? " TESTPATIENT" : " Testpatient");
        if (card.Style == CardStyle.Medicare)
        {
            var number = $"{1 + random.Next(9)}{Letters(1)}{Letters(1)}{Digits(1)}-{Letters(1)}{Letters(1)}{Digits(1)}-{Letters(2)}{Digits(2)}";
            card.Lines.Add(new("MEDICARE HEALTH INSURANCE", 80, 70, 72, true));
            card.Says[CardFieldKind.PayerName] = card.Lines[^1].Text;
            card.Value(CardFieldKind.SubscriberName, "Name/Nombre", name, 80, 260, above: true);
            card.Value(CardFieldKind.MemberId, "Medicare Number/Número de Medicare", number, 80, 440, above: true);
            card.Lines.Add(new("Entitled to/Con derecho a", 80, 620, 34));
            card.Lines.Add(new("HOSPITAL (PART A)", 80, 680, 44));
            card.Lines.Add(new("Coverage starts/Cobertura empieza", 900, 620, 34));
            card.Lines.Add(new("03-01-2016", 900, 680, 44));
            return card;
        }
        card.Lines.Add(new(One(s_payers), 80, 60, 84, true));
        card.Says[CardFieldKind.PayerName] = card.Lines[^1].Text;
        (CardFieldKind Kind, string Label, string Value)[] main =
        [
            (CardFieldKind.SubscriberName, One("Subscriber Name", "Member Name", "Subscriber", "Name"), name),
            (CardFieldKind.MemberId, One("Member ID", "ID #", "Subscriber ID", "Identification No.", "Member No.", "ID"),
                One(Letters(3) + Digits(9), "W" + Digits(9), Digits(10), Letters(3) + Digits(3) + Letters(1) + Digits(5))),
            (CardFieldKind.GroupNumber, One("Group", "Group No.", "GRP #", "Group Number"), One(Digits(6), Digits(7), Letters(1) + Digits(5))),
            (CardFieldKind.PlanName, One("Plan", "Plan Name", "Product"), One(s_plans)),
            (CardFieldKind.EffectiveDate, One("Effective Date", "Eff. Date", "Effective"), $"{1 + random.Next(12):00}/01/20{20 + random.Next(6)}"),
            (CardFieldKind.PayerId, One("Payer ID", "Payor ID", "EDI Payer ID"), Digits(5)),
        ];
        (CardFieldKind Kind, string Label, string Value)[] more =
        [
            (CardFieldKind.CopayOffice, One("PCP", "Office Visit", "Primary Care"), $"${5 * (1 + random.Next(8))}"),
            (CardFieldKind.CopaySpecialist, One("Specialist", "Specialist Copay"), $"${10 * (2 + random.Next(6))}"),
            (CardFieldKind.CopayUrgentCare, "Urgent Care", $"${25 * (1 + random.Next(4))}"),
            (CardFieldKind.CopayEmergency, One("Emergency Room", "ER"), $"${50 * (2 + random.Next(5))}"),
            (CardFieldKind.RxBin, One("RxBIN", "RX BIN"), Digits(6)),
            (CardFieldKind.RxPcn, One("RxPCN", "RX PCN"), Letters(2) + "P"),
            (CardFieldKind.RxGroup, One("RxGrp", "RX Group"), "RX" + Digits(4)),
        ];
        var isInLine = card.Style is CardStyle.InLine or CardStyle.AcrossAGap or CardStyle.OneWord or CardStyle.TwoColumnsInLine;
        foreach (var (index, (kind, label, value)) in main.Index())
        {
            if (card.Style is CardStyle.TwoColumnsAbove or CardStyle.TwoColumnsInLine)
                card.Value(kind, label, value, index % 2 == 0 ? 80 : 900, (isInLine ? 230 : 220) + index / 2 * (isInLine ? 110 : 140));
            else
                card.Value(kind, label, value, 80, isInLine ? 220 + index * 70 : 190 + index * 118);
        }
        var (x, y, step) = card.Style is CardStyle.TwoColumnsAbove or CardStyle.TwoColumnsInLine ? (80f, 690f, 62f) : (1100f, 230f, 74f);
        foreach (var (index, (kind, label, value)) in more.Index())
        {
            var column = card.Style is CardStyle.TwoColumnsAbove or CardStyle.TwoColumnsInLine && index > 3;
            card.Says[kind] = value;
            card.Lines.Add(new($"{label}{(kind is CardFieldKind.RxBin or CardFieldKind.RxPcn or CardFieldKind.RxGroup ? ":" : "")} {value}", column ? 900 : x, y + (column ? index - 4 : index) * step, 40));
        }
        var below = card.Style is CardStyle.TwoColumnsAbove or CardStyle.TwoColumnsInLine ? 970f : 930f;
        card.Says[CardFieldKind.PayerPhone] = $"800-555-01{Digits(2)}";
        card.Says[CardFieldKind.ProviderPhone] = $"888-555-01{Digits(2)}";
        card.Lines.Add(new($"Member Services {card.Says[CardFieldKind.PayerPhone]}", 80, below, 38));
        card.Lines.Add(new($"Providers call {card.Says[CardFieldKind.ProviderPhone]}", 900, below, 38));
        return card;
    }

    /// <summary>The back of a card: where claims go.</summary>
    public static SyntheticCard Back(int seed)
    {
        var random = new Random(seed);
        var card = new SyntheticCard { Style = CardStyle.InLine };
        var (box, id) = ($"PO Box {1000 + random.Next(90000)}", $"{10000 + random.Next(90000)}");
        card.Lines.AddRange([new("Submit claims to:", 80, 120, 42, true), new("Synthetic Health", 80, 180, 42), new(box, 80, 240, 42), new("Mocktown, NY 13850", 80, 300, 42)]);
        card.Says[CardFieldKind.ClaimsAddress] = box + " Mocktown, NY 13850";
        card.Value(CardFieldKind.PayerId, "Payer ID", id, 80, 400);
        card.Says[CardFieldKind.ProviderPhone] = "888-555-0142";
        card.Lines.Add(new("Provider services: 888-555-0142", 80, 500, 42));
        return card;
    }

    private void Value(CardFieldKind kind, string label, string value, float x, float y, bool above = false)
    {
        Says[kind] = value;
        switch (above ? CardStyle.LabelAbove : Style)
        {
            case CardStyle.LabelAbove or CardStyle.TwoColumnsAbove:
                Lines.AddRange([new(label, x, y, 34), new(value, x, y + 46, 46, true)]);
                break;
            case CardStyle.LabelBelow:
                Lines.AddRange([new(value, x, y, 46, true), new(label, x, y + 54, 30)]);
                break;
            case CardStyle.AcrossAGap:
                Lines.AddRange([new(label, x, y, 42), new(value, x + 430, y, 42, true)]);
                break;
            case CardStyle.OneWord:
                Lines.Add(new($"{label.TrimEnd('.')}:{value}", x, y, 42));
                break;
            default:
                Lines.Add(new($"{label}{(label.EndsWith('#') ? "" : ":")} {value}", x, y, 42));
                break;
        }
    }

    /// <summary>The words as an engine would give them.</summary>
    /// <param name="misreads">Null: every word right. Otherwise about one value in six is read wrong: an O for a 0, an I for a 1 with the engine's
    /// full confidence, another letter with less of it.</param>
    public IReadOnlyList<CardWord> Words(Random? misreads = null)
    {
        List<CardWord> words = [];
        foreach (var line in Lines)
        {
            var x = line.X;
            foreach (var text in line.Text.Split(' '))
            {
                var width = 0.56f * line.Size * text.Length;
                var (read, confidence) = misreads is null ? (text, 0.95) : Misread(text, misreads);
                words.Add(new(read, confidence, new((int)x, (int)line.Top, (int)width, (int)(0.75f * line.Size))));
                x += width + 0.3f * line.Size;
            }
        }
        return words;
    }

    private static (string Text, double Confidence) Misread(string text, Random random)
    {
        var right = 0.88 + 0.1 * random.NextDouble();
        if (text.Count(char.IsAsciiDigit) < 3 || random.Next(6) > 0)
            return (text, right);
        var at = random.Next(text.Length);
        var looksLike = text[at] switch { '0' => 'O', 'O' => '0', '1' => 'I', 'I' => '1', _ => ' ' };
        return looksLike != ' ' ? (text[..at] + looksLike + text[(at + 1)..], right)
            : (text[..at] + (text[at] == '8' ? '3' : '8') + text[(at + 1)..], 0.3 + 0.5 * random.NextDouble());
    }

    /// <summary>The card itself, 1712 by 1080.</summary>
    public SKBitmap Draw(SKTypeface plain, SKTypeface bold, SKColor? paper = null)
    {
        var card = new SKBitmap(1712, 1080);
        using var canvas = new SKCanvas(card);
        canvas.Clear(paper ?? new SKColor(250, 250, 252));
        using var ink = new SKPaint { Color = new SKColor(25, 30, 60), IsAntialias = true };
        foreach (var line in Lines)
        {
            using var font = new SKFont(line.IsBold ? bold : plain, line.Size);
            canvas.DrawText(line.Text, line.X, line.Top + 0.75f * line.Size, SKTextAlign.Left, font, ink);
        }
        return card;
    }

    /// <summary>A photograph of a card on a desk.</summary>
    /// <param name="card">What lies there.</param>
    /// <param name="desk">Its colour.</param>
    /// <param name="degrees">How far the card is turned.</param>
    /// <param name="tilt">How far the camera leans: 0 to 0.3.</param>
    /// <param name="grain">Of the desk and of the camera.</param>
    /// <param name="seed">Of the grain.</param>
    public static SKBitmap Photograph(SKBitmap card, SKColor desk, float degrees, float tilt, int grain = 6, int seed = 1)
    {
        var photograph = new SKBitmap(new SKImageInfo(2000, 1500, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(photograph);
        canvas.Clear(desk);
        var scale = 1250f / card.Width;
        var lean = new SKMatrix(1, 0, 0, 0, 1, 0, 0, tilt / 1000f, 1);
        var placed = SKMatrix.Concat(SKMatrix.CreateTranslation(1000, 750),
            SKMatrix.Concat(lean, SKMatrix.Concat(SKMatrix.CreateRotationDegrees(degrees), SKMatrix.Concat(SKMatrix.CreateScale(scale, scale), SKMatrix.CreateTranslation(-card.Width / 2f, -card.Height / 2f)))));
        canvas.SetMatrix(placed);
        using (var shadow = new SKPaint { Color = new SKColor(0, 0, 0, 60), MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 12) })
            canvas.DrawRect(SKRect.Create(8, 8, card.Width, card.Height), shadow);
        using (var rounded = new SKRoundRect(SKRect.Create(0, 0, card.Width, card.Height), 63))
            canvas.ClipRoundRect(rounded, antialias: true);
        using (var image = SKImage.FromBitmap(card))
            canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        var random = new Random(seed);
        var dots = photograph.GetPixelSpan();
        for (var i = 0; i < dots.Length; i += 4)
        {
            var noise = random.Next(-grain, grain + 1);
            for (var c = 0; c < 3; c++)
                dots[i + c] = (byte)Math.Clamp(dots[i + c] + noise, 0, 255);
        }
        return photograph;
    }

    public static byte[] Jpeg(SKBitmap picture)
    {
        using var data = picture.Encode(SKEncodedImageFormat.Jpeg, 85);
        return data.ToArray();
    }

    /// <returns>Null where this machine has no font to draw with.</returns>
    public static (SKTypeface Plain, SKTypeface Bold)? Fonts()
    {
        const string Folder = "/usr/share/fonts/truetype/dejavu/";
        if (!OperatingSystem.IsLinux())
            return (SKTypeface.FromFamilyName("Arial"), SKTypeface.FromFamilyName("Arial", SKFontStyle.Bold));
        return File.Exists(Folder + "DejaVuSans.ttf") && File.Exists(Folder + "DejaVuSans-Bold.ttf")
            && SKTypeface.FromFile(Folder + "DejaVuSans.ttf") is { } plain && SKTypeface.FromFile(Folder + "DejaVuSans-Bold.ttf") is { } bold ? (plain, bold) : null;
    }
}
