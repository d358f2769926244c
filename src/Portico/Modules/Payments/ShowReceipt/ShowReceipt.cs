using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowReceipt;

/// <summary>A receipt, itemised, with what was moved, voided or refunded since.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Auditor)]
public sealed class ShowReceipt(IPracticeDirectory directory, IStaffDirectory staff, IPayments payments, Ledger ledger)
    : Query<ShowReceipt.Request, ShowReceipt.Result>
{
    public sealed record Request(ReceiptId Receipt);

    /// <param name="Receipt">Null: no such receipt.</param>
    public sealed record Result(ReceiptSheet? Receipt);

    /// <param name="Standing">What is left of the total.</param>
    /// <param name="Lines">Everything that was posted for it, oldest first.</param>
    /// <param name="StandingLines">The payments of it that may still be moved, voided or refunded.</param>
    public sealed record ReceiptSheet(string Number, string Practice, LocationRow Place, Instant TakenAt, string TakenBy, TenderKind Tender,
        string? CheckNumber, string? CardLast4, string? CardReference, Money Total, Money Standing, IReadOnlyList<Line> Lines,
        IReadOnlyList<Balance> Balances, IReadOnlyList<StandingLine> StandingLines);

    /// <param name="Patient">Masked when restricted: paper lies about.</param>
    /// <param name="VisitDate">Null for unapplied money and for a confidential visit: whoever pays is not always who may know.</param>
    /// <param name="Amount">Negative for what was taken back.</param>
    public sealed record Line(Instant At, TransferKind Kind, PaymentPurpose Purpose, string Patient, bool IsConfidential, DateOnly? VisitDate, Money Amount);

    /// <summary>A payment that stands, with two identifiers of its patient: for the screen, never for paper.</summary>
    public sealed record StandingLine(TransactionId Transaction, int Line, PatientId Patient, string Name, DateOnly? BirthDate,
        PaymentPurpose Purpose, VisitId? Visit, DateOnly? VisitDate, Money Amount);

    public sealed record Balance(string Patient, GuarantorKind Kind, Money Owed);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var receipt = await desk.Db.Set<Receipt>().SingleOrDefaultAsync(r => r.Id == request.Receipt, ct);
        if (receipt is null)
            return new Result(null);
        var transfers = await desk.Db.Set<LedgerTransfer>().Where(t => t.ReceiptId == receipt.Id).ToListAsync(ct);
        foreach (var patient in transfers.Select(t => t.PatientId).OfType<PatientId>().Distinct())
            await desk.OpenChartAsync(patient, ct);
        var patientIds = transfers.Select(t => t.PatientId).OfType<PatientId>().Distinct().ToList();
        var visitIds = transfers.Select(t => t.VisitId).OfType<VisitId>().Distinct().ToList();
        var accountIds = transfers.SelectMany(t => new[] { t.DebitAccount, t.CreditAccount }).Distinct().ToList();
        var patients = await desk.Db.Set<PatientRow>().Where(p => patientIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var visits = await desk.Db.Set<VisitRow>().Where(v => visitIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        VisitRow? VisitOf(LedgerTransfer transfer) => transfer.VisitId is { } visit ? visits.GetValueOrDefault(visit) : null;
        var accounts = await desk.Db.Set<LedgerAccount>().Where(a => accountIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        string NameOf(PatientId? id) => id is { } known ? PatientNames.OnList(patients[known], closed) : "";

        var lines = transfers.OrderBy(t => t.PostedAt).ThenBy(t => t.Line).Select(t => new Line(t.PostedAt, t.Kind,
            Purposes.Of(accounts[t.Kind == TransferKind.Payment ? t.CreditAccount : t.DebitAccount].Kind), NameOf(t.PatientId),
            VisitOf(t)?.IsConfidential == true, VisitOf(t) is { IsConfidential: false } visit ? visit.Date : null,
            new Money(t.Kind == TransferKind.Payment ? t.Cents : -t.Cents))).ToList();
        List<Balance> balances = [];
        foreach (var patient in patients.Values)
        {
            foreach (var account in await payments.AccountsAsync(desk, patient.Id, ct))
                balances.Add(new Balance(PatientNames.OnList(patient, closed), account.Kind, await payments.BalanceAsync(desk, account.Id, ct)));
        }
        List<StandingLine> standing = [];
        foreach (var payment in await ledger.StandingAsync(desk, receipt.Id, ct))
        {
            var transfer = payment.Transfer;
            if (transfer.PatientId is { } whose)
                standing.Add(new StandingLine(transfer.TransactionId, transfer.Line, whose, PatientNames.Full(patients[whose]),
                    patients[whose].BirthDate, Purposes.Of(payment.Held.Kind), transfer.VisitId,
                    VisitOf(transfer)?.Date, payment.Amount));
        }
        var practice = await desk.Db.Set<PracticeRow>().Where(p => p.Id == desk.Call.Practice).Select(p => p.Name).SingleAsync(ct);
        return new Result(new ReceiptSheet(receipt.Number, practice, await directory.LocationAsync(desk, receipt.LocationId, ct),
            receipt.TakenAt, await staff.DisplayNameAsync(desk, receipt.TakenBy, ct), receipt.Tender, receipt.CheckNumber, receipt.CardLast4,
            receipt.CardReference, receipt.Total, new Money(lines.Sum(l => l.Amount.Cents)), lines, balances, standing));
    }
}
