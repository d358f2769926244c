using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;

namespace Portico.Modules.Coverage.Roads;

/// <summary>What was sent and received, as it is stored: compressed and then encrypted, under a purpose of its own. Safe from any thread.</summary>
/// <remarks>Compressed first, for what is encrypted no longer can be; whoever sees the length learns no more than about how much was said.</remarks>
public sealed class ExchangeBytes(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portico.Coverage.Exchanges");

    public byte[] Protect(ReadOnlySpan<byte> raw)
    {
        var small = new MemoryStream(raw.Length / 4 + 64);
        using (var compressor = new BrotliStream(small, CompressionLevel.Fastest))
            compressor.Write(raw);
        return _protector.Protect(small.ToArray());
    }

    /// <exception cref="System.Security.Cryptography.CryptographicException">Damaged, or protected under keys that are gone.</exception>
    public byte[] Unprotect(byte[] stored)
    {
        using var expander = new BrotliStream(new MemoryStream(_protector.Unprotect(stored)), CompressionMode.Decompress);
        var raw = new MemoryStream(stored.Length * 4);
        expander.CopyTo(raw);
        return raw.ToArray();
    }
}
