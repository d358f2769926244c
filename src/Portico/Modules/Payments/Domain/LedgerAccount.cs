using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Payments.Domain;

public readonly record struct LedgerAccountId(Guid Value) : IId<LedgerAccountId> { public static LedgerAccountId From(Guid value) => new(value); }

/// <summary>The chart of accounts. A debit raises the first group, a credit the second.</summary>
/// <remarks>docs/adr/0030-chart-of-accounts.md says how charges and remittances widen it.</remarks>
public enum LedgerAccountKind
{
    /// <summary>What a guarantor account owes.</summary>
    Receivable,

    /// <summary>Cash in one drawer, float included: what a blind count must find.</summary>
    CashDrawer,

    /// <summary>Cash of closed drawers that waits for the deposit, a location's.</summary>
    CashOnHand,

    /// <summary>Checks that wait for the deposit, a location's.</summary>
    Checks,

    /// <summary>Cards taken on an outside terminal, until the acquirer settles, a location's.</summary>
    CardClearing,

    /// <summary>Change kept at a location between drawers.</summary>
    FloatFund,

    /// <summary>Deposited, and paid back by check; the practice's.</summary>
    Bank,

    /// <summary>What drawers were found to lack or to hold too much; the practice's.</summary>
    OverShort,

    /// <summary>Copays and part payments held for a guarantor account's visits until their charge is posted.</summary>
    VisitPrepayment,

    /// <summary>Money of a guarantor account that is for no visit yet.</summary>
    Unapplied,

    /// <summary>The other side of balances that came from another system; the practice's.</summary>
    BroughtForward,
}

/// <summary>Names one account of a practice: its kind and whose it is.</summary>
/// <param name="Owner">A guarantor account, a drawer or a location; empty for the practice's own.</param>
public readonly record struct LedgerAccountKey(LedgerAccountKind Kind, Guid Owner)
{
    /// <summary>Follows from kind and owner, so an account needs no look-up before it is posted to.</summary>
    public LedgerAccountId Id => new(StableId.Of($"ledger-account/{Kind}/{Owner:N}"));

    public static LedgerAccountKey Receivable(GuarantorAccountId account) => new(LedgerAccountKind.Receivable, account.Value);
    public static LedgerAccountKey VisitPrepayment(GuarantorAccountId account) => new(LedgerAccountKind.VisitPrepayment, account.Value);
    public static LedgerAccountKey Unapplied(GuarantorAccountId account) => new(LedgerAccountKind.Unapplied, account.Value);
    public static LedgerAccountKey CashDrawer(DrawerId drawer) => new(LedgerAccountKind.CashDrawer, drawer.Value);
    public static LedgerAccountKey CashOnHand(LocationId location) => new(LedgerAccountKind.CashOnHand, location.Value);
    public static LedgerAccountKey Checks(LocationId location) => new(LedgerAccountKind.Checks, location.Value);
    public static LedgerAccountKey CardClearing(LocationId location) => new(LedgerAccountKind.CardClearing, location.Value);
    public static LedgerAccountKey FloatFund(LocationId location) => new(LedgerAccountKind.FloatFund, location.Value);
    public static LedgerAccountKey Bank { get; } = new(LedgerAccountKind.Bank, Guid.Empty);
    public static LedgerAccountKey OverShort { get; } = new(LedgerAccountKind.OverShort, Guid.Empty);
    public static LedgerAccountKey BroughtForward { get; } = new(LedgerAccountKind.BroughtForward, Guid.Empty);
}

/// <summary>An account that was posted to at least once.</summary>
public sealed class LedgerAccount : TenantRow
{
    public LedgerAccountId Id { get; init; }
    public LedgerAccountKind Kind { get; init; }

    /// <summary>Empty for the practice's own accounts.</summary>
    public Guid Owner { get; init; }
}
