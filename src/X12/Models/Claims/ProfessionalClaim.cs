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
    public IReadOnlyList<int> DiagnosisPointers { get; init; } = [];

    /// <summary>SV109: Y for an emergency.</summary>
    public string? Emergency { get; init; }

    /// <summary>SV111: Y for a screening of a child (EPSDT).</summary>
    public string? Screening { get; init; }

    /// <summary>SV112: Y for family planning.</summary>
    public string? FamilyPlanning { get; init; }

    /// <summary>SV115: 0 where no copay is due.</summary>
    public string? CopayStatus { get; init; }
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
    internal ProfessionalClaim(in ClaimParts parts)
        : base(parts)
    {
    }

    /// <summary>Loop 2400, in the order sent.</summary>
    public IReadOnlyList<ProfessionalLine> Lines { get; init; } = [];

    internal override IEnumerable<ClaimLine> AllLines => Lines;

    /// <summary>Reads a loop 2300 of an 837P, with the loops above it.</summary>
    /// <param name="claim">As a unit of a <see cref="LoopReader"/>, or from a <see cref="Document"/>. It is not kept.</param>
    public static ProfessionalClaim Read(Loop claim) => ClaimModel.Professional(claim);
}

/// <summary>An 837P: professional claims from one sender.</summary>
/// <remarks>Source: 005010X222A1.</remarks>
public sealed record ProfessionalBatch : ClaimBatch
{
    /// <inheritdoc/>
    public override string Guide => "005010X222A1";

    /// <summary>In the order sent. Those of one billing provider, and of one subscriber, best stand together.</summary>
    public IReadOnlyList<ProfessionalClaim> Claims { get; init; } = [];

    private protected override IEnumerable<Claim> AllClaims => Claims;

    /// <summary>Reads an 837P.</summary>
    /// <param name="transaction">Of a <see cref="Document"/>.</param>
    public static ProfessionalBatch Read(LoopTree transaction)
    {
        var (bht, submitter, receiver, claims, others) = ClaimModel.Batch(transaction.Root, ProfessionalClaim.Read);
        return new()
        {
            Place = bht.Place, Purpose = bht.Purpose, Reference = bht.Reference, At = bht.At, Kind = bht.Kind,
            Submitter = submitter, Receiver = receiver, Claims = claims, Others = others,
        };
    }
}
