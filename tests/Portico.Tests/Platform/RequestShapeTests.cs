using Portico.Modules.Patients;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.CompareCardBatch;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Work;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;
using Portico.Tests.Patients;
using Portico.Tests.Payments;

namespace Portico.Tests.Platform;

public sealed class RequestShapeTests
{
    private const string CardNumber = "4111 1111 1111 1111";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothStores))]
    public async Task An_amount_that_no_desk_takes_is_rejected_before_it_reaches_the_ledger(StoreKind kind)
    {
        await using var till = await Till.StartAsync(kind);
        await RejectsAsync(till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(Till.Copay(till.ParentVisit, 10_000_001)), till.Teller));
        await RejectsAsync(till.RunAsync(till.Desk.Get<TakePayment>(),
            till.Card([.. Enumerable.Repeat(Till.Copay(till.ParentVisit, 10_000_000), 11)]), till.Teller));
        await RejectsAsync(till.RunAsync(till.Desk.Get<TakePayment>(), till.Card(Till.Copay(till.ParentVisit, 1)) with { Amount = new(long.MaxValue) }, till.Teller));
        await RejectsAsync(till.RunAsync(till.Desk.Get<CompareCardBatch>(),
            new CompareCardBatch.Request(till.Place, Till.Today, new Money(long.MaxValue)), till.Senior));
        await RejectsAsync(till.OpenDrawerAsync(till.Teller, 1_000_001));
        (await till.TransfersAsync()).ShouldBeEmpty();
        await till.TakeAsync(till.Card(Till.Copay(till.ParentVisit, 10_000_000)), till.Teller);
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task What_stands_in_a_nested_record_or_a_list_has_its_bounds_too(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        var request = CompleteRegistrationTests.Filled(id);
        var place = new CompleteRegistration.Place("1 Synthetic Way", null, "Mocktown", "CA", "90000");
        foreach (var tooMuch in new[]
        {
            request with { Answers = [new(Question.Email, AnswerState.Given, new string('x', 201))] },
            request with { Address = place with { Line1 = new string('x', 101) } },
            request with { Guarantor = new(new string('x', 201), Relation.Other, null) },
            request with { Phones = [new(new string('5', 41), PhoneUse.Home, false, false)] },
        })
            await RejectsAsync(desk.Get<CompleteRegistration>().RunAsync(tooMuch, desk.CallAs(Roles.FrontDesk), Ct));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_card_number_is_refused_in_any_text_and_in_the_reason_of_the_call(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        var id = await People.AddAsync(desk, "Testsmith", "Joan", new DateOnly(1945, 7, 14), "555-010-4567");
        await RejectsAsync(desk.Get<AddAlert>().RunAsync(new(id, "pays with " + CardNumber), desk.CallAs(Roles.FrontDesk), Ct));
        await RejectsAsync(desk.Get<OpenTask>().RunAsync(new(CardNumber, null, null, id, Roles.Biller), desk.CallAs(Roles.FrontDesk), Ct));
        await RejectsAsync(desk.Get<CompleteRegistration>().RunAsync(CompleteRegistrationTests.Filled(id) with
        {
            Answers = [new(Question.Employer, AnswerState.Given, CardNumber)],
        }, desk.CallAs(Roles.FrontDesk), Ct));
        await RejectsAsync(desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk, reason: CardNumber), Ct));
        await RejectsAsync(desk.Get<ShowPatient>().RunAsync(new(id), desk.CallAs(Roles.FrontDesk, reason: new string('x', 501)), Ct));
    }

    [Theory, ClassData(typeof(BothStores))]
    public async Task A_character_that_cannot_be_shown_is_refused_before_the_database_sees_it(StoreKind kind)
    {
        await using var desk = await TestDesk.StartAsync(kind);
        foreach (var text in new[] { "call\0back", "call\u001bback", "call\ud83dback" })
            await RejectsAsync(desk.Get<OpenTask>().RunAsync(new(text, null, null, null, Roles.Biller), desk.CallAs(Roles.FrontDesk), Ct));
        await desk.Get<OpenTask>().RunAsync(new("call back 📞,\nthen 303-555-0187 415-555-0132", null, null, null, Roles.Biller), desk.CallAs(Roles.FrontDesk), Ct);
    }

    private static async Task RejectsAsync<T>(Task<T> run) =>
        (await Should.ThrowAsync<CallRejectedException>(() => run)).Code.ShouldBe("call.bad-shape");
}
