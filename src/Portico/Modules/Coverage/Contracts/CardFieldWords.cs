using Portico.Modules.Coverage.Domain.Cards;

namespace Portico.Modules.Coverage.Contracts;

/// <summary>A card's fields in the desk's words.</summary>
internal static class CardFieldWords
{
    public static string Of(CardFieldKind kind) => kind switch
    {
        CardFieldKind.PayerName => "Insurer",
        CardFieldKind.PayerId => "Payer id",
        CardFieldKind.MemberId => "Member id",
        CardFieldKind.Suffix => "Suffix",
        CardFieldKind.SubscriberName => "Name on the card",
        CardFieldKind.GroupNumber => "Group",
        CardFieldKind.PlanName => "Plan",
        CardFieldKind.EffectiveDate => "Effective",
        CardFieldKind.CopayOffice => "Copay, office",
        CardFieldKind.CopaySpecialist => "Copay, specialist",
        CardFieldKind.CopayUrgentCare => "Copay, urgent care",
        CardFieldKind.CopayEmergency => "Copay, emergency",
        CardFieldKind.RxBin => "Rx BIN",
        CardFieldKind.RxPcn => "Rx PCN",
        CardFieldKind.RxGroup => "Rx group",
        CardFieldKind.ClaimsAddress => "Claims address",
        CardFieldKind.ProviderPhone => "Phone for providers",
        _ => "Phone for members",
    };
}
