namespace Portico.Modules.Payments.Domain;

/// <summary>What money is for, read from the account that holds it.</summary>
public static class Purposes
{
    public static PaymentPurpose Of(LedgerAccountKind kind) => kind switch
    {
        LedgerAccountKind.VisitPrepayment => PaymentPurpose.Copay,
        LedgerAccountKind.Receivable => PaymentPurpose.Balance,
        _ => PaymentPurpose.Unapplied,
    };
}
