using System.Security.Cryptography;
using System.Text;

namespace Portico.Modules.Payments.Domain;

/// <summary>An id that follows from what it names, so that two desks that make the same thing at once make one thing.</summary>
internal static class StableId
{
    /// <returns>A version 8 uuid: the first 122 bits of SHA-256 of the name.</returns>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
