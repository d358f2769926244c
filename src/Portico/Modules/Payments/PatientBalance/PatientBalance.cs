using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.PatientBalance;

/// <summary>What a patient's guarantor accounts owe and hold, and the visit that money would be taken for. Opens the chart.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Auditor)]
public sealed class PatientBalance(Ledger ledger, IPracticeDay day) : Query<PatientBalance.Request, PatientBalance.Result>
{
    public sealed record Request(PatientId Patient);

    /// <param name="Accounts">Empty until the first check-in.</param>
    /// <param name="TakeFor">Today's visit or the last one before; while there is none, the next. Null: no visit at all, or the caller takes no money.</param>
    /// <param name="TakeForDate">Null with <paramref name="TakeFor"/>.</param>
    public sealed record Result(IReadOnlyList<Line> Accounts, VisitId? TakeFor, DateOnly? TakeForDate);

    /// <param name="Owed">Negative: in credit.</param>
    /// <param name="Prepaid">Copays held for visits that have no charge yet.</param>
    /// <param name="Unapplied">Held for no visit.</param>
    public sealed record Line(GuarantorAccountId Account, string Guarantor, GuarantorKind Kind, Money Owed, Money Prepaid, Money Unapplied, bool IsClosed);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var patient = request.Patient;
        List<Line> accounts = [];
        foreach (var account in await desk.Db.Set<GuarantorAccountRow>().Where(a => a.PatientId == patient).OrderBy(a => a.Kind).ToListAsync(ct))
            accounts.Add(new(account.Id, account.GuarantorName, account.Kind, await ledger.SumAsync(desk, LedgerAccountKey.Receivable(account.Id), ct),
                -await ledger.SumAsync(desk, LedgerAccountKey.VisitPrepayment(account.Id), ct),
                -await ledger.SumAsync(desk, LedgerAccountKey.Unapplied(account.Id), ct), account.ClosedAt is not null));
        if ((desk.Roles & Roles.MoneyDesk) == 0)
            return new(accounts, null, null);
        var today = await day.TodayAsync(desk, ct);
        var visits = desk.Db.Set<VisitRow>().Where(v => v.PatientId == patient).Select(v => new { v.Id, v.Date });
        var visit = await visits.Where(v => v.Date <= today).OrderByDescending(v => v.Date).FirstOrDefaultAsync(ct)
            ?? await visits.OrderBy(v => v.Date).FirstOrDefaultAsync(ct);
        return new(accounts, visit?.Id, visit?.Date);
    }
}
