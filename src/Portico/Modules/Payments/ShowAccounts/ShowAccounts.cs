using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowAccounts;

/// <summary>A patient's guarantor accounts and the ledger's lines on them, newest first.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Auditor)]
public sealed class ShowAccounts(IPracticeDirectory directory, IPatients patients, Ledger ledger, VisitsToPay toPay)
    : Query<ShowAccounts.Request, ShowAccounts.Result>
{
    private const int Most = 200;

    public sealed record Request(PatientId Patient);

    /// <param name="Patient">Null: nobody of this practice.</param>
    public sealed record Result(PatientRow? Patient,
        IReadOnlyList<AccountLine> Accounts, IReadOnlyList<MoneyLine> Lines, IReadOnlyList<VisitToPay> Visits, IReadOnlyList<LocationRow> Places,
        IReadOnlyList<PayerRow> Payers);

    /// <param name="Owed">Negative: in credit.</param>
    /// <param name="Prepaid">Copays held for visits that have no charge yet.</param>
    /// <param name="IsThePersonalOne">Check-in falls back on it: it stays personal and open.</param>
    /// <param name="PayerName">Null: no carrier, or not known yet.</param>
    /// <param name="ClosedAt">Null while visits may pick it.</param>
    public sealed record AccountLine(GuarantorAccountId Account, int Version, bool IsThePersonalOne, GuarantorDetails Details, string? PayerName,
        Instant? ClosedAt, Money Owed, Money Prepaid, Money Unapplied);

    /// <param name="Amount">What was paid; negative for what was taken back, and for a balance that came from another system.</param>
    /// <param name="Stands">A payment that nothing took back yet: it may be moved or given back.</param>
    public sealed record MoneyLine(Instant At, string Zone, DateOnly BusinessDate, DateOnly? AboutDate, TransferKind Kind, PaymentPurpose Purpose,
        DateOnly? VisitDate, Money Amount, ReceiptId? Receipt, LocationId Location, TransactionId Transaction, int Line, bool Stands);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var places = await directory.LocationsAsync(desk, ct);
        if (await patients.FindAsync(desk, request.Patient, ct) is not { } patient)
            return new Result(null, [], [], [], places, []);
        var payers = await directory.PayersAsync(desk, ct);
        List<AccountLine> accounts = [];
        foreach (var a in await desk.Db.Set<GuarantorAccount>().Where(a => a.PatientId == request.Patient).OrderBy(a => a.OpenedAt).ToListAsync(ct))
            accounts.Add(new AccountLine(a.Id, a.Version, a.IsThePersonalOne, new(a.Kind, a.GuarantorName, a.Relation, a.Address, a.Employer, a.Payer,
                a.AccidentDate, a.ClaimNumber, a.Adjuster), a.Payer is { } payer ? await NameAsync(desk, payer, payers, ct) : null, a.ClosedAt,
                await ledger.SumAsync(desk, LedgerAccountKey.Receivable(a.Id), ct),
                -await ledger.SumAsync(desk, LedgerAccountKey.VisitPrepayment(a.Id), ct),
                -await ledger.SumAsync(desk, LedgerAccountKey.Unapplied(a.Id), ct)));

        var transfers = await desk.Db.Set<LedgerTransfer>().Where(t => t.PatientId == request.Patient).OrderByDescending(t => t.PostedAt)
            .ThenByDescending(t => t.Line).Take(Most).ToListAsync(ct);
        var keys = transfers.SelectMany(t => new[] { t.DebitAccount, t.CreditAccount }).Distinct().ToList();
        var kinds = await desk.Db.Set<LedgerAccount>().Where(a => keys.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Kind, ct);
        var takenBack = transfers.Where(t => t.ReversesTransaction is not null).Select(t => (t.ReversesTransaction, t.ReversesLine)).ToHashSet();
        var visitIds = transfers.Select(t => t.VisitId).OfType<VisitId>().Distinct().ToList();
        var dates = await desk.Db.Set<VisitRow>().Where(v => visitIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Date, ct);
        var zones = (await directory.EveryLocationAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Zone);
        return new Result(patient, accounts, [.. transfers.Select(t =>
        {
            var (debit, credit) = (kinds[t.DebitAccount], kinds[t.CreditAccount]);
            var paysIn = t.Kind == TransferKind.Payment || (t.Kind == TransferKind.BroughtForward && credit == LedgerAccountKind.Receivable);
            return new MoneyLine(t.PostedAt, zones[t.LocationId], t.BusinessDate, t.AboutDate, t.Kind,
                Purposes.Of(t.Kind == TransferKind.BroughtForward ? LedgerAccountKind.Receivable : paysIn ? credit : debit),
                t.VisitId is { } visit ? dates.GetValueOrDefault(visit) : null, new Money(paysIn ? t.Cents : -t.Cents), t.ReceiptId, t.LocationId,
                t.TransactionId, t.Line, t.Kind == TransferKind.Payment && !takenBack.Contains((t.TransactionId, t.Line)));
        })], await toPay.ListAsync(desk, patient, ct), places, payers);
    }

    // A carrier that is no longer offered keeps its name where it stands.
    private static async Task<string?> NameAsync(Desk desk, PayerId id, IReadOnlyList<PayerRow> offered, CancellationToken ct) =>
        offered.FirstOrDefault(p => p.Id == id)?.Name
        ?? await desk.Db.Set<PayerRow>().Where(p => p.Id == id).Select(p => p.Name).SingleOrDefaultAsync(ct);
}
