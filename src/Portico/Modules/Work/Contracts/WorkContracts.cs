using NodaTime;
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
/// <param name="About">What else it is about, as its kind understands it. Null: nothing.</param>
/// <param name="NotBy">Who must neither own nor complete it: nobody approves their own act. Null: anyone may.</param>
/// <param name="Detail">What is known beyond the title; hidden on lists from those to whom the patient's chart is closed. Null: nothing.</param>
public sealed record NewTask(string Kind, string Title, DateOnly? Due, UserId? Owner, PatientId? Patient, Roles ForRoles,
    Guid? About = null, UserId? NotBy = null, string? Detail = null);

/// <summary>A queue whose tasks end with what they ask for, on a page of the module that opened them: never by hand.</summary>
/// <param name="Kind">As in <see cref="NewTask.Kind"/>.</param>
/// <param name="Page">Where it is done.</param>
/// <param name="Verb">What the button says: <c>Decide…</c>.</param>
public sealed record EndedElsewhere(string Kind, string Page, string Verb);

/// <summary>An open task of a queue, for the module that shows the queue as a list of its own.</summary>
/// <param name="Patient">Null: about no patient.</param>
/// <param name="About">As in <see cref="NewTask.About"/>. Null: nothing.</param>
/// <param name="Detail">As it was opened with. Hide it where the patient's name is hidden. Null: nothing.</param>
/// <param name="Notes">What was noted on it since, the oldest first.</param>
/// <param name="OwnerName">Who took it. Null: nobody has it.</param>
public sealed record QueuedTask(TaskId Task, PatientId? Patient, Guid? About, string? Detail, IReadOnlyList<string> Notes, string? OwnerName);

/// <summary>What the live feed says when tasks change.</summary>
public static class WorkTopics
{
    public const string Tasks = "work/tasks";
}

public interface IWork
{
    TaskId Open(Desk desk, NewTask task);

    /// <summary>What the open tasks of a kind asked for was done elsewhere. None open: nothing happens.</summary>
    /// <param name="desk">The attempt; its caller is who did it.</param>
    /// <param name="kind">The queue.</param>
    /// <param name="about">As in <see cref="NewTask.About"/>.</param>
    /// <param name="outcome">A word or two: no free text of patients.</param>
    /// <param name="ct">Stops before the write.</param>
    Task CompleteAboutAsync(Desk desk, string kind, Guid about, string outcome, CancellationToken ct);

    /// <summary>What completed them was taken back: those of a kind that ended at that moment are open again. None did: nothing happens.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="kind">The queue.</param>
    /// <param name="about">As in <see cref="NewTask.About"/>.</param>
    /// <param name="endedAt">When the act that is taken back was done.</param>
    /// <param name="ct">Stops before the write.</param>
    Task ReopenAboutAsync(Desk desk, string kind, Guid about, Instant endedAt, CancellationToken ct);

    /// <summary>Notes on the open tasks of a kind what was tried. None open: nothing happens.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="kind">The queue.</param>
    /// <param name="about">As in <see cref="NewTask.About"/>.</param>
    /// <param name="note">One line: no free text of patients.</param>
    /// <param name="ct">Stops before the write.</param>
    /// <returns>How many were open.</returns>
    Task<int> NoteAboutAsync(Desk desk, string kind, Guid about, string note, CancellationToken ct);

    /// <returns>The open tasks of a kind, whoever has them, the oldest first.</returns>
    Task<IReadOnlyList<QueuedTask>> QueueAsync(Desk desk, string kind, CancellationToken ct);
}
