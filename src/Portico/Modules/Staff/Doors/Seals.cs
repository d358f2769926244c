using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portico.Modules.Staff.Store;

namespace Portico.Modules.Staff.Doors;

/// <summary>Keeps what people prove themselves with, so that the database alone is not enough to be them: the keys lie beside it.</summary>
internal sealed class Seals(IDataProtectionProvider protection)
{
    private static readonly DeskUser s_nobody = new();
    private readonly IDataProtector _totp = protection.CreateProtector("Portico.Staff.Totp");
    private readonly IDataProtector _pin = protection.CreateProtector("Portico.Staff.Pin");
    private readonly PasswordHasher<DeskUser> _hasher = new();
    private readonly Lazy<string> _nobodysHash = new(() => new PasswordHasher<DeskUser>().HashPassword(s_nobody, Guid.CreateVersion7().ToString()));

    public byte[] SealTotp(byte[] secret) => _totp.Protect(secret);

    /// <returns>Null when the keys were lost: the person enrols again.</returns>
    public byte[]? OpenTotp(byte[] sealedSecret)
    {
        try
        {
            return _totp.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public string HashPassword(string password) => _hasher.HashPassword(s_nobody, password);

    /// <summary>Takes as long for someone unknown as for someone known.</summary>
    public bool IsPassword(string? hash, string password) =>
        _hasher.VerifyHashedPassword(s_nobody, hash ?? _nobodysHash.Value, password) != PasswordVerificationResult.Failed && hash is not null;

    public string SealPin(string pin) => _pin.Protect(_hasher.HashPassword(s_nobody, pin));

    public bool IsPin(string? sealedHash, string pin)
    {
        if (sealedHash is null)
            return false;
        try
        {
            return _hasher.VerifyHashedPassword(s_nobody, _pin.Unprotect(sealedHash), pin) != PasswordVerificationResult.Failed;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
