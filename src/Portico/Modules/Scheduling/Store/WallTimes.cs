using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Work.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Keeps the wall time of visits ahead when a location changes its zone, or a new tz database changes the zone's rules: the
/// patient was told a time on the wall, so the instant follows.</summary>
internal static class WallTimes
{
    /// <summary>The edition in use, such as <c>2026c</c>.</summary>
    public static string TzVersion => DateTimeZoneProviders.Tzdb.VersionId.Split(' ') is [_, var version, ..] ? version : DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>Moves the cells of every visit ahead whose instant changed. What then stands beside another one is kept, marked and put
    /// on the reschedule list; so is what no lane is left for.</summary>
    /// <returns>How many visits have another instant now.</returns>
    public static async Task<int> KeepAsync(Desk desk, IWork work, LocationRow location, CancellationToken ct)
    {
        var known = await desk.Db.Set<LocationZone>().AsTracking().SingleOrDefaultAsync(z => z.LocationId == location.Id, ct);
        if (known is null)
            desk.Db.Add(new LocationZone { LocationId = location.Id, Zone = location.Zone, TzVersion = TzVersion });
        else
            (known.Zone, known.TzVersion) = (location.Zone, TzVersion);
        // Nothing that has begun is touched; a zone is at most a day from another.
        var since = desk.Now - Duration.FromDays(1);
        var place = location.Id;
        var ahead = await desk.Db.Set<Appointment>().AsTracking().Where(a => a.LocationId == place && a.StartsAt > since
            && (a.State == AppointmentState.Booked || a.State == AppointmentState.Confirmed)).OrderBy(a => a.StartsAt).ToListAsync(ct);
        var groups = await desk.Db.Set<GroupVisit>().AsTracking().Where(g => g.LocationId == place && g.StartsAt > since && !g.IsCancelled)
            .OrderBy(g => g.StartsAt).ToListAsync(ct);
        List<Standing> changed = [];
        foreach (var visit in ahead)
        {
            var before = Cells.At(visit.StartsAt);
            visit.KeepWallTime(location.Zone);
            if (Cells.At(visit.StartsAt) != before)
                changed.Add(new(CellOwner.Of(visit.Id), Cells.At(visit.StartsAt) - before, visit.Date, visit, null));
        }
        foreach (var group in groups)
        {
            var before = Cells.At(group.StartsAt);
            group.KeepWallTime(location.Zone);
            if (Cells.At(group.StartsAt) != before)
                changed.Add(new(CellOwner.Of(group.Id), Cells.At(group.StartsAt) - before, group.Date, null, group));
        }
        if (changed.Count == 0)
            return 0;

        Dictionary<CellOwner, List<Wanted>> wanted = [];
        foreach (var standing in changed)
            wanted[standing.Owner] = await standing.WantedAsync(desk, ct);
        // All of them first: each may want what the one before it leaves.
        foreach (var standing in changed)
            await standing.FreeAsync(desk, ct);
        var without = 0;
        // A day at a time: a year of visits would be one very long statement.
        foreach (var day in changed.GroupBy(c => c.Date))
            without += await TakeAsync(desk, work, [.. day], wanted, ct);
        foreach (var date in changed.Select(c => c.Date).Distinct())
            desk.Touch(ScheduleTopics.Day(location.Id, date));
        desk.Note("wall-time-kept", changed.Count.ToString(CultureInfo.InvariantCulture));
        if (without > 0)
            desk.Note("without-a-lane", without.ToString(CultureInfo.InvariantCulture));
        return changed.Count;
    }

    // What no lane is left for stands without cells: nothing else may wait for it, and somebody finds it a new time.
    private static async Task<int> TakeAsync(Desk desk, IWork work, List<Standing> standing, Dictionary<CellOwner, List<Wanted>> wanted,
        CancellationToken ct)
    {
        var all = standing.Count;
        while (standing.Count > 0)
        {
            var (claims, missing) = await CellGuard.TakeAsync(desk, [.. standing.SelectMany(s => wanted[s.Owner])], null, null, ct);
            if (claims is not null)
            {
                var moved = claims.Where(c => c.Lane > c.Wanted.FirstLane).Select(c => c.Wanted.Owner).ToHashSet();
                foreach (var beside in standing.Where(s => moved.Contains(s.Owner)))
                    await ListAsync(desk, work, beside, "Look at {0}: after a change of the clocks it stands beside another visit.", ct);
                break;
            }
            var left = standing.Find(s => s.Owner == missing?.Owner) ?? throw new UnreachableException();
            standing.Remove(left);
            await ListAsync(desk, work, left,
                "Find a new time for {0} and call: after a change of the clocks more visits stand at its time than there are lanes.", ct);
        }
        return all - standing.Count;
    }

    private static async Task ListAsync(Desk desk, IWork work, Standing standing, string what, CancellationToken ct)
    {
        if (standing.Visit is { } visit)
        {
            await desk.OpenChartAsync(visit.PatientId, ct);
            visit.Overbook(true);
        }
        work.Open(desk, new NewTask("reschedule",
            string.Format(CultureInfo.InvariantCulture, what, standing.Group is { } group ? $"the group “{group.Title}”" : "this visit"),
            standing.Date, Owner: null, standing.Visit?.PatientId, Roles.Desk, standing.Owner.Id));
    }

    // A visit or a group, and how far its instant went.
    private sealed record Standing(CellOwner Owner, long Shift, DateOnly Date, Appointment? Visit, GroupVisit? Group)
    {
        public async Task<List<Wanted>> WantedAsync(Desk desk, CancellationToken ct)
        {
            var (visit, group) = (Visit?.Id, Group?.Id);
            var cells = await desk.Db.Set<AppointmentCell>().AsNoTracking().Where(c => visit != null ? c.AppointmentId == visit : c.GroupVisitId == group)
                .OrderBy(c => c.Cell).ToListAsync(ct);
            List<Wanted> wanted = [];
            foreach (var run in cells.GroupBy(c => (c.ResourceId, c.Lane)))
            {
                // A cap's cell is a day's number: the day stays. So does a place in a group.
                var (from, count) = (run.Min(c => c.Cell), (int)(run.Max(c => c.Cell) - run.Min(c => c.Cell)) + 1);
                var isNumber = from < Cells.OfDay(DateOnly.MaxValue);
                wanted.Add(new(Owner, isNumber ? WantedOf.Cap : WantedOf.Provider, [run.Key.ResourceId],
                    new CellSpan(isNumber ? from : from + Shift, count), run.Key.Lane + 1 + Overbooking.Lanes, run.Key.Lane));
            }
            return wanted;
        }

        public Task FreeAsync(Desk desk, CancellationToken ct) => Visit is { } visit ? CellGuard.FreeAsync(desk.Db, visit, ct)
            : Group is { } group ? CellGuard.FreeAsync(desk.Db, group, ct) : Task.CompletedTask;
    }
}
