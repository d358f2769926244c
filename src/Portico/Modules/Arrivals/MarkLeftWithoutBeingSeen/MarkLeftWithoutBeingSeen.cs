using NodaTime;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>The patient went away before the provider came. Undone like any other step when they come back.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class MarkLeftWithoutBeingSeen(IVisits visits) : UseCase<MarkLeftWithoutBeingSeen.Request, MarkLeftWithoutBeingSeen.Result>
{
    public sealed record Request(VisitId Visit);

    public abstract record Result
    {
        public sealed record Marked(VisitId Visit, Instant At) : Result;

        public sealed record WrongStep(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.cannot-leave-now";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-leave";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (!VisitSteps.CanGo(visit.State, VisitState.LeftWithoutBeingSeen))
            return new Result.WrongStep(visit.State);
        await visits.ChangeAsync(desk, visit.Id, VisitState.LeftWithoutBeingSeen, null, ct);
        return new Result.Marked(visit.Id, desk.Now);
    }
}
