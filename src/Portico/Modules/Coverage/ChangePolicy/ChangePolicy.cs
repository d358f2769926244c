using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Corrects a policy. Another card with another member id is a new policy, and the old one ends.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class ChangePolicy(IPatients patients, IPracticeDirectory directory) : UseCase<ChangePolicy.Request, ChangePolicy.Result>
{
    /// <param name="Version">Of the policy that the form began from.</param>
    public sealed record Request(
        PolicyId Policy,
        int Version,
        PayerId Payer, string MemberId, string? GroupNumber, string? PlanName, SubscriberRelation Relation, string? SubscriberName,
        DateOnly? SubscriberBirthDate, DateOnly? ValidFrom, DateOnly? ValidTo, Money? CardCopay)
        : PolicyForm(Payer, MemberId, GroupNumber, PlanName, Relation, SubscriberName, SubscriberBirthDate, ValidFrom, ValidTo, CardCopay);

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The check digit of the member id or the group fits a payment card: look at the card again.</param>
        public sealed record Changed(PolicyId Policy, int Version, bool LooksLikeCard) : Result;

        public sealed record ChangedMeanwhile : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "coverage.policy-changed-meanwhile";
        }

        public sealed record RuleBroken(PolicyFault Fault) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.changed-policy-rule";
        }

        public sealed record NoSuchPolicy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-policy-to-change";
        }

        public sealed record NoSuchPayer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-payer-to-change-to";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Policy;
        if (await desk.Db.Set<Policy>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } policy)
            return new Result.NoSuchPolicy();
        await desk.OpenChartAsync(policy.PatientId, ct);
        if (policy.Version != request.Version)
            return new Result.ChangedMeanwhile();
        // A payer that the practice no longer works with may stay where it stands.
        if (request.Payer != policy.PayerId && (await directory.PayersAsync(desk, ct)).All(p => p.Id != request.Payer))
            return new Result.NoSuchPayer();
        var changed = request.ToPolicy();
        if (Policy.FaultOf(changed) is { } fault)
            return new Result.RuleBroken(fault);
        policy.Change(changed);
        patients.AddToTimeline(desk, policy.PatientId, desk.Now, "coverage", "Policy changed");
        desk.Touch(CoverageTopics.Patient(policy.PatientId));
        desk.Raise(new PolicyChanged(policy.Id, policy.PatientId));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Result.ChangedMeanwhile();
        }
        return new Result.Changed(policy.Id, policy.Version, CardNumbers.AreDoubtful(policy.MemberId, policy.GroupNumber));
    }
}
