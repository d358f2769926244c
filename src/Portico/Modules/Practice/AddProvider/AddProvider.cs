using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.AddProvider;

/// <summary>Adds someone patients are booked with.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddProvider(IPracticeDirectory directory) : UseCase<AddProvider.Request, AddProvider.Result>
{
    public sealed record Request(
        [property: Required(ErrorMessage = "Give the name the desk says, such as Dr. Okafor."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string DisplayName,
        [property: Required(ErrorMessage = "Give a specialty."), StringLength(100, ErrorMessage = "Use 100 characters at most for the specialty.")] string Specialty,
        [property: Identifier, StringLength(10, ErrorMessage = "An NPI has ten digits.")] string? Npi);

    public abstract record Result
    {
        public sealed record Added(ProviderId Provider) : Result;

        /// <summary>Not ten digits, or the check digit does not fit: a digit was mistyped.</summary>
        public sealed record NotAnNpi : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.npi-does-not-check";
        }
    }

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Npi is { Length: > 0 } npi && !Provider.IsNpi(npi.Trim()))
            return Task.FromResult<Result>(new Result.NotAnNpi());
        var id = Id.New<ProviderId>();
        directory.AddProvider(desk, id, request.DisplayName, request.Specialty, request.Npi);
        desk.Note("id", id.Value.ToString());
        return Task.FromResult<Result>(new Result.Added(id));
    }
}
