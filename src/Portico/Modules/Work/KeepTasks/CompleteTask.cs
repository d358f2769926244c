using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Ends a task. A review of someone's act is never ended by themselves.</summary>
[AllowedTo(Roles.All)]
public sealed class CompleteTask(IEnumerable<EndedElsewhere> elsewhere) : UseCase<CompleteTask.Request, CompleteTask.Result>
{
    public sealed record Request(TaskId Task,
        [property: System.ComponentModel.DataAnnotations.MaxLength(500, ErrorMessage = "Say it in 500 characters at most.")]
        string? Outcome);

    public abstract record Result
    {
        public sealed record Completed : Result;

        public sealed record NoSuchTask : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.complete-no-such-task";
        }

        public sealed record AlreadyDone : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "work.complete-already-done";
        }

        /// <summary>What it asks for is done on its own page, and ends it.</summary>
        public sealed record DoneElsewhere(string Page) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.complete-done-elsewhere";
        }

        public sealed record OwnAct : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.complete-own-act";
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
        if (task.About is not null && elsewhere.FirstOrDefault(e => e.Kind == task.Kind) is { } place)
            return new Result.DoneElsewhere(place.Page);
        task.Complete(desk.Now, desk.Call.User, string.IsNullOrWhiteSpace(request.Outcome) ? null : request.Outcome.Trim());
        TheirTask.Changed(desk, task);
        return new Result.Completed();
    }
}
