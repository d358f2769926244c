using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ShowRescheduleList;

/// <summary>Whom to call about a visit that cannot stay, in the order of the calls, with what is said and why they come first.</summary>
[AllowedTo(Roles.Desk | Roles.Clinician)]
public sealed class ShowRescheduleList(IWork work) : Query<ShowRescheduleList.Request, ShowRescheduleList.Result>
{
    /// <param name="Location">Null: everywhere.</param>
    public sealed record Request(LocationId? Location);

    /// <param name="Lines">Those who were called least first, of them the urgent ones, and of one urgency the earlier visit; at the end those
    /// that are no longer ahead.</param>
    /// <param name="Groups">Group visits that cannot stay, the earlier first: each is moved or cancelled as a whole.</param>
    /// <param name="Locations">Those in use: what the list may be cut down to.</param>
    public sealed record Result(IReadOnlyList<Line> Lines, IReadOnlyList<GroupLine> Groups, IReadOnlyList<LocationRow> Locations);

    /// <summary>A group to move or to cancel. Date and time are on the wall there.</summary>
    /// <param name="Why">Why it cannot stay. Null: a change of the clocks put it beside another visit.</param>
    public sealed record GroupLine(GroupVisitId Group, string Title, DateOnly Date, TimeOnly Time, string Provider, string Location, string? Why);

    /// <summary>A call. Date and time are those that the patient has, on the wall there.</summary>
    /// <param name="Name">As lists show it.</param>
    /// <param name="Phone">Null when none is known, or the name is masked.</param>
    /// <param name="Why">Why the visit cannot stay. Null when the name is masked, or a change of the clocks put it beside another one.</param>
    /// <param name="Reasons">Why to call in this order.</param>
    /// <param name="Tried">When nobody answered, the oldest first.</param>
    /// <param name="IsAhead">False: it was kept, missed or begun meanwhile, and only comes off the list.</param>
    /// <param name="OwnerName">Who took the call among the tasks. Null: nobody has.</param>
    public sealed record Line(AppointmentId Appointment, int Version, PatientId Patient, string Name, string? Phone, DateOnly Date, TimeOnly Time, int Minutes,
        string VisitType, string Provider, string Location, string? Why, WaitlistUrgency Urgency, IReadOnlyList<CallPoint> Reasons, IReadOnlyList<string> Tried, bool IsAhead,
        string? OwnerName);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var tasks = (await work.QueueAsync(desk, Bumps.Queue, ct)).Where(t => t.About is not null)
            .GroupBy(t => new AppointmentId(t.About ?? default)).ToDictionary(g => g.Key, g => g.Last());
        List<AppointmentId> ids = [.. tasks.Keys];
        var rows = await (
            from a in desk.Db.Set<Appointment>().AsNoTracking()
            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
            join v in desk.Db.Set<VisitTypeRow>() on new { a.PracticeId, Id = a.VisitTypeId } equals new { v.PracticeId, v.Id }
            join d in desk.Db.Set<ProviderRow>() on new { a.PracticeId, Id = a.ProviderId } equals new { d.PracticeId, d.Id }
            join l in desk.Db.Set<LocationRow>() on new { a.PracticeId, Id = a.LocationId } equals new { l.PracticeId, l.Id }
            where ids.Contains(a.Id)
            select new { Visit = a, Patient = p, VisitType = v.Name, Provider = d.DisplayName, Location = l }).ToListAsync(ct);
        var patients = rows.Select(r => r.Patient.Id).Distinct().ToList();
        var waits = (await desk.Db.Set<WaitlistEntry>().AsNoTracking().Where(e => patients.Contains(e.PatientId)
                && (e.State == WaitlistState.Waiting || e.State == WaitlistState.Offered)).ToListAsync(ct))
            .GroupBy(e => (e.PatientId, e.VisitTypeId)).ToDictionary(g => g.Key, g => g.Max(e => e.Urgency));
        List<AppointmentId?> listed = [.. ids];
        var linked = (await desk.Db.Set<Appointment>().AsNoTracking().Where(a => listed.Contains(a.LinkedTo)
                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).Select(a => a.LinkedTo).ToListAsync(ct))
            .CountBy(a => a ?? default).ToDictionary(c => c.Key, c => c.Value);
        var closed = await ClosedCharts.ToAsync(desk, ct);

        List<Line> lines = [];
        foreach (var row in rows.Where(r => request.Location is not { } only || r.Location.Id == only)
            .OrderBy(r => r.Visit.StartsAt).ThenBy(r => r.Visit.Id.Value))
        {
            var (visit, task, hides) = (row.Visit, tasks[row.Visit.Id], closed.Hides(row.Patient));
            desk.Saw(row.Patient.Id);
            var order = CallOrder.Of(new BumpedVisit(visit.StartsAt,
                visit.Date.DayNumber - DateOnly.FromDateTime(PracticeClock.Local(desk.Now, row.Location.Zone)).DayNumber,
                visit.State == AppointmentState.Confirmed, linked.GetValueOrDefault(visit.Id),
                waits.TryGetValue((visit.PatientId, visit.VisitTypeId), out var urgency) ? urgency : null,
                hides ? null : visit.InterpreterLanguage, visit.SeriesNumber), desk.Now);
            lines.Add(new Line(visit.Id, visit.Version, row.Patient.Id, PatientNames.OnList(row.Patient, closed), hides ? null : row.Patient.Phone, visit.Date,
                visit.Time, visit.Minutes, hides ? PatientNames.MaskedVisit : row.VisitType, row.Provider, row.Location.Name, hides ? null : task.Detail,
                order.Urgency, order.Why, task.Notes, visit.IsAhead, task.OwnerName));
        }
        // Sorted by their time before: a stable order keeps that within an urgency.
        return new Result([.. lines.OrderByDescending(l => l.IsAhead).ThenBy(l => l.Tried.Count).ThenByDescending(l => l.Urgency)],
            await GroupsAsync(desk, request.Location, tasks.ToDictionary(t => t.Key.Value, t => t.Value.Detail), ct), [.. await desk.Db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Name).ToListAsync(ct)]);
    }

    private static async Task<IReadOnlyList<GroupLine>> GroupsAsync(Desk desk, LocationId? location, Dictionary<Guid, string?> tasks, CancellationToken ct)
    {
        List<GroupVisitId> ids = [.. tasks.Keys.Select(about => new GroupVisitId(about))];
        var rows = await (
            from g in desk.Db.Set<GroupVisit>().AsNoTracking()
            join d in desk.Db.Set<ProviderRow>() on new { g.PracticeId, Id = g.ProviderId } equals new { d.PracticeId, d.Id }
            join l in desk.Db.Set<LocationRow>() on new { g.PracticeId, Id = g.LocationId } equals new { l.PracticeId, l.Id }
            where ids.Contains(g.Id) && !g.IsCancelled && (location == null || g.LocationId == location)
            orderby g.StartsAt
            select new { Group = g, Provider = d.DisplayName, Location = l.Name }).ToListAsync(ct);
        return [.. rows.Select(r => new GroupLine(r.Group.Id, r.Group.Title, r.Group.Date, r.Group.Time, r.Provider, r.Location, tasks[r.Group.Id.Value]))];
    }
}
