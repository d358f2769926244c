using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.UnblockResource;

/// <summary>A room, device, interpreter or nurse can be had again.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class UnblockResource : UseCase<UnblockResource.Request, UnblockResource.Result>
{
    /// <param name="Block">Which.</param>
    public sealed record Request(ResourceBlockId Block);

    public abstract record Result
    {
        public sealed record Unblocked : Result;

        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.resource-block-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Block;
        desk.Touch(ScheduleTopics.Rules);
        return await desk.Db.Set<ResourceBlock>().Where(b => b.Id == id).ExecuteDeleteAsync(ct) > 0 ? new Result.Unblocked() : new Result.Unknown();
    }
}
