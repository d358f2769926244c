using Microsoft.Playwright;
using Portico.BrowserTests.Kit;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Tests.Kit;

namespace Portico.BrowserTests;

/// <summary>Money and the practice's own pages, where a senior or an administrator sits.</summary>
public sealed class MoneyScreensTests(Browsing browsing)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Screen> SitDownAsync(LiveDesk desk, string person, string path, ColorScheme theme = ColorScheme.Light)
    {
        var screen = await browsing.OpenAsync(desk, theme);
        await screen.Page.SetViewportSizeAsync(1366, 768);
        await screen.SignInAsync(person, path);
        return screen;
    }

    private static async Task<VisitId> VisitAsync(LiveDesk desk, PatientId patient)
    {
        var visit = Id.New<VisitId>();
        await desk.WriteAsync(d => desk.Get<IVisits>().AddPastAsync(d, visit, patient, desk.Practice.Location, desk.Practice.ProviderId,
            desk.Get<PracticeClock>().Now, Ct));
        return visit;
    }

    private static async Task PayByCardAsync(Screen screen, string amount)
    {
        await screen.Page.GetByLabel("card", new() { Exact = true }).CheckAsync();
        await screen.Page.GetByLabel("Amount").FillAsync(amount);
        await screen.Page.GetByLabel("Card's last 4").FillAsync("4242");
        await screen.Page.GetByLabel("Amount").PressAsync("Enter");
        await screen.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "taken" }).First.WaitForAsync();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task What_stands_open_is_listed_before_the_close_with_a_link_to_each_and_a_supervisor_closes_over_it_with_a_reason(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var visit = await VisitAsync(desk, desk.Practice.Known);
        await using var front = await SitDownAsync(desk, TinyPractice.FrontDesk, "/payments/drawer");
        await front.Page.GetByRole(AriaRole.Button, new() { Name = "Open drawer" }).ClickAsync();
        await front.Page.GetByText("Your drawer is open").WaitForAsync();
        await front.GoAsync("/payments/take/" + visit.Value);
        await PayByCardAsync(front, "25");

        await using var above = await SitDownAsync(desk, TinyPractice.Supervisor, "/payments/close", theme);
        var (page, hand) = (above.Page, new Hand(above, hasMouse: true));
        await page.GetByText("Cards not compared with the terminal: $25.00 recorded").WaitForAsync();
        await above.ShouldBeAccessibleAsync();
        await above.PictureAsync($"close-open-ends-{theme}".ToLowerInvariant(), wholePage: true);
        await hand.PressAsync(hand.Link("Count it the drawer of " + TinyPractice.FrontDesk));
        await hand.ArriveAtAsync("/payments/drawer");
        await page.GetByText($"Drawer of {TinyPractice.FrontDesk}, Main Street").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Count and close it" }).WaitForAsync();
        await above.ShouldBeAccessibleAsync();

        await above.GoAsync("/payments/close");
        await hand.PressAsync(hand.Button("Close over what is open…"));
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Close the day over this?" });
        await dialog.GetByText("Drawer not counted, " + TinyPractice.FrontDesk).WaitForAsync();
        await hand.TypeAsync(page.GetByLabel("Why it is closed all the same"), "She was sent home ill");
        await above.ShouldBeAccessibleAsync();
        await above.PictureAsync($"close-over-{theme}".ToLowerInvariant());
        await hand.PressAsync(hand.Button("Sign and close over it"));
        await hand.SaidAsync("Closed:");
        await page.GetByText("Closed although this stood open: Drawer not counted").WaitForAsync();
        await above.ShouldBeAccessibleAsync();
        await above.PictureAsync($"closed-over-{theme}".ToLowerInvariant(), wholePage: true);
        above.Errors.ShouldBeEmpty();
        front.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_payment_of_another_patients_visit_is_moved_by_finding_the_patient_and_saying_who_it_is(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var wrong = await VisitAsync(desk, desk.Practice.Known);
        var right = Id.New<PatientId>();
        await desk.WriteAsync(d => desk.Get<IPatients>().AddAsync(d, right,
            new NewPatient { Family = "Rightful", Given = "Synthia", BirthDate = new DateOnly(1971, 3, 9) }, Ct));
        await VisitAsync(desk, right);
        await using var screen = await SitDownAsync(desk, TinyPractice.FrontDesk, "/payments/take/" + wrong.Value, theme);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: true));
        await PayByCardAsync(screen, "30");
        await screen.GoAsync($"/payments/accounts/{desk.Practice.Known.Value}");
        await hand.PressAsync(hand.Button("Move…"));
        await hand.PressAsync(hand.Button("To another patient's visit…"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Move it", Disabled = true }).WaitForAsync();
        await hand.TypeAsync(page.GetByLabel("The right patient"), "rightful");
        await page.GetByRole(AriaRole.Option, new() { Name = "RIGHTFUL, Synthia" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("born 9-Mar-1971").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).Locator(".identity").GetByText("with " + TinyPractice.Provider).WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"move-payment-{theme}".ToLowerInvariant());
        await hand.PressAsync(hand.Button("Move it"));
        await hand.SaidAsync("Moved to RIGHTFUL, Synthia");
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task A_visit_goes_to_a_claim_after_it_was_said_which_policies_leave_its_filing_order(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        var visit = await VisitAsync(desk, desk.Practice.Known);
        await InsureAsync(desk);
        (await desk.Get<OpenGuarantorAccount>().RunAsync(new()
        {
            Patient = desk.Practice.Known, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Synthetic Works",
            Relation = GuarantorRelation.Employer, AccidentDate = new DateOnly(2026, 2, 20),
        }, Call.ByProgram(TestDesk.Practice), Ct)).ShouldBeOfType<OpenGuarantorAccount.Result.Opened>();
        await using var screen = await SitDownAsync(desk, TinyPractice.FrontDesk, "/visits/" + visit.Value, theme);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: true));
        var list = page.GetByLabel("Guarantor account");
        await list.SelectOptionAsync(new SelectOptionValue { Label = "Workers' compensation: Synthetic Works, owes $0.00" });
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Bill this visit to the claim?" });
        await dialog.GetByText("Synthetic Health").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"claim-asks-{theme}".ToLowerInvariant());
        await hand.PressAsync(hand.Button("Keep the account as it is"));
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await list.InputValueAsync()).ShouldBe("");

        await list.SelectOptionAsync(new SelectOptionValue { Label = "Workers' compensation: Synthetic Works, owes $0.00" });
        await hand.PressAsync(hand.Button("Bill the claim alone"));
        await hand.SaidAsync("The claim's carrier is billed");
        await page.GetByText("No health policy is, and no copay is asked.").WaitForAsync();
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"claim-{theme}".ToLowerInvariant(), wholePage: true);
        screen.Errors.ShouldBeEmpty();
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task An_administrator_issues_a_token_that_is_shown_once_revokes_it_and_takes_a_payer_out_of_use(ColorScheme theme)
    {
        await using var desk = await LiveDesk.StartAsync(StoreKind.Sqlite);
        await InsureAsync(desk);
        await using var screen = await SitDownAsync(desk, "Adam Admin", "/staff/tokens", theme);
        var (page, hand) = (screen.Page, new Hand(screen, hasMouse: true));
        await hand.TypeAsync(page.GetByLabel("What it is for"), "Lab interface");
        await hand.PressAsync(hand.Button("Issue the token"));
        await hand.SaidAsync("Issued");
        (await page.Locator("code").First.InnerTextAsync()).ShouldStartWith("portico_1_");
        await screen.ShouldBeAccessibleAsync();
        await screen.PictureAsync($"token-{theme}".ToLowerInvariant());
        await screen.GoAsync("/staff/tokens");
        await page.GetByRole(AriaRole.Rowheader, new() { Name = "Lab interface" }).WaitForAsync();
        (await page.GetByText("portico_1_").CountAsync()).ShouldBe(0);
        await hand.PressAsync(hand.Button("Revoke… Lab interface"));
        await hand.PressAsync(hand.Button("Revoke it"));
        await hand.SaidAsync("Revoked");
        await page.GetByText("No program has a token").WaitForAsync();

        await screen.GoAsync("/practice");
        await hand.PressAsync(hand.Button("Change Synthetic Health"));
        await page.GetByLabel("In use").UncheckAsync();
        await hand.PressAsync(hand.Button("Save"));
        await hand.SaidAsync("Still named by 1 active policy");
        await screen.ShouldBeAccessibleAsync();
        screen.Errors.ShouldBeEmpty();
    }

    private static Task InsureAsync(LiveDesk desk) => desk.WriteAsync(async d => await desk.Get<ICoverage>().AddPolicyAsync(d, Id.New<PolicyId>(),
        desk.Practice.Known, new NewPolicy { Payer = (await desk.Get<IPracticeDirectory>().PayersAsync(d, Ct))[0].Id, MemberId = "SYN0001" }, Ct));
}
