using Portico.Modules.Payments.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Picks who pays what insurance does not for one visit: personal, workers' compensation, auto or liability, self-pay.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class SetVisitGuarantor(IVisits visits, IPayments payments) : UseCase<SetVisitGuarantor.Request, SetVisitGuarantor.Result>
{
    public sealed record Request(VisitId Visit, GuarantorAccountId Account);

    public abstract record Result
    {
        /// <param name="IsSelfPay">No policy is billed: the account says so, or the desk said so before.</param>
        /// <param name="Moved">Money held for the visit that went to the account with it.</param>
        public sealed record Picked(GuarantorAccountId Account, bool IsSelfPay, Money Moved) : Result;

        public sealed record NotTheirAccount : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.account-of-another";
        }

        /// <summary>Closed accounts are for what is still owed on them: open it again, or pick another.</summary>
        public sealed record AccountClosed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "arrivals.account-closed";
        }

        public sealed record NoSuchVisit : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "arrivals.no-visit-to-bill";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.TakeAsync(desk, request.Visit, ct) is not { } visit)
            return new Result.NoSuchVisit();
        await desk.OpenChartAsync(visit.PatientId, ct);
        var accounts = await payments.AccountsAsync(desk, visit.PatientId, ct);
        if (accounts.SingleOrDefault(a => a.Id == request.Account) is not { } account)
            return new Result.NotTheirAccount();
        if (account.ClosedAt is not null && account.Id != visit.GuarantorAccountId)
            return new Result.AccountClosed();
        await visits.SetGuarantorAsync(desk, visit.Id, account.Id, ct);
        var isSelfPay = account.Kind == GuarantorKind.SelfPay;
        // Only its account made the visit self-pay: with another one the policies are proposed again. What the desk decided stays.
        var wasForAccount = visit.IsSelfPay && accounts.Any(a => a.Id == visit.GuarantorAccountId && a.Kind == GuarantorKind.SelfPay);
        if (isSelfPay || wasForAccount)
            await visits.SetFilingOrderAsync(desk, visit.Id, isSelfPay ? [] : null, ct);
        return new Result.Picked(account.Id, isSelfPay || (visit.IsSelfPay && !wasForAccount),
            await payments.MoveHeldAsync(desk, visit.Id, account.Id, ct));
    }
}
