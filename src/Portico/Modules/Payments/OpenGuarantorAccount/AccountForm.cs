using System.ComponentModel.DataAnnotations;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.OpenGuarantorAccount;

/// <summary>A guarantor account as it is typed, to open or to change one.</summary>
public abstract record AccountForm : IValidatableObject
{
    public GuarantorKind Kind { get; init; }

    [Required(ErrorMessage = "Enter who pays: a person, an employer or a carrier.")]
    [StringLength(120, ErrorMessage = "A guarantor's name has 120 characters at most.")]
    public required string GuarantorName { get; init; }
    public GuarantorRelation Relation { get; init; }

    /// <summary>Absent: the patient's own, or not known yet.</summary>
    [StringLength(300, ErrorMessage = "An address has 300 characters at most.")]
    public string? Address { get; init; }

    /// <summary>Of workers' compensation alone. Absent until known.</summary>
    [StringLength(120, ErrorMessage = "An employer's name has 120 characters at most.")]
    public string? Employer { get; init; }

    /// <summary>The carrier, where an accident began the account. Absent until known.</summary>
    public PayerId? Payer { get; init; }

    /// <summary>Present for workers' compensation, auto and liability alone.</summary>
    public DateOnly? AccidentDate { get; init; }

    /// <summary>Absent until the carrier gave one.</summary>
    [Identifier, StringLength(40, ErrorMessage = "A claim number has 40 characters at most.")]
    public string? ClaimNumber { get; init; }

    /// <summary>Name and phone. Absent until known.</summary>
    [StringLength(120, ErrorMessage = "The adjuster's name and phone have 120 characters at most.")]
    public string? Adjuster { get; init; }

    public GuarantorDetails ToDetails() =>
        new(Kind, GuarantorName, Relation, Address, Employer, Payer, AccidentDate, ClaimNumber, Adjuster);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var accident = GuarantorAccount.HasAccident(Kind);
        if (accident != AccidentDate is not null)
            yield return new(AccidentDate is null ? "Enter the date of the accident." : "An accident goes with workers' compensation, auto or liability.");
        if (!accident && ((ClaimNumber ?? Adjuster) is not null || Payer is not null))
            yield return new("A carrier, a claim number and an adjuster go with workers' compensation, auto or liability.");
        if (Kind != GuarantorKind.WorkersCompensation && Employer is not null)
            yield return new("An employer goes with workers' compensation.");
    }
}
