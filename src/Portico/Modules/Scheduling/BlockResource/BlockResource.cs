using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.Ids;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.BlockResource;

/// <summary>Says when a room, device, interpreter or nurse cannot be had: a repair, a day off.</summary>
[AllowedTo(Roles.Seniors | Roles.Administrator)]
public sealed class BlockResource(IPracticeDirectory practice, IWork work) : UseCase<BlockResource.Request, BlockResource.Result>
{
    /// <param name="Resource">Which.</param>
    /// <param name="Location">Whose wall time is meant: the resource's own, or any when it serves all.</param>
    /// <param name="From">The first day.</param>
    /// <param name="Starts">On it.</param>
    /// <param name="To">The last day.</param>
    /// <param name="Ends">On it.</param>
    /// <param name="Reason">Shown when it is asked for.</param>
    /// <param name="AcceptBumps">The visits that lose it were looked at; each becomes a task.</param>
    public sealed record Request(ResourceId Resource, LocationId Location, DateOnly From, [property: OnCell] TimeOnly Starts,
        DateOnly To, [property: OnCell] TimeOnly Ends,
        [property: Required(ErrorMessage = "Say why: the desk will be asked.")]
        [property: StringLength(500, ErrorMessage = "Shorten the reason to 500 characters.")] string Reason,
        bool AcceptBumps = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From || (To == From && Ends <= Starts))
                yield return new ValidationResult("Choose an end after the start.");
            if (From.Year is < 2000 or > 2200 || To.DayNumber - From.DayNumber > 366)
                yield return new ValidationResult("Choose a year at most, in this century.");
        }
    }

    public abstract record Result
    {
        /// <param name="Block">The new one.</param>
        /// <param name="Bumped">How many visits went to the reschedule list.</param>
        public sealed record Blocked(ResourceBlockId Block, int Bumped) : Result;

        /// <summary>Nothing was changed: these visits have it then. Look, and send it again with <c>AcceptBumps</c>.</summary>
        public sealed record WouldBump(IReadOnlyList<Bump> Visits) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "scheduling.resource-block-bumps-visits";
        }

        /// <summary>No such resource, or not at that location.</summary>
        public sealed record Unknown : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "scheduling.resource-unknown";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var resource = await desk.Db.Set<ResourceRow>().SingleOrDefaultAsync(r => r.Id == request.Resource, ct);
        var location = (await practice.LocationsAsync(desk, ct)).FirstOrDefault(l => l.Id == request.Location);
        if (resource is null || location is null || (resource.LocationId is { } own && own != location.Id))
            return new Result.Unknown();
        var starts = PracticeClock.At(request.From, request.Starts, location.Zone);
        var ends = PracticeClock.At(request.To, request.Ends, location.Zone);
        await ProviderHours.ChangeAllAsync(desk, ct);
        var bumps = await OnAsync(desk, resource, starts, ends, ct);
        if (bumps.Count > 0 && !request.AcceptBumps)
            return new Result.WouldBump(bumps);
        var block = new ResourceBlock
        {
            Id = Id.New<ResourceBlockId>(), ResourceId = resource.Id, StartsAt = starts, EndsAt = ends, Reason = request.Reason.Trim(),
        };
        desk.Db.Add(block);
        Bumps.Open(desk, work, bumps, block.Reason, $"{resource.Name} cannot be had");
        return new Result.Blocked(block.Id, bumps.Count);
    }

    // A group's parts are its cells, and whoever is in it loses the room with it.
    private static async Task<IReadOnlyList<Bump>> GroupsAsync(Desk desk, Guid resource, Instant starts, Instant ends, CancellationToken ct)
    {
        var (from, end, now) = (Cells.At(starts), Cells.At(ends.Minus(Duration.Epsilon)) + 1, desk.Now);
        var taken = desk.Db.Set<AppointmentCell>().Where(c => c.ResourceId == resource && c.Cell >= from && c.Cell < end && c.GroupVisitId != null)
            .Select(c => c.GroupVisitId);
        var groups = await desk.Db.Set<GroupVisit>().AsNoTracking().Where(g => taken.Contains(g.Id) && g.StartsAt >= now).OrderBy(g => g.StartsAt).ToListAsync(ct);
        var ids = groups.Select(g => g.Id).ToArray();
        var patients = await (from a in desk.Db.Set<AppointmentRow>()
                              join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
                              where a.GroupVisitId != null && ids.Contains(a.GroupVisitId.Value)
                                  && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)
                              orderby a.StartsAt
                              select new { a.Id, a.Date, a.Time, Patient = p }).ToListAsync(ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        foreach (var one in patients)
            desk.Saw(one.Patient.Id);
        return [.. groups.Select(Bumps.Of),
            .. patients.Select(p => new Bump(p.Id, p.Patient.Id, PatientNames.OnList(p.Patient, closed), p.Date, p.Time))];
    }

    // A visit has the resource from an offset on: exactly when is known only after the rows were read.
    private static async Task<IReadOnlyList<Bump>> OnAsync(Desk desk, ResourceRow resource, Instant starts, Instant ends, CancellationToken ct)
    {
        var (id, now) = (resource.Id.Value, desk.Now);
        var booked = await (from part in desk.Db.Set<AppointmentPart>().AsNoTracking()
                            join a in desk.Db.Set<AppointmentRow>() on new { part.PracticeId, Id = part.AppointmentId } equals new { a.PracticeId, a.Id }
                            join p in desk.Db.Set<PatientRow>() on new { a.PracticeId, Id = a.PatientId } equals new { p.PracticeId, p.Id }
                            where part.ResourceId == id && a.StartsAt < ends && a.EndsAt > starts && a.StartsAt >= now
                                && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)
                            orderby a.StartsAt
                            select new { Part = part, a.Id, a.Date, a.Time, a.StartsAt, Patient = p }).ToListAsync(ct);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        List<Bump> bumps = [.. await GroupsAsync(desk, id, starts, ends, ct)];
        foreach (var visit in booked)
        {
            var from = visit.StartsAt.Plus(Duration.FromMinutes(visit.Part.Offset));
            if (from >= ends || from.Plus(Duration.FromMinutes(visit.Part.Minutes)) <= starts || bumps.Exists(b => b.Appointment == visit.Id))
                continue;
            desk.Saw(visit.Patient.Id);
            bumps.Add(new Bump(visit.Id, visit.Patient.Id, PatientNames.OnList(visit.Patient, closed), visit.Date, visit.Time));
        }
        return bumps;
    }
}
