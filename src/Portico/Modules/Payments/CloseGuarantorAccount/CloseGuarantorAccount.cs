using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.Store;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.CloseGuarantorAccount;

/// <summary>Takes an account out of the choice for new visits, or offers it again. Nothing is deleted; what it owes stays owed.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class CloseGuarantorAccount(Ledger ledger) : UseCase<CloseGuarantorAccount.Request, CloseGuarantorAccount.Result>
{
    /// <param name="Version">As read: an account that someone changed meanwhile is looked at again first.</param>
    /// <param name="Closed">False: opened again.</param>
    public sealed record Request(GuarantorAccountId Account, int Version, bool Closed);

    public abstract record Result
    {
        /// <param name="Owed">What stands on it now; negative when in credit. It is still collected, or given back.</param>
        public sealed record Done(bool Closed, Money Owed) : Result;

        public sealed record ChangedMeanwhile(int Version) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.account-close-changed-meanwhile";
        }

        /// <summary>Visits that are not over yet are billed to it.</summary>
        public sealed record InUse(int Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.account-in-use";
        }

        /// <summary>The account that check-in falls back on is never closed.</summary>
        public sealed record StaysOpen : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.account-stays-open";
        }

        public sealed record NoSuchAccount : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-close-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Account;
        if (await desk.Db.Set<GuarantorAccount>().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
            return new Result.NoSuchAccount();
        await desk.OpenChartAsync(account.PatientId, ct);
        if (account.Version != request.Version)
            return new Result.ChangedMeanwhile(account.Version);
        if (request.Closed && account.IsThePersonalOne)
            return new Result.StaysOpen();
        if (request.Closed)
        {
            var picked = (GuarantorAccountId?)id;
            var visits = await desk.Db.Set<VisitRow>().CountAsync(v => v.GuarantorAccountId == picked
                && v.State != VisitState.CheckedOut && v.State != VisitState.LeftWithoutBeingSeen, ct);
            if (visits > 0)
                return new Result.InUse(visits);
        }
        if (request.Closed != account.ClosedAt is not null)
        {
            if (request.Closed)
                account.Close(desk.Now);
            else
                account.Reopen();
            try
            {
                await desk.SaveAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                return new Result.ChangedMeanwhile(account.Version);
            }
        }
        var owed = await ledger.SumAsync(desk, LedgerAccountKey.Receivable(id), ct);
        desk.Note("closed", request.Closed ? "yes" : "no");
        desk.Touch(PaymentTopics.Accounts(account.PatientId));
        return new Result.Done(request.Closed, owed);
    }
}
