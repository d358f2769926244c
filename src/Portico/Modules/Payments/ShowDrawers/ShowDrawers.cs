using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ShowDrawers;

/// <summary>The caller's own drawers that are not closed, and where another may be opened. Never what one is expected to hold.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class ShowDrawers(IPracticeDirectory directory) : Query<ShowDrawers.Request, ShowDrawers.Result>
{
    public sealed record Request;

    /// <param name="Desk">Where the desk stands: the first choice. Null: no location is in use.</param>
    public sealed record Result(LocationId? Desk, IReadOnlyList<LocationRow> Places, IReadOnlyList<DrawerLine> Drawers);

    /// <param name="Difference">Null until counted: the count is blind.</param>
    public sealed record DrawerLine(DrawerId Drawer, LocationId Location, string Place, string Zone, DateOnly Date, Money Float,
        Instant OpenedAt, DrawerState State, Money? Counted, Money? Difference);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var user = desk.Call.User;
        var places = await directory.LocationsAsync(desk, ct);
        var drawers = await desk.Db.Set<Drawer>().Where(d => d.UserId == user && d.State != DrawerState.Closed)
            .OrderByDescending(d => d.OpenedAt).ToListAsync(ct);
        var every = await directory.EveryLocationAsync(desk, ct);
        return new Result(DeskLocation.Of(desk.Call, places)?.Id, places, [.. drawers.Select(d =>
        {
            var place = every.First(p => p.Id == d.LocationId);
            return new DrawerLine(d.Id, d.LocationId, place.Name, place.Zone, d.Date, d.Float, d.OpenedAt, d.State, d.Counted, d.Difference);
        })]);
    }
}
