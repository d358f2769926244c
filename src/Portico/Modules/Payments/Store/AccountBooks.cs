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
        // The patient and the account may be of this same transaction and not written yet.
        await desk.SaveAsync(ct);
        var guarantor = await patients.GuarantorAsync(desk, patient, ct);
        if (await desk.Db.Set<GuarantorAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is { } known)
        {
            if (GuarantorAccount.HolderOf(guarantor, known) is var (newName, newRelation) && (newName, newRelation) != (known.GuarantorName, known.Relation))
                await desk.Db.Set<GuarantorAccount>().Where(a => a.Id == id).ExecuteUpdateAsync(set => set
                    .SetProperty(a => a.GuarantorName, newName).SetProperty(a => a.Relation, newRelation), ct);
            return id;
        }
        var row = await patients.FindAsync(desk, patient, ct)
            ?? throw new InvalidOperationException("An account was asked for a patient who is not there.");
        var (practice, key, owner, at) = (desk.Db.PracticeId, desk.Db.ToStore(id.Value), desk.Db.ToStore(patient.Value),
            desk.Now.ToUnixTimeTicks() / 10);
        var (name, relationKind) = GuarantorAccount.HolderOf(guarantor, string.Join(' ', new[] { row.Given, row.Family }.Where(part => part.Length > 0)));
        var relation = relationKind.ToString();
        // Two desks may make it at once: the id is the same, and the second insert changes nothing.
        await desk.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO guarantor_account (practice_id, id, patient_id, kind, guarantor_name, relation, opened_at, version)
            VALUES ({practice}, {key}, {owner}, 'Personal', {name}, {relation}, {at}, 1) ON CONFLICT DO NOTHING
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
        desk.Db.Add(GuarantorAccount.Open(id, patient,
            new(GuarantorKind.Personal, guarantorName, GuarantorRelation.Other, null, null, null, null, null, null), desk.Now));
        await desk.SaveAsync(ct);
        return true;
    }

    public async Task<IReadOnlyList<GuarantorAccountRow>> AccountsAsync(Desk desk, PatientId patient, CancellationToken ct) =>
        await desk.Db.Set<GuarantorAccountRow>().Where(a => a.PatientId == patient).OrderBy(a => a.Kind).ToListAsync(ct);

    public Task<Money> BalanceAsync(Desk desk, GuarantorAccountId account, CancellationToken ct) =>
        ledger.SumAsync(desk, LedgerAccountKey.Receivable(account), ct);

    public async Task<IReadOnlyDictionary<PatientId, Money>> OwedAsync(Desk desk, IReadOnlyCollection<PatientId> patients, CancellationToken ct)
    {
        var owners = (await desk.Db.Set<GuarantorAccountRow>().Where(a => patients.Contains(a.PatientId)).Select(a => new { a.Id, a.PatientId }).ToListAsync(ct))
            .ToDictionary(a => LedgerAccountKey.Receivable(a.Id).Id, a => a.PatientId);
        if (owners.Count == 0)
            return new Dictionary<PatientId, Money>();
        var accounts = owners.Keys.ToList();
        var transfers = desk.Db.Set<LedgerTransfer>().AsNoTracking();
        var debits = await (from t in transfers
                            where accounts.Contains(t.DebitAccount)
                            group t by t.DebitAccount into g
                            select new { Account = g.Key, Cents = g.Sum(t => t.Cents) }).ToListAsync(ct);
        var credits = await (from t in transfers
                             where accounts.Contains(t.CreditAccount)
                             group t by t.CreditAccount into g
                             select new { Account = g.Key, Cents = -g.Sum(t => t.Cents) }).ToListAsync(ct);
        return debits.Concat(credits).GroupBy(s => owners[s.Account]).ToDictionary(g => g.Key, g => new Money(g.Sum(s => s.Cents)));
    }

    public async Task<VisitMoney> VisitMoneyAsync(Desk desk, VisitId visit, CancellationToken ct)
    {
        var sums = await (
            from held in Held(desk, desk.Db.Set<VisitRow>().Where(v => v.Id == visit))
            group held by held.Kind into g
            select new { g.Key, Cents = g.Sum(h => h.Cents) }).ToListAsync(ct);
        Money Of(LedgerAccountKind kind) => new(sums.Where(s => s.Key == kind).Sum(s => s.Cents));
        var reason = await desk.Db.Set<UncollectedCopay>().AsNoTracking().Where(u => u.VisitId == visit)
            .OrderByDescending(u => u.At).Select(u => (UncollectedReason?)u.Reason).FirstOrDefaultAsync(ct);
        var row = await visits.FindAsync(desk, visit, ct);
        var nothing = row?.GuarantorAccountId is { } payer
            ? (await desk.Db.Set<GuarantorAccount>().AsNoTracking().SingleAsync(a => a.Id == payer, ct)).WhyNoCopay
            : null;
        var copay = nothing is not null ? new VisitCopay(Money.Zero, null) : row is null ? new VisitCopay(null, null) : await coverage.CopayAsync(desk, row, ct);
        if (copay is { CollectsNothing: true, Source: { } source })
            nothing = "the payer says so: " + source;
        return new VisitMoney(Of(LedgerAccountKind.VisitPrepayment), copay.Amount ?? Money.Zero, copay.Amount is not null,
            // Known by now: that it was not is no reason any more.
            reason is { } known && (known != UncollectedReason.CopayUnknown || copay.Amount is null) ? UncollectedCopay.Say(known) : null, copay.Source, nothing)
        {
            BalancePaid = Of(LedgerAccountKind.Receivable),
        };
    }

    /// <summary>What each payment put on a guarantor account for these visits, and, below zero, what a reversal or a refund took off it.</summary>
    /// <remarks>Both halves begin at the visits: SQLite would read a year's ledger for a day's board otherwise.</remarks>
    private static IQueryable<HeldLine> Held(Desk desk, IQueryable<VisitRow> visits)
    {
        var transfers = desk.Db.Set<LedgerTransfer>().AsNoTracking();
        var accounts = desk.Db.Set<LedgerAccount>().AsNoTracking();
        var put = from v in visits
                  join t in transfers on new { v.PracticeId, Id = (VisitId?)v.Id } equals new { t.PracticeId, Id = t.VisitId }
                  where t.Kind == TransferKind.Payment
                  join a in accounts on new { t.PracticeId, Id = t.CreditAccount } equals new { a.PracticeId, a.Id }
                  select new HeldLine { Visit = v.Id, Kind = a.Kind, Cents = t.Cents };
        var taken = from v in visits
                    join t in transfers on new { v.PracticeId, Id = (VisitId?)v.Id } equals new { t.PracticeId, Id = t.VisitId }
                    where t.Kind == TransferKind.Reversal || t.Kind == TransferKind.Refund
                    join a in accounts on new { t.PracticeId, Id = t.DebitAccount } equals new { a.PracticeId, a.Id }
                    select new HeldLine { Visit = v.Id, Kind = a.Kind, Cents = -t.Cents };
        return put.Concat(taken);
    }

    private sealed class HeldLine
    {
        public VisitId Visit { get; init; }
        public LedgerAccountKind Kind { get; init; }
        public long Cents { get; init; }
    }

    public async Task<IReadOnlyDictionary<VisitId, DayMoney>> DayMoneyAsync(Desk desk, DateOnly date, CancellationToken ct)
    {
        var visits = desk.Db.Set<VisitRow>().Where(v => v.Date == date);
        var sums = await (
            from held in Held(desk, visits)
            where held.Kind == LedgerAccountKind.VisitPrepayment
            group held by held.Visit into g
            select new { Id = g.Key, Cents = g.Sum(h => h.Cents) }).ToListAsync(ct);
        var explained = (await (
            from u in desk.Db.Set<UncollectedCopay>().AsNoTracking()
            join v in visits on new { u.PracticeId, Id = u.VisitId } equals new { v.PracticeId, v.Id }
            where u.Reason != UncollectedReason.CopayUnknown
            select v.Id).ToListAsync(ct)).ToHashSet();
        var claims = (await (
            from v in visits
            join a in desk.Db.Set<GuarantorAccount>().AsNoTracking() on new { v.PracticeId, Id = v.GuarantorAccountId }
                equals new { a.PracticeId, Id = (GuarantorAccountId?)a.Id }
            where a.Kind == GuarantorKind.WorkersCompensation || a.Kind == GuarantorKind.AutoOrLiability
            select v.Id).ToListAsync(ct)).ToHashSet();
        return sums.Select(s => s.Id).Union(explained).Union(claims).ToDictionary(id => id, id => new DayMoney(
            new Money(sums.Where(s => s.Id == id).Sum(s => s.Cents)),
            explained.Contains(id), claims.Contains(id)));
    }

    public async Task<Money> MoveHeldAsync(Desk desk, VisitId visit, GuarantorAccountId to, CancellationToken ct)
    {
        var target = LedgerAccountKey.VisitPrepayment(to);
        var receipts = await desk.Db.Set<LedgerTransfer>().AsNoTracking().Where(t => t.VisitId == visit && t.ReceiptId != null)
            .Select(t => t.ReceiptId).Distinct().ToListAsync(ct);
        var moved = Money.Zero;
        foreach (var receipt in await desk.Db.Set<Receipt>().AsNoTracking().Where(r => receipts.Contains(r.Id)).OrderBy(r => r.TakenAt).ToListAsync(ct))
        {
            var held = (await ledger.StandingAsync(desk, receipt.Id, ct)).Where(p => p.Transfer.VisitId == visit
                && p.Held.Kind == LedgerAccountKind.VisitPrepayment && p.Held != target).ToList();
            if (held.Count == 0)
                continue;
            var day = await ledger.HoldDayAsync(desk, receipt.LocationId, ct)
                ?? throw new InvalidOperationException("A receipt of a location that is not there.");
            await ledger.PostAsync(desk, day, receipt.BusinessDate, [.. held.SelectMany(p => TakenBack.To(p, target))], ct);
            foreach (var payment in held)
            {
                moved += payment.Amount;
                if (payment.Transfer.PatientId is { } patient)
                    patients.AddToTimeline(desk, patient, desk.Now, "payment-moved",
                        $"{payment.Amount} of receipt {receipt.Number} moved to the visit's new guarantor account");
            }
            desk.Touch(PaymentTopics.Money(receipt.LocationId));
        }
        if (moved > Money.Zero && await visits.FindAsync(desk, visit, ct) is { } row)
            desk.Raise(new VisitMoneyChanged(row.Id, row.PatientId));
        return moved;
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
