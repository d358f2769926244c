using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.AddRoom;

/// <summary>Adds a room at a location, fit for a kind of visits; an exam room when no kind is said.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class AddRoom(IPracticeDirectory directory) : UseCase<AddRoom.Request, AddRoom.Result>
{
    public sealed record Request(
        LocationId Location,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        [property: StringLength(40, ErrorMessage = "Use 40 characters at most for the kind.")] string? Kind = null);

    public abstract record Result
    {
        public sealed record Added(RoomId Room) : Result;

        public sealed record NoSuchLocation : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-location-for-room";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (!await desk.Db.Set<Location>().AnyAsync(l => l.Id == request.Location, ct))
            return new Result.NoSuchLocation();
        var id = Id.New<RoomId>();
        directory.AddRoom(desk, id, request.Location, request.Name, request.Kind);
        desk.Note("id", id.Value.ToString());
        return new Result.Added(id);
    }
}
