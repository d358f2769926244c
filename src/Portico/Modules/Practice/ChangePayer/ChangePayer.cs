using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.ChangePayer;

/// <summary>Changes an insurer, or takes it out of use; what happened with it keeps its name.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangePayer(IEnumerable<IRestsOnDirectory> users) : UseCase<ChangePayer.Request, ChangePayer.Result>
{
    public sealed record Request(
        PayerId Payer,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        [property: Identifier, StringLength(30, ErrorMessage = "Use 30 characters at most for the payer id.")] string? PayerCode,
        bool IsActive);

    public abstract record Result
    {
        /// <param name="StillNamedBy">What names a payer that is now out of use, counted. Empty: nothing, or it is in use.</param>
        public sealed record Changed(IReadOnlyList<string> StillNamedBy) : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-payer";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Payer>().SingleOrDefaultAsync(r => r.Id == request.Payer, ct) is not { } payer)
            return new Result.NotFound();
        List<string> named = [];
        if (payer.IsActive && !request.IsActive)
        {
            foreach (var user in users)
                named.AddRange(await user.OnPayerAsync(desk, request.Payer, ct));
        }
        payer.Change(request.Name, request.PayerCode);
        payer.Use(request.IsActive);
        desk.Note("id", request.Payer.Value.ToString());
        if (named.Count > 0)
            desk.Note("still-named-by", string.Join(", ", named));
        return new Result.Changed(named);
    }
}
