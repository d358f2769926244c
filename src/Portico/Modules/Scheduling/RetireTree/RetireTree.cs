using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.RetireTree;

/// <summary>Takes a tree out of use: no caller is led by it any more.</summary>
[AllowedTo(Roles.Supervisor | Roles.Clinician)]
public sealed class RetireTree : UseCase<RetireTree.Request, RetireTree.Result>
{
    /// <param name="Version">The one on the screen.</param>
    public sealed record Request(DecisionTreeId Tree, int Version);

    public abstract record Result
    {
        public sealed record Retired : Result;

        public sealed record Changed : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.retire-tree-changed";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await Trees.FindAsync(desk, request.Tree, ct) is not { } tree || tree.State == TreeState.Retired || tree.Version != request.Version)
            return new Result.Changed();
        tree.Retire();
        desk.Note("tree", tree.Id.Value.ToString());
        desk.Touch(Trees.Topic);
        return new Result.Retired();
    }
}
