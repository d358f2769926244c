using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>Finds what of a day's money is not settled yet: its close says so before it is signed.</summary>
public sealed class OpenEnds(Ledger ledger)
{
    /// <summary>Only what is about that very day: what an earlier one left open is that day's matter.</summary>
    public async Task<IReadOnlyList<OpenEnd>> ListAsync(Desk desk, LocationRow place, DateOnly date, CancellationToken ct)
    {
        var location = place.Id;
        var drawers = await desk.Db.Set<Drawer>().AsNoTracking().Where(d => d.LocationId == location && d.Date == date)
            .OrderBy(d => d.OpenedAt).ToListAsync(ct);
        var batches = await desk.Db.Set<CardBatch>().AsNoTracking().Where(b => b.LocationId == location && b.Date == date)
            .OrderBy(b => b.ComparedAt).ToListAsync(ct);
        var receipts = (await desk.Db.Set<Receipt>().Where(r => r.LocationId == location && r.BusinessDate == date)
            .Select(r => r.Id).ToListAsync(ct)).ToHashSet();
        var pending = await desk.Db.Set<PaymentApproval>().AsNoTracking()
            .Where(a => a.LocationId == location && a.State == ApprovalState.Pending)
            .OrderBy(a => a.RequestedAt).ThenBy(a => a.Id).ToListAsync(ct);
        return
        [
            .. drawers.Where(d => d.State == DrawerState.Open).Select(d => new OpenEnd(OpenEndKind.Drawer, d.Id.Value, d.UserId, null)),
            .. await CardsAsync(desk, place, date, batches.LastOrDefault(), ct),
            .. pending.Where(IsOfTheDay).Select(a => new OpenEnd(KindOf(a.Kind), a.Id.Value, a.RequestedBy, a.Amount)),
        ];

        bool IsOfTheDay(PaymentApproval asked) => asked.Kind switch
        {
            ApprovalKind.Void => asked.ReceiptId is { } receipt && receipts.Contains(receipt),
            ApprovalKind.DrawerDifference => drawers.Exists(d => d.Id == asked.DrawerId),
            ApprovalKind.BatchDifference => batches.Exists(b => b.Id == asked.CardBatchId),
            // Money of any day may be given back: the day it is asked on is the one it leaves.
            _ => DateOnly.FromDateTime(PracticeClock.Local(asked.RequestedAt, place.Zone)) == date,
        };
    }

    private async Task<OpenEnd[]> CardsAsync(Desk desk, LocationRow place, DateOnly date, CardBatch? newest, CancellationToken ct)
    {
        var (location, cards) = (place.Id, LedgerAccountKey.CardClearing(place.Id).Id);
        if (!await desk.Db.Set<LedgerTransfer>().AnyAsync(t => t.LocationId == location && t.BusinessDate == date
            && (t.DebitAccount == cards || t.CreditAccount == cards), ct))
            return [];
        var recorded = (await ledger.TotalsAsync(desk, location, date, ct)).Cards;
        // Compared before the last card was taken is not compared.
        var isSettled = newest is not null && newest.RecordedTotal == recorded
            && (newest.TerminalTotal == recorded || !await WasRejectedAsync(desk, newest.Id, ct));
        return isSettled ? [] : [new OpenEnd(OpenEndKind.Cards, location.Value, null, recorded)];
    }

    private static Task<bool> WasRejectedAsync(Desk desk, CardBatchId batch, CancellationToken ct) =>
        desk.Db.Set<PaymentApproval>().AnyAsync(a => a.CardBatchId == batch && a.State == ApprovalState.Rejected, ct);

    private static OpenEndKind KindOf(ApprovalKind kind) => kind switch
    {
        ApprovalKind.Void => OpenEndKind.Void,
        ApprovalKind.Refund => OpenEndKind.Refund,
        ApprovalKind.DrawerDifference => OpenEndKind.DrawerDifference,
        _ => OpenEndKind.BatchDifference,
    };
}
