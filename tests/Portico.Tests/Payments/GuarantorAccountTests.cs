using Portico.Modules.Arrivals;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.ChangeGuarantorAccount;
using Portico.Modules.Payments.CloseGuarantorAccount;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Payments.ShowAccounts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Arrivals;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

/// <summary>Who pays is corrected, closed and opened again; nothing is deleted, and what is owed stays.</summary>
public sealed class GuarantorAccountTests
{
    private static readonly DateOnly s_accident = new(2026, 2, 20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_accounts_holder_accident_claim_carrier_and_employer_are_corrected(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Injured");
        var account = await OpenAsync(day, patient);
        (await day.Desk.Get<ChangeGuarantorAccount>().RunAsync(new()
        {
            Account = account.Account, Version = account.Version, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Synthetic Works Inc.",
            Relation = GuarantorRelation.Employer, Address = "2 Sample Road", Employer = "Synthetic Works", Payer = day.Payer,
            AccidentDate = s_accident.AddDays(1), ClaimNumber = "WC-77", Adjuster = "Ann Adjuster 555-0103",
        }, Front(day), Ct)).ShouldBe(new ChangeGuarantorAccount.Result.Changed(account.Version + 1, LooksLikeCard: false));
        var now = await FindAsync(day, patient, account.Account);
        now.Details.ShouldBe(new GuarantorDetails(GuarantorKind.WorkersCompensation, "Synthetic Works Inc.", GuarantorRelation.Employer, "2 Sample Road",
            "Synthetic Works", day.Payer, s_accident.AddDays(1), "WC-77", "Ann Adjuster 555-0103"));
        now.PayerName.ShouldBe("Synthetic Mutual");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_form_that_began_from_an_older_account_is_refused(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Injured");
        var account = await OpenAsync(day, patient);
        (await ChangeAsync(day, account, "First")).ShouldBeOfType<ChangeGuarantorAccount.Result.Changed>();
        (await ChangeAsync(day, account, "Second")).ShouldBe(new ChangeGuarantorAccount.Result.ChangedMeanwhile(account.Version + 1));
        (await FindAsync(day, patient, account.Account)).Details.GuarantorName.ShouldBe("First");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_patients_own_account_stays_personal_and_open(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Own");
        await day.Desk.WriteAsync(d => day.Desk.Get<IPayments>().PersonalAccountAsync(d, patient, Ct));
        var own = (await ShowAsync(day, patient)).Accounts.ShouldHaveSingleItem();
        own.IsThePersonalOne.ShouldBeTrue();
        (await ChangeAsync(day, own, "Own")).ShouldBeOfType<ChangeGuarantorAccount.Result.StaysPersonal>();
        (await CloseAsync(day, own)).ShouldBeOfType<CloseGuarantorAccount.Result.StaysOpen>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_account_that_visits_are_billed_to_keeps_a_kind_that_fits_how_they_file(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync();
        var account = await OpenAsync(day, patient);
        Task<ChangeGuarantorAccount.Result> BecomeAsync(ShowAccounts.AccountLine now, GuarantorKind to) =>
            day.Desk.Get<ChangeGuarantorAccount>().RunAsync(new()
            {
                Account = now.Account, Version = now.Version, Kind = to, GuarantorName = "Synthetic Works",
                AccidentDate = GuarantorAccount.HasAccident(to) ? s_accident : null,
            }, Front(day), Ct);
        (await BecomeAsync(account, GuarantorKind.SelfPay)).ShouldBeOfType<ChangeGuarantorAccount.Result.Changed>();
        account = await FindAsync(day, patient, account.Account);
        (await BecomeAsync(account, GuarantorKind.WorkersCompensation)).ShouldBeOfType<ChangeGuarantorAccount.Result.Changed>();
        account = await FindAsync(day, patient, account.Account);

        (await PickAsync(day, visit, account)).ShouldBeOfType<SetVisitGuarantor.Result.Picked>();
        foreach (var other in new[] { GuarantorKind.Personal, GuarantorKind.SelfPay })
            (await BecomeAsync(account, other)).ShouldBe(new ChangeGuarantorAccount.Result.VisitsAreBilledToIt(1));
        (await FindAsync(day, patient, account.Account)).Details.Kind.ShouldBe(GuarantorKind.WorkersCompensation);
        // Another accident's kind is billed the same way.
        (await BecomeAsync(account, GuarantorKind.AutoOrLiability)).ShouldBeOfType<ChangeGuarantorAccount.Result.Changed>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_a_kind_does_not_need_is_refused_and_what_it_needs_is_asked(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var patient = await day.PatientAsync("Shape");
        OpenGuarantorAccount.Request request = new() { Patient = patient, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Works" };
        async Task<string> RefusedAsync(OpenGuarantorAccount.Request wrong) => (await Should.ThrowAsync<CallRejectedException>(
            () => day.Desk.Get<OpenGuarantorAccount>().RunAsync(wrong, Front(day), Ct))).Message;
        (await RefusedAsync(request)).ShouldContain("date of the accident");
        (await RefusedAsync(request with { Kind = GuarantorKind.SelfPay, Payer = day.Payer })).ShouldContain("carrier");
        (await RefusedAsync(request with { Kind = GuarantorKind.AutoOrLiability, AccidentDate = s_accident, Employer = "Works" })).ShouldContain("employer");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_account_of_a_visit_that_is_not_over_stays_open(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync();
        var account = await OpenAsync(day, patient);
        (await PickAsync(day, visit, account)).ShouldBeOfType<SetVisitGuarantor.Result.Picked>();
        (await CloseAsync(day, account)).ShouldBe(new CloseGuarantorAccount.Result.InUse(1));
        await day.BringAsync(visit, VisitState.CheckedIn, VisitState.Roomed, VisitState.CheckedOut);
        (await CloseAsync(day, account)).ShouldBe(new CloseGuarantorAccount.Result.Done(true, Money.Zero));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_closed_account_says_what_is_owed_and_no_visit_picks_it_until_it_is_opened_again(StoreKind kind)
    {
        await using var day = await OneDay.StartAsync(kind);
        var (visit, _, patient) = await day.HereAsync();
        var account = await OpenAsync(day, patient);
        await day.Desk.WriteAsync(d => day.Desk.Get<IPayments>().BringForwardAsync(d, account.Account, new Money(4200), "old", Ct));
        (await CloseAsync(day, account)).ShouldBe(new CloseGuarantorAccount.Result.Done(true, new Money(4200)));
        (await PickAsync(day, visit, account)).ShouldBeOfType<SetVisitGuarantor.Result.AccountClosed>();
        var closed = await FindAsync(day, patient, account.Account);
        (closed.ClosedAt is not null, closed.Owed).ShouldBe((true, new Money(4200)));
        (await day.Desk.Get<CloseGuarantorAccount>().RunAsync(new(closed.Account, closed.Version, false), Front(day), Ct))
            .ShouldBe(new CloseGuarantorAccount.Result.Done(false, new Money(4200)));
        (await PickAsync(day, visit, account)).ShouldBeOfType<SetVisitGuarantor.Result.Picked>();
    }

    private static Call Front(OneDay day) => day.Desk.CallAs(Roles.FrontDesk);

    private static async Task<ShowAccounts.AccountLine> OpenAsync(OneDay day, PatientId patient)
    {
        var opened = (await day.Desk.Get<OpenGuarantorAccount>().RunAsync(new()
        {
            Patient = patient, Kind = GuarantorKind.WorkersCompensation, GuarantorName = "Synthetic Works", Relation = GuarantorRelation.Employer,
            AccidentDate = s_accident,
        }, Front(day), Ct)).ShouldBeOfType<OpenGuarantorAccount.Result.Opened>();
        return await FindAsync(day, patient, opened.Account);
    }

    private static Task<ChangeGuarantorAccount.Result> ChangeAsync(OneDay day, ShowAccounts.AccountLine account, string name) =>
        day.Desk.Get<ChangeGuarantorAccount>().RunAsync(new()
        {
            Account = account.Account, Version = account.Version, Kind = GuarantorKind.WorkersCompensation, GuarantorName = name, AccidentDate = s_accident,
        }, Front(day), Ct);

    private static Task<CloseGuarantorAccount.Result> CloseAsync(OneDay day, ShowAccounts.AccountLine account) =>
        day.Desk.Get<CloseGuarantorAccount>().RunAsync(new(account.Account, account.Version, true), Front(day), Ct);

    private static Task<SetVisitGuarantor.Result> PickAsync(OneDay day, VisitId visit, ShowAccounts.AccountLine account) =>
        day.Desk.Get<SetVisitGuarantor>().RunAsync(new(visit, account.Account), Front(day), Ct);

    private static Task<ShowAccounts.Result> ShowAsync(OneDay day, PatientId patient) =>
        day.Desk.Get<ShowAccounts>().RunAsync(new(patient), Front(day), Ct);

    private static async Task<ShowAccounts.AccountLine> FindAsync(OneDay day, PatientId patient, GuarantorAccountId account) =>
        (await ShowAsync(day, patient)).Accounts.Single(a => a.Account == account);
}
