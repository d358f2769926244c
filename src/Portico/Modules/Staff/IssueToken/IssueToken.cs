using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Staff.Domain;
using Portico.Modules.Staff.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Staff.IssueToken;

/// <summary>Lets another program act through the API as a member.</summary>
/// <remarks>A person issues for themselves, or for a member made for a program: one who never enrolled. For somebody who signs in
/// only the operator does, at the command line of the server.</remarks>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class IssueToken : UseCase<IssueToken.Request, IssueToken.Result>
{
    /// <param name="Hash">The hash of a <see cref="OneTimeSecret"/> that the caller made and shows once.</param>
    public sealed record Request(
        UserId User,
        [property: Required(ErrorMessage = "Say what the token is for."), StringLength(100, ErrorMessage = "Use 100 characters at most.")] string Name,
        [property: Opaque, Required, StringLength(64), RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "The token's hash is SHA-256 in hex.")] string Hash,
        [property: Range(1, ApiToken.MostDays, ErrorMessage = "A token lasts 1 to 366 days.")] int Days);

    public abstract record Result
    {
        public sealed record Issued(ApiTokenId Token) : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-for-token";
        }

        /// <summary>What the token does would stand under the name of someone who never had it.</summary>
        public sealed record SomebodyElses : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "staff.token-of-somebody-else";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<Membership>().AnyAsync(m => m.UserId == request.User && m.IsActive, ct))
            return new Result.NotAMember();
        if (!desk.Call.IsProgram && request.User != desk.Call.User && await IsEnrolledAsync(desk, request.User.Value, ct))
            return new Result.SomebodyElses();
        var id = Id.New<ApiTokenId>();
        desk.Db.Add(ApiToken.Issue(id, request.User, request.Name, request.Hash, desk.Now, request.Days));
        desk.Note("user", request.User.Value.ToString());
        desk.Note("token", id.Value.ToString());
        return new Result.Issued(id);
    }

    private static async Task<bool> IsEnrolledAsync(Desk desk, Guid user, CancellationToken ct) =>
        await desk.Db.Set<DeskUser>().AnyAsync(u => u.Id == user && u.PasswordHash != null, ct)
        || await desk.Db.Set<IdentityUserPasskey<Guid>>().AnyAsync(p => p.UserId == user, ct);
}
