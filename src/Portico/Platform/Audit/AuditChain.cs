using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portico.Platform.Audit;

/// <summary>How one link of the chain is made from the one before.</summary>
internal static class AuditChain
{
    /// <summary>What the first link rests on.</summary>
    public static byte[] Start => new byte[32];

    /// <summary>SHA-256 of the previous hash, the sequence (8 bytes, big-endian), the entry's id (16 bytes, big-endian) and its body.</summary>
    public static byte[] Next(byte[] previous, long sequence, Guid entry, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        hash.AppendData(previous);
        hash.AppendData(number);
        hash.AppendData(entry.ToByteArray(bigEndian: true));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
