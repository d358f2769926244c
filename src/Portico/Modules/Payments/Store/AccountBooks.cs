using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.Store;

/// <summary>Guarantor accounts and what stands on them.</summary>
public sealed class AccountBooks(
    Ledger ledger, IPatients patients, IVisits visits, ICoverage coverage, IPracticeDirectory directory) : IPayments
{
    public async Task<GuarantorAccountId> PersonalAccountAsync(Desk desk, PatientId patient, CancellationToken ct)
    {
        var id = GuarantorAccount.PersonalOf(patient);
        if (desk.Db.Set<GuarantorAccount>().Local.Any(a => a.Id == id)
            || await desk.Db.Set<GuarantorAccount>().AnyAsync(a => a.Id == id, ct))
            return id;
        // The patient may be of this same transaction and not written yet.
        await desk.SaveAsync(ct);
        var row = await patients.FindAsync(desk, patient, ct)
            ?? throw new InvalidOperationException("An account was asked for a patient who is not there.");
        var (practice, key, owner, at) = (desk.Db.PracticeId, desk.Db.ToStore(id.Value), desk.Db.ToStore(patient.Value),
            desk.Now.ToUnixTimeTicks() / 10);
        var name = string.Join(' ', new[] { row.Given, row.Family }.Where(part => part.Length > 0));
        // Two desks may make it at once: the id is the same, and the second insert changes nothing.
        await desk.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO guarantor_account (practice_id, id, patient_id, kind, guarantor_name, relation, opened_at)
            VALUES ({practice}, {key}, {owner}, 'Personal', {name}, 'Self', {at}) ON CONFLICT DO NOTHING
            """, ct);
        return id;
    }

    public async Task<bool> OpenPersonalAccountAsync(Desk desk, PatientId patient, string guarantorName, CancellationToken ct)
    {
        var id = GuarantorAccount.PersonalOf(patient);
        if (await desk.Db.Set<GuarantorAccount>().AnyAsync(a => a.Id == id, ct))
            return false;
        // The patient may be of this same transaction and not written yet.
        await desk.SaveAsync(ct);
        desk.Db.Add(new GuarantorAccount
        {
            Id = id, PatientId = patient, Kind = GuarantorKind.Personal, GuarantorName = guarantorName.Trim(),
            Relation = GuarantorRelation.Other, OpenedAt = desk.Now,
        });
        await desk.SaveAsync(ct);
        return true;
    }

    public async Task<IReadOnlyList<GuarantorAccountRow>> AccountsAsync(Desk desk, PatientId patient, CancellationToken ct) =>
        await desk.Db.Set<GuarantorAccountRow>().Where(a => a.PatientId == patient).OrderBy(a => a.Kind).ToListAsync(ct);

    public Task<Money> BalanceAsync(Desk desk, GuarantorAccountId account, CancellationToken ct) =>
        ledger.SumAsync(desk, LedgerAccountKey.Receivable(account), ct);

    public async Task<VisitMoney> VisitMoneyAsync(Desk desk, VisitId visit, CancellationToken ct)
    {
        var transfers = desk.Db.Set<LedgerTransfer>().AsNoTracking().Where(t => t.VisitId == visit);
        var taken = await transfers.Where(t => t.Kind == TransferKind.Payment).SumAsync(t => t.Cents, ct);
        var back = await transfers.Where(t => t.Kind == TransferKind.Reversal || t.Kind == TransferKind.Refund).SumAsync(t => t.Cents, ct);
        var reason = await desk.Db.Set<UncollectedCopay>().AsNoTracking().Where(u => u.VisitId == visit)
            .OrderByDescending(u => u.At).Select(u => (UncollectedReason?)u.Reason).FirstOrDefaultAsync(ct);
        var (copay, source) = await CopayAsync(desk, visit, ct);
        return new VisitMoney(new Money(taken - back), copay ?? Money.Zero, copay is not null,
            reason is { } known ? UncollectedCopay.Say(known) : null, source);
    }

    public async Task<IReadOnlyDictionary<VisitId, DayMoney>> DayMoneyAsync(Desk desk, DateOnly date, CancellationToken ct)
    {
        var visits = desk.Db.Set<VisitRow>().Where(v => v.Date == date);
        var sums = await (
            from t in desk.Db.Set<LedgerTransfer>().AsNoTracking()
            join v in visits on new { t.PracticeId, Id = t.VisitId } equals new { v.PracticeId, Id = (VisitId?)v.Id }
            where t.Kind == TransferKind.Payment || t.Kind == TransferKind.Reversal || t.Kind == TransferKind.Refund
            group t by new { v.Id, t.Kind } into g
            select new { g.Key.Id, g.Key.Kind, Cents = g.Sum(t => t.Cents) }).ToListAsync(ct);
        var explained = (await (
            from u in desk.Db.Set<UncollectedCopay>().AsNoTracking()
            join v in visits on new { u.PracticeId, Id = u.VisitId } equals new { v.PracticeId, v.Id }
            select v.Id).ToListAsync(ct)).ToHashSet();
        return sums.Select(s => s.Id).Union(explained).ToDictionary(id => id, id => new DayMoney(
            new Money(sums.Where(s => s.Id == id).Sum(s => s.Kind == TransferKind.Payment ? s.Cents : -s.Cents)), explained.Contains(id)));
    }

    /// <summary>The copay on the card of the policy that is filed first. Null: unknown, with its source.</summary>
    private async Task<(Money? Copay, string? Source)> CopayAsync(Desk desk, VisitId visit, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, visit, ct) is not { IsSelfPay: false } found)
            return (null, null);
        var policies = await coverage.PoliciesOnAsync(desk, found.PatientId, found.Date, ct);
        var order = await visits.FilingOrderAsync(desk, visit, ct);
        // Without a filing order only a single policy says what the visit costs at the desk.
        var first = order.Count > 0 ? policies.FirstOrDefault(p => p.Id == order[0]) : policies.Count == 1 ? policies[0] : null;
        if (first?.CardCopayCents is not { } cents)
            return (null, null);
        var payer = (await directory.EveryPayerAsync(desk, ct)).FirstOrDefault(p => p.Id == first.PayerId)?.Name ?? "Insurance";
        return (new Money(cents), payer + " card");
    }

    public async Task BringForwardAsync(Desk desk, GuarantorAccountId account, Money owed, string reference, CancellationToken ct)
    {
        if (owed == Money.Zero)
            return;
        var transaction = new TransactionId(StableId.Of($"brought-forward/{account.Value:N}/{reference}"));
        if (await desk.Db.Set<LedgerTransfer>().AnyAsync(t => t.TransactionId == transaction, ct))
            return;
        await desk.SaveAsync(ct);
        var patient = await desk.Db.Set<GuarantorAccount>().Where(a => a.Id == account).Select(a => a.PatientId).SingleAsync(ct);
        var first = (await directory.LocationsAsync(desk, ct)).OrderBy(l => l.Name, StringComparer.Ordinal).FirstOrDefault()
            ?? throw new InvalidOperationException("The practice has no location to post to.");
        var day = await ledger.HoldDayAsync(desk, first.Id, ct) ?? throw new InvalidOperationException("A location went away.");
        var (receivable, forward) = (LedgerAccountKey.Receivable(account), LedgerAccountKey.BroughtForward);
        var (debit, credit) = owed > Money.Zero ? (receivable, forward) : (forward, receivable);
        await ledger.PostAsync(desk, transaction, day, null,
            [new Posting(debit, credit, owed > Money.Zero ? owed : -owed, TransferKind.BroughtForward) { Patient = patient, Reference = reference }], ct);
    }
}
