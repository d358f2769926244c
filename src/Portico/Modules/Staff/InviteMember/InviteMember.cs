using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Staff.InviteMember;

/// <summary>Makes someone a member and opens the link by which they set how they sign in.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class InviteMember(IStaffDirectory directory, IServiceProvider services)
    : UseCase<InviteMember.Request, InviteMember.Result>
{
    /// <param name="LinkHash">The hash of a <see cref="OneTimeSecret"/> that the caller made and shows: the secret itself never comes here.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "Give the name they sign in with."), StringLength(100, ErrorMessage = "Use 100 characters at most for the sign-in name.")] string SignInName,
        [property: Required(ErrorMessage = "Give the name colleagues see."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string DisplayName,
        Roles Roles,
        [property: Opaque, Required, StringLength(64), RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "The link's hash is SHA-256 in hex.")] string LinkHash);

    public abstract record Result
    {
        public sealed record Invited(UserId User) : Result;

        public sealed record NameTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "staff.sign-in-name-taken";
        }

        public sealed record NoRole : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "staff.no-role";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Roles == Roles.None)
            return new Result.NoRole();
        var user = Id.New<UserId>();
        directory.AddMember(desk, user, request.SignInName, request.DisplayName, request.Roles);
        desk.Db.Add(Enrolment.Open(user, request.LinkHash, services.GetRequiredService<Seals>().SealTotp(Totp.NewSecret()), desk.Now));
        desk.Note("user", user.Value.ToString());
        desk.Note("roles", request.Roles.ToString());
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException taken) when (desk.Db.IsKeyTaken(taken))
        {
            return new Result.NameTaken();
        }
        return new Result.Invited(user);
    }
}
