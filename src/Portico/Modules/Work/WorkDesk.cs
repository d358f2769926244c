using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Opens and reads tasks on behalf of other modules, in their transaction.</summary>
internal sealed class WorkDesk(IStaffDirectory staff) : IWork
{
    public TaskId Open(Desk desk, NewTask task)
    {
        var id = Id.New<TaskId>();
        desk.Db.Add(WorkTask.Open(id, task, desk.Now, desk.Call.IsProgram ? null : desk.Call.User));
        desk.Touch(WorkTopics.Tasks);
        return id;
    }

    public async Task CompleteAboutAsync(Desk desk, string kind, Guid about, string outcome, CancellationToken ct)
    {
        foreach (var task in await desk.Db.Set<WorkTask>().Where(t => t.Kind == kind && t.About == about && t.DoneAt == null).ToListAsync(ct))
        {
            task.Complete(desk.Now, desk.Call.User, outcome);
            desk.Touch(WorkTopics.Tasks);
        }
    }

    public async Task ReopenAboutAsync(Desk desk, string kind, Guid about, Instant endedAt, CancellationToken ct)
    {
        foreach (var task in await desk.Db.Set<WorkTask>().Where(t => t.Kind == kind && t.About == about && t.DoneAt == endedAt).ToListAsync(ct))
        {
            task.Reopen();
            desk.Touch(WorkTopics.Tasks);
        }
    }

    public async Task<int> NoteAboutAsync(Desk desk, string kind, Guid about, string note, CancellationToken ct)
    {
        var tasks = await desk.Db.Set<WorkTask>().Where(t => t.Kind == kind && t.About == about && t.DoneAt == null).ToListAsync(ct);
        foreach (var task in tasks)
        {
            task.Note(note);
            desk.Touch(WorkTopics.Tasks);
        }
        return tasks.Count;
    }

    public async Task<IReadOnlyList<QueuedTask>> QueueAsync(Desk desk, string kind, CancellationToken ct)
    {
        var tasks = await desk.Db.Set<WorkTask>().AsNoTracking().Where(t => t.Kind == kind && t.DoneAt == null)
            .OrderBy(t => t.OpenedAt).ToListAsync(ct);
        var members = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        return
        [
            .. from task in tasks
               let lines = task.Detail?.Split('\n') ?? []
               select new QueuedTask(task.Id, task.PatientId, task.About, lines.FirstOrDefault(), [.. lines.Skip(1)],
                   task.Owner is { } owner ? members.GetValueOrDefault(owner, "Former colleague") : null),
        ];
    }
}
