using NodaTime;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>The provider begins: the wait ends here.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class StartWithProvider(IVisits visits) : UseCase<StartWithProvider.Request, StartWithProvider.Result>
{
    public sealed record Request(VisitId Visit);

    public abstract record Result
    {
        public sealed record Started(VisitId Visit, Instant At) : Result;

        public sealed record WrongStep(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.cannot-start-now";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-start";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (!VisitSteps.CanGo(visit.State, VisitState.WithProvider))
            return new Result.WrongStep(visit.State);
        await visits.ChangeAsync(desk, visit.Id, VisitState.WithProvider, null, ct);
        return new Result.Started(visit.Id, desk.Now);
    }
}
