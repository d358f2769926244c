using NodaTime;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Domain;

public readonly record struct EnrolmentId(Guid Value) : IId<EnrolmentId> { public static EnrolmentId From(Guid value) => new(value); }

/// <summary>A one-time link by which a person sets how they sign in: when they join, and again when phone or password is lost.</summary>
public sealed class Enrolment : TenantRow
{
    public static readonly Duration Lasts = Duration.FromHours(48);

    private Enrolment() { }

    public EnrolmentId Id { get; private init; }
    public UserId UserId { get; private init; }

    /// <summary>SHA-256 of the link's secret, in hex.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>The secret that the QR code of this link shows, protected; it becomes the person's when the link is used.</summary>
    public byte[] TotpSecret { get; private init; } = [];
    public Instant ExpiresAt { get; private init; }

    /// <summary>Used, or replaced by a later link. Absent while it is open.</summary>
    public Instant? ClosedAt { get; private set; }

    public static Enrolment Open(UserId user, string hash, byte[] sealedSecret, Instant now) => new()
    {
        Id = Platform.Ids.Id.New<EnrolmentId>(), UserId = user, Hash = hash, TotpSecret = sealedSecret, ExpiresAt = now + Lasts,
    };

    public bool IsOpen(Instant now) => ClosedAt is null && now < ExpiresAt;

    public void Close(Instant now) => ClosedAt ??= now;
}
