using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RenewHold;

/// <summary>Keeps a slot five minutes longer, twenty from its beginning at most. For whoever holds it.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class RenewHold : UseCase<RenewHold.Request, RenewHold.Result>
{
    public sealed record Request(HoldId Hold);

    public abstract record Result
    {
        /// <param name="Until">When it ends. The same as before once twenty minutes are near.</param>
        public sealed record Renewed(Instant Until) : Result;

        /// <summary>It is over, or not the caller's: the slot may be somebody else's.</summary>
        public sealed record Over : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.hold-over";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        // Whoever wants the cells of a hold that is over deletes it first, and waits here for us, or we for them.
        if (!await Holds.LockAsync(desk, request.Hold, ct))
            return new Result.Over();
        var hold = await desk.Db.Set<SlotHold>().AsTracking().SingleAsync(h => h.Id == request.Hold, ct);
        // What searches remember of the hold is until when.
        desk.Touch(ScheduleTopics.Day(hold.LocationId, hold.Date));
        return hold.Renew(desk.Now) ? new Result.Renewed(hold.ExpiresAt) : new Result.Over();
    }
}
