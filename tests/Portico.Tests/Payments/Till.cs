using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.Store;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Tests.Kit;

namespace Portico.Tests.Payments;

/// <summary>A practice with one location, a family of two with a visit each today, and four people at its desk.</summary>
internal sealed class Till : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 3, 4);

    private Till(TestDesk desk)
    {
        Desk = desk;
        (Teller, Other) = (desk.Access.Add(Roles.FrontDesk), desk.Access.Add(Roles.FrontDesk));
        (Senior, Supervisor) = (desk.Access.Add(Roles.SeniorFrontDesk), desk.Access.Add(Roles.Supervisor));
    }

    public TestDesk Desk { get; }
    public UserId Teller { get; }
    public UserId Other { get; }
    public UserId Senior { get; }
    public UserId Supervisor { get; }
    public LocationId Place { get; } = Id.New<LocationId>();
    public PayerId Payer { get; } = Id.New<PayerId>();
    public PatientId Parent { get; private set; }
    public PatientId Child { get; private set; }
    public VisitId ParentVisit { get; private set; }
    public VisitId ChildVisit { get; private set; }
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Till> StartAsync(StoreKind kind)
    {
        var till = new Till(await TestDesk.StartAsync(kind));
        await till.Desk.WriteAsync(desk =>
        {
            var directory = till.Desk.Get<IPracticeDirectory>();
            directory.AddLocation(desk, till.Place, "Synthetic Main Street", "America/New_York", null, null);
            directory.AddPayer(desk, till.Payer, "Synthetic Mutual", null);
            return Task.CompletedTask;
        });
        (till.Parent, till.ParentVisit) = await till.PatientWithVisitAsync("Parent");
        (till.Child, till.ChildVisit) = await till.PatientWithVisitAsync("Child");
        return till;
    }

    public async Task<(PatientId Patient, VisitId Visit)> PatientWithVisitAsync(string given)
    {
        var (patient, visit) = (Id.New<PatientId>(), Id.New<VisitId>());
        await Desk.WriteAsync(async desk =>
        {
            await Desk.Get<IPatients>().AddAsync(desk, patient,
                new NewPatient { Family = "Synthetic", Given = given, BirthDate = new DateOnly(1980, 1, 2) }, Ct);
            await desk.SaveAsync(Ct);
            await Desk.Get<IVisits>().AddPastAsync(desk, visit, patient, Place, null, desk.Now, Ct);
        });
        return (patient, visit);
    }

    public Task GiveCardAsync(PatientId patient, Money? copay) => Desk.WriteAsync(desk =>
        Desk.Get<ICoverage>().AddPolicyAsync(desk, Id.New<PolicyId>(), patient,
            new NewPolicy { Payer = Payer, MemberId = "SYN0001", CardCopay = copay }, Ct));

    public Call CallBy(UserId user, string? key = null) =>
        new() { Practice = TestDesk.Practice, User = user, Door = Door.Screen, Key = key };

    public Task<TResult> RunAsync<TRequest, TResult>(UseCase<TRequest, TResult> useCase, TRequest request, UserId by)
        where TRequest : class where TResult : class => useCase.RunAsync(request, CallBy(by), Ct);

    public Task<OpenDrawer.Result> OpenDrawerAsync(UserId user, long floatCents) =>
        RunAsync(Desk.Get<OpenDrawer>(), new OpenDrawer.Request(Place, new Money(floatCents)), user);

    public static PaymentLine Copay(VisitId visit, long cents) => new(PaymentPurpose.Copay, visit, null, new Money(cents));

    public TakePayment.Request Card(params PaymentLine[] lines) =>
        new(Place, TenderKind.Card, new Money(lines.Sum(l => l.Amount.Cents)), null, "4242", "T-1", lines);

    public TakePayment.Request Cash(params PaymentLine[] lines) =>
        new(Place, TenderKind.Cash, new Money(lines.Sum(l => l.Amount.Cents)), null, null, null, lines);

    public TakePayment.Request Check(params PaymentLine[] lines) =>
        new(Place, TenderKind.Check, new Money(lines.Sum(l => l.Amount.Cents)), "1001", null, null, lines);

    public async Task<ReceiptId> TakeAsync(TakePayment.Request request, UserId by) =>
        (await RunAsync(Desk.Get<TakePayment>(), request, by)).ShouldBeOfType<TakePayment.Result.Taken>().Receipt;

    /// <summary>The words of a supervisor who closes over something.</summary>
    public const string Why = "The drawer stands in the safe";

    /// <summary>What stands open of the first day.</summary>
    public Task<IReadOnlyList<OpenEnd>> EndsAsync() => Desk.ReadAsync(async desk => await Desk.Get<OpenEnds>().ListAsync(desk,
        await Desk.Get<IPracticeDirectory>().LocationAsync(desk, Place, Ct), Today, Ct));

    /// <summary>Closes a day over whatever stands open, as somebody who was told of it.</summary>
    /// <param name="patient">Looks again while something new is opened or taken meanwhile.</param>
    public async Task<CloseDay.Result> CloseOverAsync(DateOnly day, UserId? by = null, string why = Why, bool patient = false)
    {
        IReadOnlyList<OpenEnd> told = [];
        for (var look = 0; ; look++)
        {
            var result = await RunAsync(Desk.Get<CloseDay>(),
                new CloseDay.Request(Place, day, told.Count == 0 ? null : [.. told.Select(e => e.About)], told.Count == 0 ? null : why), by ?? Supervisor);
            if (result is not CloseDay.Result.StandsOpen open || (look > 0 && !patient))
                return result;
            told = open.Ends;
        }
    }

    public Task<IReadOnlyList<StandingPayment>> StandingAsync(ReceiptId receipt) =>
        Desk.ReadAsync(desk => Desk.Get<Ledger>().StandingAsync(desk, receipt, Ct));

    public Task<Money> SumAsync(LedgerAccountKey account) => Desk.ReadAsync(desk => Desk.Get<Ledger>().SumAsync(desk, account, Ct));

    public Task<VisitMoney> MoneyOfAsync(VisitId visit) => Desk.ReadAsync(desk => Desk.Get<IPayments>().VisitMoneyAsync(desk, visit, Ct));

    public Task<List<LedgerTransfer>> TransfersAsync() =>
        Desk.ReadAsync(desk => desk.Db.Set<LedgerTransfer>().OrderBy(t => t.PostedAt).ThenBy(t => t.Line).ToListAsync(Ct));

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
