using System.Security.Cryptography;
using System.Text;

namespace Portico.PayerSim;

/// <summary>Chance that is the same for the same seed and purpose, on every machine and in every version.</summary>
/// <remarks>SplitMix64. Not safe from several threads at once.</remarks>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static Dice Of(int seed, string purpose) =>
        new(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{purpose}")))));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <returns>0 to <paramref name="count"/> - 1.</returns>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <returns>0 up to, not including, 1.</returns>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];
}
