using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.RevokeToken;

/// <summary>Ends a token: the next request that shows it is refused.</summary>
[AllowedTo(Roles.Administrator)]
public sealed class RevokeToken : UseCase<RevokeToken.Request, RevokeToken.Result>
{
    public sealed record Request(ApiTokenId Token);

    public abstract record Result
    {
        public sealed record Revoked : Result;

        public sealed record NoSuchToken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-such-token";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == request.Token, ct) is not { } token)
            return new Result.NoSuchToken();
        token.Revoke(desk.Now);
        desk.Note("token", token.Id.Value.ToString());
        return new Result.Revoked();
    }
}
