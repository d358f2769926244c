namespace Portico.X12;

/// <summary>Somebody that a loop names: NM1 or N1.</summary>
/// <remarks>Source: NM1 and N1 of all guides.</remarks>
public sealed record NamedParty
{
    /// <summary>Where it stands.</summary>
    public required Place Place { get; init; }

    /// <summary>NM101 or N101: what part it plays, such as <c>QC</c>.</summary>
    public required string Role { get; init; }

    /// <summary>True for NM102 = 1.</summary>
    public bool IsPerson { get; init; }

    /// <summary>NM103 or N102: family name, or the organization.</summary>
    public string? Name { get; init; }

    /// <summary>NM104.</summary>
    public string? Given { get; init; }

    /// <summary>NM105.</summary>
    public string? Middle { get; init; }

    /// <summary>NM107.</summary>
    public string? Suffix { get; init; }

    /// <summary>NM108 or N103: what <see cref="Id"/> is, such as <c>MI</c> or <c>XX</c>.</summary>
    public string? IdKind { get; init; }

    /// <summary>NM109 or N104.</summary>
    public string? Id { get; init; }

    internal static NamedParty ReadNm1(LoopSegment nm1) => new()
    {
        Place = nm1.Place(),
        Role = Values.Code(nm1[1]),
        IsPerson = nm1[2].SequenceEqual("1"u8),
        Name = Values.Text(nm1[3]),
        Given = Values.Text(nm1[4]),
        Middle = Values.Text(nm1[5]),
        Suffix = Values.Text(nm1[7]),
        IdKind = nm1[8].IsEmpty ? null : Values.Code(nm1[8]),
        Id = Values.Text(nm1[9]),
    };

    internal static NamedParty ReadN1(LoopSegment n1) => new()
    {
        Place = n1.Place(),
        Role = Values.Code(n1[1]),
        Name = Values.Text(n1[2]),
        IdKind = n1[3].IsEmpty ? null : Values.Code(n1[3]),
        Id = Values.Text(n1[4]),
    };
}

/// <summary>An amount that lies between what was charged and what was paid, and why. One triplet of a CAS.</summary>
/// <param name="Place">Of the triplet's reason.</param>
/// <param name="Group">CAS01.</param>
/// <param name="Reason">CAS02 and so on: a claim adjustment reason code, a list of others.</param>
/// <param name="Amount">In cents; positive takes away from the payment.</param>
/// <param name="Quantity">Units adjusted, where it is said.</param>
/// <remarks>Source: 005010X221A1 2100 and 2110 CAS.</remarks>
public readonly record struct ClaimAdjustment(Place Place, AdjustmentGroup Group, string Reason, long Amount, decimal? Quantity);

/// <summary>What was paid for one service line. Loop 2110.</summary>
/// <remarks>Amounts in cents. Source: 005010X221A1 2110.</remarks>
public sealed record RemittanceLine
{
    /// <summary>Where its SVC stands.</summary>
    public required Place Place { get; init; }

    /// <summary>SVC01-1: kind of procedure code, such as <c>HC</c>.</summary>
    public required string ProcedureKind { get; init; }

    /// <summary>SVC01-2.</summary>
    public required string Procedure { get; init; }

    /// <summary>SVC01-3 to -6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>SVC02.</summary>
    public required long Charge { get; init; }

    /// <summary>SVC03.</summary>
    public required long Paid { get; init; }

    /// <summary>SVC05: units paid; 1 is meant where it is absent.</summary>
    public decimal? Units { get; init; }

    /// <summary>DTM 472, or 150 to 151.</summary>
    public DateSpan? Served { get; init; }

    /// <summary>REF 6R: the line number that the claim gave.</summary>
    public string? LineNumber { get; init; }

    /// <summary>AMT B6: what the contract allows.</summary>
    public long? Allowed { get; init; }

    /// <summary>CAS.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>LQ HE: remark codes.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>What became of one claim. Loop 2100.</summary>
/// <remarks>Amounts in cents. Source: 005010X221A1 2100.</remarks>
public sealed record RemittanceClaim
{
    /// <summary>Where its CLP stands.</summary>
    public required Place Place { get; init; }

    /// <summary>CLP01: CLM01 of the claim.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLP02.</summary>
    public required RemittanceStatus Status { get; init; }

    /// <summary>CLP03.</summary>
    public required long Charge { get; init; }

    /// <summary>CLP04.</summary>
    public required long Paid { get; init; }

    /// <summary>CLP05: what the patient owes; null where it is not said, which is not zero.</summary>
    public long? PatientOwes { get; init; }

    /// <summary>CLP06.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>CLP07: the payer's number of the claim, which a replacement must name.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>NM1 QC.</summary>
    public NamedParty? Patient { get; init; }

    /// <summary>All NM1 in the order sent, the patient's too.</summary>
    public IReadOnlyList<NamedParty> Parties { get; init; } = [];

    /// <summary>DTM 232 to 233.</summary>
    public DateSpan? Period { get; init; }

    /// <summary>DTM 050.</summary>
    public DateOnly? Received { get; init; }

    /// <summary>CAS of the claim as a whole.</summary>
    public IReadOnlyList<ClaimAdjustment> Adjustments { get; init; } = [];

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<RemittanceLine> Lines { get; init; } = [];

    /// <summary>Segments that have no property here, as sent, in the order sent.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Reads a loop 2100.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static RemittanceClaim Read(Loop claim) => RemittanceModel.Claim(claim);
}
