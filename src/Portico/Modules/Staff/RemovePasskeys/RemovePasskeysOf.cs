using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Doors;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.RemovePasskeys;

/// <summary>Removes all passkeys of someone who lost a device, and signs them out: what the device holds opens nothing more.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class RemovePasskeysOf : UseCase<RemovePasskeysOf.Request, RemovePasskeysOf.Result>
{
    public sealed record Request(UserId User);

    public abstract record Result
    {
        public sealed record Removed(int Passkeys) : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-with-passkeys";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<Membership>().AnyAsync(m => m.UserId == request.User, ct))
            return new Result.NotAMember();
        var user = request.User.Value;
        var removed = await desk.Db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user).ExecuteDeleteAsync(ct);
        await FrontDoor.EndAllAsync(desk.Db, request.User, desk.Now, ct);
        desk.Note("user", user.ToString());
        return new Result.Removed(removed);
    }
}
