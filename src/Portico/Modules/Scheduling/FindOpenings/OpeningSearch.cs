using System.Globalization;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.FindOpenings;

/// <summary>Where a visit could stand, with what speaks for it.</summary>
/// <param name="Plan">What the visit takes with this provider.</param>
/// <param name="Resources">What is kept beside the provider, by part of the plan.</param>
/// <param name="Series">The dates of the whole series; empty for one visit.</param>
/// <param name="InTheWay">Those of them that are not free.</param>
/// <param name="Spans">What it was found free on.</param>
internal sealed record FoundOpening(ProviderRow Provider, LocationRow Location, DateOnly Date, TimeOnly Time, Instant StartsAt, VisitPlan Plan,
    ZipDistance Distance, bool LeavesNoGap, IReadOnlyList<ResourceRow> Resources, IReadOnlyList<DateOnly> Series, IReadOnlyList<DateOnly> InTheWay,
    CompanionSlot? Companion, IReadOnlyList<SearchedSpan> Spans);

/// <summary>When and with whom the other of the family is seen.</summary>
internal sealed record CompanionSlot(ProviderRow Provider, TimeOnly Time);

/// <summary>Counts the openings that fit a wish, day after day, until there are enough, and asks the cells about those.</summary>
/// <remarks>Order: see <see cref="OpeningOrder"/>; then those that leave no gap, then by the provider's name.</remarks>
internal sealed partial class OpeningSearch(PracticeBook book, SearchRules rules, OpeningWish wish, ZipMap map)
{
    private const int FirstDays = 14;
    private const int MostDaysAtOnce = 56;
    private const int MostTurns = 3;
    private readonly Dictionary<(Guid, string), SearchedResource> _resources = [];
    private readonly Dictionary<(ProviderId, LocationId, DateOnly), DayBits> _companions = [];
    private readonly Dictionary<(Guid Counter, long Day), int> _capsTaken = [];
    private readonly HashSet<Guid> _counted = [];

    /// <summary>A provider at a place, whom the wish does not rule out.</summary>
    /// <param name="Own">What is taken of the provider.</param>
    /// <param name="Days">When the provider is there.</param>
    /// <param name="Needed">What the visit may take beside the provider.</param>
    private sealed record Candidate(ProviderRow Provider, LocationRow Location, ZipDistance Distance, VisitAsk Ask, VisitPlan Plan,
        SearchedResource Own, PlanDays Days, IReadOnlyList<ResourceRow> Needed)
    {
        /// <summary>Minutes from the visit's start: from the provider's first to their last.</summary>
        public (int From, int End) Stay { get; } = WithProvider(Plan);

        /// <summary>The provider is there in one stretch.</summary>
        public bool IsOneStay { get; } = Plan.Parts.Count(p => p.Class is null) == 1;

        /// <summary>Cells in a row that have to be free of the provider.</summary>
        public int LongestPart { get; } = Plan.Parts.Where(p => p.Class is null).Select(p => Cells.Count(p.Minutes)).DefaultIfEmpty(0).Max();
    }

    /// <summary>A start that may be offered, before all that is dear to find out is known of it.</summary>
    private readonly record struct Start(Candidate With, DayPlan On, int Bit, TimeOnly Time, Instant At, bool LeavesNoGap) : IComparable<Start>
    {
        public int CompareTo(Start other)
        {
            var by = At.CompareTo(other.At);
            if (by == 0)
                by = With.Distance.CompareTo(other.With.Distance);
            if (by == 0)
                by = other.LeavesNoGap.CompareTo(LeavesNoGap);
            if (by == 0)
                by = string.CompareOrdinal(With.Provider.DisplayName, other.With.Provider.DisplayName);
            if (by == 0)
                by = With.Provider.Id.Value.CompareTo(other.With.Provider.Id.Value);
            return by != 0 ? by : With.Location.Id.Value.CompareTo(other.With.Location.Id.Value);
        }
    }

    /// <summary>Who could have the visit where. Those whom the wish rules out are left out.</summary>
    private IEnumerable<Candidate> Candidates(VisitAsk ask, bool asWished)
    {
        foreach (var provider in rules.Providers.Values)
        {
            if (asWished && RuledOut(rules, wish, provider) is not null)
                continue;
            foreach (var place in rules.Places[provider.Id])
            {
                if (!rules.Locations.TryGetValue(place, out var location) || (wish.Locations.Count > 0 && !wish.Locations.Contains(place)))
                    continue;
                if (asWished && wish.Networks.Count > 0 && !rules.Participation[(provider.Id, place)].Any(Accepts))
                    continue;
                var candidate = CandidateOf(ask, provider, location);
                if (!candidate.Ask.Against(wish.From).Any(r => r.IsWhateverTheDay))
                    yield return candidate;
            }
        }
    }

    private Candidate CandidateOf(VisitAsk ask, ProviderRow provider, LocationRow location)
    {
        var own = ask with
        {
            Provider = provider, Licenses = [.. rules.Licenses[provider.Id]],
            IsNew = ask.IsNew ?? (ReferenceEquals(ask, wish.Ask) && wish.SeenBy is { } seen ? !seen.Contains(provider.Specialty) : null),
            CapsTaken = rules.Counters[(provider.Id, location.Id)].Any() ? _capsTaken : null,
        };
        var plan = rules.VisitOf(ask.Type, provider.Id, own.IsNew == true, wish.Interpreter);
        return new Candidate(provider, location, map.Between(wish.Zip, location.Zip), own, plan,
            ResourceOf(provider.Id.Value, location.Zone, [.. rules.Places[provider.Id].Select(p => p.Value)]), rules.PlansOf(provider.Id, location),
            plan.IsProviderAlone ? [] : [.. plan.Parts.Where(p => p.Class is not null).SelectMany(p => Fitting(p, location)).DistinctBy(r => r.Id)]);
    }

    // Of a provider: all that is done where they have sessions changes what is taken of them.
    private SearchedResource ResourceOf(Guid resource, string zone, IReadOnlyCollection<Guid> locations)
    {
        if (!_resources.TryGetValue((resource, zone), out var known))
            _resources[(resource, zone)] = known = book.ResourceOf(resource, zone, locations);
        return known;
    }

    private SearchedResource ResourceOf(ResourceRow resource, string zone) =>
        ResourceOf(resource.Id.Value, zone, resource.LocationId is { } at ? [at.Value] : []);

    /// <summary>Why a provider is not what was asked for, whatever the day. Null: they are.</summary>
    public static string? RuledOut(SearchRules rules, OpeningWish wish, ProviderRow provider) =>
        wish.Providers.Count > 0 && !wish.Providers.Contains(provider.Id) ? "Another provider was asked for"
        : wish.Specialty is { } specialty && !specialty.Equals(provider.Specialty, StringComparison.OrdinalIgnoreCase) ? $"Is not in {specialty}"
        : wish.Language is { } language && !rules.Languages[provider.Id].Contains(language, StringComparer.OrdinalIgnoreCase) ? $"Does not see patients in {language}"
        : wish.Sex is { } sex && provider.Sex != sex ? $"Is not known to be {sex.ToString().ToLowerInvariant()}"
        : wish.OnlyOpenPanels && !provider.IsPanelOpen ? "Takes no new patients"
        : null;

    private bool Accepts(ParticipationRow row)
    {
        foreach (var network in wish.Networks)
        {
            if (row.PayerId == network.Payer && (row.Product.Length == 0 || row.Product.Equals(network.Product, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    private ParticipationRow? ContractOn(Candidate candidate, DateOnly date) => rules.Participation[(candidate.Provider.Id, candidate.Location.Id)]
        .FirstOrDefault(p => Accepts(p) && p.ValidFrom <= date && (p.ValidTo is not { } last || date <= last));

    /// <summary>The first openings in the wish's order.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="count">How many are wanted at most.</param>
    /// <param name="ct">Stops between two days.</param>
    public async Task<IReadOnlyList<FoundOpening>> RunAsync(Desk desk, int count, CancellationToken ct)
    {
        List<Candidate> candidates = [.. Candidates(wish.Ask, asWished: true)];
        List<Candidate> companions = wish.Together is { } other ? [.. Candidates(other, asWished: false)] : [];
        List<List<Candidate>> groups = wish.Order == OpeningOrder.Nearest
            ? [.. candidates.GroupBy(c => c.Distance.Rank).OrderBy(g => g.Key).Select(g => g.ToList())] : [candidates];
        for (var turn = 1; ; turn++)
        {
            List<FoundOpening> found = [];
            foreach (var group in groups)
            {
                if (found.Count < count)
                    await SearchAsync(desk, group, companions, found, count, ct);
            }
            // Another node took some of it within the last second: once more, without that. Who keeps losing is told what is left.
            if (await PracticeBook.IsFreeAsync(desk, found.SelectMany(f => f.Spans), ct))
                return found;
            _companions.Clear();
            if (turn == MostTurns)
                return [.. found.Where(f => f.Spans.All(s => s.Of.Has(s.Day.Date)))];
        }
    }

    private async Task SearchAsync(Desk desk, List<Candidate> group, List<Candidate> companions, List<FoundOpening> found, int count, CancellationToken ct)
    {
        if (group.Count == 0)
            return;
        var days = FirstDays;
        var readTo = DateOnly.MinValue;
        List<Start> today = [];
        for (var date = wish.From; date <= wish.To && found.Count < count; date = date.AddDays(1))
        {
            if (!IsWished(date))
                continue;
            if (date > readTo)
            {
                readTo = date.AddDays(Math.Min(days, wish.To.DayNumber - date.DayNumber + 1) - 1);
                await ReadAsync(desk, group, companions, date, readTo, ct);
                days = Math.Min(days * 2, MostDaysAtOnce);
            }
            today.Clear();
            foreach (var candidate in group)
                StartsOn(candidate, date, today);
            today.Sort();
            foreach (var start in today)
            {
                if (found.Count == count)
                    break;
                if (Complete(start, companions) is { } opening)
                    found.Add(opening);
            }
        }
    }

    private bool IsWished(DateOnly date) => wish.Weekdays.Count == 0 || wish.Weekdays.Contains(date.DayOfWeek);

    // What is not remembered is read, and the caps with it: one round trip.
    private async Task ReadAsync(Desk desk, List<Candidate> group, List<Candidate> companions, DateOnly from, DateOnly to, CancellationToken ct)
    {
        // A series reaches beyond the last day.
        var last = wish.Series is { } series ? Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)
            .Max(date => series.Dates(date, date.AddYears(1)).LastOrDefault(date)) : to;
        List<SearchedDay> missing = [];
        foreach (var candidate in group)
            Recall(candidate, from, last, missing);
        foreach (var companion in companions)
            Recall(companion, from, last, missing);
        var batch = desk.Batch();
        book.Read(batch, desk, missing);
        if (rules.Counters.Count > 0)
        {
            var counters = group.Concat(companions).SelectMany(c => rules.Counters[(c.Provider.Id, c.Location.Id)]).Where(_counted.Add).ToList();
            PracticeBook.ReadCounters(batch, desk, counters, wish.From.AddDays(-1), wish.To.AddYears(1), _capsTaken);
        }
        await batch.RunAsync(ct);
    }

    // Only days on which there is a session: on the others nothing is asked of what is taken.
    private void Recall(Candidate candidate, DateOnly from, DateOnly to, List<SearchedDay> missing)
    {
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if ((wish.Series is null && !IsWished(date)) || candidate.Days.Of(date) is not { Sessions.Count: > 0 } plan)
                continue;
            if (!book.Recall(candidate.Own, plan.Day, wish.Ask.Now))
                missing.Add(new(candidate.Own, plan.Day));
        }
        foreach (var needed in candidate.Needed)
        {
            var resource = ResourceOf(needed, candidate.Location.Zone);
            for (var date = from; date <= to; date = date.AddDays(1))
            {
                var day = rules.DayOf(candidate.Location.Zone, date);
                if ((wish.Series is not null || IsWished(date)) && !book.Recall(resource, day, wish.Ask.Now))
                    missing.Add(new(resource, day));
            }
        }
    }

    private IEnumerable<ResourceRow> Fitting(VisitPlan.Part part, LocationRow location) => rules.Resources.Where(r => r.Class == part.Class
        && (part.Kind.Length == 0 || r.Kind.Equals(part.Kind, StringComparison.OrdinalIgnoreCase)) && (r.LocationId is not { } at || at == location.Id));

    private void StartsOn(Candidate candidate, DateOnly date, List<Start> starts)
    {
        var plan = candidate.Days.Of(date);
        // Most near days are full: one look at the longest free time passes them over.
        if (plan.Sessions.Count == 0 || candidate.Days.MostFree(date, candidate.Own.Of(date)) < candidate.LongestPart
            || (wish.Networks.Count > 0 && ContractOn(candidate, date) is null))
            return;
        var free = FreeStarts(candidate, plan);
        var inTime = InTime(free, plan.Day);
        for (var bit = inTime.Next(0); bit >= 0; bit = inTime.Next(bit + 1))
        {
            // A quarter of an hour is what people say on the phone; the start of a gap is offered too, so that none is left over.
            var isFirst = !free[bit - 1];
            if (plan.WallTime(bit) is not { } time || (time.Minute % 15 != 0 && !isFirst))
                continue;
            var startsAt = Cells.StartOf(plan.FirstCell + bit);
            if (startsAt >= wish.Ask.Now && !IsBusy(startsAt, candidate.Plan.Minutes))
                starts.Add(new(candidate, plan, bit, time, startsAt, isFirst || !free[bit + 1]));
        }
    }

    private bool IsBusy(Instant startsAt, int minutes)
    {
        if (wish.Busy.Count == 0)
            return false;
        var endsAt = startsAt.Plus(Duration.FromMinutes(minutes));
        return wish.Busy.Any(b => b.StartsAt < endsAt && startsAt < b.EndsAt);
    }

    // Rooms, devices, the other of the family and the rest of a series: asked only of what would be offered.
    private FoundOpening? Complete(Start start, List<Candidate> companions)
    {
        var (candidate, plan, bit) = (start.With, start.On, start.Bit);
        List<SearchedSpan> spans = [];
        if (Choose(candidate, plan, bit, spans) is not { } resources)
            return null;
        CompanionSlot? companion = null;
        if (wish.Together is not null && (companion = CompanionAt(candidate, companions, plan.Date, bit, spans)) is null)
            return null;
        var (dates, inTheWay) = SeriesFrom(candidate, plan.Date, start.Time, spans);
        if (inTheWay.Count > wish.MostInTheWay)
            return null;
        return new FoundOpening(candidate.Provider, candidate.Location, plan.Date, start.Time, start.At, candidate.Plan, candidate.Distance,
            start.LeavesNoGap, resources, dates, inTheWay, companion, spans);
    }

    // Where the visit may begin, as far as each of its parts finds somebody or something by itself.
    private DayBits FreeStarts(Candidate candidate, DayPlan plan)
    {
        var taken = candidate.Own.Used(plan.Date, wish.Ask.Now);
        var (from, end) = candidate.Stay;
        var free = plan.OpeningsBeside(candidate.Ask, Cells.Count(end - from), candidate.IsOneStay ? taken : []).Earlier(Cells.Count(from));
        foreach (var part in candidate.Plan.Parts)
        {
            if (free.IsEmpty)
                return default;
            if (part.Class is null && candidate.IsOneStay)
                continue;
            var cells = Cells.Count(part.Minutes);
            DayBits bits;
            if (part.Class is null)
                bits = plan.OpeningsBeside(candidate.Ask, cells, taken);
            else
            {
                bits = default;
                foreach (var resource in Fitting(part, candidate.Location))
                    bits = bits.Or(ResourcePlan.Of(plan.Day, resource.Id, rules.Blocks[resource.Id])
                        .Openings(cells, ResourceOf(resource, plan.Zone).Taken(plan.Day, wish.Ask.Now).Select(t => t.Cell)));
            }
            free = free.And(bits.Earlier(Cells.Count(part.Offset)));
        }
        return free;
    }

    // The hours hold it from the provider's first minute to the last, whoever is with the patient in between; without the provider, throughout.
    private static (int From, int End) WithProvider(VisitPlan plan)
    {
        List<VisitPlan.Part> own = [.. plan.Parts.Where(p => p.Class is null)];
        return own.Count == 0 ? (0, plan.Minutes) : (own.Min(p => p.Offset), own.Max(p => p.Offset + p.Minutes));
    }

    private DayBits InTime(DayBits starts, LocalDay day)
    {
        if (wish.Earliest is { } earliest)
            starts.Fill(0, day.StartBit(day.Date, earliest), false);
        if (wish.Latest is { } latest)
            starts.Fill(day.StartBit(day.Date, latest) + 1, DayBits.Capacity, false);
        return starts;
    }

    // Which room and which device: different ones for parts that overlap. Adds what the visit would take.
    private List<ResourceRow>? Choose(Candidate candidate, DayPlan plan, int bit, List<SearchedSpan>? spans = null)
    {
        var day = plan.Day;
        List<Wanted>? wanted = null;
        foreach (var part in candidate.Plan.Parts)
        {
            var span = new CellSpan(day.FirstCell + bit + Cells.Count(part.Offset), Cells.Count(part.Minutes));
            if (part.Class is null)
                spans?.Add(new(candidate.Own, day, candidate.IsOneStay ? plan.WithBuffers(span) : span));
            else
                (wanted ??= []).Add(new Wanted(default, WantedOf.Resource, [.. Fitting(part, candidate.Location)
                    .Where(r => ResourcePlan.Of(day, r.Id, rules.Blocks[r.Id]).BlockIn(span) is null).Select(r => r.Id.Value)], span, 1, Part: part));
        }
        if (wanted is null)
            return [];
        var fitting = rules.Resources.Where(r => wanted.Exists(w => w.AnyOf.Contains(r.Id.Value))).ToDictionary(r => r.Id.Value);
        var taken = fitting.Values.SelectMany(r => ResourceOf(r, day.Zone).Taken(day, wish.Ask.Now).Select(t => new TakenCell(r.Id.Value, t.Cell, t.Lane)))
            .ToHashSet();
        if (Claims.Choose(wanted, taken.Contains).Chosen is not { } chosen)
            return null;
        spans?.AddRange(chosen.Select(c => new SearchedSpan(ResourceOf(fitting[c.Resource], day.Zone), day, c.Wanted.Span)));
        return [.. chosen.Select(c => fitting[c.Resource])];
    }

    // The dates of the series, and those of them on which it cannot stand.
    private (IReadOnlyList<DateOnly> Dates, IReadOnlyList<DateOnly> InTheWay) SeriesFrom(
        Candidate candidate, DateOnly date, TimeOnly time, List<SearchedSpan>? spans = null)
    {
        if (wish.Series is not { } series)
            return ([], []);
        List<DateOnly> dates = [.. series.Dates(date, date.AddYears(1))];
        List<DateOnly> inTheWay = [];
        foreach (var later in dates)
        {
            var plan = candidate.Days.Of(later);
            var bit = plan.Day.StartBit(later, time);
            if (plan.Sessions.Count == 0 || plan.WallTime(bit) != time || !FreeStarts(candidate, plan)[bit]
                || IsBusy(Cells.StartOf(plan.FirstCell + bit), candidate.Plan.Minutes)
                || (wish.Networks.Count > 0 && ContractOn(candidate, later) is null) || Choose(candidate, plan, bit, later == date ? null : spans) is null)
                inTheWay.Add(later);
            if (inTheWay.Count > wish.MostInTheWay)
                break;
        }
        return (dates, inTheWay);
    }

    // At the same time with another provider there, or right after with anybody.
    private CompanionSlot? CompanionAt(Candidate candidate, List<Candidate> companions, DateOnly date, int bit, List<SearchedSpan> spans)
    {
        var after = bit + Cells.Count(candidate.Plan.Minutes);
        (Candidate With, DayPlan On, TimeOnly Time)? next = null;
        foreach (var other in companions)
        {
            if (other.Location.Id != candidate.Location.Id)
                continue;
            var plan = other.Days.Of(date);
            if (!_companions.TryGetValue((other.Provider.Id, other.Location.Id, date), out var free))
                _companions[(other.Provider.Id, other.Location.Id, date)] = free = plan.Sessions.Count == 0 ? default : FreeStarts(other, plan);
            if (other.Provider.Id != candidate.Provider.Id && free[bit] && plan.WallTime(bit) is { } same && Choose(other, plan, bit, spans) is not null)
                return new CompanionSlot(other.Provider, same);
            if (next is null && free[after] && plan.WallTime(after) is { } time && Choose(other, plan, after) is not null)
                next = (other, plan, time);
        }
        if (next is not { } later)
            return null;
        Choose(later.With, later.On, after, spans);
        return new CompanionSlot(later.With.Provider, later.Time);
    }

    /// <summary>What speaks for an opening, in words' order: who, where, when.</summary>
    public IReadOnlyList<Because> Explain(FoundOpening opening)
    {
        List<Because> because = [];
        if (wish.Language is { } language)
            because.Add(new(OpeningReason.Speaks, language));
        if (wish.Sex is { } sex)
            because.Add(new(OpeningReason.Sex, sex.ToString()));
        if (wish.Specialty is not null)
            because.Add(new(OpeningReason.Specialty, opening.Provider.Specialty));
        if (wish.OnlyOpenPanels || wish.Ask.IsNew == true)
            because.Add(new(OpeningReason.TakesNewPatients));
        if (wish.Networks.Count > 0)
            because.Add(new(OpeningReason.InNetwork, rules.Participation[(opening.Provider.Id, opening.Location.Id)].First(p => Accepts(p)
                && p.ValidFrom <= opening.Date && (p.ValidTo is not { } last || opening.Date <= last)).Product is { Length: > 0 } product ? product : null));
        if (opening.Distance.Miles is { } miles)
            because.Add(new(OpeningReason.Miles, Number: (int)Math.Round(miles)));
        else if (opening.Distance.IsSameArea)
            because.Add(new(OpeningReason.SameArea));
        if (wish.SameDayAs is { } other)
            because.Add(new(OpeningReason.SameDay, Number: (int)Math.Round((opening.StartsAt - other).TotalMinutes)));
        if (opening.Companion is { } companion)
            because.Add(new(OpeningReason.Together, string.Create(CultureInfo.InvariantCulture, $"{companion.Provider.DisplayName} at {companion.Time:h:mm tt}")));
        if (opening.InTheWay.Count > 0)
            because.Add(new(OpeningReason.MostOfSeries, string.Join(", ", opening.InTheWay.Select(d => d.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture))),
                opening.Series.Count - opening.InTheWay.Count));
        else if (opening.Series.Count > 0)
            because.Add(new(OpeningReason.WholeSeries, Number: opening.Series.Count));
        because.AddRange(opening.Resources.Select(r => new Because(OpeningReason.Takes, r.Name)));
        if (opening.LeavesNoGap)
            because.Add(new(OpeningReason.LeavesNoGap));
        return because;
    }
}
