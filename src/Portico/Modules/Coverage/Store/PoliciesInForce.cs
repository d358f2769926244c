using Microsoft.EntityFrameworkCore;
using Portico.Modules.Coverage.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Coverage.Store;

/// <summary>Policies of a payer that have not ended.</summary>
internal sealed class PoliciesInForce(IPracticeDay day) : IRestsOnDirectory
{
    public async Task<IReadOnlyList<string>> OnPayerAsync(Desk desk, PayerId payer, CancellationToken ct)
    {
        var today = await day.TodayAsync(desk, ct);
        var active = await desk.Db.Set<PolicyRow>().CountAsync(p => p.PayerId == payer && (p.ValidTo == null || p.ValidTo >= today), ct);
        return active == 0 ? [] : [active == 1 ? "1 active policy" : $"{active} active policies"];
    }
}
