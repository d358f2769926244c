using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Practice.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.ChangeRoom;

/// <summary>Renames a room, says what it is fit for, or takes it out of use.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor)]
public sealed class ChangeRoom : UseCase<ChangeRoom.Request, ChangeRoom.Result>
{
    /// <param name="Room">Which.</param>
    /// <param name="Name">As the desk calls it.</param>
    /// <param name="IsActive">Offered.</param>
    /// <param name="Kind">What it is fit for. Null: as it was. Empty: an exam room.</param>
    public sealed record Request(
        RoomId Room,
        [property: Required(ErrorMessage = "Give a name."), StringLength(100, ErrorMessage = "Use 100 characters at most for the name.")] string Name,
        bool IsActive,
        [property: StringLength(40, ErrorMessage = "Use 40 characters at most for the kind.")] string? Kind = null);

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
        if (request.Kind is not null)
            room.FitFor(request.Kind);
        room.Use(request.IsActive);
        desk.Note("id", request.Room.Value.ToString());
        return new Result.Changed();
    }
}
