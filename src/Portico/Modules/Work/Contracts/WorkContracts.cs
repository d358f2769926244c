using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work.Contracts;

public readonly record struct TaskId(Guid Value) : IId<TaskId> { public static TaskId From(Guid value) => new(value); }

/// <param name="Kind">A queue's name in kebab-case: <c>break-glass-review</c>, <c>reschedule</c>.</param>
/// <param name="Title">What to do, as a sentence. Shown only to those who may open the patient.</param>
/// <param name="Due">Null: no date.</param>
/// <param name="Owner">Null: whoever takes it.</param>
/// <param name="Patient">Null: about no patient.</param>
/// <param name="ForRoles">Who sees it in their queue.</param>
public sealed record NewTask(string Kind, string Title, DateOnly? Due, UserId? Owner, PatientId? Patient, Roles ForRoles);

public interface IWork
{
    TaskId Open(Desk desk, NewTask task);
}
