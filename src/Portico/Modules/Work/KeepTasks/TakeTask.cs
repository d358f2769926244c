using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Makes an open task one's own; a colleague's too, so that an absence stops nothing.</summary>
[AllowedTo(Roles.All)]
public sealed class TakeTask : UseCase<TakeTask.Request, TakeTask.Result>
{
    public sealed record Request(TaskId Task);

    public abstract record Result
    {
        public sealed record Taken : Result;

        public sealed record NoSuchTask : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.take-no-such-task";
        }

        public sealed record AlreadyDone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "work.take-already-done";
        }

        public sealed record OwnAct : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.take-own-act";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await TheirTask.FindAsync(desk, request.Task, ct) is not { } task)
            return new Result.NoSuchTask();
        if (!task.IsOpen)
            return new Result.AlreadyDone();
        if (!task.MayBeDoneBy(desk.Call.User))
            return new Result.OwnAct();
        task.GiveTo(desk.Call.User);
        TheirTask.Changed(desk, task);
        return new Result.Taken();
    }
}
