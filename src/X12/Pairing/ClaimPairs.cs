namespace Portico.X12;

/// <summary>How an answer or a payment found its claim.</summary>
public enum PairedBy
{
    /// <summary>By the number that we gave the claim.</summary>
    ClaimNumber,

    /// <summary>By the number that the payer gave it, known from another answer or from the claim that replaces it.</summary>
    PayerClaimNumber,

    /// <summary>By the numbers of its lines, which no other claim has.</summary>
    LineNumber,
}

/// <summary>What a payment is to its claim.</summary>
public enum PaymentRole
{
    /// <summary>What the payer decided.</summary>
    Decision,

    /// <summary>One of several parts that the payer split the claim into.</summary>
    Part,

    /// <summary>It takes back a payment before.</summary>
    Reversal,

    /// <summary>It was taken back.</summary>
    Reversed,

    /// <summary>What holds in place of one that was taken back.</summary>
    Correction,

    /// <summary>What the next payer decided.</summary>
    NextPayer,

    /// <summary>An estimate: nothing is paid.</summary>
    Estimate,

    /// <summary>The same claim of the same remittance again: it counts once.</summary>
    Duplicate,

    /// <summary>A second decision on the whole claim, and nothing took back the first: somebody has to ask the payer.</summary>
    Unexplained,
}

/// <summary>Where a claim stands, by all that was given.</summary>
public enum ClaimStanding
{
    /// <summary>Nothing came back. Silence is no acceptance.</summary>
    Unanswered,

    /// <summary>It arrived, and nobody said yet that it is taken.</summary>
    Received,

    /// <summary>Taken in, and not decided.</summary>
    Accepted,

    /// <summary>Not taken in: none is on file, and the time to file it runs on.</summary>
    Rejected,

    /// <summary>Parts of it are decided, and others are not.</summary>
    PartlyDecided,

    /// <summary>Decided, whatever is paid.</summary>
    Decided,

    /// <summary>Denied as a whole.</summary>
    Denied,

    /// <summary>What was decided is taken back, and nothing came in its place.</summary>
    TakenBack,
}

/// <summary>Why something has no partner.</summary>
public enum UnpairedReason
{
    /// <summary>It names no claim.</summary>
    NumberMissing,

    /// <summary>No claim has its number, nor the payer's number, nor its lines.</summary>
    NumberUnknown,

    /// <summary>Several claims have its number, and nothing tells which one is meant.</summary>
    Ambiguous,
}

/// <summary>A line that was sent and a line that was paid; one of the two may be missing.</summary>
/// <param name="Sent">Null: the payer has a line that was not sent.</param>
/// <param name="Paid">Null: the payer says nothing of it here.</param>
/// <param name="IsByNumber">True when the line's number tells; false when it was found by procedure, charge and day.</param>
public sealed record LinePair(PairingLine? Sent, PairingLine? Paid, bool IsByNumber);

/// <summary>A payment of a claim.</summary>
/// <param name="Payment">As it came.</param>
/// <param name="By">How it found the claim.</param>
/// <param name="Role">What it is to the claim.</param>
/// <param name="TakesBack">The payment that a reversal takes back; null where that came in another input.</param>
/// <param name="Lines">Every line of the payment, and of a claim that is paid as a whole also those that the payer left out.</param>
public sealed record PairedPayment(PaidClaim Payment, PairedBy By, PaymentRole Role, PaidClaim? TakesBack, IReadOnlyList<LinePair> Lines)
{
    /// <summary>True when its amounts count: not for a duplicate or an estimate. A reversal counts, and takes away.</summary>
    public bool Counts => Role is not (PaymentRole.Duplicate or PaymentRole.Estimate);
}

/// <summary>An acknowledgment of a claim.</summary>
/// <param name="Answer">As it came.</param>
/// <param name="By">How it found the claim.</param>
public sealed record PairedAnswer(AnsweredClaim Answer, PairedBy By);

/// <summary>A claim with all that came back for it.</summary>
public sealed record PairedClaim
{
    /// <summary>As it was sent.</summary>
    public required SentClaim Claim { get; init; }

    /// <summary>The claim among those given that this one replaces or takes back.</summary>
    public SentClaim? Replaces { get; init; }

    /// <summary>True when a claim before it has the same number and is not replaced by it: the payer will call it a duplicate.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<PairedAnswer> Answers { get; init; } = [];

    /// <summary>In the order given, reversals too.</summary>
    public IReadOnlyList<PairedPayment> Payments { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required ClaimStanding Standing { get; init; }

    /// <summary>What all payers paid, reversals taken away, duplicates and estimates left out. In cents.</summary>
    public long Paid => Payments.Where(p => p.Counts).Sum(p => p.Payment.Paid);
}

/// <summary>A payment or an acknowledgment that no claim was found for.</summary>
/// <typeparam name="T"><see cref="PaidClaim"/> or <see cref="AnsweredClaim"/>.</typeparam>
/// <param name="Value">As it came.</param>
/// <param name="Reason">Why.</param>
public sealed record Unpaired<T>(T Value, UnpairedReason Reason);

/// <summary>All claims with what came back, and what found no claim.</summary>
/// <param name="Claims">Each claim that was given, in the order given; those without any answer too.</param>
/// <param name="Payments">Payments without a claim.</param>
/// <param name="Answers">Acknowledgments without a claim.</param>
public sealed record ClaimPairs(
    IReadOnlyList<PairedClaim> Claims, IReadOnlyList<Unpaired<PaidClaim>> Payments, IReadOnlyList<Unpaired<AnsweredClaim>> Answers);
