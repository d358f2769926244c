using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Staff.Doors;
using Portico.Modules.Staff.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Staff.ReissueLink;

/// <summary>Opens a new link for someone who lost phone or password; links still open close, and what opens now goes on until the new one is used.</summary>
[AllowedTo(Roles.Administrator, ByPersonOnly = true)]
public sealed class ReissueLink(IServiceProvider services) : UseCase<ReissueLink.Request, ReissueLink.Result>
{
    public sealed record Request(
        UserId User,
        [property: Opaque, Required, StringLength(64), RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "The link's hash is SHA-256 in hex.")] string LinkHash);

    public abstract record Result
    {
        public sealed record Opened : Result;

        public sealed record NotAMember : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "staff.no-member-for-link";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<Membership>().AnyAsync(m => m.UserId == request.User && m.IsActive, ct))
            return new Result.NotAMember();
        foreach (var open in await desk.Db.Set<Enrolment>().Where(e => e.UserId == request.User && e.ClosedAt == null).ToListAsync(ct))
            open.Close(desk.Now);
        desk.Db.Add(Enrolment.Open(request.User, request.LinkHash, services.GetRequiredService<Seals>().SealTotp(Totp.NewSecret()), desk.Now));
        desk.Note("user", request.User.Value.ToString());
        return new Result.Opened();
    }
}
