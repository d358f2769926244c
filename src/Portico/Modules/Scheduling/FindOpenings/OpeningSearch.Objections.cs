using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>Why a time is not offered.</summary>
internal sealed partial class OpeningSearch
{
    /// <summary>All that stands against a time at a place, for each provider who ever has a session there.</summary>
    public async Task<IReadOnlyList<(ProviderRow Provider, IReadOnlyList<string> Reasons)>> ObjectionsAsync(
        Desk desk, LocationRow location, DateOnly date, TimeOnly time, CancellationToken ct)
    {
        List<Candidate> here = [.. rules.Providers.Values.Where(p => rules.Places[p.Id].Contains(location.Id))
            .Select(p => CandidateOf(wish.Ask, p, location))];
        List<Candidate> companions = wish.Together is { } other ? [.. Candidates(other, asWished: false).Where(c => c.Location.Id == location.Id)] : [];
        await ReadDayAsync(desk, here, companions, rules.DayOf(location.Zone, date), ct);
        List<string> always = [.. Always(location, date, time)];
        return [.. here.Select(c => (c.Provider, (IReadOnlyList<string>)[.. always, .. Against(c, companions, date, time)]))];
    }

    // Whatever day it is: of a day without a session it is asked too what is taken.
    private async Task ReadDayAsync(Desk desk, List<Candidate> here, List<Candidate> companions, LocalDay day, CancellationToken ct)
    {
        await ReadAsync(desk, here, companions, day.Date, day.Date, ct);
        List<SearchedDay> missing = [];
        foreach (var resource in here.Concat(companions).SelectMany(c => c.Needed.Select(n => ResourceOf(n, day.Zone)).Prepend(c.Own)))
        {
            if (!book.Recall(resource, day, wish.Ask.Now))
                missing.Add(new(resource, day));
        }
        var batch = desk.Batch();
        book.Read(batch, desk, missing);
        await batch.RunAsync(ct);
    }

    // What holds for every provider.
    private IEnumerable<string> Always(LocationRow location, DateOnly date, TimeOnly time)
    {
        var at = PracticeClock.At(date, time, location.Zone);
        if (at < wish.Ask.Now)
            yield return "It is over";
        if (date < wish.From || date > wish.To || (wish.Weekdays.Count > 0 && !wish.Weekdays.Contains(date.DayOfWeek)))
            yield return "It is not on the days that were asked for";
        if (time < wish.Earliest || time > wish.Latest)
            yield return "It is not at the time of day that was asked for";
        if (wish.Locations.Count > 0 && !wish.Locations.Contains(location.Id))
            yield return "Another location was asked for";
        if (rules.DayOf(location.Zone, date).WallTime(rules.DayOf(location.Zone, date).StartBit(date, time)) != time)
            yield return "The clocks skip or repeat that time";
    }

    private IEnumerable<string> Against(Candidate candidate, List<Candidate> companions, DateOnly date, TimeOnly time)
    {
        if (RuledOut(rules, wish, candidate.Provider) is { } not)
            yield return not;
        if (wish.Networks.Count > 0 && ContractOn(candidate, date) is null)
            yield return "Is not in the payer's network there on that day";
        var plan = rules.PlanOf(candidate.Provider.Id, candidate.Location, date);
        var bit = plan.Day.StartBit(date, time);
        List<(long Cell, int Lane)> taken = [.. candidate.Own.Taken(plan.Day, wish.Ask.Now)];
        var (from, end) = candidate.Stay;
        var whole = new CellSpan(plan.FirstCell + bit + Cells.Count(from), Cells.Count(end - from));
        var verdict = plan.Judge(whole, candidate.Ask);
        foreach (var reason in verdict.Reasons)
            yield return reason.Say();
        List<CellSpan> spans = [.. candidate.Plan.Parts.Where(p => p.Class is null)
            .Select(p => new CellSpan(plan.FirstCell + bit + Cells.Count(p.Offset), Cells.Count(p.Minutes)))];
        var isVisit = taken.Exists(t => spans.Exists(s => t.Cell >= s.From && t.Cell < s.End));
        if (spans.Count == 1)
            spans[0] = verdict.Taken;
        var used = taken.Where(t => spans.Exists(s => t.Cell >= s.From && t.Cell < s.End)).Select(t => t.Lane).ToHashSet();
        if (verdict.Lanes > 0 && Enumerable.Range(0, verdict.Lanes).All(used.Contains))
            yield return isVisit ? "Another visit or a hold has the time" : "Too close to another visit";
        foreach (var missing in MissingAt(candidate, plan, bit))
            yield return missing;
        if (IsBusy(PracticeClock.At(date, time, candidate.Location.Zone), candidate.Plan.Minutes))
            yield return "The patient has another visit then";
        if (wish.Together is not null && CompanionAt(candidate, companions, date, bit, []) is null)
            yield return "Nobody is free for the other of the family then or right after";
        if (SeriesFrom(candidate, date, time).InTheWay.Count > wish.MostInTheWay)
            yield return "Not every visit of the series is free at that time";
    }

    private IEnumerable<string> MissingAt(Candidate candidate, DayPlan plan, int bit)
    {
        var day = plan.Day;
        var isAlone = true;
        foreach (var part in candidate.Plan.Parts.Where(p => p.Class is not null))
        {
            var span = new CellSpan(day.FirstCell + bit + Cells.Count(part.Offset), Cells.Count(part.Minutes));
            var isFree = Fitting(part, candidate.Location).Any(r => ResourcePlan.Of(day, r.Id, rules.Blocks[r.Id]).BlockIn(span) is null
                && !ResourceOf(r, day.Zone).Taken(day, wish.Ask.Now).Any(t => t.Cell >= span.From && t.Cell < span.End));
            if (!isFree)
                yield return $"No {(part.Kind.Length > 0 ? part.Kind + " " : "")}{part.Class?.ToString().ToLowerInvariant()} is free";
            isAlone &= isFree;
        }
        // Each is free by itself, but one of them is wanted twice.
        if (isAlone && Choose(candidate, plan, bit) is null)
            yield return "Not enough rooms or devices are free at once";
    }
}
