using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage;

/// <summary>The verification checklist of one visit, with everything that was ticked and taken back. Opens the chart.</summary>
[AllowedTo(Roles.Care)]
public sealed class ShowChecklist(IVisits visits, IPracticeDirectory directory, VerificationBook book) : Query<ShowChecklist.Request, ShowChecklist.Result>
{
    public sealed record Request(VisitId Visit);

    /// <param name="Lines">Empty: the visit bills no policy, or there is no such visit.</param>
    /// <param name="Past">Newest first.</param>
    public sealed record Result(IReadOnlyList<VerificationLine> Lines, IReadOnlyList<Tick> Past, string Zone);

    public sealed record Tick(VerificationItem Item, bool IsDone, string By, Instant At);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await visits.FindAsync(desk, request.Visit, ct) is not { } visit)
            return new([], [], "Etc/UTC");
        await desk.OpenChartAsync(visit.PatientId, ct);
        var id = visit.Id;
        var zone = (await directory.LocationAsync(desk, visit.LocationId, ct)).Zone;
        var entries = await book.ReadAsync(desk, desk.Db.Set<VisitRow>().Where(v => v.Id == id), ct);
        var lines = await book.SayAsync(desk, entries, new Dictionary<LocationId, string> { [visit.LocationId] = zone }, ct);
        var ticks = await desk.Db.Set<VerificationTick>().AsNoTracking().Where(t => t.VisitId == id).OrderByDescending(t => t.At).ThenByDescending(t => t.Id).ToListAsync(ct);
        var names = await book.NamesAsync(desk, ticks.Select(t => (UserId?)t.By), ct);
        return new(lines is [var said] ? said : [], [.. ticks.Select(t => new Tick(t.Item, t.IsDone, names(t.By), t.At))], zone);
    }
}
