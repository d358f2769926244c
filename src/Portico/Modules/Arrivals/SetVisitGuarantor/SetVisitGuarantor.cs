using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Arrivals;

/// <summary>Picks who pays what insurance does not for one visit: personal, workers' compensation, auto or liability, self-pay.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class SetVisitGuarantor(IVisits visits, IPayments payments, ICoverage coverage, IPracticeDirectory directory)
    : UseCase<SetVisitGuarantor.Request, SetVisitGuarantor.Result>
{
    /// <param name="WithoutPolicies">The account begins with an accident, and the caller was told which policies leave the filing order.</param>
    public sealed record Request(VisitId Visit, GuarantorAccountId Account, bool WithoutPolicies = false);

    public abstract record Result
    {
        /// <param name="IsSelfPay">No policy is billed: the account says so, or the desk said so before.</param>
        /// <param name="IsClaim">An accident's carrier is billed, and no policy.</param>
        /// <param name="Moved">Money held for the visit that went to the account with it.</param>
        public sealed record Picked(GuarantorAccountId Account, bool IsSelfPay, bool IsClaim, Money Moved) : Result;

        /// <summary>An accident's claim is billed to its carrier alone: these policies leave the visit's filing order.</summary>
        /// <param name="Payers">Whose policies, the first billed first.</param>
        public sealed record TakesPoliciesOut(IReadOnlyList<string> Payers) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.account-takes-policies-out";
        }

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

        /// <summary>Money is held for the visit and would go with it to the other account: not an act of a trainee's.</summary>
        public sealed record MovesMoney : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "arrivals.account-moves-money";
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
        if ((desk.Roles & Roles.MoneyDesk) == 0 && account.Id != visit.GuarantorAccountId
            && (await payments.VisitMoneyAsync(desk, visit.Id, ct)).Paid > Money.Zero)
            return new Result.MovesMoney();
        var isClaim = account.Kind is GuarantorKind.WorkersCompensation or GuarantorKind.AutoOrLiability;
        if (isClaim && !request.WithoutPolicies && await coverage.BilledAsync(desk, visit.Id, ct) is { Count: > 0 } billed)
        {
            var names = (await directory.EveryPayerAsync(desk, ct)).ToDictionary(p => p.Id, p => p.Name);
            return new Result.TakesPoliciesOut([.. billed.Select(p => names.GetValueOrDefault(p.PayerId, "Unknown payer"))]);
        }
        await visits.SetGuarantorAsync(desk, visit.Id, account.Id, ct);
        if (isClaim != visit.IsClaim)
            await visits.BillClaimAsync(desk, visit.Id, isClaim, ct);
        var isSelfPay = account.Kind == GuarantorKind.SelfPay;
        // Only its account made the visit self-pay: with another one the policies are proposed again. What the desk decided stays.
        var wasForAccount = visit.IsSelfPay && accounts.Any(a => a.Id == visit.GuarantorAccountId && a.Kind == GuarantorKind.SelfPay);
        if (isSelfPay || (wasForAccount && !isClaim))
            await visits.SetFilingOrderAsync(desk, visit.Id, isSelfPay ? [] : null, ct);
        return new Result.Picked(account.Id, isSelfPay || (visit.IsSelfPay && !wasForAccount && !isClaim), isClaim,
            await payments.MoveHeldAsync(desk, visit.Id, account.Id, ct));
    }
}
