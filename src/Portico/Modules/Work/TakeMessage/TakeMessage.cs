using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Work;

/// <summary>Takes a message of whoever is on the line about a patient, and makes it somebody's task to call back.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class TakeMessage(IWork work, IPracticeDay day) : UseCase<TakeMessage.Request, TakeMessage.Result>
{
    public const string Queue = "callback";

    /// <param name="Caller">The recorded call: who calls is not typed twice.</param>
    /// <param name="CallBackAt">As the caller says it. Null: they call again.</param>
    /// <param name="Due">Null: today.</param>
    /// <param name="ForRoles">Whose queue it stands in.</param>
    public sealed record Request(
        CallerRecordId Caller,
        [property: Required(ErrorMessage = "Write down what the caller says.")]
        [property: MaxLength(500, ErrorMessage = "A message has 500 characters at most.")]
        string Message,
        [property: Identifier, MaxLength(40, ErrorMessage = "A phone number has 40 characters at most.")]
        string? CallBackAt,
        DateOnly? Due, Roles ForRoles);

    public abstract record Result
    {
        public sealed record Taken(TaskId Task) : Result;

        /// <summary>Nobody would see it: name a queue.</summary>
        public sealed record ForNobody : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "work.message-for-nobody";
        }

        /// <summary>The call is over, or was never recorded.</summary>
        public sealed record NoSuchCall : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "work.message-no-such-call";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Caller;
        if (await desk.Db.Set<CallRow>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } call)
            return new Result.NoSuchCall();
        await desk.OpenChartAsync(call.PatientId, ct);
        if (request.ForRoles == Roles.None)
            return new Result.ForNobody();
        var phone = string.IsNullOrWhiteSpace(request.CallBackAt) ? "calls again" : "call back at " + request.CallBackAt.Trim();
        var task = work.Open(desk, new NewTask(Queue, "Return a call", request.Due ?? await day.TodayAsync(desk, ct), Owner: null, call.PatientId,
            request.ForRoles, id.Value, Detail: $"{call.CallerName}, {PatientText.Of(call.Relation)}, {phone}: {request.Message.Trim()}"));
        desk.Touch(PatientTopics.Of(call.PatientId));
        return new Result.Taken(task);
    }
}
