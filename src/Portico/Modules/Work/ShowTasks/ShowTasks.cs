using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>One's own tasks and those of one's roles' queues, overdue first. Names of restricted patients are masked.</summary>
[AllowedTo(Roles.All)]
public sealed class ShowTasks(IStaffDirectory staff, IPracticeDay day, IEnumerable<EndedElsewhere> elsewhere)
    : Query<ShowTasks.Request, ShowTasks.Result>
{
    private const int MostTasks = 200;

    public sealed record Request;

    public sealed record Result(IReadOnlyList<Line> Mine, IReadOnlyList<Line> Queues, IReadOnlyList<Colleague> Colleagues);

    public sealed record Colleague(UserId User, string Name);

    /// <param name="Patient">Null: about no patient.</param>
    /// <param name="PatientName">As lists show it. Null: about no patient.</param>
    /// <param name="OwnerName">Null: nobody has it.</param>
    /// <param name="Detail">What is known beyond the title: of a review who opened the chart and why. Of a masked patient only that the
    /// chart says it. Null: nothing.</param>
    /// <param name="MayDo">False for the one whose act it reviews.</param>
    /// <param name="Elsewhere">Where it is done and so ended. Null: it is completed here.</param>
    public sealed record Line(
        TaskId Task, string Kind, string Title, DateOnly? Due, bool IsOverdue, PatientId? Patient, string? PatientName,
        string? OwnerName, string? Detail, bool MayDo, Instant OpenedAt, EndedElsewhere? Elsewhere);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (user, roles) = (desk.Call.User, desk.Roles);
        var tasks = await desk.Db.Set<WorkTask>()
            .Where(t => t.DoneAt == null && (t.Owner == user || (t.ForRoles & roles) != 0))
            .OrderBy(t => t.Due == null).ThenBy(t => t.Due).ThenBy(t => t.OpenedAt).Take(MostTasks).ToListAsync(ct);
        var members = (await staff.MembersAsync(desk, ct)).ToDictionary(m => m.Id, m => m.DisplayName);
        var ids = tasks.Where(t => t.PatientId != null).Select(t => t.PatientId ?? default).Distinct().ToList();
        var patients = await desk.Db.Set<PatientRow>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var patient in patients.Keys)
            desk.Saw(patient);
        var grants = tasks.Where(t => t is { Kind: AskForReview.Queue, About: not null })
            .Select(t => new BreakGlassId(t.About ?? default)).ToList();
        var opened = await desk.Db.Set<BreakGlassRow>().Where(g => grants.Contains(g.Id)).ToDictionaryAsync(g => g.Id, ct);
        var today = await day.TodayAsync(desk, ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);

        var lines = tasks.Select(t => (t.Owner, Line: new Line(
            t.Id, t.Kind, t.Title, t.Due, t.Due < today, t.PatientId,
            t.PatientId is { } patient && patients.TryGetValue(patient, out var row) ? PatientNames.OnList(row, closed) : null,
            t.Owner is { } owner ? members.GetValueOrDefault(owner, "Former colleague") : null,
            t.About is { } about && opened.TryGetValue(new BreakGlassId(about), out var grant)
                ? $"{members.GetValueOrDefault(grant.UserId, "Former colleague")}: {grant.Reason}"
                : t.Detail is not null && t.PatientId is { } whose && patients.TryGetValue(whose, out var masked) && closed.Hides(masked)
                    ? "What it says is read on the patient's page." : t.Detail,
            t.MayBeDoneBy(user), t.OpenedAt, t.About is null ? null : elsewhere.FirstOrDefault(e => e.Kind == t.Kind)))).ToList();
        return new(
            [.. lines.Where(l => l.Owner == user).Select(l => l.Line)],
            [.. lines.Where(l => l.Owner != user).Select(l => l.Line)],
            [.. members.Select(m => new Colleague(m.Key, m.Value)).OrderBy(m => m.Name, StringComparer.Ordinal)]);
    }
}
