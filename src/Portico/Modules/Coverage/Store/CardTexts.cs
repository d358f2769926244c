using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Portico.Modules.Coverage.Store;

/// <summary>What stands on a card, as it is stored: encrypted, as the picture itself is. Safe from any thread.</summary>
public sealed class CardTexts(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portico.Coverage.CardReadings");

    public byte[]? Protect(string? text) => text is null ? null : _protector.Protect(Encoding.UTF8.GetBytes(text));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Damaged, or protected under keys that are gone.</exception>
    public string? Unprotect(byte[]? stored) => stored is null ? null : Encoding.UTF8.GetString(_protector.Unprotect(stored));
}
