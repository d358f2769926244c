using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.EndTemplate;

/// <summary>Ends a weekly session after a day. It stays on record: the past was planned by it.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class EndTemplate(IPracticeDirectory practice, IWork work) : UseCase<EndTemplate.Request, EndTemplate.Result>
{
    /// <param name="Template">Which session.</param>
    /// <param name="LastDay">The last day it counts.</param>
    /// <param name="AcceptBumps">The visits that lose their session were looked at; each becomes a task.</param>
    public sealed record Request(SessionTemplateId Template, DateOnly LastDay, bool AcceptBumps = false);

    public abstract record Result
    {
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Ended(int Bumped) : Result;

        /// <summary>Nothing was changed: these visits would lose their session. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.ending-bumps-visits";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.ending-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var template = await desk.Db.Set<SessionTemplate>().SingleOrDefaultAsync(t => t.Id == request.Template, ct);
        if (template is null)
            return new Result.Unknown();
        var from = request.LastDay.AddDays(1);
        var bumps = await Bumps.FindAsync(desk, practice, template.ProviderId, template.LocationId, from, to: null,
            plans => plans.With(template, from, added: null), ct);
        if (bumps.Count > 0 && !request.AcceptBumps)
            return new Result.WouldBump(bumps);
        template.EndAfter(request.LastDay);
        Bumps.Open(desk, work, bumps, "The provider's session ends");
        return new Result.Ended(bumps.Count);
    }
}
