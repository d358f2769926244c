using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>What is still to be done for one patient, whoever's it is. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class PatientTasks(IStaffDirectory staff, IPracticeDay day) : Query<PatientTasks.Request, PatientTasks.Result>
{
    private const int MostTasks = 50;

    public sealed record Request(PatientId Patient);

    /// <param name="OnTheLine">The call that the caller of this query recorded and that is not over. Null: none.</param>
    public sealed record Result(IReadOnlyList<Line> Tasks, CallerRecordId? OnTheLine);

    /// <param name="Detail">Null: the title says all.</param>
    /// <param name="Owner">Null: nobody has taken it.</param>
    public sealed record Line(TaskId Task, string Title, string? Detail, DateOnly? Due, bool IsOverdue, string? Owner);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var patient = request.Patient;
        // Reviews are for those who hold them: their title would say that this chart was opened, and by whom.
        var tasks = await desk.Db.Set<WorkTask>().Where(t => t.PatientId == patient && t.DoneAt == null && t.Kind != AskForReview.Queue)
            .OrderBy(t => t.Due == null).ThenBy(t => t.Due).ThenBy(t => t.OpenedAt).Take(MostTasks).ToListAsync(ct);
        var names = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        var today = await day.TodayAsync(desk, ct);
        return new([.. tasks.Select(t => new Line(t.Id, t.Title, t.Detail, t.Due, t.Due < today,
            t.Owner is { } owner ? names.GetValueOrDefault(owner, "Former colleague") : null))],
            (await CallRow.OnTheLineAsync(desk, patient, ct))?.Id);
    }
}
