using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ResourceBlocks;

/// <summary>The rooms, devices, interpreters and nurses of a location, and when they cannot be had from now on.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class ResourceBlocks(IPracticeDirectory practice) : Query<ResourceBlocks.Request, ResourceBlocks.Result>
{
    /// <param name="Location">Whose, and whose wall time; those that serve every location too.</param>
    public sealed record Request(LocationId Location);

    /// <param name="Resources">In use, by class and name.</param>
    /// <param name="Blocks">By time.</param>
    public sealed record Result(IReadOnlyList<Item> Resources, IReadOnlyList<Block> Blocks);

    public sealed record Item(ResourceId Id, ResourceClass Class, string Kind, string Name);

    /// <summary>In wall time there.</summary>
    public sealed record Block(ResourceBlockId Id, ResourceId Resource, string Name, DateOnly From, TimeOnly Starts, DateOnly To, TimeOnly Ends, string Reason);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (at, now) = (request.Location, desk.Now);
        var zone = (await practice.LocationAsync(desk, at, ct)).Zone;
        var resources = await desk.Db.Set<ResourceRow>().Where(r => r.LocationId == null || r.LocationId == at).ToListAsync(ct);
        var names = resources.ToDictionary(r => r.Id, r => r.Name);
        var ids = names.Keys.ToList();
        var blocks = await desk.Db.Set<ResourceBlock>().AsNoTracking().Where(b => ids.Contains(b.ResourceId) && b.EndsAt > now)
            .OrderBy(b => b.StartsAt).ToListAsync(ct);
        return new Result([.. resources.Where(r => r.IsActive).OrderBy(r => r.Class).ThenBy(r => r.Name, StringComparer.Ordinal)
                .Select(r => new Item(r.Id, r.Class, r.Kind, r.Name))],
            [.. blocks.Select(b =>
            {
                var (from, to) = (PracticeClock.Local(b.StartsAt, zone), PracticeClock.Local(b.EndsAt, zone));
                return new Block(b.Id, b.ResourceId, names[b.ResourceId], DateOnly.FromDateTime(from), TimeOnly.FromDateTime(from),
                    DateOnly.FromDateTime(to), TimeOnly.FromDateTime(to), b.Reason);
            })]);
    }
}
