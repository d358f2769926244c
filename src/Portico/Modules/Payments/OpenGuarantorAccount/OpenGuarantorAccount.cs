using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.OpenGuarantorAccount;

/// <summary>Opens another account of a patient: an accident's, an employer's, another parent's, or one for self-paid visits.</summary>
[AllowedTo(Roles.Desk | Roles.Biller)]
public sealed class OpenGuarantorAccount(IPatients patients) : UseCase<OpenGuarantorAccount.Request, OpenGuarantorAccount.Result>
{
    /// <param name="Address">Absent: the patient's own, or not known yet.</param>
    /// <param name="AccidentDate">Present for workers' compensation, auto and liability alone.</param>
    /// <param name="ClaimNumber">Absent until the carrier gave one.</param>
    /// <param name="Adjuster">Name and phone. Absent until known.</param>
    public sealed record Request(
        PatientId Patient,
        GuarantorKind Kind,
        [property: Required(ErrorMessage = "Enter who pays: a person, an employer or a carrier."),
            StringLength(120, ErrorMessage = "A guarantor's name has 120 characters at most.")] string GuarantorName,
        GuarantorRelation Relation,
        [property: StringLength(300, ErrorMessage = "An address has 300 characters at most.")] string? Address,
        DateOnly? AccidentDate,
        [property: Identifier, StringLength(40, ErrorMessage = "A claim number has 40 characters at most.")] string? ClaimNumber,
        [property: StringLength(120, ErrorMessage = "The adjuster's name and phone have 120 characters at most.")]
            string? Adjuster) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (GuarantorAccount.HasAccident(Kind) != AccidentDate is not null)
                yield return new(AccidentDate is null ? "Enter the date of the accident." : "An accident goes with workers' compensation, auto or liability.");
            if (!GuarantorAccount.HasAccident(Kind) && (ClaimNumber ?? Adjuster) is not null)
                yield return new("A claim number and an adjuster go with workers' compensation, auto or liability.");
        }
    }

    public abstract record Result
    {
        public sealed record Opened(GuarantorAccountId Account) : Result;

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "payments.account-no-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await patients.FindAsync(desk, request.Patient, ct) is null)
            return new Result.NoSuchPatient();
        await desk.OpenChartAsync(request.Patient, ct);
        var account = new GuarantorAccount
        {
            Id = Id.New<GuarantorAccountId>(), PatientId = request.Patient, Kind = request.Kind,
            GuarantorName = request.GuarantorName.Trim(), Relation = request.Relation, Address = request.Address?.Trim(),
            AccidentDate = request.AccidentDate, ClaimNumber = request.ClaimNumber?.Trim(), Adjuster = request.Adjuster?.Trim(),
            OpenedAt = desk.Now,
        };
        desk.Db.Add(account);
        desk.Note("kind", request.Kind.ToString());
        return new Result.Opened(account.Id);
    }
}
