using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.AddVisitType;

/// <summary>Adds a kind of visit.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddVisitType(IPracticeDirectory directory) : UseCase<AddVisitType.Request, AddVisitType.Result>
{
    public sealed record Request(
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        int Minutes,
        [property: Required(ErrorMessage = "Choose a tint."), StringLength(30, ErrorMessage = "Choose a tint.")] string Tint);

    public abstract record Result
    {
        public sealed record Added(VisitTypeId VisitType) : Result;

        /// <summary>Not 5 to 480 minutes in steps of 5.</summary>
        public sealed record BadLength : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.visit-length";
        }
    }

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!VisitType.IsLength(request.Minutes))
            return Task.FromResult<Result>(new Result.BadLength());
        var id = Id.New<VisitTypeId>();
        directory.AddVisitType(desk, id, request.Name, request.Minutes, request.Tint);
        desk.Note("id", id.Value.ToString());
        return Task.FromResult<Result>(new Result.Added(id));
    }
}
