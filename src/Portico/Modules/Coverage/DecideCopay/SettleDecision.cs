using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Approves a decided copay, or ends it. Nobody approves their own.</summary>
[AllowedTo(Roles.Seniors, ByPersonOnly = true)]
public sealed class SettleDecision(Decisions decisions, IWork work) : UseCase<SettleDecision.Request, SettleDecision.Result>
{
    /// <param name="Approve">False: it is rejected, or no longer counts.</param>
    public sealed record Request(DecisionId Decision, bool Approve);

    public abstract record Result
    {
        /// <param name="Visits">How many open answers it settles now.</param>
        public sealed record Approved(int Visits) : Result;

        public sealed record Ended : Result;

        public sealed record OwnDecision : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.own-decision";
        }

        public sealed record NoSuchDecision : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-decision";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Decision;
        if (await desk.Db.Set<BenefitDecision>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { EndedAt: null } decision)
            return new Result.NoSuchDecision();
        if (request.Approve && !decision.Approve(desk.Call.User, desk.Now))
            return new Result.OwnDecision();
        if (!request.Approve)
            decision.End(desk.Now);
        await work.CompleteAboutAsync(desk, Decisions.Task, id.Value, request.Approve ? "approved" : "rejected", ct);
        desk.Touch(CoverageTopics.Decisions);
        var settled = await decisions.ApplyAsync(desk, decision, ct);
        return request.Approve ? new Result.Approved(settled) : new Result.Ended();
    }
}
