using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Templates and exceptions of some providers over some days, read at once.</summary>
internal sealed class DayPlans
{
    private readonly ILookup<ProviderId, SessionTemplate> _templates;
    private readonly ILookup<ProviderId, TemplateException> _exceptions;
    private readonly LocationId _location;
    private readonly string _zone;

    private DayPlans(LocationId location, string zone, IEnumerable<SessionTemplate> templates, IEnumerable<TemplateException> exceptions)
    {
        (_location, _zone) = (location, zone);
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
    public DayPlans With(SessionTemplate? without, DateOnly withoutFrom, SessionTemplate? added) =>
        new(_location, _zone, Concat(_templates.SelectMany(g => g).Select(t => t.Id == without?.Id ? Ended(t, withoutFrom) : t), added),
            _exceptions.SelectMany(g => g));

    /// <summary>As it would be without one exception and with another. Null: none.</summary>
    public DayPlans With(TemplateException? without, TemplateException? added) =>
        new(_location, _zone, _templates.SelectMany(g => g),
            Concat(_exceptions.SelectMany(g => g).Where(e => e.Id != without?.Id), added));

    private static IEnumerable<T> Concat<T>(IEnumerable<T> rows, T? added) where T : class => added is null ? rows : rows.Append(added);

    private static SessionTemplate Ended(SessionTemplate t, DateOnly from) => SessionTemplate.Weekly(
        t.Id, t.ProviderId, t.LocationId, t.Weekday, t.Starts, t.Ends, t.ValidFrom, from.AddDays(-1), t.Lanes);

    public DayPlan Of(ProviderId provider, DateOnly date) =>
        DayPlan.Of(date, _location, _zone, _templates[provider], _exceptions[provider]);

    public IEnumerable<TemplateException> ExceptionsOf(ProviderId provider, DateOnly date) =>
        _exceptions[provider].Where(e => e.CountsOn(date, _location));

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
        var templates = desk.Db.Set<SessionTemplate>().AsNoTracking().Where(t =>
            t.LocationId == location && t.ValidFrom <= to && (t.ValidTo == null || t.ValidTo >= from));
        var exceptions = desk.Db.Set<TemplateException>().AsNoTracking().Where(e =>
            e.ToDate >= from && e.FromDate <= to && (e.LocationId == null || e.LocationId == location));
        if (provider is { } only)
        {
            templates = templates.Where(t => t.ProviderId == only);
            exceptions = exceptions.Where(e => e.ProviderId == only);
        }
        return new DayPlans(location, zone, await templates.ToListAsync(ct), await exceptions.ToListAsync(ct));
    }
}
