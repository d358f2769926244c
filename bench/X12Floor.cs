using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portico.Bench;

/// <summary>
/// What the codec is measured against: a SIMD index that walks every element of a chunk in cache and sums CLP04, with none of
/// what makes a codec (envelopes, places, checks, streams).
/// </summary>
internal static class X12Floor
{
    private const int Chunk = 16 * 1024;

    private static readonly int[] s_positions = new int[Chunk + 64];

    /// <returns>The sum of CLP04 in cents, and the number of elements.</returns>
    public static (long Cents, long Elements) Sum(ReadOnlySpan<byte> text)
    {
        var positions = s_positions;
        long cents = 0, elements = 0;
        var (start, number, isClaim) = (0, 0, false);
        ref var first = ref MemoryMarshal.GetReference(text);
        for (var from = 0; from < text.Length; from += Chunk)
        {
            var count = Index(ref first, from, Math.Min(text.Length, from + Chunk), text.Length, positions);
            elements += count;
            for (var i = 0; i < count; i++)
            {
                var end = positions[i];
                if (number == 0)
                    isClaim = end - start == 3 && Unsafe.Add(ref first, start) == 'C' && Unsafe.Add(ref first, start + 1) == 'L' && Unsafe.Add(ref first, start + 2) == 'P';
                else if (isClaim && number == 4)
                    cents += Cents(text[start..end]);
                number = Unsafe.Add(ref first, end) == '~' ? 0 : number + 1;
                start = end + 1;
            }
        }
        return (cents, elements);
    }

    private static int Index(ref byte first, int from, int to, int length, int[] positions)
    {
        ref var into = ref MemoryMarshal.GetArrayDataReference(positions);
        var count = 0;
        for (var at = from; at < to; at += 64)
        {
            ulong mask;
            if (length - at >= 64)
            {
                if (Vector512.IsHardwareAccelerated)
                {
                    var v = Vector512.LoadUnsafe(ref first, (nuint)at);
                    mask = (Vector512.Equals(v, Vector512.Create((byte)'*')) | Vector512.Equals(v, Vector512.Create((byte)'~'))).ExtractMostSignificantBits();
                }
                else
                {
                    var (a, b) = (Vector256.LoadUnsafe(ref first, (nuint)at), Vector256.LoadUnsafe(ref first, (nuint)at + 32));
                    var (e, s) = (Vector256.Create((byte)'*'), Vector256.Create((byte)'~'));
                    mask = (Vector256.Equals(a, e) | Vector256.Equals(a, s)).ExtractMostSignificantBits()
                        | (ulong)(Vector256.Equals(b, e) | Vector256.Equals(b, s)).ExtractMostSignificantBits() << 32;
                }
            }
            else
            {
                mask = 0;
                for (var i = at; i < length; i++)
                {
                    if (Unsafe.Add(ref first, i) is (byte)'*' or (byte)'~')
                        mask |= 1UL << (i - at);
                }
            }
            var found = BitOperations.PopCount(mask);
            ref var at0 = ref Unsafe.Add(ref into, count);
            for (var written = 0; written < found; written += 8)
            {
                for (var i = 0; i < 8; i++)
                {
                    Unsafe.Add(ref at0, written + i) = at + BitOperations.TrailingZeroCount(mask);
                    mask &= mask - 1;
                }
            }
            count += found;
        }
        return count;
    }

    private static long Cents(ReadOnlySpan<byte> text)
    {
        long value = 0;
        var decimals = -1;
        foreach (var b in text)
        {
            if (b == '.')
            {
                decimals = 0;
                continue;
            }
            value = value * 10 + (b - '0');
            if (decimals >= 0)
                decimals++;
        }
        return decimals switch { 2 => value, 1 => value * 10, _ => value * 100 };
    }
}
