using Microsoft.EntityFrameworkCore;
using Portico.Modules.Payments.Domain;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>Drawers, days and approvals of a location that are not finished yet, and the open claims of a carrier.</summary>
internal sealed class MoneyOpen : IRestsOnDirectory
{
    public async Task<IReadOnlyList<string>> OnLocationAsync(Desk desk, LocationId location, CancellationToken ct)
    {
        var drawers = await desk.Db.Set<Drawer>().CountAsync(d => d.LocationId == location && d.State != DrawerState.Closed, ct);
        var days = await desk.Db.Set<BusinessDay>().CountAsync(d => d.LocationId == location && d.State == BusinessDayState.Open, ct);
        var approvals = await desk.Db.Set<PaymentApproval>().CountAsync(a => a.LocationId == location && a.State == ApprovalState.Pending, ct);
        return
        [
            .. Say(drawers, "drawer", "drawers", "not counted"), .. Say(days, "day", "days", "not closed"),
            .. Say(approvals, "approval", "approvals", "waiting"),
        ];
    }

    public async Task<IReadOnlyList<string>> OnPayerAsync(Desk desk, PayerId payer, CancellationToken ct) =>
        [.. Say(await desk.Db.Set<GuarantorAccount>().CountAsync(a => a.Payer == payer && a.ClosedAt == null, ct), "account", "accounts", "with a claim there")];

    private static IEnumerable<string> Say(int count, string one, string many, string how) =>
        count == 0 ? [] : [$"{count} {(count == 1 ? one : many)} {how}"];
}
