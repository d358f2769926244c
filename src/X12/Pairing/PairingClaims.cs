namespace Portico.X12;

/// <summary>What pairing needs of a service line, sent or paid.</summary>
/// <remarks>Money in cents. Source: 2400 of the 837, 2110 of the 835.</remarks>
public sealed record PairingLine
{
    /// <summary>Of its SV1, SV2, SV3 or SVC; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>REF 6R, which the payer repeats; LX01 where the claim has none. Null where a payer leaves it out.</summary>
    public string? LineNumber { get; init; }

    /// <summary>
    /// The procedure as it was sent, with its kind and modifiers: <c>HC:99213:25</c>. Of a paid line SVC06 where the payer says that it
    /// decided on another one, else SVC01.
    /// </summary>
    public string? Procedure { get; init; }

    /// <summary>SV102, SV203, SV302, SVC02.</summary>
    public required long Charge { get; init; }

    /// <summary>SVC03; null for one that was sent.</summary>
    public long? Paid { get; init; }

    /// <summary>The first day of service.</summary>
    public DateOnly? Served { get; init; }
}

/// <summary>What pairing needs of a claim that was sent: 837P, 837I or 837D.</summary>
/// <remarks>Money in cents. Source: 005010X222A1, X223A2, X224A2, loop 2300.</remarks>
public sealed record SentClaim
{
    /// <summary>Of its CLM; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>CLM01.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLM02.</summary>
    public required long Charge { get; init; }

    /// <summary>CLM05-3: 7 replaces, 8 takes back, others are new.</summary>
    public string? Frequency { get; init; }

    /// <summary>REF F8: the payer's number of the claim that this one replaces or takes back.</summary>
    public string? OriginalReference { get; init; }

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<PairingLine> Lines { get; init; } = [];

    /// <summary>True for frequency 7 and 8.</summary>
    public bool IsReplacement => Frequency is "7" or "8";

    /// <summary>Reads a loop 2300.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static SentClaim Read(Loop claim) => PairingModel.Sent(claim);
}

/// <summary>What pairing needs of a claim's payment: 835.</summary>
/// <remarks>Money in cents. Source: 005010X221A1, loop 2100.</remarks>
public sealed record PaidClaim
{
    /// <summary>Of its CLP; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>
    /// What tells one remittance from all others: TRN02, TRN03 and BPR16. The same claim in the same remittance a second time is a
    /// duplicate, in another remittance it is not.
    /// </summary>
    public required string Remittance { get; init; }

    /// <summary>CLP01.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLP02.</summary>
    public required RemittanceStatus Status { get; init; }

    /// <summary>CLP03.</summary>
    public required long Charge { get; init; }

    /// <summary>CLP04.</summary>
    public required long Paid { get; init; }

    /// <summary>CLP07: the payer's number of the claim.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>Loop 2110, in the order sent.</summary>
    public IReadOnlyList<PairingLine> Lines { get; init; } = [];

    /// <summary>Reads a loop 2100; BPR and TRN of its transaction are in the tree above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static PaidClaim Read(Loop claim) => PairingModel.Paid(claim);
}

/// <summary>What pairing needs of a claim's acknowledgment: 277CA.</summary>
/// <remarks>Source: 005010X214, loop 2200D.</remarks>
public sealed record AnsweredClaim
{
    /// <summary>Of its TRN; nowhere for one that was not read.</summary>
    public Place Place { get; init; }

    /// <summary>TRN02: CLM01 of the claim.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>STC01-1, STC10-1 and STC11-1 of all STC: A1 received, A2 accepted, A3 and A6 to A8 rejected.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>STC03 of any STC: U rejects, WQ accepts.</summary>
    public string? Action { get; init; }

    /// <summary>STC04 of the first STC, in cents.</summary>
    public long? Charge { get; init; }

    /// <summary>REF 1K: the payer's number of the claim.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>True when the claim was not taken in: none is on file, and the time to file it runs on.</summary>
    public bool IsRejected => Action == "U" || Categories.Any(c => c is "A3" or "A4" or "A6" or "A7" or "A8");

    /// <summary>True when it went on to be decided, which a receipt alone is not.</summary>
    public bool IsAccepted => !IsRejected && Categories.Contains("A2");

    /// <summary>Reads a loop 2200D of a claim acknowledgment.</summary>
    /// <param name="claim">From a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static AnsweredClaim Read(Loop claim) => PairingModel.Answered(claim);
}
