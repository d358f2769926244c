using System.ComponentModel.DataAnnotations;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.CountDrawer;

/// <summary>Counts a drawer blind: what is expected is told to nobody before. Even, it is closed; else another person approves.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class CountDrawer(Ledger ledger, Approvals approvals) : UseCase<CountDrawer.Request, CountDrawer.Result>
{
    /// <param name="Drawer">The person's own; seniors may count a drawer that was left.</param>
    /// <param name="Pieces">Bills and coins; what is not named is none.</param>
    public sealed record Request(DrawerId Drawer, [property: Required, MaxLength(12)] IReadOnlyList<CashPieces> Pieces);

    public abstract record Result
    {
        public sealed record Even(Money Counted) : Result;

        /// <param name="Difference">Counted less expected: negative is short.</param>
        public sealed record Differs(Money Counted, Money Difference, ApprovalId Approval) : Result;

        public sealed record NoSuchDrawer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.drawer-not-found";
        }

        public sealed record NotYours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.drawer-not-yours";
        }

        public sealed record AlreadyCounted : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.drawer-already-counted";
        }

        /// <summary>A face value that does not exist, or one twice.</summary>
        public sealed record NotACount : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.drawer-not-a-count";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (CashCount.Of(request.Pieces) is not { } count)
            return new Result.NotACount();
        var known = await desk.Db.Set<Drawer>().FindAsync([desk.Db.PracticeId, request.Drawer], ct);
        if (known is null)
            return new Result.NoSuchDrawer();
        var day = await ledger.HoldDayAsync(desk, known.LocationId, ct)
            ?? throw new InvalidOperationException("A drawer at a location that is not there.");
        desk.Db.Entry(known).State = Microsoft.EntityFrameworkCore.EntityState.Detached;
        var drawer = await Locks.DrawerAsync(desk, request.Drawer, toChange: true, ct)
            ?? throw new InvalidOperationException("A drawer went away.");
        if (drawer.UserId != desk.Call.User && (desk.Roles & Roles.Seniors) == 0)
            return new Result.NotYours();
        if (drawer.State != DrawerState.Open)
            return new Result.AlreadyCounted();

        drawer.Count(count, await ledger.SumAsync(desk, LedgerAccountKey.CashDrawer(drawer.Id), ct), desk.Now);
        desk.Touch(PaymentTopics.Money(drawer.LocationId));
        if (drawer.State == DrawerState.Closed)
        {
            await PostCloseAsync(ledger, desk, day, drawer, ct);
            return new Result.Even(count.Total);
        }
        var difference = drawer.Difference ?? Money.Zero;
        var approval = new PaymentApproval
        {
            Id = Id.New<ApprovalId>(), Kind = ApprovalKind.DrawerDifference, LocationId = drawer.LocationId, Amount = difference,
            RequestedBy = desk.Call.User, RequestedAt = desk.Now, ConcernedUser = drawer.UserId, DrawerId = drawer.Id,
        };
        approvals.Ask(desk, approval, day.Wall);
        return new Result.Differs(count.Total, difference, approval.Id);
    }

    internal static async Task PostCloseAsync(Ledger ledger, Desk desk, PostingDay day, Drawer drawer, CancellationToken ct)
    {
        var postings = DrawerPostings.Close(drawer);
        if (postings.Count > 0)
            await ledger.PostAsync(desk, day, drawer.Date, postings, ct);
    }
}
