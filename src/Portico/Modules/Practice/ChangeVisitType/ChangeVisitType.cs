using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ChangeVisitType;

/// <summary>Changes a kind of visit, or takes it out of use; what happened with it keeps its name.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeVisitType : UseCase<ChangeVisitType.Request, ChangeVisitType.Result>
{
    public sealed record Request(
        VisitTypeId VisitType,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        int Minutes,
        [property: Required(ErrorMessage = "Choose a tint."), StringLength(30, ErrorMessage = "Choose a tint.")] string Tint,
        bool IsActive);

    public abstract record Result
    {
        public sealed record Changed : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-visit-type";
        }

        /// <summary>Not 5 to 480 minutes in steps of 5.</summary>
        public sealed record BadLength : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.visit-length-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!VisitType.IsLength(request.Minutes))
            return new Result.BadLength();
        if (await desk.Db.Set<VisitType>().SingleOrDefaultAsync(r => r.Id == request.VisitType, ct) is not { } visitType)
            return new Result.NotFound();
        visitType.Change(request.Name, request.Minutes, request.Tint);
        visitType.Use(request.IsActive);
        desk.Note("id", request.VisitType.Value.ToString());
        return new Result.Changed();
    }
}
