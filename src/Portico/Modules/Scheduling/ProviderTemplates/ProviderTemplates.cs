using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ProviderTemplates;

/// <summary>A provider's weekly sessions and exceptions that still count on a day or later.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class ProviderTemplates : Query<ProviderTemplates.Request, ProviderTemplates.Result>
{
    /// <param name="Provider">Whose.</param>
    /// <param name="From">What ended before is left out.</param>
    public sealed record Request(ProviderId Provider, DateOnly From);

    public sealed record Result(IReadOnlyList<Weekly> Sessions, IReadOnlyList<Different> Exceptions);

    /// <param name="ValidTo">Null: open.</param>
    public sealed record Weekly(SessionTemplateId Id, LocationId Location, DayOfWeek Weekday, TimeOnly Starts, TimeOnly Ends,
        DateOnly ValidFrom, DateOnly? ValidTo, int Lanes);

    /// <param name="Location">Null: everywhere.</param>
    /// <param name="Starts">Null: the whole day.</param>
    /// <param name="Ends">Null: the whole day.</param>
    public sealed record Different(TemplateExceptionId Id, LocationId? Location, ExceptionKind Exception, DateOnly From, DateOnly To,
        TimeOnly? Starts, TimeOnly? Ends, int Lanes, string Reason);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var (provider, from) = (request.Provider, request.From);
        var sessions = await desk.Db.Set<SessionTemplate>()
            .Where(t => t.ProviderId == provider && (t.ValidTo == null || t.ValidTo >= from)).ToListAsync(ct);
        var exceptions = await desk.Db.Set<TemplateException>()
            .Where(e => e.ProviderId == provider && e.ToDate >= from).ToListAsync(ct);
        return new Result(
            [.. sessions.Where(t => t.ValidTo is not { } last || last >= t.ValidFrom)
                .OrderBy(t => ((int)t.Weekday + 6) % 7).ThenBy(t => t.Starts)
                .Select(t => new Weekly(t.Id, t.LocationId, t.Weekday, t.Starts, t.Ends, t.ValidFrom, t.ValidTo, t.Lanes))],
            [.. exceptions.OrderBy(e => e.FromDate).ThenBy(e => e.Starts)
                .Select(e => new Different(e.Id, e.LocationId, e.Kind, e.FromDate, e.ToDate, e.Starts, e.Ends, e.Lanes, e.Reason))]);
    }
}
