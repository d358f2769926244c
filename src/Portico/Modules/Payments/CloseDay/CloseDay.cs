using System.ComponentModel.DataAnnotations;
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
/// <remarks>Over what stands open a supervisor alone closes, in person, having been told of each of it, and says why.</remarks>
[AllowedTo(Roles.Seniors | Roles.Biller)]
public sealed class CloseDay(Ledger ledger, OpenEnds openEnds, IPracticeDirectory directory) : UseCase<CloseDay.Request, CloseDay.Result>
{
    /// <param name="Location">Whose day.</param>
    /// <param name="Date">Today or an earlier day that was left open.</param>
    /// <param name="Over">What each <see cref="OpenEnd"/> that the signer was told of is about: closed over all the same. Null: nothing.</param>
    /// <param name="Why">Why it is closed over that. Null when nothing stands open.</param>
    public sealed record Request(
        LocationId Location, DateOnly Date,
        [property: MaxLength(200, ErrorMessage = "More than 200 things stand open: settle some of them first.")] IReadOnlyList<Guid>? Over = null,
        [property: StringLength(300, ErrorMessage = "Use 300 characters at most for the reason.")] string? Why = null);

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

        /// <summary>Something stands open that the signer was not told of yet. Cash of an open drawer goes into a later deposit.</summary>
        public sealed record StandsOpen(IReadOnlyList<OpenEnd> Ends) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-stands-open";
        }

        /// <summary>Over what stands open a supervisor closes, in person.</summary>
        public sealed record SupervisorCloses : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-over-by-supervisor";
        }

        public sealed record SayWhy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.close-over-why";
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
        var open = await openEnds.ListAsync(desk, place, request.Date, ct);
        if (open.Any(end => request.Over?.Contains(end.About) != true))
            return new Result.StandsOpen(open);
        if (open.Count > 0 && !MayCloseOver(desk))
            return new Result.SupervisorCloses();
        if (open.Count > 0 && string.IsNullOrWhiteSpace(request.Why))
            return new Result.SayWhy();

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
        day.Close(desk.Call.User, desk.Now, totals, cashDue, checksDue, deposit, open, request.Why?.Trim());
        desk.Touch(PaymentTopics.Money(request.Location));
        if (day.ClosedOver is { } over)
        {
            desk.Note("closed-over", over);
            desk.Note("why", day.ClosedOverWhy ?? "");
        }
        return new Result.Closed(totals.All, cashDue, checksDue);
    }

    internal static bool MayCloseOver(Desk desk) => (desk.Roles & Roles.Supervisor) != 0 && desk.Call.Token is null;
}
