using System.ComponentModel.DataAnnotations;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage;

/// <summary>What a card can say a visit costs at the desk.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CopayRangeAttribute : ValidationAttribute
{
    private static readonly Money s_most = Money.FromDollars(1_000m);

    public CopayRangeAttribute() => ErrorMessage = "A copay is from $0 to $1,000: look at the card again.";

    public override bool IsValid(object? value) => value is not Money copay || (copay >= Money.Zero && copay <= s_most);
}
