using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.SubmitTree;

/// <summary>Publishes a draft; one with a red flag waits for a clinician.</summary>
[AllowedTo(Roles.Supervisor)]
public sealed class SubmitTree : UseCase<SubmitTree.Request, SubmitTree.Result>
{
    /// <param name="Version">The one on the screen.</param>
    public sealed record Request(DecisionTreeId Tree, int Version);

    public abstract record Result
    {
        public sealed record Published : Result;

        /// <summary>It has a red flag: a clinician who did not write it approves it.</summary>
        public sealed record AwaitsApproval : Result;

        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.submit-tree-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Trees.FindAsync(desk, request.Tree, ct) is not { State: TreeState.Draft } tree || tree.Version != request.Version)
            return new Result.Changed();
        var needsApproval = Trees.Read(tree.Body).HasRedFlag();
        tree.Submit(needsApproval);
        desk.Note("tree", tree.Id.Value.ToString());
        desk.Touch(Trees.Topic);
        if (needsApproval)
            return new Result.AwaitsApproval();
        await Trees.ReplaceAsync(desk, tree, ct);
        return new Result.Published();
    }
}
