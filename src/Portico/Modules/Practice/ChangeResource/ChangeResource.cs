using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ChangeResource;

/// <summary>Renames a device, an interpreter or a nurse, or takes it out of use. Visits that have it keep it.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeResource : UseCase<ChangeResource.Request, ChangeResource.Result>
{
    public sealed record Request(ResourceId Resource,
        [property: Required(ErrorMessage = "Say what kind it is, such as ultrasound; of an interpreter the language, such as es.")]
        [property: StringLength(40, ErrorMessage = "Use 40 characters at most for the kind.")] string Kind,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        bool IsActive);

    public abstract record Result
    {
        public sealed record Changed : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-resource";
        }

        /// <summary>Not the tag of a language, and it is an interpreter.</summary>
        public sealed record NotALanguage : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.interpreter-language";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Resource>().SingleOrDefaultAsync(r => r.Id == request.Resource, ct) is not { } resource)
            return new Result.NotFound();
        if (resource.Class == ResourceClass.Interpreter && !LanguageTag.IsOne(request.Kind))
            return new Result.NotALanguage();
        resource.Change(request.Kind, request.Name);
        resource.Use(request.IsActive);
        desk.Note("id", resource.Id.Value.ToString());
        return new Result.Changed();
    }
}
