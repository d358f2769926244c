namespace Portico.X12;

/// <content>Claims of one provider share what stands above them.</content>
public sealed partial class LoopTree
{
    internal (Place Place, ClaimBody.BillingLevel Level)? Billing { get; set; }
}
