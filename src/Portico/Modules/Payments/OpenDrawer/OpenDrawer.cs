using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.OpenDrawer;

/// <summary>Opens the person's own drawer for today, with change in it. One that was left open yesterday does not matter.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class OpenDrawer(Ledger ledger) : UseCase<OpenDrawer.Request, OpenDrawer.Result>
{
    /// <param name="Location">Where the drawer stands.</param>
    /// <param name="Float">The change that is put in; may be none.</param>
    public sealed record Request(
        LocationId Location,
        [property: MoneyRange(0, 10_000, ErrorMessage = "Enter the float as an amount from $0 to $10,000.")] Money Float);

    public abstract record Result
    {
        public sealed record Opened(DrawerId Drawer) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.drawer-no-location";
        }

        public sealed record AlreadyOpen : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.drawer-already-open";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await ledger.HoldDayAsync(desk, request.Location, ct) is not { } day)
            return new Result.NoSuchLocation();
        var drawer = new Drawer
        {
            Id = Id.New<DrawerId>(), UserId = desk.Call.User, LocationId = request.Location, Date = day.Wall,
            Float = request.Float, OpenedAt = desk.Now,
        };
        desk.Db.Add(drawer);
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException e) when (desk.Db.IsKeyTaken(e))
        {
            return new Result.AlreadyOpen();
        }
        if (request.Float > Money.Zero)
            await ledger.PostAsync(desk, day, null,
                [new(LedgerAccountKey.CashDrawer(drawer.Id), LedgerAccountKey.FloatFund(request.Location), request.Float, TransferKind.DrawerFloat)], ct);
        desk.Touch(PaymentTopics.Money(request.Location));
        return new Result.Opened(drawer.Id);
    }
}
