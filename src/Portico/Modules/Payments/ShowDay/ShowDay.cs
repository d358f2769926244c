using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowDay;

/// <summary>A location's day of money: what came in, which drawers are open, what is deposited, who signed.</summary>
[AllowedTo(Roles.MoneyDesk | Roles.Auditor)]
public sealed class ShowDay(IPracticeDirectory directory, IStaffDirectory staff, Ledger ledger, OpenEnds openEnds)
    : Query<ShowDay.Request, ShowDay.Result>
{
    /// <param name="Location">Null: where the desk stands.</param>
    /// <param name="Date">Null: today there.</param>
    public sealed record Request(LocationId? Location, DateOnly? Date);

    /// <param name="Day">Null: no such location.</param>
    public sealed record Result(IReadOnlyList<LocationRow> Places, DaySheet? Day);

    /// <param name="Taken">Its cash is hidden from a caller who is to count first.</param>
    /// <param name="CountFirst">The caller's own drawer here is not counted: cash totals are told after the count, which is blind.</param>
    /// <param name="Receipts">How many were taken.</param>
    /// <param name="CashToDeposit">Cash of drawers that were closed in this day; once closed, what was deposited.</param>
    /// <param name="Checks">The checks of the day that stand.</param>
    /// <param name="OpenEnds">What is not settled: the close tells it. Empty once closed.</param>
    /// <param name="IsSenior">The caller decides approvals and counts drawers that were left.</param>
    /// <param name="MayCloseOver">The caller may close although something stands open.</param>
    /// <param name="ClosedOver">What stood open when the day was closed all the same. Null: nothing, as for its reason.</param>
    /// <param name="OpenDays">Earlier days of the location that nobody closed, newest first.</param>
    public sealed record DaySheet(LocationRow Place, DateOnly Date, DateOnly Today, bool IsClosed, string? ClosedBy, Instant? ClosedAt,
        DayTotals Taken, bool CountFirst, int Receipts, Money CashToDeposit, Money ChecksToDeposit, IReadOnlyList<CheckLine> Checks,
        IReadOnlyList<DrawerLine> Drawers, IReadOnlyList<BatchLine> Batches, int WaitingApprovals, IReadOnlyList<EndLine> OpenEnds,
        bool IsSenior, bool MayCloseOver, string? ClosedOver, string? ClosedOverWhy, IReadOnlyList<DateOnly> OpenDays);

    /// <param name="Person">Whose drawer, or who asked. Null for cards.</param>
    /// <param name="IsOwn">The caller's own.</param>
    public sealed record EndLine(OpenEnd End, string? Person, bool IsOwn);

    /// <param name="Cash">Null: hidden, as <paramref name="All"/>, which tells it too.</param>
    public sealed record DayTotals(Money? Cash, Money Checks, Money Cards, Money? All);

    public sealed record CheckLine(string ReceiptNumber, string CheckNumber, Money Amount);

    public sealed record DrawerLine(DrawerId Drawer, string Person, DateOnly Date, DrawerState State, Money? Counted, Money? Difference);

    public sealed record BatchLine(Instant At, Money Terminal, Money Recorded);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        // A place that was taken out of use keeps its days; one is offered until all of them are closed.
        var unclosed = await desk.Db.Set<BusinessDay>().Where(d => d.State == BusinessDayState.Open).Select(d => d.LocationId).Distinct().ToListAsync(ct);
        var places = (await directory.EveryLocationAsync(desk, ct))
            .Where(p => p.IsActive || unclosed.Contains(p.Id) || p.Id == request.Location).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var place = request.Location is { } wanted ? places.FirstOrDefault(p => p.Id == wanted) : DeskLocation.Of(desk.Call, places.Where(p => p.IsActive)) ?? places.FirstOrDefault();
        if (place is null)
            return new Result(places, null);
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, place.Zone));
        var date = request.Date ?? today;
        var day = await desk.Db.Set<BusinessDay>().SingleOrDefaultAsync(d => d.LocationId == place.Id && d.Date == date, ct);
        var names = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        string NameOf(UserId user) => names.GetValueOrDefault(user, "Someone who left");

        var receipts = await desk.Db.Set<Receipt>().Where(r => r.LocationId == place.Id && r.BusinessDate == date).ToListAsync(ct);
        List<CheckLine> checks = [];
        foreach (var check in receipts.Where(r => r.Tender == TenderKind.Check).OrderBy(r => r.TakenAt))
        {
            var id = check.TenderAccount.Id;
            var stands = await desk.Db.Set<LedgerTransfer>().Where(t => t.ReceiptId == check.Id && t.DebitAccount == id).SumAsync(t => t.Cents, ct)
                - await desk.Db.Set<LedgerTransfer>().Where(t => t.ReceiptId == check.Id && t.CreditAccount == id).SumAsync(t => t.Cents, ct);
            if (stands > 0)
                checks.Add(new CheckLine(check.Number, check.CheckNumber ?? "", new Money(stands)));
        }
        var drawers = await desk.Db.Set<Drawer>().Where(d => d.LocationId == place.Id && (d.Date == date || (d.Date < date && d.State != DrawerState.Closed)))
            .OrderBy(d => d.OpenedAt).ToListAsync(ct);
        var batches = await desk.Db.Set<CardBatch>().Where(b => b.LocationId == place.Id && b.Date == date).OrderBy(b => b.ComparedAt).ToListAsync(ct);
        var waiting = await desk.Db.Set<PaymentApproval>().CountAsync(a => a.LocationId == place.Id && a.State == ApprovalState.Pending, ct);
        var openDays = await desk.Db.Set<BusinessDay>().Where(d => d.LocationId == place.Id && d.Date < today && d.State == BusinessDayState.Open)
            .OrderByDescending(d => d.Date).Select(d => d.Date).Take(10).ToListAsync(ct);
        var taken = await ledger.TotalsAsync(desk, place.Id, date, ct);
        var countFirst = await OwnDrawers.AreUncountedAsync(desk, place.Id, date, ct);
        var ends = day?.State == BusinessDayState.Closed ? [] : await openEnds.ListAsync(desk, place, date, ct);
        return new Result(places, new DaySheet(place, date, today, day?.State == BusinessDayState.Closed,
            day?.ClosedBy is { } by ? NameOf(by) : null, day?.ClosedAt,
            countFirst ? new DayTotals(null, taken.Checks, taken.Cards, null) : new DayTotals(taken.Cash, taken.Checks, taken.Cards, taken.All),
            countFirst, receipts.Count,
            day?.CashDeposited ?? await ledger.ToDepositAsync(desk, LedgerAccountKey.CashOnHand(place.Id), place.Id, date, ct),
            day?.ChecksDeposited ?? await ledger.ToDepositAsync(desk, LedgerAccountKey.Checks(place.Id), place.Id, date, ct), checks,
            [.. drawers.Select(d => new DrawerLine(d.Id, NameOf(d.UserId), d.Date, d.State, d.Counted, d.Difference))],
            [.. batches.Select(b => new BatchLine(b.ComparedAt, b.TerminalTotal, b.RecordedTotal))], waiting,
            [.. ends.Select(e => new EndLine(e, e.Person is { } person ? NameOf(person) : null, e.Person == desk.Call.User))],
            (desk.Roles & Roles.Seniors) != 0, CloseDay.CloseDay.MayCloseOver(desk), day?.ClosedOver, day?.ClosedOverWhy, openDays));
    }
}
