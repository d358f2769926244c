using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>What the acts on decision trees share.</summary>
internal static class Trees
{
    public const string Topic = "schedule/trees";

    public static string Write(GuidedTree tree) => JsonSerializer.Serialize(tree, DeskJson.Options);

    public static GuidedTree Read(string body) => JsonSerializer.Deserialize<GuidedTree>(body, DeskJson.Options)
        ?? throw new JsonException("A decision tree has no questions.");

    public static Task<DecisionTree?> FindAsync(Desk desk, DecisionTreeId id, CancellationToken ct) =>
        desk.Db.Set<DecisionTree>().SingleOrDefaultAsync(t => t.Id == id, ct);

    /// <summary>Published: the one before it goes.</summary>
    public static async Task ReplaceAsync(Desk desk, DecisionTree published, CancellationToken ct)
    {
        if (published.Replaces is { } before && await FindAsync(desk, before, ct) is { State: TreeState.Published } old)
            old.Retire();
    }
}
