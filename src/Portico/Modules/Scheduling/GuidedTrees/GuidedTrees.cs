using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.GuidedTrees;

/// <summary>The decision trees: those that lead callers, and for their editors those that do not yet.</summary>
[AllowedTo(Roles.Care)]
public sealed class GuidedTrees(IPracticeDirectory practice, IColleagues colleagues) : Query<GuidedTrees.Request, GuidedTrees.Result>
{
    /// <param name="WithDrafts">Drafts and what waits for approval too; those who neither edit nor approve get the published ones alone.</param>
    public sealed record Request(bool WithDrafts);

    /// <param name="Trees">By name; retired ones are left out.</param>
    /// <param name="Specialties">Of the providers in use, for the editor.</param>
    public sealed record Result(IReadOnlyList<Tree> Trees, IReadOnlyList<VisitTypeRow> VisitTypes, IReadOnlyList<string> Specialties);

    /// <param name="ApprovedBy">A clinician's name. Null while none approved it.</param>
    public sealed record Tree(DecisionTreeId Id, string Name, TreeState State, DecisionTreeId? Replaces, int Version, UserId EditedBy,
        string EditedByName, string? ApprovedBy, GuidedTree Body);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var withDrafts = request.WithDrafts && (desk.Roles & (Roles.Supervisor | Roles.Clinician)) != 0;
        var trees = await desk.Db.Set<DecisionTree>().AsNoTracking()
            .Where(t => t.State == TreeState.Published || (withDrafts && t.State != TreeState.Retired)).OrderBy(t => t.Name).ToListAsync(ct);
        var names = await colleagues.NamesAsync(desk, [.. trees.Select(t => t.EditedBy).Concat(trees.Select(t => t.ApprovedBy).OfType<UserId>()).Distinct()], ct);
        return new Result([.. trees.Select(t => new Tree(t.Id, t.Name, t.State, t.Replaces, t.Version, t.EditedBy,
                names.GetValueOrDefault(t.EditedBy) ?? "Someone who left",
                t.ApprovedBy is { } by ? names.GetValueOrDefault(by) ?? "Someone who left" : null, Trees.Read(t.Body)))],
            await practice.VisitTypesAsync(desk, ct),
            [.. (await practice.ProvidersAsync(desk, ct)).Select(p => p.Specialty).Distinct().Order(StringComparer.Ordinal)]);
    }
}
