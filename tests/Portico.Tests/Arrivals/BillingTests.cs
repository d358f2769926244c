using Bunit;
using Portico.Modules.Arrivals;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using Portico.Tests.Screens;

namespace Portico.Tests.Arrivals;

/// <summary>Who is billed for one visit: which policies in which order, and whose account.</summary>
public sealed class BillingTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Someone here who carries two cards: a copay of $40 on Synthetic Mutual's, of $15 on Second Mutual's.</summary>
    private static async Task<(VisitId Visit, PolicyId Forty, PolicyId Fifteen)> TwoCardsAsync(OneDay day)
    {
        var (visit, _, patient) = await day.HereAsync("Twocards");
        var second = Id.New<PayerId>();
        await day.Desk.WriteAsync(d =>
        {
            day.Desk.Get<IPracticeDirectory>().AddPayer(d, second, "Second Mutual", null);
            return Task.CompletedTask;
        });
        return (visit, await day.PolicyAsync(patient, 40_00), await day.PolicyAsync(patient, 15_00, second));
    }

    private static Task<SetFilingOrder.Result> FileAsync(OneDay day, VisitId visit, params PolicyId[] policies) =>
        day.Desk.Get<SetFilingOrder>().RunAsync(new(visit, policies), day.Desk.CallAs(Roles.FrontDesk), Ct);

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_filing_order_reads_back_as_it_was_set_and_set_anew(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, forty, fifteen) = await TwoCardsAsync(day);
        (await FileAsync(day, visit, fifteen, forty)).ShouldBe(new SetFilingOrder.Result.Ordered("Second Mutual · not verified"));
        (await day.SheetAsync(visit)).Billed.Select(p => p.Id).ShouldBe([fifteen, forty]);
        (await FileAsync(day, visit, forty, fifteen)).ShouldBe(new SetFilingOrder.Result.Ordered("Synthetic Mutual · not verified"));
        var sheet = await day.SheetAsync(visit);
        sheet.Billed.Select(p => p.Id).ShouldBe([forty, fifteen]);
        sheet.HasChosenOrder.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_copay_is_the_first_policys_at_the_desk_and_on_the_board(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, forty, fifteen) = await TwoCardsAsync(day);
        await FileAsync(day, visit, fifteen, forty);
        await ExpectAsync(15_00, "Second Mutual");
        await FileAsync(day, visit, forty, fifteen);
        await ExpectAsync(40_00, "Synthetic Mutual");

        async Task ExpectAsync(long cents, string payer)
        {
            var money = await day.MoneyAsync(visit);
            (money.CopayKnown, money.CopayDue, money.CopaySource).ShouldBe((true, new Money(cents), payer + " card"));
            var row = (await day.BoardAsync()).Rows.Single();
            (row.CopayOpen, row.Coverage).ShouldBe((new Money(cents), payer + " · not verified"));
        }
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_two_policies_that_nobody_put_in_order_the_copay_is_unknown(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, _) = await TwoCardsAsync(day);
        (await day.MoneyAsync(visit)).CopayKnown.ShouldBeFalse();
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_that_does_not_count_that_day_is_not_filed(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, forty, fifteen) = await TwoCardsAsync(day);
        await day.Desk.Get<EndPolicy>().RunAsync(new(fifteen, 1, OneDay.Today.AddDays(-1)), day.Desk.CallAs(Roles.FrontDesk), Ct);
        (await FileAsync(day, visit, forty, fifteen)).ShouldBe(new SetFilingOrder.Result.NotValidThatDay(fifteen, OneDay.Today));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_policy_named_twice_is_not_filed(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, forty, fifteen) = await TwoCardsAsync(day);
        (await FileAsync(day, visit, forty, fifteen, forty)).ShouldBeOfType<SetFilingOrder.Result.NamedTwice>();
        (await day.SheetAsync(visit)).HasChosenOrder.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Earlier_bills_a_policy_before_the_one_above_it(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, forty, fifteen) = await TwoCardsAsync(day);
        await FileAsync(day, visit, forty, fifteen);
        await using var room = new Room(day.Desk, day.Desk.CallAs(Roles.FrontDesk));
        var sheet = await day.SheetAsync(visit);
        var panel = room.Render<BillingPanel>(p => p.Add(x => x.Sheet, sheet));
        panel.FindAll("ol button").Single(b => b.TextContent == "Earlier: Synthetic Mutual").HasAttribute("disabled").ShouldBeTrue();
        await Room.ClickAsync(panel, "Earlier: Second Mutual");
        await Room.SeenAsync(panel, "This visit: Second Mutual");
        (await day.SheetAsync(visit)).Billed.Select(p => p.Id).ShouldBe([fifteen, forty]);
    }

    private static async Task<GuarantorAccountId> AccountAsync(OneDay day, PatientId patient, GuarantorKind kind) =>
        (await day.Desk.Get<OpenGuarantorAccount>().RunAsync(new()
        {
            Patient = patient, Kind = kind, GuarantorName = "Synthetic Carrier", Relation = GuarantorRelation.Other,
            AccidentDate = GuarantorAccount.HasAccident(kind) ? OneDay.Today : null, ClaimNumber = GuarantorAccount.HasAccident(kind) ? "LB-7" : null,
        }, day.Desk.CallAs(Roles.FrontDesk), Ct)).ShouldBeOfType<OpenGuarantorAccount.Result.Opened>().Account;

    private static async Task<SetVisitGuarantor.Result.Picked> PickAsync(OneDay day, VisitId visit, GuarantorAccountId account, bool withoutPolicies = false) =>
        (await day.Desk.Get<SetVisitGuarantor>().RunAsync(new(visit, account, withoutPolicies), day.Desk.CallAs(Roles.FrontDesk), Ct))
        .ShouldBeOfType<SetVisitGuarantor.Result.Picked>();

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_on_a_self_pay_account_bills_no_policy_and_has_no_known_copay(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync(copayCents: 40_00);
        (await PickAsync(day, visit, await AccountAsync(day, patient, GuarantorKind.SelfPay))).IsSelfPay.ShouldBeTrue();
        var sheet = await day.SheetAsync(visit);
        (sheet.IsSelfPay, sheet.Billed.Count, sheet.Money.CopayKnown).ShouldBe((true, 0, false));
        var row = (await day.BoardAsync()).Rows.Single();
        (row.Coverage, row.CopayOpen).ShouldBe((CoverageLines.SelfPay, null));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_self_pay_account_picked_by_mistake_and_taken_back_bills_the_policy_again(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync(copayCents: 40_00);
        await PickAsync(day, visit, await AccountAsync(day, patient, GuarantorKind.SelfPay));
        (await PickAsync(day, visit, await AccountAsync(day, patient, GuarantorKind.Personal))).IsSelfPay.ShouldBeFalse();
        var sheet = await day.SheetAsync(visit);
        (sheet.CoverageLine, sheet.Money.CopayDue).ShouldBe(("Synthetic Mutual · not verified", new Money(40_00)));
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBe(new Money(40_00));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_that_the_desk_made_self_pay_stays_so_on_another_account(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync(copayCents: 40_00);
        await FileAsync(day, visit);
        (await PickAsync(day, visit, await AccountAsync(day, patient, GuarantorKind.Personal))).IsSelfPay.ShouldBeTrue();
        (await day.SheetAsync(visit)).IsSelfPay.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_visit_on_a_liability_claim_collects_nothing_at_the_desk_and_on_the_board(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync(copayCents: 40_00);
        await PickAsync(day, visit, await AccountAsync(day, patient, GuarantorKind.AutoOrLiability), withoutPolicies: true);
        var money = await day.MoneyAsync(visit);
        (money.CopayKnown, money.CopayDue).ShouldBe((true, Money.Zero));
        money.CollectNothing.ShouldBe(
            "auto or liability claim LB-7: Synthetic Carrier is billed, and the health plan's copay does not apply");
        (await day.BoardAsync()).Rows.Single().CopayOpen.ShouldBe(Money.Zero);
    }
}
