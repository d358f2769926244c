using System.ComponentModel.DataAnnotations;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Writes down something that someone has to do.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class OpenTask(IWork work, IStaffDirectory staff) : UseCase<OpenTask.Request, OpenTask.Result>
{
    public const string Kind = "task";

    public sealed record Request(
        [property: Required(ErrorMessage = "Say what has to be done.")]
        [property: MaxLength(200, ErrorMessage = "Say it in 200 characters at most.")]
        string Title,
        DateOnly? Due, UserId? Owner, PatientId? Patient, Roles ForRoles);

    public abstract record Result
    {
        public sealed record Opened(TaskId Task) : Result;

        public sealed record NobodyToDoIt : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.nobody-to-do-it";
        }

        /// <summary>The owner does not work here: nobody would ever see the task.</summary>
        public sealed record NoSuchOwner : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.open-no-such-owner";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (request.Patient is { } patient)
            await desk.OpenChartAsync(patient, ct);
        if (request.Owner is null && request.ForRoles == Roles.None)
            return new Result.NobodyToDoIt();
        if (request.Owner is { } owner && (await staff.MembersAsync(desk, ct)).All(m => m.Id != owner))
            return new Result.NoSuchOwner();
        return new Result.Opened(work.Open(desk,
            new NewTask(Kind, request.Title.Trim(), request.Due, request.Owner, request.Patient, request.ForRoles)));
    }
}
