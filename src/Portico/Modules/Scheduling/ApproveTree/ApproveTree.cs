using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ApproveTree;

/// <summary>A clinician stands for a tree with red flags, and publishes it so.</summary>
[AllowedTo(Roles.Clinician, ByPersonOnly = true)]
public sealed class ApproveTree : UseCase<ApproveTree.Request, ApproveTree.Result>
{
    /// <param name="Version">The one that was read.</param>
    public sealed record Request(DecisionTreeId Tree, int Version);

    public abstract record Result
    {
        public sealed record Published : Result;

        /// <summary>It was changed since it was read, or waits for nobody.</summary>
        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.approve-tree-changed";
        }

        /// <summary>Nobody approves what they wrote.</summary>
        public sealed record OwnWork : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "scheduling.approve-own-tree";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Trees.FindAsync(desk, request.Tree, ct) is not { State: TreeState.AwaitingApproval } tree || tree.Version != request.Version)
            return new Result.Changed();
        if (tree.EditedBy == desk.Call.User)
            return new Result.OwnWork();
        tree.Approve(desk.Call.User, desk.Now);
        await Trees.ReplaceAsync(desk, tree, ct);
        desk.Note("tree", tree.Id.Value.ToString());
        desk.Touch(Trees.Topic);
        return new Result.Published();
    }
}
