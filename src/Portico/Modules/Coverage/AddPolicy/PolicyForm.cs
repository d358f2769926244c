using System.ComponentModel.DataAnnotations;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>A policy as it is typed from the card, to add or to change one.</summary>
/// <param name="CardCopay">What the card says a visit costs at the desk. Null: unknown, which is not zero.</param>
public abstract record PolicyForm(
    PayerId Payer,
    [property: Required(ErrorMessage = "Type the member id from the card.")]
    [property: Identifier, StringLength(80, ErrorMessage = "A member id has 80 characters at most.")] string MemberId,
    [property: Identifier, StringLength(50, ErrorMessage = "A group number has 50 characters at most.")] string? GroupNumber,
    [property: StringLength(100, ErrorMessage = "A plan name has 100 characters at most.")] string? PlanName,
    SubscriberRelation Relation,
    [property: StringLength(100, ErrorMessage = "A name has 100 characters at most.")] string? SubscriberName,
    DateOnly? SubscriberBirthDate,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    [property: MoneyRange(0, 1_000, ErrorMessage = "A copay is from $0 to $1,000: look at the card again.")] Money? CardCopay)
{
    internal NewPolicy ToPolicy() => new()
    {
        Payer = Payer, MemberId = MemberId, GroupNumber = GroupNumber, PlanName = PlanName, Relation = Relation, SubscriberName = SubscriberName,
        SubscriberBirthDate = SubscriberBirthDate, ValidFrom = ValidFrom, ValidTo = ValidTo, CardCopay = CardCopay,
    };
}
