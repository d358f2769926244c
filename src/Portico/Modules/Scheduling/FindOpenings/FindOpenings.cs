using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>The next openings for a visit. A hint: when it is booked, the cells decide.</summary>
[AllowedTo(Roles.Care)]
public sealed class FindOpenings(IPracticeDirectory practice) : Query<FindOpenings.Request, FindOpenings.Result>
{
    private const int DaysAtOnce = 7;

    /// <param name="VisitType">Says how long.</param>
    /// <param name="Location">Where.</param>
    /// <param name="From">The first date; days before today are left out.</param>
    /// <param name="To">The last date; days beyond the horizon of booking are left out.</param>
    /// <param name="Providers">Null or empty: everyone.</param>
    /// <param name="Earliest">Wall time. Null: any.</param>
    /// <param name="Latest">The latest start, wall time. Null: any.</param>
    /// <param name="Weekdays">Null or empty: any.</param>
    /// <param name="Count">How many to find.</param>
    public sealed record Request(
        VisitTypeId VisitType, LocationId Location, DateOnly From, DateOnly To,
        IReadOnlyList<ProviderId>? Providers = null, TimeOnly? Earliest = null, TimeOnly? Latest = null,
        IReadOnlyList<DayOfWeek>? Weekdays = null,
        [property: Range(1, 200, ErrorMessage = "Ask for 1 to 200 openings.")] int Count = 10) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("Choose a last day on or after the first.");
            if (To.DayNumber - From.DayNumber > 366)
                yield return new ValidationResult("Search a year at most.");
        }
    }

    /// <param name="Openings">Earliest first.</param>
    /// <param name="HasMore">There are more in the same range.</param>
    /// <param name="IsKnown">False: no such visit type or location is in use.</param>
    public sealed record Result(IReadOnlyList<Opening> Openings, bool HasMore, bool IsKnown);

    /// <summary>A start that was free a moment ago, in the location's wall time.</summary>
    public sealed record Opening(ProviderId Provider, string ProviderName, DateOnly Date, TimeOnly Time, int Minutes);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        if (await practice.VisitTypeAsync(desk, request.VisitType, ct) is not { IsActive: true } type)
            return new Result([], false, false);
        if (await practice.LocationAsync(desk, request.Location, ct) is not { IsActive: true, Zone: var zone })
            return new Result([], false, false);
        var now = PracticeClock.Local(desk.Now, zone);
        var today = DateOnly.FromDateTime(now);
        var first = request.From < today ? today : request.From;
        var last = BookingHorizon.Last(desk.Now, zone) < request.To ? BookingHorizon.Last(desk.Now, zone) : request.To;
        var wanted = request.Providers is { Count: > 0 } some ? some.ToHashSet() : null;
        var providers = (await practice.ProvidersAsync(desk, ct))
            .Where(p => p.IsActive && wanted?.Contains(p.Id) != false).ToList();

        List<Opening> found = [];
        for (var from = first; from <= last && found.Count <= request.Count; from = from.AddDays(DaysAtOnce))
        {
            var to = from.AddDays(DaysAtOnce - 1);
            to = to > last ? last : to;
            var plans = await DayPlans.ReadAsync(desk, request.Location, zone, provider: null, from, to, ct);
            var here = plans.Providers.ToHashSet();
            List<ProviderRow> working = [.. providers.Where(p => here.Contains(p.Id))];
            if (working.Count == 0)
                continue;
            var taken = await TakenAsync(desk, [.. working.Select(p => p.Id.Value)], from, to, zone, ct);
            for (var date = from; date <= to && found.Count <= request.Count; date = date.AddDays(1))
            {
                if (request.Weekdays is { Count: > 0 } weekdays && !weekdays.Contains(date.DayOfWeek))
                    continue;
                found.AddRange(working
                    .SelectMany(p => Of(plans.Of(p.Id, date), taken[p.Id.Value], type.Minutes)
                        .Select(time => new Opening(p.Id, p.DisplayName, date, time, type.Minutes)))
                    .Where(o => (date != today || o.Time >= TimeOnly.FromDateTime(now))
                        && (request.Earliest is not { } earliest || o.Time >= earliest)
                        && (request.Latest is not { } latest || o.Time <= latest))
                    .OrderBy(o => o.Time).ThenBy(o => o.ProviderName, StringComparer.Ordinal));
            }
        }
        return new Result([.. found.Take(request.Count)], found.Count > request.Count, true);
    }

    // A quarter of an hour is what people say on the phone; the start of a gap is offered too, so that none is left over.
    private static IEnumerable<TimeOnly> Of(DayPlan plan, IEnumerable<(long Cell, int Lane)> taken, int minutes)
    {
        var starts = plan.Openings(Cells.Count(minutes), taken);
        foreach (var bit in starts.Set())
        {
            if (plan.WallTime(bit) is { } time && (time.Minute % 15 == 0 || !starts[bit - 1]))
                yield return time;
        }
    }

    private static async Task<ILookup<Guid, (long Cell, int Lane)>> TakenAsync(
        Desk desk, Guid[] resources, DateOnly from, DateOnly to, string zone, CancellationToken ct)
    {
        var first = Cells.At(PracticeClock.At(from, TimeOnly.MinValue, zone));
        var end = Cells.At(PracticeClock.At(to.AddDays(1), TimeOnly.MinValue, zone));
        var cells = await desk.Db.Set<AppointmentCell>()
            .Where(c => resources.Contains(c.ResourceId) && c.Cell >= first && c.Cell < end)
            .Select(c => new { c.ResourceId, c.Cell, c.Lane }).ToListAsync(ct);
        return cells.ToLookup(c => c.ResourceId, c => (c.Cell, c.Lane));
    }
}
