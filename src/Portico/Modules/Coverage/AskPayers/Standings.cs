using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>What is known of policies on a date: the newest word of the payer, and what is still on its way.</summary>
internal static class Standings
{
    // A list of thousands of ids costs more than all that the days have.
    private const int Few = 50;

    /// <returns>One for each policy that exists.</returns>
    public static async Task<IReadOnlyDictionary<PolicyId, PolicyStanding>> OfAsync(
        Desk desk, IReadOnlyCollection<PolicyId> policies, DateOnly on, CancellationToken ct)
    {
        if (policies.Count == 0)
            return new Dictionary<PolicyId, PolicyStanding>();
        var rows = await desk.Db.Set<PolicyRow>().Where(p => policies.Contains(p.Id)).ToListAsync(ct);
        return (await OfAsync(desk, [.. rows.Select(r => (r, on))], ct)).ToDictionary(k => k.Key.Policy, k => k.Value.Standing);
    }

    /// <summary>A standing with the person's word where it stands instead of an answer, and the newest word on the network.</summary>
    internal sealed record Known(PolicyStanding Standing, CoverageStatement? Statement)
    {
        public CoverageStatement? NetworkTold { get; init; }
    }

    /// <summary>The same for many policies, each on days of its own: four reads, however many there are.</summary>
    public static async Task<IReadOnlyDictionary<(PolicyId Policy, DateOnly On), Known>> OfAsync(
        Desk desk, IReadOnlyCollection<(PolicyRow Policy, DateOnly On)> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return new Dictionary<(PolicyId, DateOnly), Known>();
        var (first, last) = (wanted.Min(w => w.On), wanted.Max(w => w.On));
        var asked = desk.Db.Set<EligibilityCheck>().AsNoTracking().Where(c => c.OnDate >= first && c.OnDate <= last && c.State != CheckState.Dropped);
        var told = desk.Db.Set<CoverageStatement>().AsNoTracking().Where(s => s.OnDate <= last && s.ExpiresOn >= first);
        if (wanted.Count <= Few)
        {
            var ids = wanted.Select(w => w.Policy.Id).Distinct().ToList();
            (asked, told) = (asked.Where(c => ids.Contains(c.PolicyId)), told.Where(s => ids.Contains(s.PolicyId)));
        }
        var checks = (await asked.ToListAsync(ct)).ToLookup(c => (c.PolicyId, c.OnDate));
        var words = (await told.ToListAsync(ct)).ToLookup(s => s.PolicyId);
        var asking = await desk.Db.Set<PayerAsking>().AsNoTracking().ToDictionaryAsync(a => a.PayerId, ct);
        var contacts = await desk.Db.Set<PayerContact>().AsNoTracking().ToDictionaryAsync(c => c.PayerId, ct);
        return wanted.DistinctBy(w => (w.Policy.Id, w.On)).ToDictionary(w => (w.Policy.Id, w.On), w =>
        {
            var (policy, on) = w;
            List<CoverageStatement> said = [.. words[policy.Id].Where(s => s.OnDate <= on && s.ExpiresOn >= on)];
            return Of(policy.Version, [.. checks[(policy.Id, on)]], said, asking.GetValueOrDefault(policy.PayerId) ?? PayerAsking.Usual(policy.PayerId),
                contacts.GetValueOrDefault(policy.PayerId), desk.Now) with { NetworkTold = said.Where(s => s.IsInNetwork is not null).MaxBy(s => s.At) };
        });
    }

    /// <summary>The newest word on one policy for one day.</summary>
    internal static Known Of(int version, IReadOnlyList<EligibilityCheck> checks, IReadOnlyList<CoverageStatement> words,
        PayerAsking asking, PayerContact? contact, NodaTime.Instant now)
    {
        var waiting = checks.Where(c => c.State == CheckState.Waiting).MaxBy(c => c.CreatedAt);
        var awaySince = waiting is null ? null : contact?.AwaySince ?? waiting.AwaySince;
        var answer = checks.Where(c => c.State == CheckState.Answered).OrderBy(c => c.AnsweredAt).ThenBy(c => c.Id.Value).LastOrDefault();
        var word = words.MaxBy(w => w.At);
        if (word is not null && (answer?.AnsweredAt is not { } at || word.At > at))
            return new(new()
            {
                State = StateOf(word.Says), AsOf = word.At, IsStale = word.PolicyVersion != version, AwaySince = awaySince,
                Copay = word.CopayCents is { } told ? new Money(told) : null, NeedsAuthorization = word.NeedsAuthorization,
            }, word);
        if (answer is { AnsweredAt: { } answered, Says: { } says })
            return new(new()
            {
                State = StateOf(says), AsOf = answered, IsStale = answer.PolicyVersion != version || asking.IsStale(answered, now), AwaySince = awaySince,
                Copay = answer.CopayCents is { } cents ? new Money(cents) : null, IsCopayOpen = answer.IsCopayOpen, IsCopayDecided = answer.DecisionId is not null,
                CollectsNothing = answer.CollectsNothing, NeedsAuthorization = answer.NeedsAuthorization,
            }, null);
        if (waiting is not null)
            return new(new() { State = Standing.Waiting, AwaySince = awaySince }, null);
        return new(checks.Any(c => c.State == CheckState.CannotAsk && c.PolicyVersion == version) ? new() { State = Standing.CannotAsk } : PolicyStanding.NotAsked, null);
    }

    public static Standing StateOf(PolicyState says) => says switch
    {
        PolicyState.Active => Standing.Active,
        PolicyState.BillElsewhere => Standing.BillElsewhere,
        PolicyState.NotForService => Standing.NotForService,
        PolicyState.Inactive => Standing.Inactive,
        _ => Standing.Unknown,
    };
}
