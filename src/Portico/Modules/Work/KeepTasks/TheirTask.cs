using Microsoft.EntityFrameworkCore;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>What every act on a task begins and ends with.</summary>
internal static class TheirTask
{
    /// <returns>Null when there is none, or it is in nobody's sight who asks.</returns>
    public static async Task<WorkTask?> FindAsync(Desk desk, TaskId id, CancellationToken ct) =>
        await desk.Db.Set<WorkTask>().SingleOrDefaultAsync(t => t.Id == id, ct) is { } task && task.IsFor(desk.Call.User, desk.Roles) ? task : null;

    public static void Changed(Desk desk, WorkTask task)
    {
        desk.Note("task", task.Kind);
        desk.Touch(WorkTopics.Tasks);
    }
}
