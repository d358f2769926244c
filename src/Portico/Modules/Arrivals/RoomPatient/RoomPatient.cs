using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>Brings a patient to a room, or from one room to another.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class RoomPatient(IVisits visits, IPracticeDirectory directory) : UseCase<RoomPatient.Request, RoomPatient.Result>
{
    /// <param name="Share">The room's present patient may stay: a mother and her newborn.</param>
    public sealed record Request(VisitId Visit, RoomId Room, bool Share);

    public abstract record Result
    {
        public sealed record Roomed(VisitId Visit, Instant At) : Result;

        public sealed record RoomTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.room-taken";
        }

        public sealed record NoSuchRoom : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-such-room";
        }

        public sealed record WrongStep(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.cannot-room-now";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-room";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (!VisitSteps.CanGo(visit.State, VisitState.Roomed))
            return new Result.WrongStep(visit.State);
        if ((await directory.RoomsAsync(desk, visit.LocationId, ct)).All(r => r.Id != request.Room))
            return new Result.NoSuchRoom();
        var (room, id, date) = ((RoomId?)request.Room, visit.Id, visit.Date);
        if (!request.Share && await desk.Db.Set<VisitRow>().AnyAsync(v => v.RoomId == room && v.Date == date && v.Id != id, ct))
            return new Result.RoomTaken();
        await visits.ChangeAsync(desk, visit.Id, VisitState.Roomed, request.Room, ct);
        return new Result.Roomed(visit.Id, desk.Now);
    }
}
