using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.ChangeMember;

/// <summary>Changes a member's name and roles; open screens follow with their next act.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class ChangeMember : UseCase<ChangeMember.Request, ChangeMember.Result>
{
    public sealed record Request(
        UserId User,
        [property: Required(ErrorMessage = "Give the name colleagues see."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string DisplayName,
        Roles Roles);

    public abstract record Result
    {
        public sealed record Changed : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-such-member";
        }

        public sealed record NoRole : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "staff.member-needs-role";
        }

        /// <summary>Nobody gives themselves a role, or takes the practice's last administrator away.</summary>
        public sealed record OwnRoles : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "staff.own-roles";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Roles == Roles.None)
            return new Result.NoRole();
        if (await desk.Db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == request.User, ct) is not { } member)
            return new Result.NotAMember();
        if (request.User == desk.Call.User && member.Roles != request.Roles)
            return new Result.OwnRoles();
        desk.Note("user", request.User.Value.ToString());
        desk.Note("from", member.Roles.ToString());
        desk.Note("to", request.Roles.ToString());
        member.Change(request.DisplayName, request.Roles);
        return new Result.Changed();
    }
}
