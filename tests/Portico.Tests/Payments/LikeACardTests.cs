using Bunit;
using Microsoft.AspNetCore.Components;
using Portico.Modules.Coverage;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Payments.ChangeGuarantorAccount;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Payments.TakePayment;
using Portico.Platform.Store;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using Portico.Tests.Screens;

namespace Portico.Tests.Payments;

/// <summary>An identifier whose check digit fits, but whose prefix is no card network's, is kept and warned of: some payers number so.</summary>
public sealed class LikeACardTests
{
    private const string Doubtful = "9999999999999995";
    private const string Warning = "This could be a card number.";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static OpenGuarantorAccount.Request Claim(Till till, string? number) => new()
    {
        Patient = till.Parent, Kind = GuarantorKind.AutoOrLiability, GuarantorName = "Synthetic Carrier", Relation = GuarantorRelation.Insurer,
        AccidentDate = Till.Today, ClaimNumber = number,
    };

    private static async Task<OpenGuarantorAccount.Result.Opened> OpenAsync(Till till, string? claim) =>
        (await till.RunAsync(till.Desk.Get<OpenGuarantorAccount>(), Claim(till, claim), till.Teller))
        .ShouldBeOfType<OpenGuarantorAccount.Result.Opened>();

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_claim_number(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        (await OpenAsync(till, Doubtful)).LooksLikeCard.ShouldBeTrue();
        (await OpenAsync(till, "LB-7")).LooksLikeCard.ShouldBeFalse();
        (await till.Desk.Get<ShowAccounts>().RunAsync(new(till.Parent), till.CallBy(till.Teller), Ct)).Accounts
            .ShouldContain(a => a.Details.ClaimNumber == Doubtful);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_claim_number_that_is_changed(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = (await OpenAsync(till, null)).Account;
        (await till.RunAsync(till.Desk.Get<ChangeGuarantorAccount>(), new ChangeGuarantorAccount.Request
        {
            Account = account, Version = 1, Kind = GuarantorKind.AutoOrLiability, GuarantorName = "Synthetic Carrier",
            Relation = GuarantorRelation.Insurer, AccidentDate = Till.Today, ClaimNumber = Doubtful,
        }, till.Teller)).ShouldBe(new ChangeGuarantorAccount.Result.Changed(2, LooksLikeCard: true));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_terminals_reference_and_a_checks_number(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        Task<TakePayment.Result> TakeAsync(TakePayment.Request request) => till.RunAsync(till.Desk.Get<TakePayment>(), request, till.Teller);
        (await TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)) with { CardReference = Doubtful }))
            .ShouldBeOfType<TakePayment.Result.Taken>().LooksLikeCard.ShouldBeTrue();
        (await TakeAsync(till.Check(Till.Copay(till.ChildVisit, 4000)) with { CheckNumber = Doubtful }))
            .ShouldBeOfType<TakePayment.Result.Taken>().LooksLikeCard.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_refunds_reference(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var key = (await till.StandingAsync(receipt)).Single().Key;
        (await till.RunAsync(till.Desk.Get<RequestRefund>(), new RequestRefund.Request(till.Place, key.Transaction, key.Line, null,
            TenderKind.Card, Doubtful, GiveBackReason.NotOwed, null), till.Teller))
            .ShouldBeOfType<RequestRefund.Result.Requested>().LooksLikeCard.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_group(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        (await till.RunAsync(till.Desk.Get<AddPolicy>(), new AddPolicy.Request(till.Parent, till.Payer, "SYN1", Doubtful, null,
            SubscriberRelation.Self, null, null, null, null, null), till.Teller)).ShouldBeOfType<AddPolicy.Result.Added>().LooksLikeCard.ShouldBeTrue();
    }

    private static async Task WarnsAsync(IRenderedComponent<IComponent> page, string field, string warning, string words = Warning)
    {
        await Room.FoundAsync(page, field);
        page.Find(warning).TextContent.ShouldNotContain(words);
        await page.InvokeAsync(() => page.Find(field).InputAsync(Doubtful));
        page.Find(warning).TextContent.ShouldContain(words);
        page.Find(field).GetAttribute("aria-describedby").ShouldBe(warning[1..]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_payment_form_warns_of_a_reference_and_of_a_checks_number(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<TakePaymentPage>(p => p.Add(x => x.Visit, till.ParentVisit.Value));
        await WarnsAsync(page, "#reference", "#reference-warning");
        await page.InvokeAsync(() => page.FindAll("input[name=tender]")[(int)TenderKind.Check].ChangeAsync("on"));
        await WarnsAsync(page, "#check", "#check-warning");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_account_form_warns_of_a_claim_number(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<AccountDialog>(p => p.Add(x => x.Patient, till.Parent));
        await WarnsAsync(page, "#account-claim", "#account-claim-warning");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_refund_form_warns_of_a_reference(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<AccountPanel>(p => p.Add(x => x.Patient, till.Parent));
        await Room.ClickAsync(page, "Refund…");
        await WarnsAsync(page, "#panel-reference", "#panel-reference-warning");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_policys_form_warns_of_a_member_id_and_of_a_group(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await using var room = new Room(till.Desk, till.CallBy(till.Teller));
        var page = room.Render<CoveragePanel>(p => p.Add(x => x.Patient, till.Parent).Add(x => x.On, Till.Today));
        await Room.ClickAsync(page, "Add a policy");
        await WarnsAsync(page, "#policy-group", "#policy-group-hint", "could be a payment card's number");
        await WarnsAsync(page, "#policy-member", "#policy-member-hint", "could be a payment card's number");
    }
}
