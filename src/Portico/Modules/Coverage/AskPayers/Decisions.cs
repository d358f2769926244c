using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>What people decided where payers leave the copay open, and which answers it settles.</summary>
public sealed class Decisions(ISchedule schedule, IPracticeDay day)
{
    /// <summary>The queue of the tasks that ask a supervisor.</summary>
    public const string Task = "coverage-decision";

    /// <summary>What a decision holds for.</summary>
    public sealed record Case(string Plan, string Specialty, VisitTypeId VisitType);

    /// <returns>Null: the visit has no kind or no provider, or nobody names the plan, so nothing of it can be said of others.</returns>
    public async Task<Case?> CaseAsync(Desk desk, VisitRow visit, EligibilityCheck check, CancellationToken ct)
    {
        if (visit.AppointmentId is not { } id || visit.ProviderId is not { } provider || await schedule.FindAsync(desk, id, ct) is not { } appointment)
            return null;
        var policy = check.PolicyId;
        // Plans without a name are not one plan.
        var plan = check.Plan ?? await desk.Db.Set<PolicyRow>().Where(p => p.Id == policy).Select(p => p.PlanName).FirstOrDefaultAsync(ct);
        return plan is { Length: > 0 } && await desk.Db.Set<ProviderRow>().Where(p => p.Id == provider).Select(p => p.Specialty).FirstOrDefaultAsync(ct) is { } specialty
            ? new(plan, specialty, appointment.VisitTypeId) : null;
    }

    /// <summary>Settles an answer that just came by what was decided before.</summary>
    public async Task SettleAsync(Desk desk, EligibilityCheck check, VisitRow visit, CancellationToken ct)
    {
        if (!check.IsCopayOpen || await CaseAsync(desk, visit, check, ct) is not { } like)
            return;
        var payer = check.PayerId;
        var decided = await desk.Db.Set<BenefitDecision>().AsNoTracking().Where(d => d.PayerId == payer && d.Kind == FigureKind.Copay && d.Plan == like.Plan
            && d.Specialty == like.Specialty && d.VisitTypeId == like.VisitType && d.ApprovedAt != null && d.EndedAt == null)
            .OrderByDescending(d => d.ApprovedAt).FirstOrDefaultAsync(ct);
        if (decided is not null)
            check.Decide(decided);
    }

    /// <summary>Settles the answers of visits ahead that an approved decision fits, or opens those again that an ended one settled.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ApplyAsync(Desk desk, BenefitDecision decision, CancellationToken ct)
    {
        var (id, payer, today) = (decision.Id, decision.PayerId, await day.TodayAsync(desk, ct));
        var answers = await desk.Db.Set<EligibilityCheck>().Where(c => c.PayerId == payer && c.State == CheckState.Answered && c.OnDate >= today
            && (decision.EndedAt != null ? c.DecisionId == id : c.CopayCandidates != null && c.DecisionId == null)).ToListAsync(ct);
        var settled = 0;
        foreach (var answer in answers)
        {
            if (decision.EndedAt is not null)
            {
                answer.Undecide();
            }
            else
            {
                var visitId = answer.VisitId;
                var visit = await desk.Db.Set<VisitRow>().FirstOrDefaultAsync(v => v.Id == visitId, ct);
                if (visit is null || await CaseAsync(desk, visit, answer, ct) != new Case(decision.Plan, decision.Specialty, decision.VisitTypeId) || !answer.Decide(decision))
                    continue;
            }
            settled++;
            desk.Touch(CoverageTopics.Patient(answer.PatientId));
        }
        return settled;
    }
}
