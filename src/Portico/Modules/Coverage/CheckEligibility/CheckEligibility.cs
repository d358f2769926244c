using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Asks the payer about a policy for a visit, now. Answers at once: the payer's word comes when it comes.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class CheckEligibility(IVisits visits, ICoverage coverage, CheckQueue queue) : UseCase<CheckEligibility.Request, CheckEligibility.Result>
{
    public sealed record Request(VisitId Visit, PolicyId Policy);

    public abstract record Result
    {
        public sealed record Asking : Result;

        /// <summary>The same question waits already.</summary>
        public sealed record AsksAlready : Result;

        /// <summary>The payer answered this a moment ago: it is not asked, and paid, twice.</summary>
        public sealed record JustAnswered : Result;

        /// <summary>No road leads to this payer: it is called, or its site is looked at.</summary>
        public sealed record NoRoad : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.no-road-to-payer";
        }

        /// <summary>The policy does not count on the day of the visit.</summary>
        public sealed record NotOnThatDay : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.policy-not-on-day";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-visit";
        }

        /// <summary>Somebody else asked at the same moment.</summary>
        public sealed record AskedMeanwhile : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "coverage.asked-meanwhile";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if ((await coverage.PoliciesAsync(desk, visit.PatientId, ct)).FirstOrDefault(p => p.Id == request.Policy) is not { } policy)
            return new Result.NoSuchVisit();
        switch (await queue.WantAsync(desk, policy, visit, CheckReason.ByHand, ct))
        {
            case CheckQueue.Wanted.WaitsAlready:
                return new Result.AsksAlready();
            case CheckQueue.Wanted.Answered:
                return new Result.JustAnswered();
            case CheckQueue.Wanted.NoRoad:
                return new Result.NoRoad();
            case CheckQueue.Wanted.NotOnThatDay:
                return new Result.NotOnThatDay();
        }
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateException twin) when (desk.Db.IsKeyTaken(twin))
        {
            return new Result.AskedMeanwhile();
        }
        return new Result.Asking();
    }
}
