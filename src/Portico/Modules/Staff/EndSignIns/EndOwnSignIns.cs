using Portico.Modules.Staff.Doors;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Staff.EndSignIns;

/// <summary>Signs the caller out everywhere, here too.</summary>
[AllowedTo(Roles.All)]
public sealed class EndOwnSignIns : UseCase<EndOwnSignIns.Request, EndOwnSignIns.Result>
{
    public sealed record Request;

    public abstract record Result
    {
        public sealed record Ended : Result;
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await FrontDoor.EndAllAsync(desk.Db, desk.Call.User, desk.Now, ct);
        return new Result.Ended();
    }
}
