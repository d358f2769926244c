using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.ReactivateMember;

/// <summary>Lets someone who left come back. Their old sign-ins stay ended.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class ReactivateMember : UseCase<ReactivateMember.Request, ReactivateMember.Result>
{
    public sealed record Request(UserId User);

    public abstract record Result
    {
        public sealed record Reactivated : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-to-reactivate";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == request.User, ct) is not { } member)
            return new Result.NotAMember();
        member.Reactivate();
        desk.Note("user", request.User.Value.ToString());
        return new Result.Reactivated();
    }
}
