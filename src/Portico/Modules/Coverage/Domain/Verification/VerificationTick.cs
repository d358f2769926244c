using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Domain.Verification;

public readonly record struct VerificationTickId(Guid Value) : IId<VerificationTickId> { public static VerificationTickId From(Guid value) => new(value); }

/// <summary>A person says that an item of a visit's checklist is done, or takes that back. Inserted once: the newest of an item stands.</summary>
public sealed class VerificationTick : TenantRow
{
    public VerificationTickId Id { get; init; }
    public VisitId VisitId { get; init; }
    public VerificationItem Item { get; init; }

    /// <summary>The policy that was billed first then: what was found out of one payer says nothing of another. Absent: none was billed.</summary>
    public PolicyId? PolicyId { get; init; }
    public bool IsDone { get; init; }
    public UserId By { get; init; }
    public Instant At { get; init; }
}
