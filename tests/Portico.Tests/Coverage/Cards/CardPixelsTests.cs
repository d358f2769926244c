using System.Buffers.Binary;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Tests.Kit;
using SkiaSharp;

namespace Portico.Tests.Coverage.Cards;

/// <summary>Cards that are drawn, laid on desks that are drawn, and found there.</summary>
public sealed class CardPixelsTests
{
    private static readonly SKColor s_dark = new(60, 45, 35);
    private static readonly SKColor s_light = new(222, 220, 214);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A white card with a red, a green, a blue and a black square in its corners, clockwise from the upper left.</summary>
    private static SKBitmap Marked()
    {
        var card = new SKBitmap(1712, 1080);
        using var canvas = new SKCanvas(card);
        canvas.Clear(new SKColor(250, 250, 250));
        foreach (var (color, x, y) in new[] { (SKColors.Red, 120, 120), (SKColors.Green, 1472, 120), (SKColors.Blue, 1472, 840), (SKColors.Black, 120, 840) })
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(SKRect.Create(x, y, 120, 120), paint);
        }
        return card;
    }

    private static StraightCard Straightened(SKBitmap photograph, CardTurn? turn = null) =>
        CardPixels.Straighten(SyntheticCard.Jpeg(photograph), turn ?? new(), Ct).ShouldNotBeNull();

    private static SKColor At(StraightCard card, int x, int y)
    {
        using var picture = SKBitmap.Decode(card.Picture);
        return picture.GetPixel(x, y);
    }

    private static bool IsNear(SKColor seen, SKColor wanted) =>
        Math.Abs(seen.Red - wanted.Red) + Math.Abs(seen.Green - wanted.Green) + Math.Abs(seen.Blue - wanted.Blue) < 120;

    public static TheoryData<bool, float, float> Poses()
    {
        TheoryData<bool, float, float> poses = [];
        foreach (var isDark in new[] { true, false })
        {
            foreach (var (degrees, tilt) in new[] { (0f, 0f), (7f, 0f), (-25f, 0.1f), (3f, 0.25f), (-12f, 0.2f), (40f, 0f) })
                poses.Add(isDark, degrees, tilt);
        }
        return poses;
    }

    [Theory, MemberData(nameof(Poses))]
    public void A_card_on_a_desk_is_found_and_each_corner_comes_where_it_belongs(bool isDark, float degrees, float tilt)
    {
        using var card = Marked();
        using var photograph = SyntheticCard.Photograph(card, isDark ? s_dark : s_light, degrees, tilt);
        var straight = Straightened(photograph);
        (straight.IsStraightened, straight.Width, straight.Height).ShouldBe((true, CardPixels.Width, CardPixels.Height));
        foreach (var (color, x, y) in new[] { (SKColors.Red, 180, 180), (SKColors.Green, 1532, 180), (SKColors.Blue, 1532, 900), (SKColors.Black, 180, 900) })
            IsNear(At(straight, x, y), color).ShouldBeTrue($"{color} at {x}, {y} is {At(straight, x, y)}");
    }

    [Fact]
    public void A_card_that_lies_upright_comes_level()
    {
        using var card = Marked();
        using var photograph = SyntheticCard.Photograph(card, s_dark, 90, 0);
        var straight = Straightened(photograph);
        straight.IsStraightened.ShouldBeTrue();
        // Which of its long sides is the upper one, no outline tells: the words do.
        var first = At(straight, 180, 180);
        (IsNear(first, SKColors.Red) || IsNear(first, SKColors.Blue)).ShouldBeTrue(first.ToString());
    }

    [Fact]
    public void Where_there_is_no_card_the_picture_stays_as_it_is()
    {
        using var desk = new SKBitmap(900, 700);
        using (var canvas = new SKCanvas(desk))
            canvas.Clear(s_light);
        var straight = Straightened(desk);
        (straight.IsStraightened, straight.Width, straight.Height).ShouldBe((false, 900, 700));
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(1100, 300)]
    [InlineData(200, 126)]
    public void What_has_not_a_cards_proportions_or_is_too_small_is_no_card(int width, int height)
    {
        using var desk = new SKBitmap(1400, 1000);
        using (var canvas = new SKCanvas(desk))
        {
            canvas.Clear(s_dark);
            using var paper = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(SKRect.Create(150, 150, width, height), paper);
        }
        Straightened(desk).IsStraightened.ShouldBeFalse();
    }

    [Fact]
    public void A_card_that_lies_partly_outside_the_picture_is_not_cut_to_what_is_seen()
    {
        using var card = Marked();
        using var photograph = SyntheticCard.Photograph(card, s_dark, 40, 0.3f);
        Straightened(photograph).IsStraightened.ShouldBeFalse();
    }

    [Fact]
    public void A_person_turns_it_and_may_have_the_whole_picture()
    {
        using var card = Marked();
        using var photograph = SyntheticCard.Photograph(card, s_dark, 0, 0);
        var turned = Straightened(photograph, new(QuarterTurns: 2));
        IsNear(At(turned, 180, 180), SKColors.Blue).ShouldBeTrue();
        var quarter = Straightened(photograph, new(QuarterTurns: 1));
        (quarter.Width, quarter.Height).ShouldBe((CardPixels.Height, CardPixels.Width));
        IsNear(At(quarter, 180, 180), SKColors.Black).ShouldBeTrue();
        Straightened(photograph, new(IsWhole: true)).IsStraightened.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, 750, 550)]
    [InlineData(6, 550, 50)]
    [InlineData(8, 50, 750)]
    public void The_cameras_own_turn_is_taken_back(byte orientation, int x, int y)
    {
        // Red in the first corner as it is stored; no card's proportions, so nothing else turns it.
        using var stored = new SKBitmap(800, 600);
        using (var canvas = new SKCanvas(stored))
        {
            canvas.Clear(SKColors.White);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(SKRect.Create(0, 0, 100, 100), red);
        }
        var jpeg = SyntheticCard.Jpeg(stored);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        var straight = CardPixels.Straighten([.. jpeg[..2], .. exif, .. jpeg[2..]], new(), Ct).ShouldNotBeNull();
        (straight.Width, straight.Height).ShouldBe(orientation == 3 ? (800, 600) : (600, 800));
        IsNear(At(straight, x, y), SKColors.Red).ShouldBeTrue(At(straight, x, y).ToString());
    }

    [Theory]
    [InlineData(50_000, 50_000)]
    [InlineData(13_000, 100)]
    [InlineData(7_000, 7_000)]
    public void A_picture_of_too_many_dots_is_refused_by_its_header(int width, int height)
    {
        using var small = new SKBitmap(64, 64);
        using var data = small.Encode(SKEncodedImageFormat.Png, 100);
        var png = data.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        // The header's own sum, else the picture would be refused for that.
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(png.AsSpan(12, 17)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        CardPixels.Straighten(png, new(), Ct).ShouldBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }

    [Fact]
    public void Damaged_and_foreign_bytes_are_no_picture()
    {
        using var card = Marked();
        var jpeg = SyntheticCard.Jpeg(card);
        CardPixels.Straighten("GIF89a not a picture of ours"u8.ToArray(), new(), Ct).ShouldBeNull();
        CardPixels.Straighten(jpeg[..40], new(), Ct).ShouldBeNull();
        var random = new Random(17);
        for (var n = 0; n < 12; n++)
        {
            var damaged = jpeg.ToArray();
            for (var i = 0; i < 20; i++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = CardPixels.Straighten(damaged, new(), Ct);
        }
    }

    [Fact]
    public void No_dots_make_the_finder_throw_and_noise_is_no_card()
    {
        var random = new Random(23);
        for (var n = 0; n < 30; n++)
        {
            var (width, height) = n == 0 ? (400, 252) : (1 + random.Next(120), 1 + random.Next(120));
            var dots = new byte[width * height * 4];
            random.NextBytes(dots);
            var found = CardFinder.Find(dots, width, height);
            if (n == 0)
                found.ShouldBeNull();
        }
    }
}
