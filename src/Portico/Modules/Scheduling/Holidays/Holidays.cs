using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Holidays;

/// <summary>The days from a date on when nobody sees patients.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class Holidays : Query<Holidays.Request, Holidays.Result>
{
    /// <param name="From">What was before is left out.</param>
    public sealed record Request(DateOnly From);

    /// <param name="Days">By date.</param>
    public sealed record Result(IReadOnlyList<Day> Days);

    /// <param name="Location">Null: everywhere.</param>
    public sealed record Day(HolidayId Id, DateOnly Date, LocationId? Location, string Name);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var from = request.From;
        return new Result([.. (await desk.Db.Set<HolidayRow>().Where(h => h.Date >= from).OrderBy(h => h.Date).Take(200).ToListAsync(ct))
            .Select(h => new Day(h.Id, h.Date, h.LocationId, h.Name))]);
    }
}
