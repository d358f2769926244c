using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>All that decides where a visit may stand but for what is taken: read at once, never changed, thrown away when any of it changes.</summary>
internal sealed class SearchRules
{
    private const int MostPlans = 40_000;
    private const int MostMaps = 2_000;
    private readonly ConcurrentDictionary<(ProviderId, LocationId), PlanDays> _plans = new();
    private readonly ConcurrentDictionary<(string, DateOnly), LocalDay> _days = new();
    private readonly ConcurrentDictionary<string, ZipMap> _maps = new(StringComparer.Ordinal);
    private int _made;
    private readonly ILookup<ProviderId, SessionTemplate> _templates;
    private readonly ILookup<ProviderId, TemplateException> _exceptions;
    private readonly SessionTerms _terms;

    private SearchRules(ILookup<ProviderId, SessionTemplate> templates, ILookup<ProviderId, TemplateException> exceptions, SessionTerms terms) =>
        (_templates, _exceptions, _terms) = (templates, exceptions, terms);

    /// <summary>Before anything was read: what changed later may be missing.</summary>
    public required Instant ReadAt { get; init; }
    public required IReadOnlyDictionary<ProviderId, ProviderRow> Providers { get; init; }
    public required IReadOnlyDictionary<LocationId, LocationRow> Locations { get; init; }
    public required IReadOnlyDictionary<VisitTypeId, VisitTypeRow> Types { get; init; }
    public required ILookup<ProviderId, string> Languages { get; init; }
    public required ILookup<ProviderId, ProviderLicenseRow> Licenses { get; init; }
    public required ILookup<VisitTypeId, VisitPhaseRow> Phases { get; init; }
    public required ILookup<VisitTypeId, VisitNeedRow> Needs { get; init; }
    public required IReadOnlyDictionary<(VisitTypeId, ProviderId), int> Lengths { get; init; }
    public required ILookup<(ProviderId, LocationId), ParticipationRow> Participation { get; init; }

    /// <summary>The payers of whom a network was ever recorded.</summary>
    public required IReadOnlySet<PayerId> Networks { get; init; }
    public required IReadOnlyList<ResourceRow> Resources { get; init; }
    public required ILookup<ResourceId, ResourceBlock> Blocks { get; init; }

    /// <summary>Where each provider ever has sessions.</summary>
    public required ILookup<ProviderId, LocationId> Places { get; init; }

    /// <summary>The counters of the caps that stand in a provider's sessions at a place.</summary>
    public required ILookup<(ProviderId, LocationId), Guid> Counters { get; init; }

    /// <summary>The day of a provider at a place. The same for every search until a rule changes.</summary>
    public DayPlan PlanOf(ProviderId provider, LocationRow location, DateOnly date) => PlansOf(provider, location).Of(date);

    /// <summary>All of a provider's days at a place.</summary>
    public PlanDays PlansOf(ProviderId provider, LocationRow location)
    {
        if (Volatile.Read(ref _made) > MostPlans)
        {
            _plans.Clear();
            Volatile.Write(ref _made, 0);
        }
        return _plans.GetOrAdd((provider, location.Id), _ => new PlanDays(date =>
        {
            Interlocked.Increment(ref _made);
            return DayPlan.Of(DayOf(location.Zone, date), location.Id, _templates[provider], _exceptions[provider], _terms);
        }));
    }

    /// <summary>How far the locations are from a ZIP code.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="from">The patient's. Null: not known.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<ZipMap> MapAsync(Desk desk, string? from, CancellationToken ct)
    {
        if (from is null)
            return ZipMap.Empty;
        if (_maps.TryGetValue(from, out var known))
            return known;
        if (_maps.Count > MostMaps)
            _maps.Clear();
        return _maps[from] = await ZipMap.ReadAsync(desk, [from, .. Locations.Values.Select(l => l.Zip)], ct);
    }

    public LocalDay DayOf(string zone, DateOnly date) => _days.GetOrAdd((zone, date), key => LocalDay.Of(key.Item2, key.Item1));

    /// <summary>What a visit takes with a provider.</summary>
    public VisitPlan VisitOf(VisitTypeRow type, ProviderId provider, bool isNew, string? interpreter) => VisitPlan.Of(type, [.. Phases[type.Id]], [.. Needs[type.Id]],
        Lengths.TryGetValue((type.Id, provider), out var minutes) ? minutes : null, isNew, interpreter);

    public static async Task<SearchRules> ReadAsync(Desk desk, CancellationToken ct)
    {
        var db = desk.Db;
        // Nothing before yesterday is asked for, and a session of yesterday may last into today.
        var since = DateOnly.FromDateTime(PracticeClock.Local(desk.Now, "Etc/UTC")).AddDays(-2);
        var now = desk.Now;
        var locations = await db.Set<LocationRow>().Where(l => l.IsActive).ToListAsync(ct);
        var templates = await db.Set<SessionTemplate>().AsNoTracking().Where(t => t.ValidTo == null || t.ValidTo >= since).ToListAsync(ct);
        var exceptions = await db.Set<TemplateException>().AsNoTracking().Where(e => e.ToDate >= since).ToListAsync(ct);
        var rules = await db.Set<SessionRule>().AsNoTracking().ToListAsync(ct);
        var of = templates.ToDictionary(t => t.Id);
        var participation = await db.Set<ParticipationRow>().Where(p => p.ValidTo == null || p.ValidTo >= since).ToListAsync(ct);
        return new SearchRules(templates.ToLookup(t => t.ProviderId), exceptions.ToLookup(e => e.ProviderId),
            new SessionTerms(rules, await db.Set<ReservedSlot>().AsNoTracking().ToListAsync(ct), await db.Set<HolidayRow>().Where(h => h.Date >= since).ToListAsync(ct)))
        {
            ReadAt = desk.Now,
            Providers = await db.Set<ProviderRow>().Where(p => p.IsActive).ToDictionaryAsync(p => p.Id, ct),
            Locations = locations.ToDictionary(l => l.Id),
            Types = await db.Set<VisitTypeRow>().Where(t => t.IsActive).ToDictionaryAsync(t => t.Id, ct),
            Languages = (await db.Set<ProviderLanguageRow>().ToListAsync(ct)).ToLookup(l => l.ProviderId, l => l.Language),
            Licenses = (await db.Set<ProviderLicenseRow>().ToListAsync(ct)).ToLookup(l => l.ProviderId),
            Phases = (await db.Set<VisitPhaseRow>().OrderBy(p => p.Number).ToListAsync(ct)).ToLookup(p => p.VisitTypeId),
            Needs = (await db.Set<VisitNeedRow>().OrderBy(n => n.Number).ToListAsync(ct)).ToLookup(n => n.VisitTypeId),
            Lengths = await db.Set<VisitLengthRow>().ToDictionaryAsync(l => (l.VisitTypeId, l.ProviderId), l => l.Minutes, ct),
            Participation = participation.ToLookup(p => (p.ProviderId, p.LocationId)),
            Networks = (await db.Set<ParticipationRow>().Select(p => p.PayerId).Distinct().ToListAsync(ct)).ToHashSet(),
            Resources = [.. (await db.Set<ResourceRow>().Where(r => r.IsActive).ToListAsync(ct)).OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Id.Value)],
            Blocks = (await db.Set<ResourceBlock>().AsNoTracking().Where(b => b.EndsAt > now).ToListAsync(ct)).ToLookup(b => b.ResourceId),
            Places = templates.Select(t => (t.ProviderId, t.LocationId))
                .Concat(exceptions.Where(e => e.Kind == ExceptionKind.ExtraSession).Select(e => (e.ProviderId, e.LocationId ?? default)))
                .Distinct().ToLookup(p => p.Item1, p => p.Item2),
            Counters = rules.Where(r => r.Kind == SessionRuleKind.Cap && of.ContainsKey(r.TemplateId))
                .Select(r => (At: (of[r.TemplateId].ProviderId, of[r.TemplateId].LocationId), r.CounterId)).Distinct().ToLookup(r => r.At, r => r.CounterId),
        };
    }
}

/// <summary>A provider's days at a place, made when they are first asked for.</summary>
/// <param name="make">The plan of a date.</param>
internal sealed class PlanDays(Func<DateOnly, DayPlan> make)
{
    private readonly Made?[] _days = new Made?[DayRing.Days];

    private sealed class Made(DayPlan plan)
    {
        private Room? _room;

        public DayPlan Plan => plan;

        // Of the day as it was last read: as long as it is remembered, it need not be counted again.
        public int MostFree(TakenDay taken)
        {
            if (Volatile.Read(ref _room) is { } known && ReferenceEquals(known.Of, taken))
                return known.Cells;
            var cells = plan.MostFree(taken.Booked);
            Volatile.Write(ref _room, new Room(taken, cells));
            return cells;
        }

        private sealed record Room(TakenDay Of, int Cells);
    }

    public DayPlan Of(DateOnly date) => MadeOf(date).Plan;

    /// <summary>The longest visit, in cells, that finds a place on a date beside what is taken. What is held counts as free.</summary>
    public int MostFree(DateOnly date, TakenDay taken) => MadeOf(date).MostFree(taken);

    private Made MadeOf(DateOnly date)
    {
        ref var place = ref _days[DayRing.At(date)];
        if (Volatile.Read(ref place) is { } known && known.Plan.Date == date)
            return known;
        var made = new Made(make(date));
        Volatile.Write(ref place, made);
        return made;
    }
}
