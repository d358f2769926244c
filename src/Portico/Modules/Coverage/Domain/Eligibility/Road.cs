using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Roads;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Eligibility;

/// <summary>A way to payers, with its address and its credentials.</summary>
public sealed class Road : TenantRow
{
    public RoadId Id { get; init; }
    public required string Name { get; set; }
    public RoadKind Kind { get; set; }

    /// <summary><c>https://host/path</c>, <c>file:///folder</c> or <c>sftp://host:port/folder</c>.</summary>
    public required string Address { get; set; }

    /// <summary>Ours, as the road knows the practice: of the envelope, and ISA06. 15 characters at most, as the receiver's.</summary>
    public required string SenderId { get; set; }
    public required string ReceiverId { get; set; }

    /// <summary>Absent where none is asked for.</summary>
    public string? UserName { get; set; }

    /// <summary>Password or private key, encrypted. Absent where none is asked for.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>Of the server's key, for SFTP.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The next ISA13 that nobody has taken.</summary>
    public int NextControl { get; set; } = 1;

    /// <summary>ISA15 is T.</summary>
    public bool IsTest { get; set; }
    public bool IsActive { get; set; } = true;
}

/// <summary>A payer at the end of a road, under the ids that the road has for it.</summary>
public sealed class PayerRoad : TenantRow
{
    public PayerId PayerId { get; init; }
    public RoadId RoadId { get; init; }

    /// <summary>1 is tried first.</summary>
    public int Rank { get; set; }

    /// <summary>The payer's id in a 270 on this road.</summary>
    public required string EligibilityCode { get; set; }

    /// <summary>The payer's id in a claim on this road, which is often another. Absent: claims do not go this way.</summary>
    public string? ClaimsCode { get; set; }
}
