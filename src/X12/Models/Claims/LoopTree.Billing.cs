namespace Portico.X12;

/// <content>Claims of one provider share what stands above them.</content>
public sealed partial class LoopTree
{
    internal ClaimModel.BillingLevel? Billing { get; set; }
}
