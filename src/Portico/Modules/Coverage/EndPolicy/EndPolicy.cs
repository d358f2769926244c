using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Says until when a policy counted. Nothing is deleted: visits of its time are billed to it.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class EndPolicy(IPatients patients) : UseCase<EndPolicy.Request, EndPolicy.Result>
{
    public sealed record Request(PolicyId Policy, int Version, DateOnly LastDay);

    public abstract record Result
    {
        public sealed record Ended(PolicyId Policy, int Version) : Result;

        public sealed record ChangedMeanwhile : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "coverage.ending-policy-changed";
        }

        public sealed record BeforeItBegan(DateOnly Began) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.ends-before-it-began";
        }

        public sealed record NoSuchPolicy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-policy-to-end";
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
        if (!policy.End(request.LastDay))
            return new Result.BeforeItBegan(policy.ValidFrom.GetValueOrDefault());
        patients.AddToTimeline(desk, policy.PatientId, desk.Now, "coverage", "Policy ended");
        desk.Touch(CoverageTopics.Patient(policy.PatientId));
        // The visits before its last day are still billed to it, and what was said of it is old.
        desk.Raise(new PolicyChanged(policy.Id, policy.PatientId));
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Result.ChangedMeanwhile();
        }
        return new Result.Ended(policy.Id, policy.Version);
    }
}
