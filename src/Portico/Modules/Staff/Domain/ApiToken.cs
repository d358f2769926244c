using NodaTime;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Domain;

public readonly record struct ApiTokenId(Guid Value) : IId<ApiTokenId> { public static ApiTokenId From(Guid value) => new(value); }

/// <summary>What another program shows at the API. It acts as its member and never holds more than their roles.</summary>
public sealed class ApiToken : TenantRow
{
    public const int MostDays = 366;

    private ApiToken() { }

    public ApiTokenId Id { get; private init; }
    public UserId UserId { get; private init; }

    /// <summary>What it is for: <c>lab interface</c>.</summary>
    public string Name { get; private init; } = "";

    /// <summary>SHA-256 of the token, in hex.</summary>
    public string Hash { get; private init; } = "";
    public Instant IssuedAt { get; private init; }
    public Instant ExpiresAt { get; private init; }

    /// <summary>Absent while it stands.</summary>
    public Instant? RevokedAt { get; private set; }

    public static ApiToken Issue(ApiTokenId id, UserId user, string name, string hash, Instant now, int days) => new()
    {
        Id = id, UserId = user, Name = name.Trim(), Hash = hash, IssuedAt = now, ExpiresAt = now + Duration.FromDays(days),
    };

    public bool Stands(Instant now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(Instant now) => RevokedAt ??= now;
}
