namespace Portico.X12;

/// <summary>Group of an adjustment: who bears it. CAS01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X221A1 CAS01, data element 1033. The default value is no code.</remarks>
public readonly record struct AdjustmentGroup(string Value)
{
    /// <summary>CO: the contract; the patient must not be billed for it.</summary>
    public static AdjustmentGroup Contract { get; } = new("CO");

    /// <summary>PR: the patient owes it.</summary>
    public static AdjustmentGroup Patient { get; } = new("PR");

    /// <summary>OA: something else.</summary>
    public static AdjustmentGroup Other { get; } = new("OA");

    /// <summary>PI: the payer reduced it; no contract says so.</summary>
    public static AdjustmentGroup Payer { get; } = new("PI");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What became of a claim. CLP02.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X221A1 CLP02, data element 1029. The default value is no code.</remarks>
public readonly record struct RemittanceStatus(string Value)
{
    /// <summary>1: processed as the first payer's.</summary>
    public static RemittanceStatus Primary { get; } = new("1");

    /// <summary>2: processed as the second payer's.</summary>
    public static RemittanceStatus Secondary { get; } = new("2");

    /// <summary>3: processed as the third payer's.</summary>
    public static RemittanceStatus Tertiary { get; } = new("3");

    /// <summary>4: denied.</summary>
    public static RemittanceStatus Denied { get; } = new("4");

    /// <summary>22: takes back what an earlier remittance said.</summary>
    public static RemittanceStatus Reversal { get; } = new("22");

    /// <summary>23: not this payer's; passed on.</summary>
    public static RemittanceStatus NotOurs { get; } = new("23");

    /// <summary>25: an estimate; nothing is paid.</summary>
    public static RemittanceStatus Predetermination { get; } = new("25");

    /// <summary>True for 19, 20 and 21: processed, and passed on to the next payer.</summary>
    public bool IsForwarded => Value is "19" or "20" or "21";

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A first date and a last date; equal for one day.</summary>
/// <remarks>Source: data element 1250, D8 and RD8.</remarks>
public readonly record struct DateSpan(DateOnly First, DateOnly Last)
{
    /// <summary>True for dates of the span, its ends included.</summary>
    public bool Contains(DateOnly date) => date >= First && date <= Last;
}
