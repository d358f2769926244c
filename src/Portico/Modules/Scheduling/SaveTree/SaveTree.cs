using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.SaveTree;

/// <summary>Writes a decision tree's draft. A published one stays as it is: its draft replaces it once it is published itself.</summary>
[AllowedTo(Roles.Supervisor)]
public sealed class SaveTree : UseCase<SaveTree.Request, SaveTree.Result>
{
    /// <param name="Tree">Null: a new one.</param>
    /// <param name="Version">The one on the screen. 0 for a new one.</param>
    /// <param name="Name">The reason, as the desk chooses it.</param>
    /// <param name="Body">The questions.</param>
    public sealed record Request(DecisionTreeId? Tree, int Version,
        [property: Required(ErrorMessage = "Name the reason for the visit."), StringLength(100, ErrorMessage = "Shorten the name to 100 characters.")] string Name,
        GuidedTree Body);

    public abstract record Result
    {
        public sealed record Saved(DecisionTreeId Tree, int Version) : Result;

        /// <param name="Problem">What is wrong, in the editor's words.</param>
        public sealed record NotWhole(string Problem) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.tree-not-whole";
        }

        /// <summary>Someone else changed it meanwhile, or it is retired.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.tree-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Body.Problem() is { } problem)
            return new Result.NotWhole(problem);
        var types = request.Body.Questions.SelectMany(q => q.Answers).Select(a => a.VisitType).OfType<VisitTypeId>().Distinct().ToList();
        if (await desk.Db.Set<VisitTypeRow>().CountAsync(v => types.Contains(v.Id) && v.IsActive, ct) < types.Count)
            return new Result.NotWhole("A visit type is no longer in use: choose another one.");
        var tree = request.Tree is { } id ? await Trees.FindAsync(desk, id, ct) : null;
        if (request.Tree is not null && (tree is null || tree.Version != request.Version || tree.State == TreeState.Retired))
            return new Result.Changed();
        var (name, body) = (request.Name.Trim(), Trees.Write(request.Body));
        if (tree is not { IsOpen: true })
        {
            tree = new DecisionTree { Id = Id.New<DecisionTreeId>(), Name = name, Body = body, Replaces = tree?.Id };
            desk.Db.Add(tree);
        }
        tree.Edit(name, body, desk.Call.User, desk.Now);
        desk.Note("tree", tree.Id.Value.ToString());
        desk.Touch(Trees.Topic);
        return new Result.Saved(tree.Id, tree.Version);
    }
}
