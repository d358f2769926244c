using NodaTime;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Ends the visit at the desk: the known copay was taken, or a reason says why not.</summary>
[AllowedTo(Roles.Desk)]
public sealed class CheckOutPatient(IVisits visits, IPayments payments) : UseCase<CheckOutPatient.Request, CheckOutPatient.Result>
{
    public sealed record Request(VisitId Visit);

    public abstract record Result
    {
        public sealed record CheckedOut(VisitId Visit, Instant At) : Result;

        /// <summary>Someone else was first. Nothing was changed.</summary>
        public sealed record AlreadyOut(VisitId Visit) : Result;

        /// <param name="Due">What is left of the copay.</param>
        public sealed record CopayOpen(Money Due) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.copay-open";
        }

        public sealed record WrongStep(VisitState Now) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.cannot-check-out-now";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-check-out";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        if (visit.State == VisitState.CheckedOut)
            return new Result.AlreadyOut(visit.Id);
        if (!VisitSteps.CanGo(visit.State, VisitState.CheckedOut))
            return new Result.WrongStep(visit.State);
        var money = await payments.VisitMoneyAsync(desk, visit.Id, ct);
        if (money is { CopayKnown: true, UncollectedReason: null } && money.Paid < money.CopayDue)
            return new Result.CopayOpen(money.CopayDue - money.Paid);
        await visits.ChangeAsync(desk, visit.Id, VisitState.CheckedOut, null, ct);
        return new Result.CheckedOut(visit.Id, desk.Now);
    }
}
