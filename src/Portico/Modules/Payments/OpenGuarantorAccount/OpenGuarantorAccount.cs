using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.OpenGuarantorAccount;

/// <summary>Opens another account of a patient: an accident's, an employer's, another parent's, or one for self-paid visits.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class OpenGuarantorAccount(IPatients patients, IPracticeDirectory directory) : UseCase<OpenGuarantorAccount.Request, OpenGuarantorAccount.Result>
{
    public sealed record Request : AccountForm
    {
        public required PatientId Patient { get; init; }
    }

    public abstract record Result
    {
        /// <param name="LooksLikeCard">The claim number's check digit fits a payment card: compare it with the carrier's letter.</param>
        public sealed record Opened(GuarantorAccountId Account, bool LooksLikeCard) : Result;

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-no-patient";
        }

        public sealed record NoSuchPayer : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-no-payer";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await patients.FindAsync(desk, request.Patient, ct) is null)
            return new Result.NoSuchPatient();
        await desk.OpenChartAsync(request.Patient, ct);
        if (request.Payer is { } payer && (await directory.PayersAsync(desk, ct)).All(p => p.Id != payer))
            return new Result.NoSuchPayer();
        var account = GuarantorAccount.Open(Id.New<GuarantorAccountId>(), request.Patient, request.ToDetails(), desk.Now);
        desk.Db.Add(account);
        desk.Note("kind", request.Kind.ToString());
        desk.Touch(PaymentTopics.Accounts(request.Patient));
        return new Result.Opened(account.Id, CardNumbers.AreDoubtful(account.ClaimNumber));
    }
}
