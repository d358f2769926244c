using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowPaymentForm;

/// <summary>All that is needed to take money for a visit.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class ShowPaymentForm(IVisits visits, IPatients patients, IPracticeDirectory directory, IPayments payments, Ledger ledger,
    VisitsToPay toPay) : Query<ShowPaymentForm.Request, ShowPaymentForm.Result>
{
    public sealed record Request(VisitId Visit);

    /// <param name="Form">Null: no such visit.</param>
    public sealed record Result(PaymentForm? Form);

    /// <param name="Account">Null: the visit picked none and the patient has no personal one yet.</param>
    /// <param name="Balance">What the account owes; negative in credit.</param>
    /// <param name="Unapplied">What the account has for no visit yet.</param>
    /// <param name="HasDrawer">The caller has a drawer that was opened today at the visit's location.</param>
    /// <param name="Visits">The patient's visits, this one too.</param>
    public sealed record PaymentForm(PatientRow Patient, VisitId Visit, DateOnly Date, LocationRow Place, VisitMoney Money,
        GuarantorAccountRow? Account, Money Balance, Money Unapplied, bool HasDrawer, IReadOnlyList<VisitToPay> Visits);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new Result(null);
        await desk.OpenChartAsync(visit.PatientId, ct);
        var patient = await patients.FindAsync(desk, visit.PatientId, ct)
            ?? throw new InvalidOperationException("A visit without its patient.");
        var place = await directory.LocationAsync(desk, visit.LocationId, ct);
        var accountId = visit.GuarantorAccountId ?? GuarantorAccount.PersonalOf(patient.Id);
        var account = (await payments.AccountsAsync(desk, patient.Id, ct)).FirstOrDefault(a => a.Id == accountId);
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, place.Zone));
        var user = desk.Call.User;
        var hasDrawer = await desk.Db.Set<Drawer>().AnyAsync(d => d.UserId == user && d.LocationId == place.Id && d.Date == today
            && d.State == DrawerState.Open, ct);
        return new Result(new PaymentForm(patient, visit.Id, visit.Date, place, await payments.VisitMoneyAsync(desk, visit.Id, ct), account,
            await payments.BalanceAsync(desk, accountId, ct), -await ledger.SumAsync(desk, LedgerAccountKey.Unapplied(accountId), ct),
            hasDrawer, await toPay.ListAsync(desk, patient, ct, visit.Id)));
    }
}
