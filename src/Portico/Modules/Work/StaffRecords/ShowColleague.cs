using Portico.Modules.Staff.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Whose patient records are being linked: the name for the page's head.</summary>
[AllowedTo(Roles.Supervisor | Roles.Administrator)]
public sealed class ShowColleague(IStaffDirectory staff) : Query<ShowColleague.Request, ShowColleague.Result>
{
    public sealed record Request(UserId User);

    public sealed record Result(string Name);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        new(await staff.DisplayNameAsync(desk, request.User, ct));
}
