using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Staff.RemovePasskeys;

/// <summary>Removes one of the caller's own passkeys: a device that was lost, sold or given back.</summary>
[AllowedTo(Roles.All, ByPersonOnly = true)]
public sealed class RemovePasskey : UseCase<RemovePasskey.Request, RemovePasskey.Result>
{
    /// <param name="Credential">The credential's id in base64url.</param>
    public sealed record Request([property: Opaque, Required, StringLength(1_400), RegularExpression("^[A-Za-z0-9_-]+$",
        ErrorMessage = "A credential's id is base64url.")] string Credential);

    public abstract record Result
    {
        public sealed record Removed : Result;

        public sealed record NotYours : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-such-passkey";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!Base64Url.IsValid(request.Credential))
            return new Result.NotYours();
        var (user, credential) = (desk.Call.User.Value, Base64Url.DecodeFromChars(request.Credential));
        return await desk.Db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == user && p.CredentialId == credential)
            .ExecuteDeleteAsync(ct) == 0 ? new Result.NotYours() : new Result.Removed();
    }
}
