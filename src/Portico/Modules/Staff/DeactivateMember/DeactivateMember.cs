using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.DeactivateMember;

/// <summary>Ends someone's access: their next act is refused, open screens close within the minute, their tokens are dead.</summary>
[AllowedTo(Roles.Administrator)]
public sealed class DeactivateMember : UseCase<DeactivateMember.Request, DeactivateMember.Result>
{
    public sealed record Request(UserId User);

    public abstract record Result
    {
        public sealed record Deactivated : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-to-deactivate";
        }

        /// <summary>So a practice always keeps an administrator.</summary>
        public sealed record Yourself : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "staff.deactivates-themselves";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.User == desk.Call.User)
            return new Result.Yourself();
        if (await desk.Db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == request.User, ct) is not { } member)
            return new Result.NotAMember();
        member.Deactivate();
        await FrontDoor.EndAllAsync(desk.Db, request.User, desk.Now, ct);
        foreach (var token in await desk.Db.Set<ApiToken>().Where(t => t.UserId == request.User && t.RevokedAt == null).ToListAsync(ct))
            token.Revoke(desk.Now);
        foreach (var open in await desk.Db.Set<Enrolment>().Where(e => e.UserId == request.User && e.ClosedAt == null).ToListAsync(ct))
            open.Close(desk.Now);
        desk.Note("user", request.User.Value.ToString());
        return new Result.Deactivated();
    }
}
