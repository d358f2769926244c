using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>Says which policies one visit is billed to, and in which order. None: the visit is self-pay.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class SetFilingOrder(IVisits visits, ICoverage coverage) : UseCase<SetFilingOrder.Request, SetFilingOrder.Result>
{
    public sealed record Request(
        VisitId Visit,
        [property: Required(ErrorMessage = "Say which policies are billed, or none.")]
        [property: MaxLength(5, ErrorMessage = "A visit is billed to 5 policies at most.")] IReadOnlyList<PolicyId> Policies);

    public abstract record Result
    {
        /// <param name="Line">What the visit says of its coverage now.</param>
        public sealed record Ordered(string Line) : Result;

        public sealed record NotTheirPolicy : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.policy-of-another";
        }

        public sealed record NotValidThatDay(PolicyId Policy, DateOnly Day) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.policy-not-valid-that-day";
        }

        public sealed record NamedTwice : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.policy-named-twice";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-file";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (request.Policies.Distinct().Count() != request.Policies.Count)
            return new Result.NamedTwice();
        var theirs = (await coverage.PoliciesAsync(desk, visit.PatientId, ct)).ToDictionary(p => p.Id);
        foreach (var id in request.Policies)
        {
            if (!theirs.TryGetValue(id, out var policy))
                return new Result.NotTheirPolicy();
            if (!policy.CountsOn(visit.Date))
                return new Result.NotValidThatDay(id, visit.Date);
        }
        await visits.SetFilingOrderAsync(desk, visit.Id, request.Policies, ct);
        desk.Note("policies", request.Policies.Count.ToString(CultureInfo.InvariantCulture));
        return new Result.Ordered(await coverage.StatusLineAsync(desk, visit.Id, ct));
    }
}
