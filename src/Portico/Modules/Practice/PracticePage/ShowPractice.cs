using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Practice.PracticePage;

/// <summary>The whole directory, what is out of use too: for those who keep it.</summary>
[AllowedTo(Roles.Administrator | Roles.Supervisor | Roles.Auditor)]
public sealed class ShowPractice : Query<ShowPractice.Request, ShowPractice.Result>
{
    public sealed record Request;

    /// <param name="Resources">Devices, interpreters and nurses; rooms have their own list.</param>
    public sealed record Result(IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers, IReadOnlyList<RoomRow> Rooms,
        IReadOnlyList<VisitTypeRow> VisitTypes, IReadOnlyList<PayerRow> Payers, IReadOnlyList<ResourceRow> Resources);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) => new(
        await desk.Db.Set<LocationRow>().OrderBy(l => l.Name).ToListAsync(ct),
        await desk.Db.Set<ProviderRow>().OrderBy(p => p.DisplayName).ToListAsync(ct),
        await desk.Db.Set<RoomRow>().OrderBy(r => r.Name).ToListAsync(ct),
        await desk.Db.Set<VisitTypeRow>().OrderBy(t => t.Name).ToListAsync(ct),
        await desk.Db.Set<PayerRow>().OrderBy(p => p.Name).ToListAsync(ct),
        await desk.Db.Set<ResourceRow>().Where(r => r.Class != ResourceClass.Room).OrderBy(r => r.Class).ThenBy(r => r.Name).ToListAsync(ct));
}
