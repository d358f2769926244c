using Microsoft.EntityFrameworkCore;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Visits;

/// <summary>Patients who came and have not left yet.</summary>
internal sealed class PatientsHere : IRestsOnDirectory
{
    public Task<IReadOnlyList<string>> OnLocationAsync(Desk desk, LocationId location, CancellationToken ct) =>
        SayAsync(desk.Db.Set<VisitRow>().Where(v => v.LocationId == location), ct);

    public Task<IReadOnlyList<string>> OnProviderAsync(Desk desk, ProviderId provider, CancellationToken ct) =>
        SayAsync(desk.Db.Set<VisitRow>().Where(v => v.ProviderId == provider), ct);

    private static async Task<IReadOnlyList<string>> SayAsync(IQueryable<VisitRow> theirs, CancellationToken ct)
    {
        var here = await theirs.CountAsync(v => v.State == VisitState.Arrived || v.State == VisitState.CheckedIn
            || v.State == VisitState.Roomed || v.State == VisitState.WithProvider, ct);
        return here == 0 ? [] : [here == 1 ? "1 patient here" : $"{here} patients here"];
    }
}
