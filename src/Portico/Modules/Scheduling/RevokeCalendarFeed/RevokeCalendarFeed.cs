using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RevokeCalendarFeed;

/// <summary>Ends a calendar feed: the next program that asks for it is told that there is none.</summary>
[AllowedTo(Roles.Seniors | Roles.Clinician)]
public sealed class RevokeCalendarFeed : UseCase<RevokeCalendarFeed.Request, RevokeCalendarFeed.Result>
{
    public sealed record Request(CalendarFeedId Feed);

    public abstract record Result
    {
        public sealed record Revoked : Result;

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.revoke-feed-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<CalendarFeed>().SingleOrDefaultAsync(f => f.Id == request.Feed, ct) is not { } feed)
            return new Result.Unknown();
        feed.Revoke(desk.Now);
        desk.Note("feed", feed.Id.Value.ToString());
        return new Result.Revoked();
    }
}
