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

/// <summary>What a remittance does with the money. BPR01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X221A1 BPR01, data element 305. The default value is no code.</remarks>
public readonly record struct PaymentHandling(string Value)
{
    /// <summary>C: payment and remittance travel together.</summary>
    public static PaymentHandling Remittance { get; } = new("C");

    /// <summary>D: money moves, no remittance follows.</summary>
    public static PaymentHandling Transfer { get; } = new("D");

    /// <summary>H: a notice; no money moves.</summary>
    public static PaymentHandling Information { get; } = new("H");

    /// <summary>I: the remittance; the money comes another way.</summary>
    public static PaymentHandling RemittanceOnly { get; } = new("I");

    /// <summary>P: a trial of the bank's numbers; no money moves.</summary>
    public static PaymentHandling Prenotification { get; } = new("P");

    /// <summary>U: payment and remittance go separate ways.</summary>
    public static PaymentHandling Split { get; } = new("U");

    /// <summary>X: the receiver's bank decides whether they travel together.</summary>
    public static PaymentHandling EitherWay { get; } = new("X");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>How the money comes. BPR04.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X221A1 BPR04, data element 591. The default value is no code.</remarks>
public readonly record struct PaymentMethod(string Value)
{
    /// <summary>ACH: through the clearing house between banks.</summary>
    public static PaymentMethod Ach { get; } = new("ACH");

    /// <summary>CHK: a check; TRN02 is its number.</summary>
    public static PaymentMethod Check { get; } = new("CHK");

    /// <summary>FWT: a wire.</summary>
    public static PaymentMethod Wire { get; } = new("FWT");

    /// <summary>BOP: kept by the payer against what it is owed.</summary>
    public static PaymentMethod Offset { get; } = new("BOP");

    /// <summary>NON: there is none.</summary>
    public static PaymentMethod None { get; } = new("NON");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Why a payment was changed beyond its claims. PLB03-1.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X221A1 PLB, data element 426. The default value is no code.</remarks>
public readonly record struct ProviderAdjustmentReason(string Value)
{
    /// <summary>WO: an earlier payment that was too much is taken back.</summary>
    public static ProviderAdjustmentReason Overpayment { get; } = new("WO");

    /// <summary>FB: a balance goes to or comes from another remittance.</summary>
    public static ProviderAdjustmentReason ForwardBalance { get; } = new("FB");

    /// <summary>L6: interest.</summary>
    public static ProviderAdjustmentReason Interest { get; } = new("L6");

    /// <summary>IR: a tax authority takes it.</summary>
    public static ProviderAdjustmentReason Levy { get; } = new("IR");

    /// <summary>50: a late filing reduction.</summary>
    public static ProviderAdjustmentReason Penalty { get; } = new("50");

    /// <summary>IP: an interim payment settled.</summary>
    public static ProviderAdjustmentReason Interim { get; } = new("IP");

    /// <summary>72: a refund that the provider sent is acknowledged.</summary>
    public static ProviderAdjustmentReason AuthorizedReturn { get; } = new("72");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Which payer in turn this is. SBR01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X222A1 SBR01, data element 1138. The default value is no code.</remarks>
public readonly record struct Responsibility(string Value)
{
    /// <summary>P: the first.</summary>
    public static Responsibility Primary { get; } = new("P");

    /// <summary>S: the second.</summary>
    public static Responsibility Secondary { get; } = new("S");

    /// <summary>T: the third.</summary>
    public static Responsibility Tertiary { get; } = new("T");

    /// <summary>U: not known; the payers sort it out.</summary>
    public static Responsibility Unknown { get; } = new("U");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Whether a claim is new or changes an earlier one. CLM05-3.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X222A1 CLM05-3, the bill's frequency. The default value is no code.</remarks>
public readonly record struct ClaimFrequency(string Value)
{
    /// <summary>1: a new claim.</summary>
    public static ClaimFrequency Original { get; } = new("1");

    /// <summary>7: in place of an earlier one, which REF F8 names.</summary>
    public static ClaimFrequency Replacement { get; } = new("7");

    /// <summary>8: takes an earlier one back, which REF F8 names.</summary>
    public static ClaimFrequency Void { get; } = new("8");

    /// <summary>True for 7 and 8: the payer's number of the earlier claim must be sent.</summary>
    public bool NeedsOriginal => Value is "7" or "8";

    /// <summary>A code from its text.</summary>
    public static implicit operator ClaimFrequency(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The first word of an answer on a claim. STC01-1, STC10-1, STC11-1.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X212 and 005010X214 STC, a list of others (508). The default value is no code.</remarks>
public readonly record struct StatusCategory(string Value)
{
    /// <summary>A1: it came in; no verdict yet.</summary>
    public static StatusCategory Received { get; } = new("A1");

    /// <summary>A2: it is in the payer's system.</summary>
    public static StatusCategory Accepted { get; } = new("A2");

    /// <summary>A3: not taken; correct and send again.</summary>
    public static StatusCategory Returned { get; } = new("A3");

    /// <summary>A4: there is no such claim.</summary>
    public static StatusCategory NotFound { get; } = new("A4");

    /// <summary>A6: not taken: something is missing.</summary>
    public static StatusCategory MissingInformation { get; } = new("A6");

    /// <summary>A7: not taken: something is wrong.</summary>
    public static StatusCategory InvalidInformation { get; } = new("A7");

    /// <summary>A8: not taken: two things do not fit together.</summary>
    public static StatusCategory RelationalError { get; } = new("A8");

    /// <summary>F1: finished and paid.</summary>
    public static StatusCategory Paid { get; } = new("F1");

    /// <summary>F2: finished and denied.</summary>
    public static StatusCategory Denied { get; } = new("F2");

    /// <summary>True for A3, A6, A7 and A8: there is no claim on file, and the time to file it runs on.</summary>
    public bool IsRejected => Value is "A3" or "A6" or "A7" or "A8";

    /// <summary>True for the A codes, which acknowledge.</summary>
    public bool IsAcknowledgement => Value is ['A', ..];

    /// <summary>True for the P codes: the payer works on it.</summary>
    public bool IsPending => Value is ['P', ..];

    /// <summary>True for the F codes: the payer has finished.</summary>
    public bool IsFinal => Value is ['F', ..];

    /// <summary>True for the R codes: the payer waits for something.</summary>
    public bool IsRequest => Value is ['R', ..];

    /// <summary>True for the E codes: the question could not be answered, and nothing was said of the claim.</summary>
    public bool IsError => Value is ['E', ..];

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What a claim acknowledgment did. STC03.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X214 STC03, data element 306. The default value is no code.</remarks>
public readonly record struct StatusAction(string Value)
{
    /// <summary>WQ: taken in.</summary>
    public static StatusAction Accepted { get; } = new("WQ");

    /// <summary>U: not taken in.</summary>
    public static StatusAction Rejected { get; } = new("U");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What kind of service a review is of. UM01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X217 UM01, data element 1525. The default value is no code.</remarks>
public readonly record struct ReviewCategory(string Value)
{
    /// <summary>AR: a stay.</summary>
    public static ReviewCategory Admission { get; } = new("AR");

    /// <summary>HS: services.</summary>
    public static ReviewCategory HealthServices { get; } = new("HS");

    /// <summary>IN: services of one specialty.</summary>
    public static ReviewCategory Individual { get; } = new("IN");

    /// <summary>SC: a referral to a specialist.</summary>
    public static ReviewCategory SpecialtyCare { get; } = new("SC");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Whether a review is new or changes an earlier one. UM02.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X217 UM02, data element 1322. The default value is no code.</remarks>
public readonly record struct ReviewRequestKind(string Value)
{
    /// <summary>I: new.</summary>
    public static ReviewRequestKind Initial { get; } = new("I");

    /// <summary>R: goes on with one that ends.</summary>
    public static ReviewRequestKind Renewal { get; } = new("R");

    /// <summary>S: changes one.</summary>
    public static ReviewRequestKind Revision { get; } = new("S");

    /// <summary>4: a longer time.</summary>
    public static ReviewRequestKind Extension { get; } = new("4");

    /// <summary>3: takes one back.</summary>
    public static ReviewRequestKind Cancel { get; } = new("3");

    /// <summary>1: against a decision, at once.</summary>
    public static ReviewRequestKind Appeal { get; } = new("1");

    /// <summary>2: against a decision.</summary>
    public static ReviewRequestKind StandardAppeal { get; } = new("2");

    /// <summary>N: asks to think again.</summary>
    public static ReviewRequestKind Reconsideration { get; } = new("N");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The reviewer's decision. HCR01.</summary>
/// <param name="Value">As sent; what is none of the known codes is kept.</param>
/// <remarks>Source: 005010X217 HCR01, data element 306. The default value is no code.</remarks>
public readonly record struct ReviewDecision(string Value)
{
    /// <summary>A1: all of it is certified.</summary>
    public static ReviewDecision Certified { get; } = new("A1");

    /// <summary>A3: it is not.</summary>
    public static ReviewDecision NotCertified { get; } = new("A3");

    /// <summary>A4: a decision will come.</summary>
    public static ReviewDecision Pended { get; } = new("A4");

    /// <summary>A6: certified with changes.</summary>
    public static ReviewDecision Modified { get; } = new("A6");

    /// <summary>A2: some of it is certified.</summary>
    public static ReviewDecision PartlyCertified { get; } = new("A2");

    /// <summary>C: the request was taken back.</summary>
    public static ReviewDecision Cancelled { get; } = new("C");

    /// <summary>CT: call the reviewer.</summary>
    public static ReviewDecision ContactPayer { get; } = new("CT");

    /// <summary>NA: no certification is needed.</summary>
    public static ReviewDecision NotNeeded { get; } = new("NA");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A first date and a last date; equal for one day.</summary>
/// <remarks>Source: data element 1250, D8 and RD8.</remarks>
public readonly record struct DateSpan(DateOnly First, DateOnly Last)
{
    /// <summary>One day.</summary>
    public static DateSpan Of(DateOnly day) => new(day, day);

    /// <summary>True for dates of the span, its ends included.</summary>
    public bool Contains(DateOnly date) => date >= First && date <= Last;
}
