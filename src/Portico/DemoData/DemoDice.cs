using System.Security.Cryptography;
using System.Text;
using Portico.Platform.Ids;

namespace Portico.DemoData;

/// <summary>Chance that falls the same way every time: a seed of words gives one sequence, on every machine and version.</summary>
internal sealed class DemoDice(string seed)
{
    private ulong _state = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes("portico-demo/" + seed)));

    /// <returns>0 to <paramref name="below"/> - 1.</returns>
    public int Below(int below)
    {
        // SplitMix64: System.Random does not promise the same sequence in its next version.
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    public T Of<T>(IReadOnlyList<T> many) => many[Below(many.Count)];

    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>An id that is the same in every demo: a second run finds what the first one made.</summary>
    public static TId Id<TId>(string name) where TId : struct, IId<TId>
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"portico-demo/{typeof(TId).Name}/{name}"), bytes);
        // Version 8, RFC 9562: an id made by a rule of one's own.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return TId.From(new Guid(bytes[..16], bigEndian: true));
    }
}
