using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Coverage.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;

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
        return CoverageLines.Of(row.IsSelfPay, row.IsClaim, payer);
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
