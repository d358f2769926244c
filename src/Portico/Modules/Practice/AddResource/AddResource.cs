using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.AddResource;

/// <summary>Adds a device, an interpreter or a nurse that visits take for themselves. A room is added as a room.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddResource : UseCase<AddResource.Request, AddResource.Result>
{
    /// <param name="Class">Not a room.</param>
    /// <param name="Kind">What it can stand in for; an interpreter's language, BCP 47.</param>
    /// <param name="Location">Null: serves every location.</param>
    /// <param name="Name">As the desk calls it.</param>
    public sealed record Request(ResourceClass Class,
        [property: Required(ErrorMessage = "Say what kind it is, such as ultrasound; of an interpreter the language, such as es.")]
        [property: StringLength(40, ErrorMessage = "Use 40 characters at most for the kind.")] string Kind,
        LocationId? Location,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name)
        : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Class == ResourceClass.Room)
                yield return new ValidationResult("Add a room under Rooms.");
            if (Class == ResourceClass.Interpreter && !LanguageTag.IsOne(Kind))
                yield return new ValidationResult("Give an interpreter's language by its tag, such as es or zh-Hans.");
        }
    }

    public abstract record Result
    {
        public sealed record Added(ResourceId Resource) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-location-for-resource";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Location is { } at && !await desk.Db.Set<Location>().AnyAsync(l => l.Id == at, ct))
            return new Result.NoSuchLocation();
        var resource = Resource.Add(Id.New<ResourceId>(), request.Class, request.Kind, request.Location, request.Name);
        desk.Db.Add(resource);
        desk.Note("id", resource.Id.Value.ToString());
        return new Result.Added(resource.Id);
    }
}
