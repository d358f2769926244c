using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>A driver's licence fills the registration form, with the keyboard alone.</summary>
public sealed class LicenceTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task Someone_new_is_registered_by_a_hand_scanner_and_what_was_mistyped_is_asked(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients/new");
        await hand.TypeAsync(page.GetByLabel("Family name"), "testpatient-Muster");
        await hand.TypeAsync(page.GetByLabel("Birth date"), "7/15/1990");
        var scan = hand.Button("Scan a licence");
        await hand.PressAsync(scan, goesBack: true);
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        (await page.GetByLabel("Scan the barcode").EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        await ScanAsync(page, new SyntheticLicence { Family = "TESTPATIENT-MUSTER", Given = "AMELIA", Born = new(1990, 7, 14) });

        var choice = page.GetByRole(AriaRole.Group, new() { Name = "Birth date" });
        await choice.GetByText("14-Jul-1990").WaitForAsync();
        await choice.GetByText("15-Jul-1990").WaitForAsync();
        (await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Group).CountAsync()).ShouldBe(1);
        // A last Enter of the scanner presses nothing, and nothing is taken over unasked.
        await page.Keyboard.PressAsync("Enter");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("licence-differs");
        await hand.PressAsync(hand.Button("Fill the form"));
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Choose first what is right: birth date." }).WaitForAsync();
        (await page.Locator("#born").InputValueAsync()).ShouldBe("7/15/1990");
        await screen.TabToAsync(choice.GetByLabel("Use the licence's"), goesBack: true);
        await page.Keyboard.PressAsync("Space");
        // The same button twice within half a second is a nervous hand, and nobody chooses so fast.
        await page.WaitForTimeoutAsync(600);
        await hand.PressAsync(hand.Button("Fill the form"));

        await hand.SaidAsync("The driver's licence of New York was read: given names, birth date, sex and address filled in.");
        (await scan.EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue("the focus does not go back");
        (await page.GetByLabel("Family name").InputValueAsync()).ShouldBe("testpatient-Muster");
        (await page.GetByLabel("Given names").InputValueAsync()).ShouldBe("Amelia Quill");
        (await page.GetByLabel("Street").InputValueAsync()).ShouldBe("12 N Synthetic Way");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("licence-filled");
        await hand.TypeAsync(page.GetByLabel("Phone"), "607 555 0161");
        await hand.EnterAsync();
        await hand.ArriveAtAsync("/patients/");
        await page.GetByText("TESTPATIENT-MUSTER, Amelia Quill").First.WaitForAsync();
        await page.GetByText("12 N Synthetic Way").First.WaitForAsync();
        await page.GetByText("it shows the family name, given names, birth date, sex and address").WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_walk_in_of_someone_new_is_taken_from_a_licence_within_the_dialog_on_Today()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk);
        await hand.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Walk-in", Exact = true }));
        await hand.PressAsync(hand.Button("Someone new"));
        // A dialog closed with Esc leaves the one below it open.
        await hand.PressAsync(hand.Button("Scan a licence"), goesBack: true);
        await page.GetByLabel("Scan the barcode").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("Scan the barcode").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await hand.Button("Scan a licence").EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue("the focus does not go back");
        await page.Keyboard.PressAsync("Enter");
        await ScanAsync(page, new SyntheticLicence { Given = "AMELIA", Born = new(1990, 7, 14) });
        await hand.SaidAsync("family name, given names, birth date, sex and address filled in.");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync("licence-walk-in");
        await hand.PressAsync(hand.Button("Register and take the walk-in"));
        await hand.ArriveAtAsync("/check-in/");
        await page.GetByText("TESTPATIENT, Amelia Quill").First.WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_likely_same_person_is_shown_after_a_scan_as_well()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var screen = await browsing.OpenAsync(desk);
        var hand = new Hand(screen, hasMouse: false);
        await screen.SignInAsync(TinyPractice.FrontDesk, "/patients/new");
        await hand.PressAsync(hand.Button("Scan a licence"));
        await ScanAsync(screen.Page, new SyntheticLicence());
        await hand.SaidAsync("filled in");
        await hand.PressAsync(hand.Button("Register"));
        await screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Is it one of these?" }).WaitForAsync();
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_patients_changes_are_accepted_one_by_one_from_a_photograph()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var call = Call.ByProgram(TestDesk.Practice);
        var before = (await desk.Get<ShowPatient>().RunAsync(new(desk.Practice.Known), call, Ct)).Chart.ShouldNotBeNull();
        var safe = new CompleteRegistration.Place("PO Box 7", null, "Vestal", "NY", "13850");
        (await desk.Get<CompleteRegistration>().RunAsync(new()
        {
            Patient = desk.Practice.Known, Version = before.Version, Family = before.Family, Given = before.Given, BirthDate = before.BirthDate, Sex = before.Sex,
            Address = new("1 Old Road", null, "Vestal", "NY", "13850"), ConfidentialAddress = safe, Answers = [],
        }, call, Ct)).ShouldBeOfType<CompleteRegistration.Result.Saved>();
        await using var screen = await browsing.OpenAsync(desk);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: false));
        await screen.SignInAsync(TinyPractice.FrontDesk, $"/patients/{desk.Practice.Known.Value}/registration");
        await hand.PressAsync(hand.Button("Scan a licence"));
        await screen.PickAsync(page.GetByLabel("Or choose a picture"), new()
        {
            Name = "back.jpg", MimeType = "image/jpeg", Buffer = new SyntheticLicence { Family = "TESTPATIENT-MUSTER", Middle = "NONE" }.Photograph(),
        });
        var (name, address) = (page.GetByRole(AriaRole.Group, new() { Name = "Family name" }), page.GetByRole(AriaRole.Group, new() { Name = "Address" }).Last);
        await name.GetByLabel("Keep what is on file: Testpatient").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.TabToAsync(name.GetByLabel("Use the licence's"));
        await page.Keyboard.PressAsync("Space");
        await screen.TabToAsync(address.GetByLabel("Use the licence's"));
        await page.Keyboard.PressAsync("ArrowDown");
        await hand.PressAsync(hand.Button("Fill the form"));
        await hand.SaidAsync("Left as it was: address.");
        await hand.PressAsync(hand.Button("Save"));
        await hand.SaidAsync("Saved");
        var after = (await desk.Get<ShowPatient>().RunAsync(new(desk.Practice.Known), call, Ct)).Chart.ShouldNotBeNull();
        (after.Family, after.Address?.Line1, after.ConfidentialAddress).ShouldBe(("Testpatient-Muster", "1 Old Road", safe));
        after.Timeline.ShouldContain(l => l.Text.StartsWith("The driver's licence of New York was read: it shows the family name, given names", StringComparison.Ordinal));
        screen.Errors.ShouldBeEmpty();
    }

    /// <summary>As a scanner types it: record separators and line feeds as Ctrl and a key, carriage returns as Enter.</summary>
    private static async Task ScanAsync(IPage page, SyntheticLicence licence)
    {
        await page.GetByLabel("Scan the barcode").WaitForAsync();
        foreach (var part in licence.ToString().Split('\n'))
        {
            await page.Keyboard.TypeAsync(part.Replace("\u001e", "", StringComparison.Ordinal).Replace('\r', '\n'));
            await page.Keyboard.PressAsync("Control+j");
        }
    }
}
