using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.ProviderTemplates;

/// <summary>A provider's sessions, with what may be booked into them, and exceptions that still count on a day or later.</summary>
[AllowedTo(Roles.Care | Roles.Administrator)]
public sealed class ProviderTemplates : Query<ProviderTemplates.Request, ProviderTemplates.Result>
{
    /// <param name="Provider">Whose.</param>
    /// <param name="From">What ended before is left out.</param>
    public sealed record Request(ProviderId Provider, DateOnly From);

    public sealed record Result(IReadOnlyList<Weekly> Sessions, IReadOnlyList<Different> Exceptions);

    /// <param name="Weekday">Without a rule.</param>
    /// <param name="Ends">Not after the start: on the day after.</param>
    /// <param name="ValidTo">Null: open.</param>
    /// <param name="Rule">Null: every week on the weekday.</param>
    /// <param name="When">In words: <c>every 2 weeks on Monday</c>.</param>
    /// <param name="HorizonDays">Null: as far as the practice books.</param>
    /// <param name="Rules">In order.</param>
    /// <param name="Slots">In order.</param>
    public sealed record Weekly(SessionTemplateId Id, LocationId Location, DayOfWeek Weekday, TimeOnly Starts, TimeOnly Ends,
        DateOnly ValidFrom, DateOnly? ValidTo, int Lanes, string? Rule, string When, int BufferBefore, int BufferAfter, int LeadMinutes,
        int? HorizonDays, IReadOnlyList<SetTemplate.SetTemplate.Line> Rules, IReadOnlyList<SetTemplate.SetTemplate.Slot> Slots);

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
        var ids = sessions.ConvertAll(t => t.Id);
        var rules = (await desk.Db.Set<SessionRule>().Where(r => ids.Contains(r.TemplateId)).OrderBy(r => r.Number).ToListAsync(ct))
            .ToLookup(r => r.TemplateId, r => new SetTemplate.SetTemplate.Line(r.Kind, r.VisitTypeId, r.Patients, r.Most));
        var slots = (await desk.Db.Set<ReservedSlot>().Where(s => ids.Contains(s.TemplateId)).OrderBy(s => s.Number).ToListAsync(ct))
            .ToLookup(s => s.TemplateId, s => new SetTemplate.SetTemplate.Slot(s.Starts, s.Ends, s.Purpose, s.ReleaseHours));
        return new Result(
            [.. sessions.Where(t => t.ValidTo is not { } last || last >= t.ValidFrom)
                .OrderBy(t => t.Rule is not null).ThenBy(t => ((int)t.Weekday + 6) % 7).ThenBy(t => t.Starts)
                .Select(t => new Weekly(t.Id, t.LocationId, t.Weekday, t.Starts, t.Ends, t.ValidFrom, t.ValidTo, t.Lanes, t.Rule, When(t),
                    t.BufferBefore, t.BufferAfter, t.LeadMinutes, t.HorizonDays, [.. rules[t.Id]], [.. slots[t.Id]]))],
            [.. exceptions.OrderBy(e => e.FromDate).ThenBy(e => e.Starts)
                .Select(e => new Different(e.Id, e.LocationId, e.Kind, e.FromDate, e.ToDate, e.Starts, e.Ends, e.Lanes, e.Reason))]);
    }

    private static string When(SessionTemplate template) =>
        Recurrence.Parse(template.Rule)?.Say(template.ValidFrom) ?? $"every {template.Weekday}";
}
