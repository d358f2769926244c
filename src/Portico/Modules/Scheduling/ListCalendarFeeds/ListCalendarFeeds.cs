using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ListCalendarFeeds;

/// <summary>The calendar feeds that are served, and whose could be.</summary>
[AllowedTo(Roles.Seniors | Roles.Clinician)]
public sealed class ListCalendarFeeds(IPracticeDirectory practice, IPracticeDay day, IColleagues colleagues)
    : Query<ListCalendarFeeds.Request, ListCalendarFeeds.Result>
{
    public sealed record Request;

    /// <param name="Zone">IANA: for the dates on the screen.</param>
    public sealed record Result(IReadOnlyList<Feed> Feeds, IReadOnlyList<ProviderRow> Providers, string Zone);

    public sealed record Feed(CalendarFeedId Id, string Provider, bool WithNames, string MadeBy, Instant MadeAt);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var feeds = await desk.Db.Set<CalendarFeed>().AsNoTracking().Where(f => f.RevokedAt == null).OrderBy(f => f.MadeAt).ToListAsync(ct);
        var providers = (await practice.EveryProviderAsync(desk, ct)).ToDictionary(p => p.Id);
        var names = await colleagues.NamesAsync(desk, [.. feeds.Select(f => f.MadeBy).Distinct()], ct);
        return new Result([.. feeds.Select(f => new Feed(f.Id, providers[f.ProviderId].DisplayName, f.WithNames,
            names.GetValueOrDefault(f.MadeBy) ?? "Someone who left", f.MadeAt))], await practice.ProvidersAsync(desk, ct), await day.ZoneAsync(desk, ct));
    }
}
