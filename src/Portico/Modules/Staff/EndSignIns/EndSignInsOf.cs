using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.EndSignIns;

/// <summary>Signs someone else out everywhere: a lost device, a desk left open.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class EndSignInsOf : UseCase<EndSignInsOf.Request, EndSignInsOf.Result>
{
    public sealed record Request(UserId User);

    public abstract record Result
    {
        public sealed record Ended : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-to-sign-out";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<Membership>().AnyAsync(m => m.UserId == request.User, ct))
            return new Result.NotAMember();
        await FrontDoor.EndAllAsync(desk.Db, request.User, desk.Now, ct);
        desk.Note("user", request.User.Value.ToString());
        return new Result.Ended();
    }
}
