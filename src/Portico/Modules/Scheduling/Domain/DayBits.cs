using System.Numerics;
using System.Runtime.CompilerServices;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>One bit a cell of a local day, from its first instant: 276, 288 or 300 of them, as the clocks change.</summary>
/// <remarks>A value; the default has no bit set. Bits beyond <see cref="Capacity"/> do not exist.</remarks>
public struct DayBits : IEquatable<DayBits>
{
    /// <summary>More than the 300 cells of a day that lasts 25 hours.</summary>
    public const int Capacity = Words * 64;

    private const int Words = 5;
    private Buffer _words;

    [InlineArray(Words)]
    private struct Buffer
    {
        private ulong _first;
    }

    public readonly bool this[int cell] => (uint)cell < Capacity && (_words[cell >> 6] >> (cell & 63) & 1) != 0;

    public readonly bool IsEmpty
    {
        get
        {
            for (var w = 0; w < Words; w++)
            {
                if (_words[w] != 0)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Sets or clears cells; what lies outside the day is left out.</summary>
    public void Fill(int from, int end, bool value)
    {
        for (var cell = Math.Max(from, 0); cell < Math.Min(end, Capacity); cell++)
        {
            var bit = 1UL << (cell & 63);
            if (value)
                _words[cell >> 6] |= bit;
            else
                _words[cell >> 6] &= ~bit;
        }
    }

    public readonly DayBits And(DayBits other)
    {
        var result = default(DayBits);
        for (var w = 0; w < Words; w++)
            result._words[w] = _words[w] & other._words[w];
        return result;
    }

    public readonly DayBits Or(DayBits other)
    {
        var result = default(DayBits);
        for (var w = 0; w < Words; w++)
            result._words[w] = _words[w] | other._words[w];
        return result;
    }

    /// <summary>Every bit <paramref name="by"/> cells earlier.</summary>
    public readonly DayBits Earlier(int by)
    {
        var result = default(DayBits);
        var (words, bits) = (by >> 6, by & 63);
        for (var w = 0; w + words < Words; w++)
        {
            var low = _words[w + words] >> bits;
            var high = bits > 0 && w + words + 1 < Words ? _words[w + words + 1] << (64 - bits) : 0;
            result._words[w] = low | high;
        }
        return result;
    }

    /// <summary>The cells from which <paramref name="length"/> cells in a row are set.</summary>
    public readonly DayBits StartsOf(int length)
    {
        var result = this;
        // Doubling: after each step a set bit stands for a run of `done` cells.
        for (var done = 1; done < length;)
        {
            var step = Math.Min(done, length - done);
            result = result.And(result.Earlier(step));
            done += step;
        }
        return result;
    }

    /// <summary>The set cells in order.</summary>
    public readonly IEnumerable<int> Set()
    {
        for (var w = 0; w < Words; w++)
        {
            for (var word = _words[w]; word != 0; word &= word - 1)
                yield return (w << 6) + BitOperations.TrailingZeroCount(word);
        }
    }

    public readonly bool Equals(DayBits other)
    {
        for (var w = 0; w < Words; w++)
        {
            if (_words[w] != other._words[w])
                return false;
        }
        return true;
    }

    public override readonly bool Equals(object? obj) => obj is DayBits other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(_words[0], _words[1], _words[2], _words[3], _words[4]);

    public static bool operator ==(DayBits left, DayBits right) => left.Equals(right);

    public static bool operator !=(DayBits left, DayBits right) => !left.Equals(right);
}
