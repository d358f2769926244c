using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.CloseGroup;

/// <summary>Closes a group to more patients, or opens it to them again. Who is in it comes as booked.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class CloseGroup : UseCase<CloseGroup.Request, CloseGroup.Result>
{
    /// <param name="Group">Which.</param>
    /// <param name="Version">The one that was on the screen: a change by someone else in between is not overrun.</param>
    /// <param name="IsClosed">False: it takes patients again.</param>
    public sealed record Request(GroupVisitId Group, int Version, bool IsClosed);

    public abstract record Result
    {
        public sealed record Done(int Version) : Result;

        /// <summary>Someone else changed it meanwhile: look again.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.group-close-changed";
        }

        public sealed record Cancelled : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.group-close-cancelled";
        }

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.group-close-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Groups.LockAsync(desk, request.Group, ct) is not { } group)
            return new Result.Unknown();
        if (group.Version != request.Version)
            return new Result.Changed();
        if (group.IsCancelled)
            return new Result.Cancelled();
        group.Close(request.IsClosed);
        desk.Touch(ScheduleTopics.Day(group.LocationId, group.Date));
        desk.Note("group", group.Id.Value.ToString());
        return new Result.Done(group.Version);
    }
}
