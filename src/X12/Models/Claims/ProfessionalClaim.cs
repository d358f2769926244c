using System.Diagnostics.CodeAnalysis;

namespace Portico.X12;

/// <summary>One service of a professional claim. Loop 2400 with SV1.</summary>
/// <remarks>Money in cents. Source: 005010X222A1 2400.</remarks>
public sealed record ProfessionalLine : ClaimLine
{
    /// <summary>One that was not read from anywhere.</summary>
    public ProfessionalLine()
    {
    }

    [SetsRequiredMembers]
    internal ProfessionalLine(in LineParts parts)
        : base(parts)
    {
    }

    /// <summary>SV103: UN for units, MJ for minutes.</summary>
    public string? UnitKind { get; init; }

    /// <summary>SV105; the claim's where it is absent.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>SV107: positions in <see cref="Claim.Diagnoses"/>, counted from 1, the most important first.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get => field ?? []; init => field = Gathered.Kept(value); }

    /// <summary>SV109: Y for an emergency.</summary>
    public string? Emergency { get => Flagged?.Emergency; init => Flagged = Seldom<Flags>.With(Flagged, value, (r, v) => r with { Emergency = v }); }

    /// <summary>SV111: Y for a screening of a child (EPSDT).</summary>
    public string? Screening { get => Flagged?.Screening; init => Flagged = Seldom<Flags>.With(Flagged, value, (r, v) => r with { Screening = v }); }

    /// <summary>SV112: Y for family planning.</summary>
    public string? FamilyPlanning { get => Flagged?.FamilyPlanning; init => Flagged = Seldom<Flags>.With(Flagged, value, (r, v) => r with { FamilyPlanning = v }); }

    /// <summary>SV115: 0 where no copay is due.</summary>
    public string? CopayStatus { get => Flagged?.CopayStatus; init => Flagged = Seldom<Flags>.With(Flagged, value, (r, v) => r with { CopayStatus = v }); }

    internal Flags? Flagged { get; init; }

    internal sealed record Flags
    {
        public string? Emergency { get; init; }

        public string? Screening { get; init; }

        public string? FamilyPlanning { get; init; }

        public string? CopayStatus { get; init; }
    }
}

/// <summary>A professional claim: what a physician or therapist bills.</summary>
/// <remarks>Money in cents. Source: 005010X222A1.</remarks>
public sealed record ProfessionalClaim : Claim
{
    /// <summary>One that was not read from anywhere.</summary>
    public ProfessionalClaim()
    {
    }

    [SetsRequiredMembers]
    internal ProfessionalClaim(LoopCopy copy)
        : base(copy)
    {
    }

    [SetsRequiredMembers]
    internal ProfessionalClaim(ProfessionalClaimBody body)
        : base(body)
    {
    }

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<ProfessionalLine> Lines { get => Own.Lines; init => Own.Lines = value; }

    internal override IEnumerable<ClaimLine> AllLines => Lines;

    /// <summary>Reads a loop 2300 of an 837P, with the loops above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static ProfessionalClaim Read(Loop claim) => new(ClaimModel.Copy(claim));

    private ProfessionalClaimBody Own => (ProfessionalClaimBody)Body;

    private protected override Func<Loop, object?, ClaimBody> Reader => ClaimModel.Professional;

    private protected override ClaimBody NewBody => new ProfessionalClaimBody();
}

/// <summary>All that a <see cref="ProfessionalClaim"/> says.</summary>
internal sealed record ProfessionalClaimBody : ClaimBody
{
    public ProfessionalClaimBody()
    {
    }

    public ProfessionalClaimBody(in ClaimParts parts)
        : base(parts)
    {
    }

    public IReadOnlyList<ProfessionalLine> Lines { get => field ?? []; set => field = Gathered.Kept(value); }
}

/// <summary>An 837P: professional claims from one sender.</summary>
/// <remarks>Source: 005010X222A1.</remarks>
public sealed record ProfessionalBatch : ClaimBatch
{
    /// <inheritdoc/>
    public override string Guide => "005010X222A1";

    /// <summary>In the order sent. Those of one billing provider, and of one subscriber, best stand together.</summary>
    public IReadOnlyList<ProfessionalClaim> Claims { get => field ?? []; init => field = Gathered.Kept(value); }

    private protected override IEnumerable<Claim> AllClaims => Claims;

    /// <summary>Reads an 837P.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static ProfessionalBatch Read(LoopTree transaction)
    {
        var (bht, submitter, receiver, claims, others) = ClaimModel.Batch(transaction.Root, static (loop, billing) => new ProfessionalClaim(ClaimModel.Professional(loop, billing)));
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Submitter = submitter, Receiver = receiver, Claims = claims, Others = others,
        };
    }
}
