using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.AskPayers;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.PlanPicking;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>Takes the payer's spelling of the patient's name for its questions, or gives it back. The patient's own name, birth date and sex stay:
/// they need a document.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class SpellAsPayer(IVisits visits, IPatients patients, ExchangeBytes bytes) : UseCase<SpellAsPayer.Request, SpellAsPayer.Result>
{
    /// <param name="Visit">Whose answer is looked at.</param>
    /// <param name="Policy">Whose payer.</param>
    /// <param name="IsOurs">Asked under our spelling again.</param>
    public sealed record Request(VisitId Visit, PolicyId Policy, bool IsOurs = false);

    public abstract record Result
    {
        public sealed record Spelt : Result;

        /// <summary>The answer has the name as it is asked under.</summary>
        public sealed record NothingToTake : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.name-not-different";
        }

        /// <summary>Another given name, not another spelling of it: a twin or a parent may be meant.</summary>
        public sealed record AnotherPerson : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.another-given-name";
        }

        public sealed record NoSuchPolicy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-policy-to-spell";
        }

        public sealed record ChangedMeanwhile : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "coverage.policy-changed-while-spelling";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Policy;
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit
            || await desk.Db.Set<Policy>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } policy || policy.PatientId != visit.PatientId)
            return new Result.NoSuchPolicy();
        await desk.OpenChartAsync(policy.PatientId, ct);
        if (request.IsOurs)
        {
            if (policy.PayersFamily is null)
                return new Result.NothingToTake();
            policy.SpellAs(null, null);
        }
        else if (await Readings.AnswerAsync(desk, id, visit, ct) is { } answer && await Readings.OfAsync(desk, answer, bytes, ct) is { IsAboutSomebodyElse: false } reading
            && reading.Differences.Where(d => d.Field is "family" or "given").ToDictionary(d => d.Field, d => d.Payers) is { Count: > 0 } names
            && await patients.FindAsync(desk, policy.PatientId, ct) is { } patient)
        {
            if ((names.TryGetValue("given", out var given) && !IsSpelling(patient.Given, given)) || reading.Differences.Any(d => d.Field == "birthDate"))
                return new Result.AnotherPerson();
            policy.SpellAs(names.GetValueOrDefault("family", policy.PayersFamily ?? patient.Family), names.GetValueOrDefault("given", policy.PayersGiven ?? patient.Given));
        }
        else
        {
            return new Result.NothingToTake();
        }
        patients.AddToTimeline(desk, policy.PatientId, desk.Now, "coverage", request.IsOurs ? "Payer asked under our spelling of the name again" : "Payer asked under its spelling of the name");
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
        return new Result.Spelt();
    }

    // Twins have the family name, the birth date and often the member id in common. A short form and a second given name are spellings.
    private static bool IsSpelling(string ours, string theirs)
    {
        var (left, right) = (CardText.Id(ours), CardText.Id(theirs));
        return left.Length > 0 && right.Length > 0 && (left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal));
    }
}
