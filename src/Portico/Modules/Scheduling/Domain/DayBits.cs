using System.Numerics;
using System.Runtime.CompilerServices;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>One bit a cell of a local day and of what a visit of that day can reach beside it.</summary>
/// <remarks>A value; the default has no bit set. Bits beyond <see cref="Capacity"/> do not exist.</remarks>
public struct DayBits : IEquatable<DayBits>
{
    /// <summary>An hour before midnight, the 300 cells of a day that lasts 25 hours, and eleven hours of the night after it.</summary>
    public const int Capacity = Words * 64;

    private const int Words = 7;
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
        end = Math.Min(end, Capacity);
        for (var cell = Math.Max(from, 0); cell < end;)
        {
            var stop = Math.Min(end, (cell | 63) + 1);
            var bits = Run(cell, stop);
            if (value)
                _words[cell >> 6] |= bits;
            else
                _words[cell >> 6] &= ~bits;
            cell = stop;
        }
    }

    /// <summary>Whether all of these cells are set. What lies outside the day is not.</summary>
    public readonly bool HasAll(int from, int end)
    {
        if (from < 0 || end > Capacity)
            return false;
        for (var cell = from; cell < end;)
        {
            var stop = Math.Min(end, (cell | 63) + 1);
            if ((~_words[cell >> 6] & Run(cell, stop)) != 0)
                return false;
            cell = stop;
        }
        return true;
    }

    /// <summary>Whether one of these cells is set. What lies outside the day is not.</summary>
    public readonly bool HasAny(int from, int end)
    {
        end = Math.Min(end, Capacity);
        for (var cell = Math.Max(from, 0); cell < end;)
        {
            var stop = Math.Min(end, (cell | 63) + 1);
            if ((_words[cell >> 6] & Run(cell, stop)) != 0)
                return true;
            cell = stop;
        }
        return false;
    }

    // The bits of one word.
    private static ulong Run(int from, int stop) => (stop - from == 64 ? ulong.MaxValue : (1UL << (stop - from)) - 1) << (from & 63);

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

    /// <summary>What is set here and not there.</summary>
    public readonly DayBits Without(DayBits other)
    {
        var result = default(DayBits);
        for (var w = 0; w < Words; w++)
            result._words[w] = _words[w] & ~other._words[w];
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

    /// <summary>How many cells in a row are set, where most are.</summary>
    public readonly int LongestRun()
    {
        if (IsEmpty)
            return 0;
        // Doubling until nothing is left, then what of each half still fits: a bit of `runs` stands for a run of `done` cells.
        var (runs, done, step) = (this, 1, 1);
        for (var longer = runs.And(runs.Earlier(done)); !longer.IsEmpty; longer = runs.And(runs.Earlier(done)))
            (runs, done, step) = (longer, done * 2, done * 2);
        for (step /= 2; step > 0; step /= 2)
        {
            var longer = runs.And(StartsOf(step).Earlier(done));
            if (!longer.IsEmpty)
                (runs, done) = (longer, done + step);
        }
        return done;
    }

    /// <summary>The first set cell that is not before <paramref name="from"/>. -1: there is none.</summary>
    public readonly int Next(int from)
    {
        if (from >= Capacity)
            return -1;
        var w = from >> 6;
        for (var word = _words[w] & (ulong.MaxValue << (from & 63)); ; word = _words[w])
        {
            if (word != 0)
                return (w << 6) + BitOperations.TrailingZeroCount(word);
            if (++w == Words)
                return -1;
        }
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

    public override readonly int GetHashCode() => HashCode.Combine(_words[0], _words[1], _words[2], _words[3], _words[4], _words[5], _words[6]);

    public static bool operator ==(DayBits left, DayBits right) => left.Equals(right);

    public static bool operator !=(DayBits left, DayBits right) => !left.Equals(right);
}
