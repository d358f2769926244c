using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Payments.CloseDay;
using Portico.Modules.Payments.CompareCardBatch;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.CountDrawer;
using Portico.Modules.Payments.DecideApproval;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenDrawer;
using Portico.Modules.Payments.RecordUncollected;
using Portico.Modules.Payments.RequestRefund;
using Portico.Modules.Payments.RequestVoid;
using Portico.Modules.Payments.ShowApprovals;
using Portico.Modules.Payments.ShowDay;
using Portico.Modules.Payments.Store;
using Portico.Modules.Payments.TakePayment;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.DemoData;

/// <summary>The money of a site's days: drawers, copays, a void and a refund that wait, the close. Done by the desk's own use cases.</summary>
internal sealed class DemoTill(
    OpenDrawer openDrawer, TakePayment takePayment, RecordUncollected recordUncollected, CountDrawer countDrawer,
    CompareCardBatch compareBatch, CloseDay closeDay, RequestVoid requestVoid, RequestRefund requestRefund, DecideApproval decide,
    ShowDay showDay, ShowApprovals showApprovals, Ledger ledger, IPayments payments)
{
    private static readonly string[] s_lastFour = ["4242", "1881", "0005", "1117", "9424"];

    /// <summary>Where somebody leaves without counting, every evening.</summary>
    private static DemoHouse.Site Forgetful => DemoHouse.Sites[1];

    /// <summary>Opens the drawers and takes what visits owe that were checked in since the last look.</summary>
    /// <param name="people">Who comes: only their visits are paid for here.</param>
    /// <param name="isToday">Then nothing is later than <paramref name="now"/>, and some of it still waits for a second person.</param>
    /// <returns>How many tenders were taken; 0 where somebody else has the day's drawer, or it was counted.</returns>
    public async Task<int> TakeAsync(DemoActs acts, DemoHouse.Site site, DateOnly date, IReadOnlyList<DemoPeople.Person> people, bool isToday,
        Instant now, CancellationToken ct)
    {
        var clerk = DemoHouse.Clerk(site);
        var opening = PracticeClock.At(date, new TimeOnly(7, 30), site.Zone);
        var dusk = isToday ? now : PracticeClock.At(date, new TimeOnly(22, 30), site.Zone);
        Instant Within(Instant at) => at < opening ? opening : at > dusk ? dusk : at;
        if (opening > dusk)
            return 0;

        var sheet = (await acts.AskAsync(showDay, new(site.Id, date), clerk, opening, ct)).Day;
        if (sheet is null or { IsClosed: true })
            return 0;
        var drawers = sheet.Drawers.Where(d => d.Date == date).ToList();
        if (drawers.Count > 0 && !drawers.Exists(d => d.Person == clerk.Name && d.State == DrawerState.Open))
            return 0;
        var booked = DemoStory.Of(site, date, people).Select(s => s.Id).ToHashSet();
        var visits = (await acts.Db.Set<VisitRow>().Where(v => v.LocationId == site.Id && v.Date == date && v.ArrivedAt != null
                && v.State != VisitState.Arrived && v.State != VisitState.LeftWithoutBeingSeen).ToListAsync(ct))
            .Where(v => v.AppointmentId is { } appointment && booked.Contains(appointment))
            .OrderBy(v => v.ArrivedAt).ThenBy(v => v.AppointmentId?.Value).ToList();
        var handled = await HandledAsync(acts.Db, site, date, ct);
        visits.RemoveAll(v => handled.Contains(v.Id));
        if (visits.Count == 0)
            return 0;
        var isFirst = drawers.Count == 0;
        if (isFirst)
            await acts.DoAsync(openDrawer, new(site.Id,
                Money.FromDollars(100 + 25 * new DemoDice(string.Create(CultureInfo.InvariantCulture, $"till/{site.Name}/{date:yyyy-MM-dd}")).Below(3))), clerk, opening, ct);

        List<(ReceiptId Receipt, TenderKind Tender)> taken = [];
        foreach (var visit in visits)
        {
            var at = Within((visit.ArrivedAt ?? dusk).Plus(Duration.FromMinutes(6)));
            if (await TakeAsync(acts, new DemoDice("till/" + visit.AppointmentId?.Value.ToString("N")), site, clerk, visit, at, ct) is { } receipt)
                taken.Add(receipt);
        }
        if (isFirst && site == Forgetful)
        {
            await acts.DoAsync(openDrawer, new(site.Id, Money.FromDollars(75)), DemoHouse.Senior, opening, ct);
            taken.Add(await PrepayAsync(acts, site, DemoHouse.Senior, visits[0], Within(dusk.Minus(Duration.FromMinutes(15))), ct));
        }
        if (isToday && !await acts.Db.Set<PaymentApproval>().AnyAsync(a => a.LocationId == site.Id && a.RequestedAt >= opening, ct))
            await AskAsync(acts, site, clerk, taken, Within(now.Minus(Duration.FromMinutes(3))), ct);
        return taken.Count;
    }

    /// <summary>Visits of a day of which money speaks already, or the reason that none was taken.</summary>
    private static async Task<HashSet<VisitId>> HandledAsync(DeskDb db, DemoHouse.Site site, DateOnly date, CancellationToken ct)
    {
        var visits = db.Set<VisitRow>().Where(v => v.LocationId == site.Id && v.Date == date);
        var paid = await (from t in db.Set<LedgerTransfer>()
                          join v in visits on new { t.PracticeId, Id = t.VisitId } equals new { v.PracticeId, Id = (VisitId?)v.Id }
                          select v.Id).ToListAsync(ct);
        var explained = await (from u in db.Set<UncollectedCopay>()
                               join v in visits on new { u.PracticeId, Id = u.VisitId } equals new { v.PracticeId, v.Id }
                               select v.Id).ToListAsync(ct);
        return [.. paid, .. explained];
    }

    /// <summary>Counts the drawers and signs the day, but for the one drawer that is forgotten every evening and counted the next.</summary>
    /// <param name="isShort">The first count lacks five dollars, which the supervisor approves.</param>
    /// <returns>False: nothing was taken that day, or somebody closed it.</returns>
    public async Task<bool> CloseAsync(DemoActs acts, DemoHouse.Site site, DateOnly date, bool isShort, CancellationToken ct)
    {
        // As late as the day allows: a visitor may have taken money in the evening.
        var closing = PracticeClock.At(date, new TimeOnly(23, 50), site.Zone);
        var sheet = (await acts.AskAsync(showDay, new(site.Id, date), DemoHouse.Senior, closing, ct)).Day;
        if (sheet is null or { IsClosed: true } || sheet.Drawers.All(d => d.Date != date))
            return false;
        await DecideAsync(acts, site, closing, ct);
        foreach (var drawer in sheet.Drawers.Where(d => d.State == DrawerState.Open))
        {
            if (site == Forgetful && drawer.Date == date && drawer.Person == DemoHouse.Senior.Name)
                continue;
            var owner = DemoHouse.Members.FirstOrDefault(m => m.Name == drawer.Person) ?? DemoHouse.Supervisor;
            var inside = await ledger.SumAsync(acts.At(owner, closing), LedgerAccountKey.CashDrawer(drawer.Drawer), ct);
            if (isShort && inside > Money.FromDollars(5))
                (inside, isShort) = (inside - Money.FromDollars(5), false);
            await acts.DoAsync(countDrawer, new(drawer.Drawer, Pieces(inside)), owner, closing, ct);
        }
        await DecideAsync(acts, site, closing, ct);
        var cards = (await ledger.TotalsAsync(acts.At(DemoHouse.Senior, closing), site.Id, date, ct)).Cards;
        await acts.DoAsync(compareBatch, new(site.Id, date, cards), DemoHouse.Clerk(site), closing, ct);
        // The senior may have a drawer of her own to count yet.
        var open = (await acts.AskAsync(showDay, new(site.Id, date), DemoHouse.Supervisor, closing, ct)).Day?.OpenEnds ?? [];
        await acts.DoAsync(closeDay, new(site.Id, date, [.. open.Select(line => line.End.About)],
            open.Count == 0 ? null : "She left before the count; it is counted tomorrow with a witness"), DemoHouse.Supervisor, closing, ct);
        return true;
    }

    private async Task<(ReceiptId, TenderKind)?> TakeAsync(DemoActs acts, DemoDice dice, DemoHouse.Site site, DemoHouse.Member clerk,
        VisitRow visit, Instant at, CancellationToken ct)
    {
        var money = await payments.VisitMoneyAsync(acts.At(clerk, at), visit.Id, ct);
        var chance = dice.Below(100);
        if (!money.CopayKnown || chance < 8)
        {
            // A copay of nothing is collected; nobody explains it.
            if (!money.CopayKnown || money.CopayDue > Money.Zero)
                await acts.DoAsync(recordUncollected, new(visit.Id, !money.CopayKnown ? UncollectedReason.CopayUnknown
                    : chance < 4 ? UncollectedReason.BillMe : UncollectedReason.NoMeansToday, null), clerk, at, ct);
            return null;
        }
        List<PaymentLine> lines = [];
        if (money.CopayDue > Money.Zero)
            lines.Add(new(PaymentPurpose.Copay, visit.Id, null, money.CopayDue));
        if (dice.Percent(40))
        {
            var account = await payments.PersonalAccountAsync(acts.At(clerk, at), visit.PatientId, ct);
            var owed = await payments.BalanceAsync(acts.At(clerk, at), account, ct);
            // Half of an old balance: open ones are what a desk has to ask for.
            if (owed > Money.FromDollars(20))
                lines.Add(new(PaymentPurpose.Balance, visit.Id, null, Money.FromDollars((int)(owed.Cents / 200))));
        }
        if (lines.Count == 0)
            return null;
        var tender = chance < 42 ? TenderKind.Cash : chance < 52 ? TenderKind.Check : TenderKind.Card;
        return await TakeAsync(acts, dice, site, clerk, tender, lines, at, ct);
    }

    private async Task<(ReceiptId, TenderKind)> TakeAsync(DemoActs acts, DemoDice dice, DemoHouse.Site site, DemoHouse.Member clerk,
        TenderKind tender, IReadOnlyList<PaymentLine> lines, Instant at, CancellationToken ct)
    {
        var request = new TakePayment.Request(site.Id, tender, new Money(lines.Sum(l => l.Amount.Cents)),
            tender == TenderKind.Check ? (1000 + dice.Below(9000)).ToString(CultureInfo.InvariantCulture) : null,
            tender == TenderKind.Card ? dice.Of(s_lastFour) : null,
            tender == TenderKind.Card ? string.Create(CultureInfo.InvariantCulture, $"T{dice.Below(1_000_000):000000}") : null, lines);
        return (((TakePayment.Result.Taken)await acts.DoAsync(takePayment, request, clerk, at, ct)).Receipt, tender);
    }

    /// <summary>Money for no visit yet.</summary>
    private async Task<(ReceiptId, TenderKind)> PrepayAsync(DemoActs acts, DemoHouse.Site site, DemoHouse.Member clerk, VisitRow visit,
        Instant at, CancellationToken ct)
    {
        var account = await payments.PersonalAccountAsync(acts.At(clerk, at), visit.PatientId, ct);
        return await TakeAsync(acts, new DemoDice("prepay"), site, clerk, TenderKind.Cash,
            [new(PaymentPurpose.Unapplied, null, account, Money.FromDollars(60))], at, ct);
    }

    /// <summary>At one site a void waits for a second person, at another a refund.</summary>
    private async Task AskAsync(DemoActs acts, DemoHouse.Site site, DemoHouse.Member clerk,
        IReadOnlyList<(ReceiptId Receipt, TenderKind Tender)> taken, Instant at, CancellationToken ct)
    {
        var cash = taken.FirstOrDefault(t => t.Tender == TenderKind.Cash).Receipt;
        var card = taken.FirstOrDefault(t => t.Tender == TenderKind.Card).Receipt;
        if (site == DemoHouse.Sites[0] && cash != default)
            await acts.DoAsync(requestVoid, new(cash, GiveBackReason.WrongAmount, "Typed before the change was counted"), clerk, at, ct);
        if (site == DemoHouse.Sites[2] && card != default)
        {
            var payment = (await ledger.StandingAsync(acts.At(clerk, at), card, ct))[0];
            await acts.DoAsync(requestRefund, new(site.Id, payment.Key.Transaction, payment.Key.Line, null, TenderKind.Card, "T000417",
                GiveBackReason.TakenTwice, "The terminal shows it twice"), clerk, at, ct);
        }
    }

    /// <summary>What still waits when a day closes: differences stand, what was to be given back has to be asked for again.</summary>
    private async Task DecideAsync(DemoActs acts, DemoHouse.Site site, Instant at, CancellationToken ct)
    {
        foreach (var waiting in (await acts.AskAsync(showApprovals, new(), DemoHouse.Supervisor, at, ct)).Approvals)
        {
            if (waiting.Place != site.Name || waiting.AskedAt > at || !waiting.MayDecide)
                continue;
            var stands = waiting.Kind is ApprovalKind.DrawerDifference or ApprovalKind.BatchDifference;
            await acts.DoAsync(decide, new(waiting.Approval, stands, stands ? "Counted twice with a witness" : "The day closes: ask again tomorrow"),
                DemoHouse.Supervisor, at, ct);
        }
    }

    private static List<CashPieces> Pieces(Money amount)
    {
        List<CashPieces> pieces = [];
        var left = amount.Cents;
        foreach (var face in CashCount.Faces)
        {
            if (left >= face)
                pieces.Add(new(face, (int)(left / face)));
            left %= face;
        }
        return pieces;
    }
}
