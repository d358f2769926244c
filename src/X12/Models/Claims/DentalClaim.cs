using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>A tooth that a dental line is about. TOO.</summary>
/// <param name="Place">Of the tooth.</param>
/// <param name="Code">TOO02, in the universal numbering; null where surfaces alone are named.</param>
/// <param name="Surfaces">TOO03: <c>M</c> mesial, <c>O</c> occlusal, <c>D</c> distal, <c>B</c> buccal, <c>L</c> lingual and so on.</param>
public sealed record Tooth(Place Place, string? Code, IReadOnlyList<string> Surfaces);

/// <summary>One service of a dental claim. Loop 2400 with SV3.</summary>
/// <remarks>Money in cents. Source: 005010X224A2 2400.</remarks>
public sealed record DentalLine : ClaimLine
{
    /// <summary>One that was not read from anywhere.</summary>
    public DentalLine()
    {
    }

    [SetsRequiredMembers]
    internal DentalLine(in LineParts parts)
        : base(parts)
    {
    }

    /// <summary>SV303; the claim's where it is absent.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>SV304: parts of the mouth.</summary>
    public IReadOnlyList<string> OralCavities { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>SV305: I for the first prosthesis, crown or inlay, R for one in place of another.</summary>
    public string? Prosthesis { get; init; }

    /// <summary>SV311: positions in <see cref="Claim.Diagnoses"/>, counted from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>TOO.</summary>
    public IReadOnlyList<Tooth> Teeth { get => field ?? []; init => field = Gathered.Kept(value); }
}

/// <summary>A dental claim.</summary>
/// <remarks>Money in cents. Source: 005010X224A2.</remarks>
public sealed record DentalClaim : Claim
{
    /// <summary>One that was not read from anywhere.</summary>
    public DentalClaim()
    {
    }

    [SetsRequiredMembers]
    internal DentalClaim(LoopCopy copy)
        : base(copy)
    {
    }

    [SetsRequiredMembers]
    internal DentalClaim(DentalClaimBody body)
        : base(body)
    {
    }

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<DentalLine> Lines { get => Own.Lines; init => Own.Lines = value; }

    internal override IEnumerable<ClaimLine> AllLines => Lines;

    /// <summary>Reads a loop 2300 of an 837D, with the loops above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static DentalClaim Read(Loop claim) => new(ClaimModel.Copy(claim));

    private DentalClaimBody Own => (DentalClaimBody)Body;

    private protected override Func<Loop, object?, ClaimBody> Reader => ClaimModel.Dental;

    private protected override ClaimBody NewBody => new DentalClaimBody();
}

/// <summary>All that a <see cref="DentalClaim"/> says.</summary>
internal sealed record DentalClaimBody : ClaimBody
{
    public DentalClaimBody()
    {
    }

    public DentalClaimBody(in ClaimParts parts)
        : base(parts)
    {
    }

    public IReadOnlyList<DentalLine> Lines { get => field ?? []; set => field = Gathered.Kept(value); }
}

/// <summary>An 837D: dental claims from one sender.</summary>
/// <remarks>Source: 005010X224A2.</remarks>
public sealed record DentalBatch : ClaimBatch
{
    /// <inheritdoc/>
    public override string Guide => "005010X224A2";

    /// <summary>In the order sent. Those of one billing provider, and of one subscriber, best stand together.</summary>
    public IReadOnlyList<DentalClaim> Claims { get => field ?? []; init => field = Gathered.Kept(value); }

    private protected override IEnumerable<Claim> AllClaims => Claims;

    /// <summary>Reads an 837D.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static DentalBatch Read(LoopTree transaction)
    {
        var (bht, submitter, receiver, claims, others) = ClaimModel.Batch(transaction.Root, static (loop, billing) => new DentalClaim(ClaimModel.Dental(loop, billing)));
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Submitter = submitter, Receiver = receiver, Claims = claims, Others = others,
        };
    }
}
