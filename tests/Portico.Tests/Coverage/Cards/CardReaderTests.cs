using System.Diagnostics;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Tests.Kit;
using SkiaSharp;

namespace Portico.Tests.Coverage.Cards;

/// <summary>Tesseract itself on drawn cards, and everything that a program in its place can do wrong.</summary>
public sealed class CardReaderTests
{
    private const int Cards = 24;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static (SKTypeface Plain, SKTypeface Bold) Ready()
    {
        Assert.SkipWhen(TesseractEngine.OnPath() is null, "Tesseract is not installed: install Debian's tesseract-ocr and tesseract-ocr-eng, or run ./test, which does.");
        var fonts = SyntheticCard.Fonts();
        Assert.SkipWhen(fonts is null, "There is no font to draw cards with: install Debian's fonts-dejavu-core, or run ./test, which does.");
        return fonts ?? throw new UnreachableException();
    }

    private static byte[] Photographed(SyntheticCard card, (SKTypeface Plain, SKTypeface Bold) fonts, float degrees, int seed)
    {
        using var drawn = card.Draw(fonts.Plain, fonts.Bold);
        using var photograph = SyntheticCard.Photograph(drawn, seed % 3 == 0 ? new(222, 220, 214) : new(60, 45, 35), degrees, 0.1f, 8, seed);
        return SyntheticCard.Jpeg(photograph);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [Fact]
    public async Task Of_24_photographed_cards_most_fields_are_read_right_and_no_wrong_id_is_given_as_sure()
    {
        var fonts = Ready();
        using var engine = new TesseractEngine(TesseractEngine.OnPath, TimeSpan.FromSeconds(60));
        using var reader = new CardReader(engine);
        var (all, right, close, missing) = (0, 0, 0, 0);
        List<(CardFieldKind Kind, string What)> surelyWrong = [];
        List<double> took = [];
        for (var seed = 0; seed < Cards; seed++)
        {
            var card = SyntheticCard.Make(seed);
            var picture = Photographed(card, fonts, seed * 37 % 50 - 25, seed);
            var watch = Stopwatch.StartNew();
            var seen = (await reader.ReadAsync(picture, new(), Ct)).ShouldBeOfType<CardRead.Seen>();
            took.Add(watch.Elapsed.TotalSeconds);
            (seen.Card.IsStraightened, seen.Why, seen.Engine).ShouldBe((true, null, "Tesseract"));
            var found = seen.Fields.ToDictionary(f => f.Kind);
            foreach (var (kind, value) in card.Says)
            {
                all++;
                if (!found.TryGetValue(kind, out var field))
                    missing++;
                else if (Letters(field.Value) == Letters(value))
                    (right, close) = (right + 1, close + (field.IsToLookAtClosely ? 1 : 0));
                else if (!field.IsToLookAtClosely)
                    surelyWrong.Add((kind, $"card {seed}, {card.Style}: {kind} is {value}, read {field.Value} at {field.Confidence:0.00}"));
            }
        }
        took.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Cards} cards, {all} fields: {100.0 * right / all:0.0} % right ({close} of them marked), {missing} not found, {surelyWrong.Count} wrong and not marked; {took[Cards / 2]:0.0} s a card, {took[^1]:0.0} s at most"));
        surelyWrong.Where(w => w.Kind is CardFieldKind.MemberId or CardFieldKind.GroupNumber or CardFieldKind.PayerId).ShouldBeEmpty();
        surelyWrong.Count.ShouldBeLessThanOrEqualTo(all / 100, string.Join(Environment.NewLine, surelyWrong.Select(w => w.What)));
        ((double)right / all).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task A_card_that_lies_upside_down_is_turned_by_what_it_says()
    {
        var fonts = Ready();
        using var engine = new TesseractEngine(TesseractEngine.OnPath, TimeSpan.FromSeconds(60));
        using var reader = new CardReader(engine);
        var card = SyntheticCard.Make(8);
        var seen = (await reader.ReadAsync(Photographed(card, fonts, 180, 8), new(), Ct)).ShouldBeOfType<CardRead.Seen>();
        seen.Turn.QuarterTurns.ShouldBe(2);
        seen.Fields.Single(f => f.Kind == CardFieldKind.MemberId).Value.ShouldBe(card.Says[CardFieldKind.MemberId]);
    }

    [Fact]
    public async Task Without_the_program_the_picture_is_straightened_all_the_same()
    {
        using var engine = new TesseractEngine(() => null, TimeSpan.FromSeconds(5));
        using var reader = new CardReader(engine);
        using var empty = new SKBitmap(400, 300);
        var seen = (await reader.ReadAsync(SyntheticCard.Jpeg(empty), new(), Ct)).ShouldBeOfType<CardRead.Seen>();
        (seen.Why, seen.Engine, seen.Fields.Count).ShouldBe((CardUnread.NotInstalled, CardReading.ByHand, 0));
        (await engine.ReadAsync([1], false, Ct)).ShouldBeOfType<EngineAnswer.NotInstalled>();
        (await reader.ReadAsync("no picture at all, and longer than a header"u8.ToArray(), new(), Ct)).ShouldBeOfType<CardRead.NotAPicture>();
    }

    /// <summary>A program of a few lines in Tesseract's place.</summary>
    private sealed class Stand : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("portico-test-").FullName;

        public Stand(string reads, string version = "echo tesseract 9.9.9")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "The program in its place is a shell script.");
            Path = System.IO.Path.Combine(_folder, "tesseract");
            File.WriteAllText(Path, $"#!/bin/sh\ncase \"$1\" in --version) {version} ;; *) {reads.Replace("FOLDER", _folder, StringComparison.Ordinal)} ;; esac\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        public string Path { get; }

        public bool Has(string file) => File.Exists(System.IO.Path.Combine(_folder, file));

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("cat > /dev/null; echo garbage")]
    [InlineData("cat > /dev/null; exit 3")]
    [InlineData("exit 0")]
    [InlineData("cat > /dev/null; head -c 9000000 /dev/zero")]
    [InlineData("cat; exit 0")]
    public async Task A_program_that_says_anything_else_has_failed(string reads)
    {
        using var stand = new Stand(reads);
        using var engine = new TesseractEngine(() => stand.Path, TimeSpan.FromSeconds(20));
        (await engine.VersionAsync(Ct)).ShouldBe("9.9.9");
        (await engine.ReadAsync(new byte[300_000], false, Ct)).ShouldBeOfType<EngineAnswer.Failed>();
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_its_children()
    {
        // Its child would leave a mark three seconds later.
        using var stand = new Stand("(sleep 3; touch FOLDER/mark); sleep 60");
        using var engine = new TesseractEngine(() => stand.Path, TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        (await engine.ReadAsync([1, 2, 3], false, Ct)).ShouldBeOfType<EngineAnswer.TookTooLong>();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2.8));
        await Task.Delay(TimeSpan.FromSeconds(4), Ct);
        stand.Has("mark").ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_who_leaves_ends_it_at_once()
    {
        using var stand = new Stand("sleep 60");
        using var engine = new TesseractEngine(() => stand.Path, TimeSpan.FromSeconds(60));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        leaving.CancelAfter(TimeSpan.FromSeconds(0.5));
        var watch = Stopwatch.StartNew();
        await Should.ThrowAsync<OperationCanceledException>(() => engine.ReadAsync([1, 2, 3], false, leaving.Token));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_is_called_so_and_is_no_program_is_not_installed()
    {
        var file = Path.GetTempFileName();
        using var engine = new TesseractEngine(() => file, TimeSpan.FromSeconds(5));
        (await engine.VersionAsync(Ct)).ShouldBeNull();
        (await engine.ReadAsync([1], false, Ct)).ShouldBeOfType<EngineAnswer.Failed>();
        File.Delete(file);
    }
}
