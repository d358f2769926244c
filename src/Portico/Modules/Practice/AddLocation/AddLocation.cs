using System.ComponentModel.DataAnnotations;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Practice.AddLocation;

/// <summary>Adds a place patients come to.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddLocation(IPracticeDirectory directory) : UseCase<AddLocation.Request, AddLocation.Result>
{
    public sealed record Request(
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        [property: Required(ErrorMessage = "Give an IANA zone, such as America/Chicago."), StringLength(60, ErrorMessage = "Give an IANA zone, such as America/Chicago.")] string Zone,
        [property: Identifier, StringLength(30, ErrorMessage = "Use 30 characters at most for the phone.")] string? Phone,
        [property: StringLength(10, ErrorMessage = "Use 10 characters at most for the ZIP code.")] string? Zip,
        [property: StringLength(2, MinimumLength = 2, ErrorMessage = "Give the state by its two letters, such as NY.")] string? State = null);

    public abstract record Result
    {
        public sealed record Added(LocationId Location) : Result;

        /// <summary>A zone that no clock knows.</summary>
        public sealed record NoSuchZone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "practice.the-zone-is-unknown";
        }
    }

    protected override Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!PracticeClock.IsZone(request.Zone.Trim()))
            return Task.FromResult<Result>(new Result.NoSuchZone());
        var id = Id.New<LocationId>();
        directory.AddLocation(desk, id, request.Name, request.Zone, request.Phone, request.Zip, state: request.State);
        desk.Note("id", id.Value.ToString());
        return Task.FromResult<Result>(new Result.Added(id));
    }
}
