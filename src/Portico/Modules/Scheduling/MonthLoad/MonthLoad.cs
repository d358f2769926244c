using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.MonthLoad;

/// <summary>How full each day of a month is. No patient is named.</summary>
[AllowedTo(Roles.Care)]
public sealed class MonthLoad(IPracticeDirectory practice) : Query<MonthLoad.Request, MonthLoad.Result>
{
    /// <param name="Location">Null: everywhere.</param>
    /// <param name="Provider">Null: everyone.</param>
    /// <param name="Month">Any day of it.</param>
    public sealed record Request(LocationId? Location, ProviderId? Provider, DateOnly Month) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Month.Year is < 1900 or > 9000)
                yield return new ValidationResult("Choose a date of this century.");
        }
    }

    /// <param name="Days">Every day of the month, in order.</param>
    public sealed record Result(IReadOnlyList<Day> Days);

    /// <param name="Visits">Booked, neither cancelled nor missed.</param>
    /// <param name="BookedMinutes">Of those visits, a group's once however many are in it.</param>
    /// <param name="OpenMinutes">That can be booked: sessions less blocks, each lane by itself. 0: nobody sees patients.</param>
    public sealed record Day(DateOnly Date, int Visits, int BookedMinutes, int OpenMinutes)
    {
        /// <summary>Of the open time, in whole percent, rounded down; beyond 100 when more is booked than there are sessions.
        /// Null: there is no open time.</summary>
        public int? Percent => OpenMinutes == 0 ? null : BookedMinutes * 100 / OpenMinutes;
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var first = new DateOnly(request.Month.Year, request.Month.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        var booked = desk.Db.Set<AppointmentRow>().Where(a => a.Date >= first && a.Date <= last
            && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow);
        var groups = desk.Db.Set<GroupVisit>().Where(g => g.Date >= first && g.Date <= last && !g.IsCancelled);
        if (request.Location is { } at)
            (booked, groups) = (booked.Where(a => a.LocationId == at), groups.Where(g => g.LocationId == at));
        if (request.Provider is { } with)
            (booked, groups) = (booked.Where(a => a.ProviderId == with), groups.Where(g => g.ProviderId == with));
        var visits = await booked.GroupBy(a => a.Date)
            .Select(g => new { Date = g.Key, Count = g.Count(), Minutes = g.Sum(a => a.GroupVisitId == null ? a.Minutes : 0) }).ToDictionaryAsync(g => g.Date, ct);
        var together = await groups.GroupBy(g => g.Date).Select(g => new { Date = g.Key, Minutes = g.Sum(v => v.Minutes) })
            .ToDictionaryAsync(g => g.Date, g => g.Minutes, ct);
        var active = (await practice.ProvidersAsync(desk, ct)).Select(p => p.Id).ToHashSet();
        var open = new int[last.Day];
        foreach (var place in await practice.EveryLocationAsync(desk, ct))
        {
            if (request.Location is { } only && only != place.Id)
                continue;
            var plans = await DayPlans.ReadAsync(desk, place.Id, place.Zone, request.Provider, first, last, ct);
            foreach (var provider in plans.Providers.Where(active.Contains))
            {
                for (var date = first; date <= last; date = date.AddDays(1))
                    open[date.Day - 1] += plans.Of(provider, date).OpenMinutes;
            }
        }
        return new Result([.. Enumerable.Range(0, last.Day).Select(n =>
        {
            var found = visits.GetValueOrDefault(first.AddDays(n));
            return new Day(first.AddDays(n), found?.Count ?? 0, (found?.Minutes ?? 0) + together.GetValueOrDefault(first.AddDays(n)), open[n]);
        })]);
    }
}
