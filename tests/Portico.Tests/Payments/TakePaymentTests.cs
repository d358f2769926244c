using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.RecordUncollected;
using Portico.Modules.Payments.ShowPaymentForm;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Payments.TransferPayment;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

public sealed class TakePaymentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_card_covers_the_copays_of_a_family_on_one_receipt(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000), Till.Copay(till.ChildVisit, 2500)), till.Teller);
        (await till.StandingAsync(receipt)).Select(s => s.Amount.Cents).ShouldBe([4000L, 2500L]);
        (await till.MoneyOfAsync(till.ChildVisit)).Paid.ShouldBe(new Money(2500));
        (await till.SumAsync(LedgerAccountKey.CardClearing(till.Place))).ShouldBe(new Money(6500));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_amount_that_no_desk_takes_is_rejected_before_it_can_break_a_sum(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        foreach (var cents in new[] { 10_000_001L, long.MaxValue })
            (await Should.ThrowAsync<CallRejectedException>(
                () => till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(Till.Copay(till.ParentVisit, cents)), till.Teller)))
                .Code.ShouldBe("call.bad-shape");
        (await till.TransfersAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Lines_that_do_not_add_up_to_the_tender_are_refused(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var request = till.Card(Till.Copay(till.ParentVisit, 4000)) with { Amount = new Money(5000) };
        (await till.RunAsync(till.Desk.Get<TakePayment>(), request, till.Teller))
            .ShouldBe(new TakePayment.Result.DoesNotAddUp(new Money(4000)));
        (await till.TransfersAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_key_again_gives_the_same_receipt_and_one_entry_in_the_ledger(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var call = till.CallBy(till.Teller, "one-press");
        var take = till.Desk.Get<TakePayment>();
        var request = till.Card(Till.Copay(till.ParentVisit, 4000));
        var first = await take.RunAsync(request, call, Ct);
        (await take.RunAsync(request, call, Ct)).ShouldBe(first);
        (await till.TransfersAsync()).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Unapplied_money_waits_on_its_own_account_until_it_is_moved_to_a_visit(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.Desk.WriteAsync(async d => await till.Desk.Get<IPayments>().PersonalAccountAsync(d, till.Parent, Ct));
        var account = GuarantorAccount.PersonalOf(till.Parent);
        var receipt = await till.TakeAsync(till.Check(new PaymentLine(PaymentPurpose.Unapplied, null, account, new Money(10000))), till.Teller);
        (await till.SumAsync(LedgerAccountKey.Unapplied(account))).ShouldBe(new Money(-10000));
        var payment = (await till.StandingAsync(receipt)).Single();
        (await till.RunAsync(till.Desk.Get<TransferPayment>(), new TransferPayment.Request(
                payment.Key.Transaction, payment.Key.Line, PaymentPurpose.Copay, till.ParentVisit, null, new Money(4000)), till.Teller))
            .ShouldBeOfType<TransferPayment.Result.Moved>();
        (await till.SumAsync(LedgerAccountKey.Unapplied(account))).ShouldBe(new Money(-6000));
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_mispost_moves_to_the_right_patient_as_a_linked_reversal(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var wrong = (await till.StandingAsync(receipt)).Single();
        await till.RunAsync(till.Desk.Get<TransferPayment>(), new TransferPayment.Request(
            wrong.Key.Transaction, wrong.Key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null), till.Teller);
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(Money.Zero);
        (await till.MoneyOfAsync(till.ChildVisit)).Paid.ShouldBe(new Money(4000));
        (await till.TransfersAsync()).Single(t => t.Kind == TransferKind.Reversal).ReversesTransaction.ShouldBe(wrong.Key.Transaction);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_payment_that_was_moved_cannot_be_moved_again(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var key = (await till.StandingAsync(receipt)).Single().Key;
        var move = new TransferPayment.Request(key.Transaction, key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null);
        await till.RunAsync(till.Desk.Get<TransferPayment>(), move, till.Teller);
        (await till.RunAsync(till.Desk.Get<TransferPayment>(), move, till.Teller)).ShouldBeOfType<TransferPayment.Result.NoStandingPayment>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task One_payment_moved_by_two_desks_at_once_moves_once(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var receipt = await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var key = (await till.StandingAsync(receipt)).Single().Key;
        var move = new TransferPayment.Request(key.Transaction, key.Line, PaymentPurpose.Copay, till.ChildVisit, null, null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
            till.RunAsync(till.Desk.Get<TransferPayment>(), move, n % 2 == 0 ? till.Teller : till.Other)));
        answers.Count(a => a is TransferPayment.Result.Moved).ShouldBe(1);
        (await till.MoneyOfAsync(till.ChildVisit)).Paid.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_balance_above_what_is_owed_is_refused_with_what_is_owed(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await OweAsync(till, 5000);
        var line = new PaymentLine(PaymentPurpose.Balance, till.ParentVisit, null, new Money(6000));
        (await till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(line), till.Teller))
            .ShouldBe(new TakePayment.Result.MoreThanOwed(new Money(5000)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_balance_paid_at_a_visit_lowers_what_its_account_owes(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = await OweAsync(till, 5000);
        await till.TakeAsync(till.Card(new PaymentLine(PaymentPurpose.Balance, till.ParentVisit, null, new Money(3000))), till.Teller);
        (await till.SumAsync(LedgerAccountKey.Receivable(account))).ShouldBe(new Money(2000));
        (await till.SumAsync(LedgerAccountKey.CardClearing(till.Place))).ShouldBe(new Money(3000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_balance_paid_at_a_visit_leaves_its_copay_due(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(4000));
        await OweAsync(till, 5000);
        await till.TakeAsync(till.Card(new PaymentLine(PaymentPurpose.Balance, till.ParentVisit, null, new Money(5000))), till.Teller);
        var money = await till.MoneyOfAsync(till.ParentVisit);
        (money.Paid, money.BalancePaid, money.Taken).ShouldBe((Money.Zero, new Money(5000), new Money(5000)));
        // And the copay itself is not asked about as if it had been taken.
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
    }

    private static async Task<GuarantorAccountId> OweAsync(Till till, long cents)
    {
        await till.Desk.WriteAsync(async d => await till.Desk.Get<IPayments>().BringForwardAsync(d,
            await till.Desk.Get<IPayments>().PersonalAccountAsync(d, till.Parent, Ct), new Money(cents), "OLD-1", Ct));
        return GuarantorAccount.PersonalOf(till.Parent);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_balance_brought_forward_twice_is_owed_once(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        for (var n = 0; n < 2; n++)
            await OweAsync(till, 5000);
        (await till.SumAsync(LedgerAccountKey.Receivable(GuarantorAccount.PersonalOf(till.Parent)))).ShouldBe(new Money(5000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Cash_without_a_drawer_opened_today_is_refused(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.OpenDrawerAsync(till.Teller, 10000);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        (await till.RunAsync(till.Desk.Get<TakePayment>(), till.Cash(Till.Copay(till.ParentVisit, 4000)), till.Teller))
            .ShouldBeOfType<TakePayment.Result.NoOpenDrawer>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_drawer_left_open_yesterday_does_not_block_one_today(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.OpenDrawerAsync(till.Teller, 10000);
        till.Desk.Time.Advance(TimeSpan.FromDays(1));
        await till.OpenDrawerAsync(till.Teller, 5000);
        await till.TakeAsync(till.Cash(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(new Money(4000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_trainee_takes_no_money(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var denied = await Should.ThrowAsync<CallRejectedException>(() => till.Desk.Get<TakePayment>()
            .RunAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Desk.CallAs(Roles.Trainee), Ct));
        denied.Kind.ShouldBe(RejectionKind.Denied);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_number_as_the_terminals_reference_is_rejected(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var request = till.Card(Till.Copay(till.ParentVisit, 4000)) with { CardReference = "4242 4242 4242 4242" };
        var rejected = await Should.ThrowAsync<CallRejectedException>(() => till.RunAsync(till.Desk.Get<TakePayment>(), request, till.Teller));
        rejected.Code.ShouldBe("call.bad-shape");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_copay_on_the_card_is_due_and_says_where_it_comes_from(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(4000));
        var money = await till.MoneyOfAsync(till.ParentVisit);
        (money.CopayKnown, money.CopayDue, money.CopaySource).ShouldBe((true, new Money(4000), "Synthetic Mutual card"));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_same_copay_twice_is_asked_about_first(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(3000));
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 3000)), till.Teller);
        (await till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(Till.Copay(till.ParentVisit, 3000)), till.Other))
            .ShouldBe(new TakePayment.Result.AlreadyPaid(till.ParentVisit, new Money(3000)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_that_two_desks_take_at_once_is_taken_once(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(3000));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => till.RunAsync(till.Desk.Get<TakePayment>(),
            till.Card(Till.Copay(till.ParentVisit, 3000)), n % 2 == 0 ? till.Teller : till.Other)));
        answers.Count(a => a is TakePayment.Result.Taken).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_second_copay_is_taken_when_the_desk_says_so(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(3000));
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 3000)), till.Teller);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 3000)) with { Despite = CopayDoubts.AlreadyPaid }, till.Teller);
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(new Money(6000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task More_than_is_left_of_the_copay_is_asked_about_first(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(3000));
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 1000)), till.Teller);
        (await till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(Till.Copay(till.ParentVisit, 1000), Till.Copay(till.ParentVisit, 1001)), till.Teller))
            .ShouldBe(new TakePayment.Result.MoreThanDue(till.ParentVisit, new Money(2000)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_in_two_parts_is_not_asked_about(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(3000));
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 1000)), till.Teller);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 2000)), till.Teller);
        (await till.MoneyOfAsync(till.ParentVisit)).Paid.ShouldBe(new Money(3000));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_without_a_copay_leaves_it_unknown(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, null);
        (await till.MoneyOfAsync(till.ParentVisit)).CopayKnown.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_uncollected_copay_keeps_its_reason(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(4000));
        (await till.RunAsync(till.Desk.Get<RecordUncollected>(),
                new RecordUncollected.Request(till.ParentVisit, UncollectedReason.NoMeansToday, null), till.Teller))
            .ShouldBe(new RecordUncollected.Result.Recorded(new Money(4000)));
        (await till.MoneyOfAsync(till.ParentVisit)).UncollectedReason.ShouldBe("No means of payment today");
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task That_a_copay_was_not_known_is_no_reason_once_it_is(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        (await till.RunAsync(till.Desk.Get<RecordUncollected>(),
            new RecordUncollected.Request(till.ParentVisit, UncollectedReason.CopayUnknown, null), till.Teller)).ShouldBe(new RecordUncollected.Result.Recorded(null));
        (await till.MoneyOfAsync(till.ParentVisit)).UncollectedReason.ShouldBe("Copay not known");
        await till.GiveCardAsync(till.Parent, new Money(4000));
        var money = await till.MoneyOfAsync(till.ParentVisit);
        (money.CopayDue, money.UncollectedReason).ShouldBe((new Money(4000), null));
        var date = await till.Desk.ReadAsync(d => d.Db.Set<VisitRow>().Where(v => v.Id == till.ParentVisit).Select(v => v.Date).SingleAsync(Ct));
        (await till.Desk.ReadAsync(d => till.Desk.Get<IPayments>().DayMoneyAsync(d, date, Ct))).ContainsKey(till.ParentVisit).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task Of_a_series_todays_visit_and_the_next_ones_can_be_paid_and_whichever_is_asked_for(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        List<VisitId> ahead = [];
        await till.Desk.WriteAsync(async d =>
        {
            var now = await d.Db.Set<VisitRow>().SingleAsync(v => v.Id == till.ParentVisit, Ct);
            for (var week = 1; week <= 12; week++)
            {
                ahead.Add(Id.New<VisitId>());
                await till.Desk.Get<IVisits>().AddPastAsync(d, ahead[^1], till.Parent, now.LocationId, now.ProviderId, d.Now + NodaTime.Duration.FromDays(7 * week), Ct);
            }
        });
        var form = (await till.Desk.Get<ShowPaymentForm>().RunAsync(new(ahead[^1]), till.Desk.CallAs(Roles.FrontDesk), Ct)).Form.ShouldNotBeNull();
        form.Visits.Select(v => v.Visit).ShouldBe([till.ParentVisit, .. ahead[..4], ahead[^1]]);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_copay_left_for_another_reason_says_which(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.GiveCardAsync(till.Parent, new Money(4000));
        var other = new RecordUncollected.Request(till.ParentVisit, UncollectedReason.Other, " ");
        (await Should.ThrowAsync<CallRejectedException>(() => till.RunAsync(till.Desk.Get<RecordUncollected>(), other, till.Teller)))
            .Kind.ShouldBe(RejectionKind.Invalid);
        (await till.RunAsync(till.Desk.Get<RecordUncollected>(), other with { Note = "Synthetic: the power was out" }, till.Teller))
            .ShouldBeOfType<RecordUncollected.Result.Recorded>();
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_ledger_refuses_to_be_changed(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        await Should.ThrowAsync<Exception>(() => till.Desk.WriteAsync(d => d.Db.Set<LedgerTransfer>().ExecuteUpdateAsync(
            set => set.SetProperty(t => t.Cents, 1), Ct)));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_database_refuses_a_reversal_of_other_cents_than_the_original(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 4000)), till.Teller);
        var original = (await till.TransfersAsync()).Single();
        await Should.ThrowAsync<DbUpdateException>(() => till.Desk.WriteAsync(d =>
        {
            d.Db.Add(new LedgerTransfer
            {
                TransactionId = new TransactionId(Guid.CreateVersion7()), Line = 1, DebitAccount = original.CreditAccount,
                CreditAccount = original.DebitAccount, Cents = 3999, LocationId = original.LocationId,
                BusinessDate = original.BusinessDate, PostedAt = d.Now, Kind = TransferKind.Reversal,
                ReversesTransaction = original.TransactionId, ReversesLine = original.Line,
            });
            return Task.CompletedTask;
        }));
    }

    private static async Task<GuarantorAccount> PersonalAsync(Till till, NewPatient registered, Func<PatientId, Task>? then = null)
    {
        var id = Portico.Platform.Ids.Id.New<PatientId>();
        await till.Desk.WriteAsync(d => till.Desk.Get<IPatients>().AddAsync(d, id, registered, Ct));
        await till.Desk.WriteAsync(d => till.Desk.Get<IPayments>().PersonalAccountAsync(d, id, Ct));
        if (then is not null)
        {
            await then(id);
            await till.Desk.WriteAsync(d => till.Desk.Get<IPayments>().PersonalAccountAsync(d, id, Ct));
        }
        var account = GuarantorAccount.PersonalOf(id);
        return await till.Desk.ReadAsync(d => d.Db.Set<GuarantorAccount>().SingleAsync(a => a.Id == account, Ct));
    }

    private static NewPatient Child => new() { Family = "Synthetic", Given = "Junior", BirthDate = new DateOnly(2015, 7, 14) };

    [Theory, ClassData(typeof(BothStores))]
    public async Task The_guarantor_named_in_registration_holds_the_personal_account(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = await PersonalAsync(till, Child with { Guarantor = ("Parent Synthetic", Relation.Parent) });
        (account.GuarantorName, account.Relation).ShouldBe(("Parent Synthetic", GuarantorRelation.Parent));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_minor_is_never_their_own_guarantor(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = await PersonalAsync(till, Child);
        (account.GuarantorName, account.Relation).ShouldBe((GuarantorAccount.NotNamed, GuarantorRelation.Other));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_adult_without_a_named_guarantor_is_their_own(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = await PersonalAsync(till, Child with { BirthDate = new DateOnly(1980, 1, 2) });
        (account.GuarantorName, account.Relation).ShouldBe(("Junior Synthetic", GuarantorRelation.Self));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_guarantor_named_later_takes_the_account_over(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        var account = await PersonalAsync(till, Child, async id => await till.Desk.WriteAsync(d =>
        {
            d.Db.Add(new PatientRelation
            {
                Id = Portico.Platform.Ids.Id.New<RelationId>(), PatientId = id, Name = "Guardian Synthetic", Relation = Relation.Guardian,
                IsGuarantor = true, From = Till.Today,
            });
            return Task.CompletedTask;
        }));
        account.GuarantorName.ShouldBe("Guardian Synthetic");
    }
}
