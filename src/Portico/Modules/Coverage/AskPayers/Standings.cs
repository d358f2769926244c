using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain.Benefits;
using Portico.Modules.Coverage.Domain.Eligibility;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Coverage.AskPayers;

/// <summary>What is known of policies on a date: the newest word of the payer, and what is still on its way.</summary>
internal static class Standings
{
    // A list of thousands of ids costs more than all that the days have.
    private const int Few = 50;

    /// <summary>Which policy, for what.</summary>
    internal sealed record Wanted(PolicyRow Policy, DateOnly On, VisitId? Visit, ProviderId? Provider)
    {
        public PolicyUse Use => new(Policy.Id, Visit, Provider);
    }

    /// <returns>One for each use of a policy that exists.</returns>
    public static async Task<IReadOnlyDictionary<PolicyUse, PolicyStanding>> OfAsync(
        Desk desk, IReadOnlyCollection<PolicyUse> uses, DateOnly on, CancellationToken ct)
    {
        if (uses.Count == 0)
            return new Dictionary<PolicyUse, PolicyStanding>();
        List<PolicyId> ids = [.. uses.Select(u => u.Policy).Distinct()];
        var rows = await desk.Db.Set<PolicyRow>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        List<Wanted> wanted = [.. uses.Where(u => rows.ContainsKey(u.Policy)).Select(u => new Wanted(rows[u.Policy], on, u.Visit, u.Provider))];
        return (await OfAsync(desk, wanted, ct)).ToDictionary(k => k.Key.Use, k => k.Value.Standing);
    }

    /// <summary>A standing, the person's word where it is the newest, and the newest word on the network.</summary>
    internal sealed record Known(PolicyStanding Standing, CoverageStatement? Statement)
    {
        public CoverageStatement? NetworkTold { get; init; }
    }

    /// <summary>The same for many policies, each on days of its own: five reads, however many there are.</summary>
    public static async Task<IReadOnlyDictionary<(PolicyUse Use, DateOnly On), Known>> OfAsync(
        Desk desk, IReadOnlyCollection<Wanted> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return new Dictionary<(PolicyUse, DateOnly), Known>();
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
        var today = DateOnly.FromDateTime(PracticeClock.Local(desk.Now,
            await desk.Db.Set<LocationRow>().Where(l => l.IsActive).OrderBy(l => l.Id).Select(l => l.Zone).FirstOrDefaultAsync(ct) ?? "Etc/UTC"));
        return wanted.DistinctBy(w => (w.Use, w.On)).ToDictionary(w => (w.Use, w.On), w =>
        {
            var (policy, on, visit, provider) = w;
            List<CoverageStatement> said = [.. words[policy.Id].Where(s => s.OnDate <= on && s.ExpiresOn >= on)];
            return Of(w, [.. checks[(policy.Id, on)].Where(c => visit is null || c.VisitId == visit)], said,
                asking.GetValueOrDefault(policy.PayerId) ?? PayerAsking.Usual(policy.PayerId), contacts.GetValueOrDefault(policy.PayerId), desk.Now, today)
                with { NetworkTold = said.Where(s => s.SaysNetwork(provider, policy.Version)).MaxBy(s => s.At) };
        });
    }

    /// <summary>The newest word on one policy for one day. What a person did not ask about stays as the payer's answer has it.</summary>
    private static Known Of(Wanted wanted, IReadOnlyList<EligibilityCheck> checks, IReadOnlyList<CoverageStatement> words,
        PayerAsking asking, PayerContact? contact, Instant now, DateOnly today)
    {
        var version = wanted.Policy.Version;
        var waiting = checks.Where(c => c.State == CheckState.Waiting).MaxBy(c => c.CreatedAt);
        var awaySince = waiting is null ? null : contact?.AwaySince ?? waiting.AwaySince;
        var answer = checks.Where(c => c.State == CheckState.Answered).OrderBy(c => c.AnsweredAt).ThenBy(c => c.Id.Value).LastOrDefault();
        var word = words.MaxBy(w => w.At);
        var answered = answer is { AnsweredAt: { } at, Says: { } says } ? new PolicyStanding
        {
            State = StateOf(says), AsOf = at, AwaySince = awaySince,
            // Another kind of visit by now asks for other services: what was said of the ones before is none of theirs.
            IsStale = answer.PolicyVersion != version || asking.IsStale(at, now) || asking.MayTellMore(answer, today) || (waiting is not null && waiting.ServiceTypes != answer.ServiceTypes),
            Copay = answer.CopayCents is { } cents ? new Money(cents) : null, IsCopayOpen = answer.IsCopayOpen, IsCopayDecided = answer.DecisionId is not null,
            CollectsNothing = answer.CollectsNothing, NeedsAuthorization = answer.NeedsAuthorization,
        } : null;
        if (word is not null && !(answered?.AsOf >= word.At))
        {
            // Of an old answer nothing stands beside a newer word.
            var before = answered is { IsStale: false } ? answered : PolicyStanding.NotAsked;
            var copay = word.IsFor(wanted.Visit, wanted.Provider) && word.CopayCents is { } told ? new Money(told) : (Money?)null;
            return new(before with
            {
                State = StateOf(word.Says), AsOf = word.At, IsStale = word.PolicyVersion != version, AwaySince = awaySince,
                Copay = copay ?? before.Copay, CopayAsOf = copay is null ? before.AsOf : null,
                // A plan that ended spares the patient nothing any more.
                CollectsNothing = before.CollectsNothing && word.Says != PolicyState.Inactive,
                IsCopayOpen = copay is null && before.IsCopayOpen, IsCopayDecided = copay is null && before.IsCopayDecided,
                NeedsAuthorization = (word.IsFor(wanted.Visit, wanted.Provider) ? word.NeedsAuthorization : null) ?? before.NeedsAuthorization,
            }, word);
        }
        if (answered is not null)
            return new(answered, null);
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
