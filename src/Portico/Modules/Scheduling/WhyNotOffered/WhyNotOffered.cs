using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.FindOpenings;
using Portico.Modules.Scheduling.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.WhyNotOffered;

/// <summary>Why a time that the caller names was not among the openings: of each provider there, all that stands against it.</summary>
[AllowedTo(Roles.Care)]
public sealed class WhyNotOffered(SearchBook book, IPatientPlans plans) : Query<WhyNotOffered.Request, WhyNotOffered.Result>
{
    /// <param name="Wish">What was searched for.</param>
    /// <param name="Location">Where.</param>
    /// <param name="Date">On the wall there.</param>
    /// <param name="Time">On the wall there; a multiple of 5 minutes.</param>
    public sealed record Request(FindOpenings.FindOpenings.Request Wish, LocationId Location, DateOnly Date, [property: OnCell] TimeOnly Time);

    /// <param name="Answers">Those for whom least stands against it first.</param>
    /// <param name="IsKnown">False: no such visit type or location is in use, or no such visit or patient is there.</param>
    public sealed record Result(IReadOnlyList<Answer> Answers, bool IsKnown);

    /// <param name="IsFree">Nothing stands against it: it is offered unless enough others come before it.</param>
    /// <param name="Reasons">For the screen, each without a full stop. Empty while it is free.</param>
    public sealed record Answer(ProviderId Provider, string Name, bool IsFree, IReadOnlyList<string> Reasons);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var memory = book.Of(desk.Call.Practice);
        var rules = await memory.RulesAsync(desk, ct);
        if (!rules.Locations.TryGetValue(request.Location, out var location) || await Wishes.ReadAsync(desk, rules, plans, request.Wish, ct) is not { } wish)
            return new Result([], false);
        var search = new OpeningSearch(memory, rules, wish, await rules.MapAsync(desk, wish.Zip, ct));
        return new Result([.. (await search.ObjectionsAsync(desk, location, request.Date, request.Time, ct))
            .OrderBy(o => o.Reasons.Count).ThenBy(o => o.Provider.DisplayName, StringComparer.Ordinal).ThenBy(o => o.Provider.Id.Value)
            .Select(o => new Answer(o.Provider.Id, o.Provider.DisplayName, o.Reasons.Count == 0, o.Reasons))], true);
    }
}
