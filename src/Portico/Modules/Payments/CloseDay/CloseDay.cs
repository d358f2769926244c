using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.CloseDay;

/// <summary>Signs a location's day: its totals stand, cash and checks go to the bank, and what comes later counts in a later day.</summary>
[AllowedTo(Roles.Seniors | Roles.Biller)]
public sealed class CloseDay(Ledger ledger, IPracticeDirectory directory) : UseCase<CloseDay.Request, CloseDay.Result>
{
    /// <param name="Location">Whose day.</param>
    /// <param name="Date">Today or an earlier day that was left open.</param>
    /// <param name="WithOpenDrawers">The signer was told which of that day's drawers are still open, and closes all the same.</param>
    public sealed record Request(LocationId Location, DateOnly Date, bool WithOpenDrawers);

    public abstract record Result
    {
        public sealed record Closed(Money Taken, Money CashDeposited, Money ChecksDeposited) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.close-no-location";
        }

        public sealed record NotYet : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-not-yet";
        }

        public sealed record AlreadyClosed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.close-already-closed";
        }

        /// <summary>The signer's own drawer of that day: the close tells the day's cash, and the count is blind. Count it first.</summary>
        public sealed record OwnDrawerOpen : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-own-drawer-open";
        }

        /// <summary>Their cash misses this deposit and goes into a later one.</summary>
        public sealed record DrawersOpen(int Count) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-drawers-open";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var place = (await directory.EveryLocationAsync(desk, ct)).FirstOrDefault(l => l.Id == request.Location);
        if (place is null)
            return new Result.NoSuchLocation();
        var wall = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, place.Zone));
        if (request.Date > wall)
            return new Result.NotYet();
        if (await ledger.HoldForCloseAsync(desk, request.Location, request.Date, ct) == BusinessDayState.Closed)
            return new Result.AlreadyClosed();
        if (await OwnDrawers.AreUncountedAsync(desk, request.Location, request.Date, ct))
            return new Result.OwnDrawerOpen();
        var open = await desk.Db.Set<Drawer>().CountAsync(d => d.LocationId == request.Location && d.Date == request.Date
            && d.State != DrawerState.Closed, ct);
        if (open > 0 && !request.WithOpenDrawers)
            return new Result.DrawersOpen(open);

        var (cash, checks) = (LedgerAccountKey.CashOnHand(request.Location), LedgerAccountKey.Checks(request.Location));
        var totals = await ledger.TotalsAsync(desk, request.Location, request.Date, ct);
        var cashDue = await ledger.ToDepositAsync(desk, cash, request.Location, request.Date, ct);
        var checksDue = await ledger.ToDepositAsync(desk, checks, request.Location, request.Date, ct);
        List<Posting> postings = [];
        if (cashDue > Money.Zero)
            postings.Add(new(LedgerAccountKey.Bank, cash, cashDue, TransferKind.Deposit));
        if (checksDue > Money.Zero)
            postings.Add(new(LedgerAccountKey.Bank, checks, checksDue, TransferKind.Deposit));
        TransactionId? deposit = postings.Count == 0
            ? null
            : await ledger.PostAsync(desk, new PostingDay(place, wall, request.Date), request.Date, postings, ct);
        var day = await desk.Db.Set<BusinessDay>().SingleAsync(d => d.LocationId == request.Location && d.Date == request.Date, ct);
        day.Close(desk.Call.User, desk.Now, totals, cashDue, checksDue, deposit);
        desk.Touch(PaymentTopics.Money(request.Location));
        desk.Note("open-drawers", open.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Result.Closed(totals.All, cashDue, checksDue);
    }
}
