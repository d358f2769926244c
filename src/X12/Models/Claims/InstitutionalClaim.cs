using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>One service of an institutional claim. Loop 2400 with SV2.</summary>
/// <remarks>Money in cents. Source: 005010X223A2 2400.</remarks>
public sealed record InstitutionalLine : ClaimLine
{
    /// <summary>One that was not read from anywhere.</summary>
    public InstitutionalLine()
    {
    }

    [SetsRequiredMembers]
    internal InstitutionalLine(in LineParts parts)
        : base(parts)
    {
        RevenueCode = "";
    }

    /// <summary>SV201: what part of the house served.</summary>
    public required string RevenueCode { get; init; }

    /// <summary>SV204: UN for units, DA for days.</summary>
    public string? UnitKind { get; init; }

    /// <summary>SV207: the part of the charge that is not covered.</summary>
    public long? NotCovered { get; init; }
}

/// <summary>An institutional claim: what a hospital or another facility bills.</summary>
/// <remarks>Money in cents. Source: 005010X223A2.</remarks>
public sealed record InstitutionalClaim : Claim
{
    /// <summary>One that was not read from anywhere.</summary>
    public InstitutionalClaim()
    {
    }

    [SetsRequiredMembers]
    internal InstitutionalClaim(LoopCopy copy)
        : base(copy)
    {
    }

    [SetsRequiredMembers]
    internal InstitutionalClaim(InstitutionalClaimBody body)
        : base(body)
    {
    }

    /// <summary>CL101: how urgent an admission was.</summary>
    public string? AdmissionType { get => Own.AdmissionType; init => Own.AdmissionType = value; }

    /// <summary>CL102: where the patient came from.</summary>
    public string? AdmissionSource { get => Own.AdmissionSource; init => Own.AdmissionSource = value; }

    /// <summary>CL103: how the stay ended, or that it goes on.</summary>
    public string? PatientStatus { get => Own.PatientStatus; init => Own.PatientStatus = value; }

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<InstitutionalLine> Lines { get => Own.Lines; init => Own.Lines = value; }

    internal override IEnumerable<ClaimLine> AllLines => Lines;

    /// <summary>Reads a loop 2300 of an 837I, with the loops above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static InstitutionalClaim Read(Loop claim) => new(ClaimModel.Copy(claim));

    private InstitutionalClaimBody Own => (InstitutionalClaimBody)Body;

    private protected override Func<Loop, object?, ClaimBody> Reader => ClaimModel.Institutional;

    private protected override ClaimBody NewBody => new InstitutionalClaimBody();
}

/// <summary>All that a <see cref="InstitutionalClaim"/> says.</summary>
internal sealed record InstitutionalClaimBody : ClaimBody
{
    public InstitutionalClaimBody()
    {
    }

    public InstitutionalClaimBody(in ClaimParts parts)
        : base(parts)
    {
    }

    public string? AdmissionType { get; set; }

    public string? AdmissionSource { get; set; }

    public string? PatientStatus { get; set; }

    public IReadOnlyList<InstitutionalLine> Lines { get => field ?? []; set => field = Gathered.Kept(value); }
}

/// <summary>An 837I: institutional claims from one sender.</summary>
/// <remarks>Source: 005010X223A2.</remarks>
public sealed record InstitutionalBatch : ClaimBatch
{
    /// <inheritdoc/>
    public override string Guide => "005010X223A2";

    /// <summary>In the order sent. Those of one billing provider, and of one subscriber, best stand together.</summary>
    public IReadOnlyList<InstitutionalClaim> Claims { get => field ?? []; init => field = Gathered.Kept(value); }

    private protected override IEnumerable<Claim> AllClaims => Claims;

    /// <summary>Reads an 837I.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static InstitutionalBatch Read(LoopTree transaction)
    {
        var (bht, submitter, receiver, claims, others) = ClaimModel.Batch(transaction.Root, static (loop, billing) => new InstitutionalClaim(ClaimModel.Institutional(loop, billing)));
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Submitter = submitter, Receiver = receiver, Claims = claims, Others = others,
        };
    }
}
