using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Writes a patient's insurance policy down as the card says it. Not verified: nobody asked the payer.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class AddPolicy(IPatients patients, IPracticeDirectory directory) : UseCase<AddPolicy.Request, AddPolicy.Result>
{
    public sealed record Request(
        PatientId Patient,
        PayerId Payer, string MemberId, string? GroupNumber, string? PlanName, SubscriberRelation Relation, string? SubscriberName,
        DateOnly? SubscriberBirthDate, DateOnly? ValidFrom, DateOnly? ValidTo, Money? CardCopay)
        : PolicyForm(Payer, MemberId, GroupNumber, PlanName, Relation, SubscriberName, SubscriberBirthDate, ValidFrom, ValidTo, CardCopay);

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The check digit of the member id or the group fits a payment card: look at the card again.</param>
        public sealed record Added(PolicyId Policy, int Version, bool LooksLikeCard) : Result;

        public sealed record AlreadyThere(PolicyId Policy) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "coverage.policy-already-there";
        }

        public sealed record RuleBroken(PolicyFault Fault) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.policy-rule";
        }

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-patient";
        }

        public sealed record NoSuchPayer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-such-payer";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (await patients.FindAsync(desk, request.Patient, ct) is null)
            return new Result.NoSuchPatient();
        if ((await directory.PayersAsync(desk, ct)).All(p => p.Id != request.Payer))
            return new Result.NoSuchPayer();
        var policy = request.ToPolicy();
        if (Policy.FaultOf(policy) is { } fault)
            return new Result.RuleBroken(fault);
        var added = Policy.Of(Id.New<PolicyId>(), request.Patient, policy);
        var (patient, payer, member) = (added.PatientId, added.PayerId, added.MemberId);
        var same = await desk.Db.Set<PolicyRow>().Where(p => p.PatientId == patient && p.PayerId == payer && p.MemberId == member
            && p.ValidTo == null).Select(p => (PolicyId?)p.Id).FirstOrDefaultAsync(ct);
        if (same is { } there)
            return new Result.AlreadyThere(there);
        desk.Db.Add(added);
        patients.AddToTimeline(desk, request.Patient, desk.Now, "coverage", "Policy added");
        desk.Touch(CoverageTopics.Patient(request.Patient));
        desk.Raise(new PolicyChanged(added.Id, added.PatientId));
        return new Result.Added(added.Id, added.Version, CardNumbers.AreDoubtful(added.MemberId, added.GroupNumber));
    }
}
