using Microsoft.EntityFrameworkCore;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>Opens tasks on behalf of other modules, in their transaction.</summary>
internal sealed class WorkDesk : IWork
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
}
