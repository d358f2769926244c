using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ChangeRoom;

/// <summary>Renames a room, or takes it out of use.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeRoom : UseCase<ChangeRoom.Request, ChangeRoom.Result>
{
    public sealed record Request(
        RoomId Room,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        bool IsActive);

    public abstract record Result
    {
        public sealed record Changed : Result;

        public sealed record NotFound : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "practice.no-such-room";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await desk.Db.Set<Room>().SingleOrDefaultAsync(r => r.Id == request.Room, ct) is not { } room)
            return new Result.NotFound();
        room.Rename(request.Name);
        room.Use(request.IsActive);
        desk.Note("id", request.Room.Value.ToString());
        return new Result.Changed();
    }
}
