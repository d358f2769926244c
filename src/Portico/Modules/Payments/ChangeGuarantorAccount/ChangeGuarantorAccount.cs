using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Payments.OpenGuarantorAccount;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.ChangeGuarantorAccount;

/// <summary>Corrects what is known of who pays: the holder, the address, the kind, the accident and its claim. The ledger stays as it is.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class ChangeGuarantorAccount(IPracticeDirectory directory) : UseCase<ChangeGuarantorAccount.Request, ChangeGuarantorAccount.Result>
{
    public sealed record Request : AccountForm
    {
        public required GuarantorAccountId Account { get; init; }

        /// <summary>As read: a form that began from an older one is refused.</summary>
        public required int Version { get; init; }
    }

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The claim number's check digit fits a payment card: compare it with the carrier's letter.</param>
        public sealed record Changed(int Version, bool LooksLikeCard) : Result;

        public sealed record ChangedMeanwhile(int Version) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "payments.account-changed-meanwhile";
        }

        /// <summary>The account that check-in falls back on stays personal: another kind is an account of its own.</summary>
        public sealed record StaysPersonal : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.account-stays-personal";
        }

        /// <summary>Visits picked it, and their filing order fits its kind: another kind is an account of its own, picked visit by visit.</summary>
        public sealed record VisitsAreBilledToIt(int Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "payments.account-visits-are-billed";
        }

        public sealed record NoSuchPayer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-change-no-payer";
        }

        public sealed record NoSuchAccount : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-change-unknown";
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
        if (account.IsThePersonalOne && request.Kind != GuarantorKind.Personal)
            return new Result.StaysPersonal();
        if (Filing(request.Kind) != Filing(account.Kind)
            && await desk.Db.Set<VisitRow>().CountAsync(v => v.GuarantorAccountId == id, ct) is > 0 and var visits)
            return new Result.VisitsAreBilledToIt(visits);
        // A carrier that the practice no longer works with may stay where it stands.
        if (request.Payer is { } payer && payer != account.Payer && (await directory.PayersAsync(desk, ct)).All(p => p.Id != payer))
            return new Result.NoSuchPayer();
        desk.Note("kind", request.Kind.ToString());
        account.Change(request.ToDetails());
        try
        {
            await desk.SaveAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Result.ChangedMeanwhile(account.Version);
        }
        desk.Touch(PaymentTopics.Accounts(account.PatientId));
        return new Result.Changed(account.Version, CardNumbers.AreDoubtful(account.ClaimNumber));
    }

    // Policies, an accident's carrier, or nobody: what a visit files follows from the kind of the account that it picked.
    private static (bool Accident, bool SelfPay) Filing(GuarantorKind kind) => (GuarantorAccount.HasAccident(kind), kind == GuarantorKind.SelfPay);
}
