using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Staff.Contracts;
using Portico.Modules.Work.Contracts;
using Portico.Modules.Work.Domain;
using Portico.Platform.Access;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Work;

/// <summary>One opening of a restricted chart as its reviewer needs it: who, whose, why, when, and every act on that chart meanwhile.</summary>
/// <remarks>The chart itself stays closed to the reviewer: the name is masked, the record number says whose it is.</remarks>
[AllowedTo(Roles.Supervisor)]
public sealed class ShowReview(IStaffDirectory staff) : Query<ShowReview.Request, ShowReview.Result>
{
    private const int MostActs = 200;

    public sealed record Request(TaskId Task);

    /// <param name="Review">Null when there is no such review.</param>
    public sealed record Result(Review? Review);

    /// <param name="By">Who opened the chart.</param>
    /// <param name="Until">When the opening ends, or ended.</param>
    /// <param name="Acts">Oldest first; also what was refused.</param>
    /// <param name="MayReview">False for the one who opened it.</param>
    /// <param name="ReviewedBy">Null while it waits.</param>
    /// <param name="Outcome">What the reviewer found. Null while it waits, or nothing was said.</param>
    public sealed record Review(TaskId Task, string By, PatientId Patient, string PatientName, string Mrn, string Reason, Instant At, Instant Until,
        IReadOnlyList<Act> Acts, bool MayReview, string? ReviewedBy, Instant? ReviewedAt, string? Outcome);

    /// <param name="What">The operation in words, such as <c>Show patient</c>.</param>
    /// <param name="Outcome"><c>read</c>, <c>done</c>, or the code of a refusal.</param>
    public sealed record Act(Instant At, string What, string Outcome);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var id = request.Task;
        if (await desk.Db.Set<WorkTask>().SingleOrDefaultAsync(t => t.Id == id && t.Kind == AskForReview.Queue, ct) is not { About: { } about } task)
            return new(null);
        var opening = new BreakGlassId(about);
        if (await desk.Db.Set<BreakGlassRow>().SingleOrDefaultAsync(g => g.Id == opening, ct) is not { } grant)
            return new(null);
        var patient = grant.PatientId;
        var row = await desk.Db.Set<PatientRow>().SingleAsync(p => p.Id == patient, ct);
        desk.Saw(patient);
        return new(new Review(id, await staff.DisplayNameAsync(desk, grant.UserId, ct), patient, PatientNames.OnList(row, await ClosedCharts.ToAsync(desk, ct)), row.Mrn,
            grant.Reason, grant.At, grant.Until, await ActsAsync(desk, grant, ct), task.MayBeDoneBy(desk.Call.User),
            task.DoneBy is { } by ? await staff.DisplayNameAsync(desk, by, ct) : null, task.DoneAt, task.Outcome));
    }

    private static async Task<IReadOnlyList<Act>> ActsAsync(Desk desk, BreakGlassRow grant, CancellationToken ct)
    {
        var (patient, user, from, until) = ((Guid?)grant.PatientId.Value, grant.UserId.Value, grant.At, grant.Until);
        var bodies = await desk.Db.Set<AuditEntryRow>().Where(e => e.PatientId == patient && e.UserId == user && e.At >= from && e.At <= until)
            .OrderBy(e => e.At).ThenBy(e => e.Id).Take(MostActs).Select(e => new { e.At, e.Body }).ToListAsync(ct);
        return [.. bodies.Select(b =>
        {
            using var entry = JsonDocument.Parse(b.Body);
            var act = entry.RootElement.GetProperty("act").GetString() ?? "";
            return new Act(b.At, InWords(act), entry.RootElement.GetProperty("outcome").GetString() ?? "");
        })];
    }

    private static string InWords(string act) => act.Length == 0 ? "" : char.ToUpperInvariant(act[0]) + act[1..].Replace('-', ' ');
}
