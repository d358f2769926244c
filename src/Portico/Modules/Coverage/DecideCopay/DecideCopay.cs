using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Says which of several amounts that a payer gives is the copay. Counts once a supervisor approved it, then for every visit of
/// that kind with that plan and specialty.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class DecideCopay(IVisits visits, Decisions decisions, IWork work) : UseCase<DecideCopay.Request, DecideCopay.Result>
{
    /// <param name="Visit">Whose answer is open.</param>
    /// <param name="Policy">Its policy.</param>
    /// <param name="Copay">One of the amounts that the payer gives.</param>
    /// <param name="Why">What the person went by.</param>
    public sealed record Request(VisitId Visit, PolicyId Policy,
        [property: MoneyRange(0, 1_000, ErrorMessage = "A copay is from $0 to $1,000.")] Money Copay,
        [property: Required(ErrorMessage = "Say what you went by."), StringLength(300, ErrorMessage = "Use 300 characters at most.")] string Why);

    public abstract record Result
    {
        /// <summary>Waits for a supervisor.</summary>
        public sealed record Proposed(DecisionId Decision) : Result;

        /// <summary>The payer does not give this amount, or its answer is not open.</summary>
        public sealed record NotAmongThem : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.copay-not-among-candidates";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-visit-to-decide";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (id, policy) = (request.Visit, request.Policy);
        if (await visits.FindAsync(desk, id, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        var check = await desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.VisitId == id && c.PolicyId == policy && c.State == CheckState.Answered)
            .OrderByDescending(c => c.AnsweredAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        if (check is null || !check.IsAmongCandidates(request.Copay.Cents))
            return new Result.NotAmongThem();
        if (await decisions.CaseAsync(desk, visit, check, ct) is not { } like)
            return new Result.NoSuchVisit();
        var decision = new BenefitDecision
        {
            Id = Id.New<DecisionId>(), PayerId = check.PayerId, Plan = like.Plan, Specialty = like.Specialty, VisitTypeId = like.VisitType,
            Kind = Domain.Benefits.FigureKind.Copay, Cents = request.Copay.Cents, Why = request.Why.Trim(), ProposedBy = desk.Call.User, ProposedAt = desk.Now,
        };
        desk.Db.Add(decision);
        work.Open(desk, new NewTask(Decisions.Task, "Approve or reject a decided copay.", Due: null, Owner: null, Patient: null, Roles.Seniors, decision.Id.Value, NotBy: desk.Call.User));
        desk.Touch(CoverageTopics.Decisions);
        return new Result.Proposed(decision.Id);
    }
}
