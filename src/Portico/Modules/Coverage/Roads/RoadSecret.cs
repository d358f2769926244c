using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Portico.Modules.Coverage.Roads;

/// <summary>What proves to a payer who we are. Never printed.</summary>
public sealed record RoadSecret
{
    /// <summary>Null where a key alone is used.</summary>
    public string? Password { get; init; }

    /// <summary>Of SFTP: PEM or OpenSSH's own form. Null where a password is used.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Null where the key is not locked by one.</summary>
    public string? Passphrase { get; init; }

    public override string ToString() => "(secret)";
}

/// <summary>Secrets as they are stored: encrypted, under a purpose of their own. Safe from any thread.</summary>
public sealed class RoadSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portico.Coverage.RoadSecrets");

    public byte[] Protect(RoadSecret secret) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(secret));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Damaged, or protected under keys that are gone.</exception>
    public RoadSecret Unprotect(byte[] stored)
    {
        var plain = _protector.Unprotect(stored);
        return JsonSerializer.Deserialize<RoadSecret>(plain) ?? new();
    }
}
