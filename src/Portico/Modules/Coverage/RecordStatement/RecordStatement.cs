using System.ComponentModel.DataAnnotations;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>Writes down what a payer said on the phone or on its site: a source as good as an answer, until it expires.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class RecordStatement(IVisits visits, ICoverage coverage, IPatients patients) : UseCase<RecordStatement.Request, RecordStatement.Result>
{
    /// <param name="Visit">What it was asked for.</param>
    /// <param name="Policy">Whose payer spoke.</param>
    /// <param name="Way">How.</param>
    /// <param name="Representative">Who spoke. Null for a site.</param>
    /// <param name="Reference">The call's or the page's number.</param>
    /// <param name="Says">What the payer says of the policy on the day of the visit.</param>
    /// <param name="Copay">Null: not asked, which is not zero.</param>
    /// <param name="NeedsAuthorization">Null: not asked.</param>
    /// <param name="IsInNetwork">Null: not asked.</param>
    /// <param name="ExpiresOn">The last day that it counts. Null: the end of the visit's month.</param>
    /// <param name="Note">What else was said. Null: nothing.</param>
    public sealed record Request(VisitId Visit, PolicyId Policy, StatementWay Way,
        [property: StringLength(100, ErrorMessage = "Use 100 characters at most for who spoke.")] string? Representative,
        [property: Required(ErrorMessage = "Type the reference number of the call or of the page."), Identifier, StringLength(50, ErrorMessage = "Use 50 characters at most for the reference.")] string Reference,
        PolicyState Says,
        [property: MoneyRange(0, 1_000, ErrorMessage = "A copay is from $0 to $1,000: ask again.")] Money? Copay, bool? NeedsAuthorization, bool? IsInNetwork, DateOnly? ExpiresOn,
        [property: StringLength(500, ErrorMessage = "Use 500 characters at most for the note.")] string? Note) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Way == StatementWay.Phone && string.IsNullOrWhiteSpace(Representative))
                yield return new ValidationResult("Type who spoke: a name, or an operator's number.");
        }
    }

    public abstract record Result
    {
        public sealed record Recorded(StatementId Statement, DateOnly ExpiresOn) : Result;

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "coverage.no-visit-for-statement";
        }

        /// <summary>It would not count on the day of the visit.</summary>
        public sealed record ExpiresBefore(DateOnly Visit) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "coverage.statement-expires-before";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if ((await coverage.PoliciesAsync(desk, visit.PatientId, ct)).FirstOrDefault(p => p.Id == request.Policy) is not { } policy)
            return new Result.NoSuchVisit();
        var expires = request.ExpiresOn ?? new DateOnly(visit.Date.Year, visit.Date.Month, DateTime.DaysInMonth(visit.Date.Year, visit.Date.Month));
        if (expires < visit.Date)
            return new Result.ExpiresBefore(visit.Date);
        var statement = new CoverageStatement
        {
            Id = Id.New<StatementId>(), PatientId = visit.PatientId, PolicyId = policy.Id, PolicyVersion = policy.Version, VisitId = visit.Id,
            ProviderId = visit.ProviderId, Way = request.Way,
            Representative = Policy.Clean(request.Representative), Reference = request.Reference.Trim(), OnDate = visit.Date, ExpiresOn = expires,
            Says = request.Says, CopayCents = request.Copay?.Cents, NeedsAuthorization = request.NeedsAuthorization, IsInNetwork = request.IsInNetwork,
            Note = Policy.Clean(request.Note), By = desk.Call.User, At = desk.Now,
        };
        desk.Db.Add(statement);
        patients.AddToTimeline(desk, visit.PatientId, desk.Now, "coverage", "Coverage verified by hand");
        desk.Touch(CoverageTopics.Patient(visit.PatientId));
        desk.Touch(VisitTopics.Day(visit.LocationId, visit.Date));
        return new Result.Recorded(statement.Id, expires);
    }
}
