using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RemoveException;

/// <summary>Takes back a day off, a block or an extra session.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class RemoveException(IPracticeDirectory practice, IWork work) : UseCase<RemoveException.Request, RemoveException.Result>
{
    /// <param name="Exception">Which.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    public sealed record Request(TemplateExceptionId Exception, bool AcceptBumps = false);

    public abstract record Result
    {
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Removed(int Bumped) : Result;

        /// <summary>Nothing was changed: these visits stand in the extra session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.removal-bumps-visits";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.exception-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var removed = await desk.Db.Set<TemplateException>().SingleOrDefaultAsync(e => e.Id == request.Exception, ct);
        if (removed is null)
            return new Result.Unknown();
        var bumps = await Bumps.FindAsync(desk, practice, removed.ProviderId, removed.LocationId, removed.FromDate, removed.ToDate,
            plans => plans.With(removed, added: null), ct);
        if (bumps.Count > 0 && !request.AcceptBumps)
            return new Result.WouldBump(bumps);
        desk.Db.Remove(removed);
        Bumps.Open(desk, work, bumps, "The extra session is taken back");
        return new Result.Removed(bumps.Count);
    }
}
