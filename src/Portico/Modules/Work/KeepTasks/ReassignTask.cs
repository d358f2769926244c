using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Gives a task to a colleague; to nobody, it goes back to its queue.</summary>
[AllowedTo(Roles.All)]
public sealed class ReassignTask(IStaffDirectory staff) : UseCase<ReassignTask.Request, ReassignTask.Result>
{
    public sealed record Request(TaskId Task, UserId? Owner);

    public abstract record Result
    {
        public sealed record Reassigned : Result;

        public sealed record NoSuchTask : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.reassign-no-such-task";
        }

        /// <summary>The new owner does not work here: nobody would ever see the task.</summary>
        public sealed record NoSuchOwner : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.reassign-no-such-owner";
        }

        public sealed record AlreadyDone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "work.reassign-already-done";
        }

        public sealed record OwnAct : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.reassign-own-act";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await TheirTask.FindAsync(desk, request.Task, ct) is not { } task)
            return new Result.NoSuchTask();
        if (!task.IsOpen)
            return new Result.AlreadyDone();
        if (request.Owner is { } wanted && (await staff.MembersAsync(desk, ct)).All(m => m.Id != wanted))
            return new Result.NoSuchOwner();
        if (!task.MayBeDoneBy(request.Owner ?? default))
            return new Result.OwnAct();
        if (request.Owner is { } owner)
            task.GiveTo(owner);
        else
            task.PutBack();
        TheirTask.Changed(desk, task);
        return new Result.Reassigned();
    }
}
