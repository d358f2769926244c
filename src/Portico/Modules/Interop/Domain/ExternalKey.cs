using NodaTime;
using Portico.Platform.Store;

namespace Portico.Modules.Interop.Domain;

/// <summary>What another system calls one of our rows: the reason that a second import changes nothing.</summary>
public sealed class ExternalKey : TenantRow
{
    /// <summary>A FHIR resource type or a kind of CSV row: <c>Encounter</c>, <c>policy</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who gave the value: a URI, or the name that the mapping file gives the old system.</summary>
    public required string System { get; init; }
    public required string Value { get; init; }

    /// <summary>Our own id of the same thing.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>SHA-256 of what was read. Absent where a change at the source is never taken over.</summary>
    public byte[]? ContentHash { get; private set; }
    public Instant FirstSeenAt { get; init; }

    public void Seen(byte[] contentHash) => ContentHash = contentHash;
}
