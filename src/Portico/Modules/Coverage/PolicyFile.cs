using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Coverage.Domain.Verification;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Modules.Coverage.AskPayers;
using Portico.Platform.UseCases;
using Portico.Platform.Values;
using Portico.Shell;

namespace Portico.Modules.Coverage;

internal sealed class PolicyFile(IVisits visits, IPracticeDirectory directory) : ICoverage
{
    public async Task<IReadOnlyList<PolicyRow>> PoliciesAsync(Desk desk, PatientId patient, CancellationToken ct) =>
        // Ids sort by the time they were made.
        await desk.Db.Set<PolicyRow>().Where(p => p.PatientId == patient).OrderByDescending(p => p.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<PolicyRow>> PoliciesOnAsync(Desk desk, PatientId patient, DateOnly date, CancellationToken ct) =>
        [.. (await PoliciesAsync(desk, patient, ct)).Where(p => p.CountsOn(date))];

    public async Task AddPolicyAsync(Desk desk, PolicyId id, PatientId patient, NewPolicy policy, CancellationToken ct)
    {
        if (desk.Db.Set<Policy>().Local.Any(p => p.Id == id) || await desk.Db.Set<Policy>().AnyAsync(p => p.Id == id, ct))
            return;
        desk.Db.Add(Policy.Of(id, patient, policy));
    }

    public async Task<string> StatusLineAsync(Desk desk, VisitId visit, CancellationToken ct)
    {
        var row = await visits.FindAsync(desk, visit, ct) ?? throw new InvalidOperationException("No such visit in this practice.");
        var billed = await BilledAsync(desk, row, ct);
        var payer = billed is [var first, ..] ? (await directory.EveryPayerAsync(desk, ct)).FirstOrDefault(p => p.Id == first.PayerId)?.Name : null;
        var standing = billed is [var policy, ..] ? (await StandingsAsync(desk, [new(policy.Id, row.Id, row.ProviderId)], row.Date, ct)).Values.FirstOrDefault() : null;
        return CoverageLines.Of(row.IsSelfPay, row.IsClaim, payer, standing);
    }

    public Task<IReadOnlyDictionary<PolicyUse, PolicyStanding>> StandingsAsync(
        Desk desk, IReadOnlyCollection<PolicyUse> uses, DateOnly on, CancellationToken ct) => Standings.OfAsync(desk, uses, on, ct);

    public async Task<IReadOnlyDictionary<VisitId, PolicyId>> AuthorizedAsync(Desk desk, DateOnly date, CancellationToken ct)
    {
        var ticks = await (
            from v in desk.Db.Set<VisitRow>()
            where v.Date == date
            join t in desk.Db.Set<VerificationTick>().AsNoTracking() on new { v.PracticeId, VisitId = v.Id } equals new { t.PracticeId, t.VisitId }
            where t.Item == VerificationItem.Authorization
            select t).ToListAsync(ct);
        Dictionary<VisitId, PolicyId> found = [];
        foreach (var visit in ticks.GroupBy(t => t.VisitId))
        {
            if (visit.MaxBy(t => (t.At, t.Id.Value)) is { IsDone: true, PolicyId: { } policy })
                found[visit.Key] = policy;
        }
        return found;
    }

    public async Task<VisitCopay> CopayAsync(Desk desk, VisitRow visit, CancellationToken ct)
    {
        if (visit.IsSelfPay || visit.IsClaim)
            return new(null, null);
        var policies = await PoliciesOnAsync(desk, visit.PatientId, visit.Date, ct);
        var order = await visits.FilingOrderAsync(desk, visit.Id, ct);
        // Without a filing order only a single policy says what the visit costs at the desk.
        if ((order.Count > 0 ? policies.FirstOrDefault(p => p.Id == order[0]) : policies.Count == 1 ? policies[0] : null) is not { } first)
            return new(null, null);
        var payer = (await directory.EveryPayerAsync(desk, ct)).FirstOrDefault(p => p.Id == first.PayerId)?.Name ?? "Insurance";
        var standing = (await StandingsAsync(desk, [new(first.Id, visit.Id, visit.ProviderId)], visit.Date, ct)).Values.FirstOrDefault();
        if (CoverageLines.CopayOf(standing, first.CardCopayCents is { } cents ? new Money(cents) : null) is not { } copay)
            return new(null, null);
        if (standing is not { IsStale: false, AsOf: { } at } || (standing.Copay is null && !standing.CollectsNothing))
            return new(copay, payer + " card");
        var zone = (await directory.LocationAsync(desk, visit.LocationId, ct)).Zone;
        return new(copay, $"{payer}, verified {DeskText.DateAndTime(standing.CopayAsOf ?? at, zone)}{(standing.IsCopayDecided ? ", of several amounts this one is our decision" : "")}", standing.CollectsNothing);
    }

    public async Task<IReadOnlyList<PolicyRow>> BilledAsync(Desk desk, VisitId visit, CancellationToken ct) =>
        await visits.FindAsync(desk, visit, ct) is { } row ? await BilledAsync(desk, row, ct) : [];

    private async Task<IReadOnlyList<PolicyRow>> BilledAsync(Desk desk, VisitRow visit, CancellationToken ct)
    {
        if (visit.IsSelfPay || visit.IsClaim)
            return [];
        var chosen = await visits.FilingOrderAsync(desk, visit.Id, ct);
        if (chosen.Count == 0)
            return await PoliciesOnAsync(desk, visit.PatientId, visit.Date, ct);
        var policies = await PoliciesAsync(desk, visit.PatientId, ct);
        return [.. chosen.Join(policies, id => id, p => p.Id, (_, policy) => policy)];
    }
}
