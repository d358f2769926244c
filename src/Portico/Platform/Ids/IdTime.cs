using System.Buffers.Binary;

namespace Portico.Platform.Ids;

/// <summary>The time inside a version 7 id: what "a little before this row" means in an index of ids.</summary>
internal static class IdTime
{
    /// <summary>The smallest id of the moment that lies <paramref name="back"/> before <paramref name="id"/> was made.</summary>
    public static Guid Floor(Guid id, TimeSpan back)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, milliseconds - (long)back.TotalMilliseconds) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
