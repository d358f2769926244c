using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ReleaseHold;

/// <summary>Gives a slot back before its hold ends. For whoever holds it; one that is over already is no error.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class ReleaseHold : UseCase<ReleaseHold.Request, ReleaseHold.Result>
{
    public sealed record Request(HoldId Hold);

    public abstract record Result
    {
        public sealed record Released : Result;
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var place = await desk.Db.Set<SlotHold>().AsNoTracking().Where(h => h.Id == request.Hold).Select(h => new { h.LocationId, h.Date })
            .SingleOrDefaultAsync(ct);
        if (place is not null && await Holds.LockAsync(desk, request.Hold, ct))
        {
            await Holds.DropAsync(desk, request.Hold, ct);
            desk.Touch(ScheduleTopics.Day(place.LocationId, place.Date));
        }
        return new Result.Released();
    }
}
