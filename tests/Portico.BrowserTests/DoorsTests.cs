using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Clock;
using Portico.Platform.Store;

namespace Portico.BrowserTests;

/// <summary>The ways in and out, as a person goes them in a browser that has an authenticator of its own.</summary>
public sealed partial class DoorsTests(Browsing browsing)
{
    private const string Colleague = "Nova Newcomer";
    private const string Password = "teal kettle forty";
    private const string Pin = "480261";

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task Whoever_was_invited_enrols_adds_a_passkey_and_comes_in_with_it_and_back_with_seven_keys(StoreKind kind)
    {
        await using var desk = await LiveDesk.StartAsync(kind);
        await using var hers = await browsing.OpenAsync(desk);
        await using (var admin = await browsing.OpenAsync(desk))
            await EnrolAsync(desk, hers, await InviteAsync(admin));
        var page = hers.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await hers.ShouldBeAccessibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey of this device" }).ClickAsync();
        await page.GetByText("Passkey 1, added").WaitForAsync();
        await page.GetByLabel("Six digits").FillAsync(Pin);
        await page.GetByLabel("Again").FillAsync(Pin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the PIN" }).ClickAsync();
        await page.GetByText("The PIN is set.").WaitForAsync();

        await page.GotoAsync("/sign-out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out here" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await hers.AtAsync("/today$");
        await hers.ReadyAsync();

        // Away from the desk for a moment, and back: six digits and Enter.
        await page.GotoAsync("/locked?returnUrl=%2Fschedule");
        await page.GetByLabel("PIN of " + Colleague).WaitForAsync();
        await hers.ShouldBeAccessibleAsync();
        var began = Stopwatch.GetTimestamp();
        await page.Keyboard.TypeAsync(Pin);
        await page.Keyboard.PressAsync("Enter");
        await hers.AtAsync("/schedule$");
        await hers.ReadyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"back with a PIN: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms");
        hers.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_screen_is_locked_within_a_minute_after_its_persons_access_was_taken_away()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var admin = await browsing.OpenAsync(desk);
        await using var hers = await browsing.OpenAsync(desk);
        await EnrolAsync(desk, hers, await InviteAsync(admin));
        await hers.GoAsync("/today");

        await admin.GoAsync("/staff");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Deactivate " + Colleague }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Deactivate", Exact = true }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Reactivate " + Colleague }).WaitForAsync();

        // No hand touches her screen.
        await hers.AtAsync(Outside, timeout: 60_000);
        await hers.Page.GotoAsync("/today");
        await hers.AtAsync(Outside);
    }

    [Fact]
    public async Task Signing_out_on_every_device_locks_the_other_one()
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await using var here = await browsing.OpenAsync(desk);
        await using var there = await browsing.OpenAsync(desk);
        await here.SignInAsync(TinyPractice.FrontDesk);
        await there.SignInAsync(TinyPractice.FrontDesk);
        await here.Page.GotoAsync("/sign-out");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out on every device" }).ClickAsync();
        await there.AtAsync(Outside, timeout: 60_000);
    }

    // The demo's way in is its chooser, a real practice's the sign-in page.
    private const string Outside = "^/(locked|sign-in|choose)([?]|$)";

    private static async Task<string> InviteAsync(Screen admin)
    {
        await admin.SignInAsync("Adam Admin", "/staff");
        var page = admin.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite someone" }).ClickAsync();
        await page.GetByLabel("Signs in as").FillAsync("nova");
        await page.GetByLabel("Name that colleagues see").FillAsync(Colleague);
        await page.GetByLabel("Front desk", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var link = await page.Locator("section[aria-labelledby=link-title] code").InnerTextAsync();
        await admin.ShouldBeAccessibleAsync();
        return link;
    }

    private static async Task EnrolAsync(LiveDesk desk, Screen hers, string link)
    {
        var page = hers.Page;
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync(link);
        await hers.ShouldBeAccessibleAsync();
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByLabel("The same password again").FillAsync(Password);
        var secret = FromBase32(await page.Locator("section[aria-labelledby=app] code").InnerTextAsync());
        await page.GetByLabel("The six digits that the app shows now").FillAsync(Totp.Code(secret, desk.Get<PracticeClock>().Now));
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password and app" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are in" }).WaitForAsync();
        (await page.Locator("ul.codes code").CountAsync()).ShouldBe(10);
    }

    /// <summary>What a person's app makes of the key that stands under the QR code. Source: RFC 4648, section 6.</summary>
    private static byte[] FromBase32(string typed)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var letter in Blanks().Replace(typed, ""))
        {
            (buffer, bits) = (((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xfff, bits + 5);
            if (bits >= 8)
                bytes.Add((byte)(buffer >> (bits -= 8)));
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();
}
