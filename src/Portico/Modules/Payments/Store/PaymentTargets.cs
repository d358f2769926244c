using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Store;

/// <summary>Where a line of money goes: resolved, and its patient's chart opened.</summary>
/// <param name="Visit">Null for unapplied money.</param>
public sealed record PaymentTarget(PaymentPurpose Purpose, PatientId Patient, GuarantorAccountId Account, VisitRow? Visit)
{
    public LedgerAccountKey Credit => Purpose switch
    {
        PaymentPurpose.Copay => LedgerAccountKey.VisitPrepayment(Account),
        PaymentPurpose.Balance => LedgerAccountKey.Receivable(Account),
        _ => LedgerAccountKey.Unapplied(Account),
    };

    public Posting Payment(LedgerAccountKey tender, Money amount, ReceiptId receipt) =>
        new(tender, Credit, amount, TransferKind.Payment) { Receipt = receipt, Visit = Visit?.Id, Patient = Patient };
}

/// <summary>Turns "this visit" and "this account" into accounts of the ledger.</summary>
public sealed class PaymentTargets(IVisits visits, IPayments payments, Ledger ledger)
{
    /// <returns>Null when there is no such visit or account.</returns>
    public async Task<PaymentTarget?> ResolveAsync(
        Desk desk, PaymentPurpose purpose, VisitId? visit, GuarantorAccountId? account, CancellationToken ct)
    {
        if (visit is { } visitId)
        {
            // Held: who pays the visit does not change between this look and the posting, and its copay is not taken twice at once.
            if (await visits.TakeAsync(desk, visitId, ct) is not { } row)
                return null;
            await desk.OpenChartAsync(row.PatientId, ct);
            var payer = row.GuarantorAccountId ?? await payments.PersonalAccountAsync(desk, row.PatientId, ct);
            return new PaymentTarget(purpose, row.PatientId, payer, purpose == PaymentPurpose.Unapplied ? null : row);
        }
        var found = await desk.Db.Set<GuarantorAccountRow>().SingleOrDefaultAsync(a => a.Id == account, ct);
        if (found is null)
            return null;
        await desk.OpenChartAsync(found.PatientId, ct);
        return new PaymentTarget(PaymentPurpose.Unapplied, found.PatientId, found.Id, null);
    }

    /// <summary>What an account owes whose balance lines are above it. Null: none is.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="lines">What would be paid.</param>
    /// <param name="freed">What the same transaction takes back first: it is owed again. Null: nothing.</param>
    /// <param name="ct">Stops between accounts.</param>
    public async Task<Money?> OverpaidAsync(Desk desk, IEnumerable<(PaymentTarget Target, Money Amount)> lines,
        (LedgerAccountKey Account, Money Amount)? freed, CancellationToken ct)
    {
        foreach (var account in lines.Where(l => l.Target.Purpose == PaymentPurpose.Balance).GroupBy(l => l.Target.Account))
        {
            var receivable = LedgerAccountKey.Receivable(account.Key);
            // Two desks may pay one balance at once: the second sees what the first left.
            await ledger.HoldAccountAsync(desk, receivable, ct);
            var owed = await ledger.SumAsync(desk, receivable, ct)
                + (freed is { } back && back.Account == receivable ? back.Amount : Money.Zero);
            if (new Money(account.Sum(l => l.Amount.Cents)) > owed)
                return owed > Money.Zero ? owed : Money.Zero;
        }
        return null;
    }

    /// <summary>Opens the charts of payments that are to be taken back, and finds their visits.</summary>
    public async Task<IReadOnlyList<VisitRow>> OpenChartsAsync(Desk desk, IEnumerable<StandingPayment> payments, CancellationToken ct)
    {
        List<VisitRow> found = [];
        foreach (var payment in payments)
        {
            if (payment.Transfer.PatientId is { } patient)
                await desk.OpenChartAsync(patient, ct);
            if (payment.Transfer.VisitId is { } visit && await visits.FindAsync(desk, visit, ct) is { } row)
                found.Add(row);
        }
        return found;
    }

    /// <summary>Tells boards and other modules whose money changed.</summary>
    public void Announce(Desk desk, IEnumerable<VisitRow> changed)
    {
        foreach (var visit in changed.DistinctBy(v => v.Id))
        {
            desk.Raise(new VisitMoneyChanged(visit.Id, visit.PatientId));
            desk.Touch(VisitTopics.Day(visit.LocationId, visit.Date));
            desk.Touch(VisitTopics.Visit(visit.Id));
        }
    }
}
