using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Templates, their rules, exceptions and holidays of some providers over some days, read at once.</summary>
internal sealed class DayPlans
{
    private readonly ILookup<ProviderId, SessionTemplate> _templates;
    private readonly ILookup<ProviderId, TemplateException> _exceptions;
    private readonly SessionTerms _terms;
    private readonly LocationId _location;
    private readonly string _zone;
    private LocalDay? _day;

    private DayPlans(LocationId location, string zone, IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions,
        SessionTerms terms)
    {
        (_location, _zone, _terms) = (location, zone, terms);
        _templates = templates.ToLookup(t => t.ProviderId);
        _exceptions = exceptions.ToLookup(e => e.ProviderId);
    }

    /// <summary>Everyone who ever has a session here in these days.</summary>
    public IEnumerable<ProviderId> Providers => _templates.Select(g => g.Key)
        .Concat(_exceptions.Where(g => g.Any(e => e.Kind == ExceptionKind.ExtraSession)).Select(g => g.Key)).Distinct();

    /// <summary>Whether the template alone would have a session: then a day off is worth showing.</summary>
    public bool HasWeekly(ProviderId provider, DateOnly date) =>
        _templates[provider].Any(t => t.LocationId == _location && t.CountsOn(date));

    /// <summary>As it would be without one template and with another: what a change would do. Null: none.</summary>
    /// <param name="without">Ends the day before <paramref name="withoutFrom"/>.</param>
    /// <param name="withoutFrom">The first day on which it no longer counts.</param>
    /// <param name="added">In its place.</param>
    /// <param name="rules">Those of <paramref name="added"/>.</param>
    /// <param name="slots">Those of <paramref name="added"/>.</param>
    public DayPlans With(SessionTemplate? without, DateOnly withoutFrom, SessionTemplate? added,
        IReadOnlyList<SessionRule>? rules = null, IReadOnlyList<ReservedSlot>? slots = null) =>
        new(_location, _zone, Concat(_templates.SelectMany(g => g)
                .Select(t => t.Id == without?.Id ? t.EndingOn(withoutFrom.AddDays(-1)) : t), added),
            _exceptions.SelectMany(g => g), _terms.With(rules ?? [], slots ?? []));

    /// <summary>As it would be without one exception and with another. Null: none.</summary>
    public DayPlans With(TemplateException? without, TemplateException? added) =>
        new(_location, _zone, _templates.SelectMany(g => g),
            Concat(_exceptions.SelectMany(g => g).Where(e => e.Id != without?.Id), added), _terms);

    /// <summary>As it would be with one holiday more, or one less. Null: none.</summary>
    public DayPlans With(HolidayRow? added, HolidayId? without) =>
        new(_location, _zone, _templates.SelectMany(g => g), _exceptions.SelectMany(g => g), _terms.With(added, without));

    private static IEnumerable<T> Concat<T>(IEnumerable<T> rows, T? added) where T : class => added is null ? rows : rows.Append(added);

    public DayPlan Of(ProviderId provider, DateOnly date)
    {
        // A day at a place is the same for all its providers.
        if (_day?.Date != date)
            _day = LocalDay.Of(date, _zone);
        return DayPlan.Of(_day, _location, _templates[provider], _exceptions[provider], _terms);
    }

    /// <summary>Null: an ordinary day here.</summary>
    public HolidayRow? HolidayOn(DateOnly date) => _terms.HolidayOn(date, _location);

    /// <param name="desk">Of this attempt.</param>
    /// <param name="location">Where.</param>
    /// <param name="zone">The location's.</param>
    /// <param name="provider">Null: everyone at the location.</param>
    /// <param name="from">The first local date.</param>
    /// <param name="to">The last local date.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<DayPlans> ReadAsync(Desk desk, LocationId location, string zone, ProviderId? provider,
        DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (hours, batch) = (new HoursReads(), desk.Batch());
        hours.Add(batch, desk.Db.PracticeId, provider, location, from, to);
        await batch.RunAsync(ct);
        return Of(location, zone, hours);
    }

    /// <summary>What was read beside something else.</summary>
    public static DayPlans Of(LocationId location, string zone, HoursReads hours) => new(location, zone, hours.Sessions, hours.Exceptions, hours.Terms);
}
