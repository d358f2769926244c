using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;

namespace Portico.Modules.Scheduling.Domain;

/// <summary>When a room, device, interpreter or nurse can be had on one date at one place: always but for its blocks.</summary>
public sealed class ResourcePlan
{
    private readonly LocalDay _day;
    private readonly IReadOnlyList<ResourceBlock> _blocks;

    private ResourcePlan(LocalDay day, ResourceId resource, IReadOnlyList<ResourceBlock> blocks) => (_day, Resource, _blocks) = (day, resource, blocks);

    public ResourceId Resource { get; }

    /// <param name="day">The date at the place.</param>
    /// <param name="resource">Which.</param>
    /// <param name="blocks">Others' are ignored.</param>
    public static ResourcePlan Of(LocalDay day, ResourceId resource, IEnumerable<ResourceBlock> blocks) =>
        new(day, resource, [.. blocks.Where(b => b.ResourceId == resource && b.StartsAt < day.WindowEnd && b.EndsAt > day.WindowStart)]);

    /// <summary>The block that a part of the span falls into. Null: none does.</summary>
    public ResourceBlock? BlockIn(CellSpan span) =>
        _blocks.FirstOrDefault(b => b.StartsAt < Cells.StartOf(span.End) && b.EndsAt > Cells.StartOf(span.From));

    /// <summary>Where <paramref name="cells"/> free cells in a row begin.</summary>
    /// <param name="cells">How long.</param>
    /// <param name="taken">The cells that are taken.</param>
    /// <returns>Start cells, counted from the day's <see cref="LocalDay.FirstCell"/>; into the night as far as a visit of the date reaches.</returns>
    public DayBits Openings(int cells, IEnumerable<long> taken)
    {
        var free = default(DayBits);
        free.Fill(0, LocalDay.Window.After, true);
        foreach (var cell in taken)
        {
            var bit = Math.Clamp(cell - _day.FirstCell, -1, DayBits.Capacity);
            free.Fill((int)bit, (int)bit + 1, false);
        }
        foreach (var block in _blocks)
        {
            var from = Math.Clamp(Cells.At(block.StartsAt) - _day.FirstCell, -1, DayBits.Capacity);
            var end = Math.Clamp(Cells.At(block.EndsAt.Minus(NodaTime.Duration.Epsilon)) + 1 - _day.FirstCell, -1, DayBits.Capacity);
            free.Fill((int)from, (int)end, false);
        }
        return free.StartsOf(cells);
    }
}
