using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.AddPayer;

/// <summary>Adds an insurer.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddPayer(IPracticeDirectory directory) : UseCase<AddPayer.Request, AddPayer.Result>
{
    public sealed record Request(
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        [property: Identifier, StringLength(30, ErrorMessage = "Use 30 characters at most for the payer id.")] string? PayerCode);

    public abstract record Result
    {
        public sealed record Added(PayerId Payer) : Result;
    }

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = Id.New<PayerId>();
        directory.AddPayer(desk, id, request.Name, request.PayerCode);
        desk.Note("id", id.Value.ToString());
        return Task.FromResult<Result>(new Result.Added(id));
    }
}
