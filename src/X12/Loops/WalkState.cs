namespace Portico.X12;

/// <summary>
/// Where a transaction stands in its guide: the open loops, and the place reached in each. It remembers what followed, so that
/// the grammar is searched once for each kind of step and not for each segment.
/// </summary>
/// <remarks>
/// Kept with the guide and shared by all readers; safe from any thread. A guide has only so many, and each remembers only so
/// many steps, whatever inputs hold. Equal ones are one object.
/// </remarks>
internal sealed class WalkState(WalkState? outer, LoopSpec spec, int ordinal)
{
    private const int MostSteps = 64;

    private readonly Lock _lock = new();

    // By hash, at least half empty. Never changed once it is here: a larger one takes its place.
    private Step?[] _steps = [null];
    private int _count;

    /// <summary>One step of the walk.</summary>
    /// <param name="Number">Of the segment's id.</param>
    /// <param name="Qualifier">The code that tells its place.</param>
    /// <param name="Up">So many loops are complete.</param>
    /// <param name="Child">The place it goes to.</param>
    /// <param name="Next">Where the transaction stands then.</param>
    public sealed record Step(int Number, ulong Qualifier, int Up, LoopChild Child, WalkState Next);

    /// <summary>The same for the loop around the innermost one; null for the transaction.</summary>
    public WalkState? Outer => outer;

    /// <summary>The innermost loop.</summary>
    public LoopSpec Spec => spec;

    /// <summary>The place reached in it.</summary>
    public int Ordinal => ordinal;

    /// <returns>Null where such a segment has not come before.</returns>
    public Step? Find(int number, ulong qualifier)
    {
        var steps = _steps;
        for (var at = SlotOf(number, qualifier, steps.Length); ; at = (at + 1) & (steps.Length - 1))
        {
            var step = steps[at];
            if (step is null || (step.Number == number && step.Qualifier == qualifier))
                return step;
        }
    }

    public void Learn(Step step)
    {
        lock (_lock)
        {
            if (_count == MostSteps || Find(step.Number, step.Qualifier) is not null)
                return;
            _count++;
            var steps = new Step?[Math.Max(_steps.Length, 4) * (_count * 2 > _steps.Length ? 2 : 1)];
            foreach (var known in _steps)
            {
                if (known is not null)
                    Put(steps, known);
            }
            Put(steps, step);
            Volatile.Write(ref _steps, steps);
        }
    }

    private static void Put(Step?[] steps, Step step)
    {
        var at = SlotOf(step.Number, step.Qualifier, steps.Length);
        while (steps[at] is not null)
            at = (at + 1) & (steps.Length - 1);
        steps[at] = step;
    }

    private static int SlotOf(int number, ulong qualifier, int size) =>
        (int)((qualifier + (ulong)number) * 0x9E3779B97F4A7C15UL >> 40) & (size - 1);
}
