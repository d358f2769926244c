using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portico.X12;

/// <summary>Where the elements and segments of a stretch of text end.</summary>
/// <remarks>
/// X12 has a delimiter every five bytes, so a search for the next one costs more than it finds. This compares 64 bytes at a
/// time, keeps one bit a delimiter, and writes the bits out as positions. The text comes in pieces that stay in cache.
/// </remarks>
internal sealed class SegmentIndex
{
    private const int Block = 64;
    private const int MostKept = 128 * 1024;

    private int[] _ends = [];
    private int[] _lasts = [];
    private int[] _specials = [];

    /// <summary>False when an input made it so large that it is not worth keeping.</summary>
    public bool IsSmall => _ends.Length <= MostKept && _specials.Length <= MostKept;

    /// <summary>Positions of every element and segment delimiter, in order.</summary>
    public int[] Ends => _ends;

    public int EndCount { get; private set; }

    /// <summary>For each segment terminator, which of <see cref="Ends"/> it is.</summary>
    public int[] Lasts => _lasts;

    public int LastCount { get; private set; }

    /// <summary>Keep positions of control characters and of component and repetition separators too.</summary>
    public bool WantsSpecials { get; set; }

    /// <summary>Positions of what a plain value cannot hold, when they are wanted.</summary>
    public int[] Specials => _specials;

    public int SpecialCount { get; private set; }

    public void Clear() => (EndCount, LastCount, SpecialCount) = (0, 0, 0);

    /// <summary>Drops what was used; moves the rest by a distance.</summary>
    /// <param name="from">The first of <see cref="Ends"/> to keep.</param>
    /// <param name="fromSpecial">The first of <see cref="Specials"/> to keep.</param>
    /// <param name="fromLast">The first of <see cref="Lasts"/> to keep.</param>
    /// <param name="moveBy">The distance.</param>
    public void Keep(int from, int fromSpecial, int fromLast, int moveBy)
    {
        var lasts = LastCount - fromLast;
        for (var i = 0; i < lasts; i++)
            _lasts[i] = _lasts[fromLast + i] - from;
        LastCount = lasts;
        var specials = SpecialCount - fromSpecial;
        for (var i = 0; i < specials; i++)
            _specials[i] = _specials[fromSpecial + i] - moveBy;
        SpecialCount = specials;
        var kept = EndCount - from;
        var ends = _ends.AsSpan();
        for (var i = 0; i < kept; i++)
            ends[i] = ends[from + i] - moveBy;
        EndCount = kept;
    }

    /// <summary>The end of the text ends the last element too.</summary>
    public void Finish(int at)
    {
        Grow(ref _ends, EndCount + 1);
        _ends[EndCount++] = at;
    }

    /// <summary>Adds the delimiters of <c>text[from..to]</c>.</summary>
    public void Add(ReadOnlySpan<byte> text, int from, int to, byte element, byte segment, byte component, byte repetition)
    {
        if (WantsSpecials)
            AddSpecials(text, from, to, component, repetition);
        // Room for a delimiter at every byte: the inner loop then needs no check, and writes up to seven too many.
        Grow(ref _ends, EndCount + (to - from) + Block);
        Grow(ref _lasts, LastCount + (to - from) + Block);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref var lasts = ref MemoryMarshal.GetArrayDataReference(_lasts);
        var (endCount, lastCount) = (EndCount, LastCount);
        ref var start = ref MemoryMarshal.GetReference(text);
        Span<byte> tail = stackalloc byte[Block];
        for (var at = from; at < to; at += Block)
        {
            ulong all, segments;
            if (to - at >= Block)
            {
                Masks(ref Unsafe.Add(ref start, at), element, segment, out all, out segments);
            }
            else
            {
                tail.Clear();
                text[at..to].CopyTo(tail);
                Masks(ref MemoryMarshal.GetReference(tail), element, segment, out all, out segments);
                var inside = (1UL << (to - at)) - 1;
                all &= inside;
                segments &= inside;
            }
            for (var left = segments; left != 0; left &= left - 1)
                Unsafe.Add(ref lasts, lastCount++) =
                    endCount + BitOperations.PopCount(all & ((left & (~left + 1)) - 1));
            var found = BitOperations.PopCount(all);
            ref var into = ref Unsafe.Add(ref ends, endCount);
            for (var written = 0; written < found; written += 8)
            {
                for (var i = 0; i < 8; i++)
                {
                    Unsafe.Add(ref into, written + i) = at + BitOperations.TrailingZeroCount(all);
                    all &= all - 1;
                }
            }
            endCount += found;
        }
        (EndCount, LastCount) = (endCount, lastCount);
    }

    private void AddSpecials(ReadOnlySpan<byte> text, int from, int to, byte component, byte repetition)
    {
        Grow(ref _specials, SpecialCount + (to - from) + Block);
        ref var specials = ref MemoryMarshal.GetArrayDataReference(_specials);
        ref var start = ref MemoryMarshal.GetReference(text);
        var count = SpecialCount;
        var at = from;
        var (c, r, delete, control) = (Vector256.Create(component), Vector256.Create(repetition), Vector256.Create((byte)0x7F), Vector256.Create((byte)0x1F));
        for (; to - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var v = Vector256.LoadUnsafe(ref start, (nuint)at);
            var found = Vector256.Equals(v, c) | Vector256.Equals(v, r) | Vector256.Equals(v, delete) | Vector256.Equals(Vector256.Min(v, control), v);
            for (var mask = found.ExtractMostSignificantBits(); mask != 0; mask &= mask - 1)
                Unsafe.Add(ref specials, count++) = at + BitOperations.TrailingZeroCount(mask);
        }
        for (; at < to; at++)
        {
            if (text[at] is < 0x20 or 0x7F || text[at] == component || text[at] == repetition)
                Unsafe.Add(ref specials, count++) = at;
        }
        SpecialCount = count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Masks(ref byte at, byte element, byte segment, out ulong all, out ulong segments)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var text = Vector512.LoadUnsafe(ref at);
            segments = Vector512.Equals(text, Vector512.Create(segment)).ExtractMostSignificantBits();
            all = Vector512.Equals(text, Vector512.Create(element)).ExtractMostSignificantBits() | segments;
            return;
        }
        if (Vector256.IsHardwareAccelerated)
        {
            var (low, high) = (Vector256.LoadUnsafe(ref at), Vector256.LoadUnsafe(ref at, 32));
            var (e, s) = (Vector256.Create(element), Vector256.Create(segment));
            segments = Vector256.Equals(low, s).ExtractMostSignificantBits()
                | (ulong)Vector256.Equals(high, s).ExtractMostSignificantBits() << 32;
            all = segments | Vector256.Equals(low, e).ExtractMostSignificantBits()
                | (ulong)Vector256.Equals(high, e).ExtractMostSignificantBits() << 32;
            return;
        }
        all = segments = 0;
        var (e128, s128) = (Vector128.Create(element), Vector128.Create(segment));
        for (var i = 0; i < Block; i += 16)
        {
            var text = Vector128.LoadUnsafe(ref at, (nuint)i);
            var s = (ulong)Vector128.Equals(text, s128).ExtractMostSignificantBits() << i;
            segments |= s;
            all |= s | (ulong)Vector128.Equals(text, e128).ExtractMostSignificantBits() << i;
        }
    }

    private static void Grow(ref int[] array, int atLeast)
    {
        if (array.Length < atLeast)
            Array.Resize(ref array, Math.Max(atLeast, array.Length * 2));
    }
}
