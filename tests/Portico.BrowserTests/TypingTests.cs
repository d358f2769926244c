using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>How long a PSR types for what changed since the last visit.</summary>
/// <remarks>The keystroke-level model of Card, Moran and Newell (1980): an average typist presses a key in 0.28 s and thinks 1.35 s
/// before each field, button or choice. Without a mouse no hand leaves the keys. What the program takes is not typing.</remarks>
public sealed class TypingTests(Browsing browsing)
{
    private const double SecondsAKey = 0.28;
    private const double SecondsOfThought = 1.35;

    [Fact]
    public async Task A_new_card_and_a_new_address_at_check_in_take_90_s_of_typing_at_most()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await KnownPatient.ExpectAsync(desk);
        await desk.WriteAsync(async d =>
        {
            desk.Get<IPracticeDirectory>().AddPayer(d, Id.New<PayerId>(), "Invented Mutual", "INV01");
            await d.SaveAsync(ct);
        });
        PayerId before;
        await using (var reading = await desk.Get<DeskStore>().ReadAsync(TestDesk.Practice, ct))
            before = (await reading.Db.Set<PayerRow>().SingleAsync(p => p.Name == "Synthetic Health", ct)).Id;
        (await desk.Get<AddPolicy>().RunAsync(new(desk.Practice.Known, before, "SYN4410", null, null, SubscriberRelation.Self, null, null, null, null, null),
            Call.ByProgram(TestDesk.Practice), ct)).ShouldBeOfType<AddPolicy.Result.Added>();
        var picture = new FilePayload { Name = "front.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[200]] };

        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        // A page takes the focus when it has come; nobody tabs before that.
        Task FocusedAsync() => page.WaitForFunctionAsync("() => document.activeElement?.closest('main')");
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await FocusedAsync();
        await hand.PressAsync(hand.Step("Arrive", "TESTPATIENT, Odette"));
        await hand.TickAsync(page.GetByLabel("Name", new() { Exact = true }));
        await hand.TickAsync(page.GetByLabel("Birth date"));
        await hand.PressAsync(hand.Button("Arrived, and check in now"));
        await hand.ArriveAtAsync("/check-in");
        await FocusedAsync();

        await hand.PressAsync(hand.Button("Change name, address, phones or answers"));
        await hand.TypeAsync(page.Locator("#address-line1"), "812 Fernbank Lane");
        await hand.TypeAsync(page.Locator("#address-city"), "Endicott");
        await hand.TypeAsync(page.Locator("#address-zip"), "13760");
        await hand.EnterAsync();
        await page.Locator("#address-line1").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        var atTheAddress = hand.Keystrokes;

        await hand.PressAsync(hand.Button("End Synthetic Health"));
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await hand.PressAsync(hand.Button("End the policy"));
        await hand.SaidAsync("Synthetic Health counts until");
        await hand.PressAsync(hand.Button("Add a policy"));
        await hand.ChooseAsync(page.GetByLabel("Payer", new() { Exact = true }), "inv");
        await hand.TypeAsync(page.GetByLabel("Member id"), "INV77310442");
        await hand.TypeAsync(page.GetByLabel("Group"), "G20415");
        await hand.TypeAsync(page.GetByLabel("Copay on the card"), "30");
        await hand.EnterAsync();
        await hand.SaidAsync("The policy is added");
        var atThePolicy = hand.Keystrokes;
        await hand.PickAsync(page.GetByLabel("Add the card's front of Invented Mutual"), picture);
        await hand.SaidAsync("front is kept");
        await hand.PickAsync(page.GetByLabel("Add the card's back of Invented Mutual"), picture);
        await hand.SaidAsync("back is kept");
        await hand.PressAsync(hand.Button("All confirmed, nothing changed"), goesBack: true);
        await hand.SaidAsync("Checked in at");

        var seconds = hand.Keystrokes * SecondsAKey + hand.Actions * SecondsOfThought;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{hand.Keystrokes} keystrokes ({atTheAddress} to the saved address, {atThePolicy} to the added policy), {hand.Actions} thoughts: {seconds:0.0} s");
        seconds.ShouldBeLessThanOrEqualTo(90);
        screen.Errors.ShouldBeEmpty();
    }
}
