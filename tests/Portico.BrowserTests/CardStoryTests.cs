using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Cards;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>A card is photographed, read, compared field by field and becomes a policy, with the keyboard alone.</summary>
public sealed class CardStoryTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FilePayload Photograph()
    {
        var fonts = SyntheticCard.Fonts();
        Assert.SkipWhen(fonts is null, "There is no font to draw cards with: install Debian's fonts-dejavu-core, or run ./test, which does.");
        var card = new SyntheticCard { Style = CardStyle.InLine };
        card.Lines.AddRange(
        [
            new("Synthetic Health", 80, 60, 84, true), new("Subscriber: ODETTE TESTPATIENT", 80, 240, 44), new("Member ID: PXK922464908", 80, 330, 48, true),
            new("Group: 476418", 80, 420, 44), new("Plan: Gold PPO", 80, 510, 44), new("Effective: 03/01/2026", 80, 600, 44), new("Payer ID: SYN01", 80, 690, 44),
            new("PCP $25", 1100, 330, 44), new("Specialist $40", 1100, 420, 44), new("RxBIN: 610014", 1100, 600, 44), new("Providers call 888-555-0142", 80, 900, 40),
        ]);
        using var drawn = card.Draw(fonts.GetValueOrDefault().Plain, fonts.GetValueOrDefault().Bold);
        using var photograph = SyntheticCard.Photograph(drawn, new(60, 45, 35), -8, 0.1f);
        return new() { Name = "card.jpg", MimeType = "image/jpeg", Buffer = SyntheticCard.Jpeg(photograph) };
    }

    private static ILocator Tick(IPage page, string field) => page.GetByLabel($"As on the card: {field}", new() { Exact = true });

    [Fact]
    public async Task A_photographed_card_is_read_compared_and_saved_as_a_policy_whose_payer_was_proposed()
    {
        Assert.SkipWhen(TesseractEngine.OnPath() is null, "Tesseract is not installed: install Debian's tesseract-ocr and tesseract-ocr-eng, or run ./test, which does.");
        var card = Photograph();
        // On a machine that is busy with other tests it takes longer than a desk would wait.
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, adjust: builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton(new TesseractEngine(TesseractEngine.OnPath, TimeSpan.FromSeconds(100)))));
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        page.SetDefaultTimeout(120_000);
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/coverage");
        await hand.PressAsync(hand.Button("Read a card"));
        await screen.PickAsync(page.GetByLabel("The card's picture", new() { Exact = true }), card);
        await hand.SaidAsync("fields to compare");
        await page.GetByText("found in the picture and straightened").WaitForAsync();
        var member = page.GetByRole(AriaRole.Form, new() { Name = "What the card says" }).GetByLabel("Member id", new() { Exact = true });
        (await member.InputValueAsync()).ShouldBe("PXK922464908");
        // Where it stands is shown while the field has the focus.
        await screen.TabToAsync(member);
        await page.Locator(".card-mark").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("card-reading", wholePage: true);
        await page.SetViewportSizeAsync(320, 640);
        (await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
        await screen.PictureAsync("card-reading-320", wholePage: true);
        await page.SetViewportSizeAsync(1280, 800);

        // Nothing goes into the policy that nobody ticked.
        await hand.PressAsync(hand.Button("Put what is ticked into the policy"));
        await page.GetByText("Tick at least one field").WaitForAsync();
        foreach (var field in new[] { "Insurer", "Payer id", "Member id", "Group", "Effective", "Copay, specialist" })
        {
            await Tick(page, field).FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        await page.GetByLabel("Payer id", new() { Exact = true }).FillAsync("SYN01");
        // What was typed after the tick was not compared.
        await Tick(page, "Payer id").And(page.Locator(":not(:checked)")).WaitForAsync();
        await Tick(page, "Payer id").PressAsync("Space");
        await hand.PressAsync(hand.Button("Put what is ticked into the policy"));

        var form = page.GetByRole(AriaRole.Form, new() { Name = "New policy" });
        await form.WaitForAsync();
        (await form.GetByLabel("Member id").InputValueAsync()).ShouldBe("PXK922464908");
        (await form.GetByLabel("Group").InputValueAsync()).ShouldBe("476418");
        (await form.GetByLabel("Plan").InputValueAsync()).ShouldBe("");
        (await form.GetByLabel("Valid from").InputValueAsync()).ShouldBe("2026-03-01");
        await form.GetByText("The card prints: specialist $40.").WaitForAsync();
        (await form.GetByLabel("Copay on the card").InputValueAsync()).ShouldBe("");
        await screen.ShouldBeAccessibleAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Synthetic Health", Exact = true }).PressAsync("Enter");
        await form.GetByLabel("Payer", new() { Exact = true }).Locator("option:checked").Filter(new() { HasText = "Synthetic Health" })
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await hand.PressAsync(hand.Button("Add the policy"));
        await hand.SaidAsync("The policy is added");

        var line = (await desk.Get<PatientCoverage>().RunAsync(new(desk.Practice.Known), Call.ByProgram(TestDesk.Practice), Ct)).Policies.ShouldHaveSingleItem();
        (line.Policy.MemberId, line.Policy.GroupNumber, line.Policy.PlanName, line.Payer).ShouldBe(("PXK922464908", "476418", null, "Synthetic Health"));
        line.CardCopay.ShouldBeNull();
        var kept = await desk.Get<OpenCardPicture>().RunAsync(new(line.Front.ShouldNotBeNull()), Call.ByProgram(TestDesk.Practice), Ct);
        kept.Bytes.ShouldBe(card.Buffer);
        var reading = (await desk.Get<OpenCardReadings>().RunAsync(new(line.Policy.Id), Call.ByProgram(TestDesk.Practice), Ct)).Readings.ShouldHaveSingleItem();
        (reading.Engine, reading.By).ShouldBe(("Tesseract", TinyPractice.FrontDesk));
        reading.Fields.Single(f => f.Kind == CardFieldKind.MemberId).ShouldSatisfyAllConditions(f => f.Read.ShouldBe("PXK922464908"), f => f.Confirmed.ShouldBe("PXK922464908"),
            f => f.Percent.ShouldNotBeNull().ShouldBeInRange(50, 100));
        reading.Fields.Single(f => f.Kind == CardFieldKind.PlanName).Confirmed.ShouldBeNull();
        await page.GetByText("What it says").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_Tesseract_the_card_is_typed_beside_its_picture_and_compared_with_what_is_on_file()
    {
        var card = Photograph();
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, adjust: builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton(new TesseractEngine(() => null, TimeSpan.FromSeconds(5)))));
        var policy = Id.New<PolicyId>();
        await desk.WriteAsync(async d => await desk.Get<ICoverage>().AddPolicyAsync(d, policy, desk.Practice.Known, new NewPolicy
        {
            Payer = (await desk.Get<Portico.Modules.Practice.Contracts.IPracticeDirectory>().PayersAsync(d, Ct)).Single().Id, MemberId = "PXK922464908", GroupNumber = "100100",
        }, Ct));
        (await desk.Get<KeepCardPicture>().RunAsync(new(policy, CardSide.Front, card.Buffer), Call.ByProgram(TestDesk.Practice), Ct)).ShouldBeOfType<KeepCardPicture.Result.Kept>();
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/coverage");
        await hand.PressAsync(hand.Button("Look at the card of Synthetic Health"));
        await hand.PressAsync(hand.Button("Read the front of the Synthetic Health card"));
        await page.GetByText("Tesseract is not installed on the server").WaitForAsync();
        await page.GetByText("On file: PXK922464908").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var form = page.GetByRole(AriaRole.Form, new() { Name = "What the card says" });
        await form.GetByLabel("Group", new() { Exact = true }).FillAsync("476418");
        await form.GetByText("On file: 100100").WaitForAsync();
        await Tick(page, "Group").PressAsync("Space");
        await screen.ShouldBeAccessibleAsync();
        await hand.PressAsync(hand.Button("Put what is ticked into the policy"));
        await hand.SaidAsync("kept with the picture");
        await hand.PressAsync(hand.Button("Save the change"));
        await hand.SaidAsync("The policy is changed");
        var line = (await desk.Get<PatientCoverage>().RunAsync(new(desk.Practice.Known), Call.ByProgram(TestDesk.Practice), Ct)).Policies.ShouldHaveSingleItem();
        (line.Policy.MemberId, line.Policy.GroupNumber).ShouldBe(("PXK922464908", "476418"));
        (await desk.Get<OpenCardReadings>().RunAsync(new(policy), Call.ByProgram(TestDesk.Practice), Ct)).Readings.ShouldHaveSingleItem().Engine.ShouldBe(CardReading.ByHand);
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_never_blocks_the_page_and_can_be_cancelled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program in Tesseract's place is a shell script.");
        var card = Photograph();
        var program = Path.Combine(Directory.CreateTempSubdirectory("portico-test-").FullName, "tesseract");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncase \"$1\" in --version) echo tesseract 9.9.9 ;; *) sleep 120 ;; esac\n", Ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite, adjust: builder =>
            builder.Services.Replace(ServiceDescriptor.Singleton(new TesseractEngine(() => program, TimeSpan.FromSeconds(120)))));
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/coverage");
        await hand.PressAsync(hand.Button("Read a card"));
        await screen.PickAsync(page.GetByLabel("The card's picture", new() { Exact = true }), card);
        await page.GetByText("Reading the card…").WaitForAsync();
        // The page answers meanwhile.
        await page.GetByLabel("Side", new() { Exact = true }).SelectOptionAsync("Back");
        await screen.ShouldBeAccessibleAsync();
        await hand.PressAsync(hand.Button("Cancel"));
        await page.GetByText("Reading the card…").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await hand.PressAsync(hand.Button("Leave the card"));
        await hand.Button("Add a policy").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
        Directory.Delete(Path.GetDirectoryName(program) ?? program, recursive: true);
    }
}
