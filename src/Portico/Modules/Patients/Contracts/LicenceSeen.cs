using System.ComponentModel.DataAnnotations;

namespace Portico.Modules.Patients.Contracts;

/// <summary>What a driver's licence can show of a person, in the order of the form.</summary>
public enum LicencePart { FamilyName, GivenNames, BirthDate, Sex, Address }

/// <summary>A driver's licence or ID card was read, and shows what is written here. Its number is nowhere.</summary>
/// <param name="Issuer">The state or province, two capitals. Null: the card does not say.</param>
/// <param name="IsIdCard">An ID card of a state, which is no licence to drive.</param>
/// <param name="IsExpired">It was no longer valid on the day it was read.</param>
/// <param name="Shows">What it says the same as this request.</param>
public sealed record LicenceSeen(
    [property: MaxLength(2), RegularExpression("^[A-Z]{2}$", ErrorMessage = "A licence's issuer is two capital letters.")] string? Issuer,
    bool IsIdCard,
    bool IsExpired,
    [property: Required, Length(1, 5, ErrorMessage = "A licence shows one to five parts.")] IReadOnlyList<LicencePart> Shows);
