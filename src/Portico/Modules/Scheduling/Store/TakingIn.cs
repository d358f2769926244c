using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Takes what a visit needs that is here already, or was promised elsewhere: its provider decides, the rest is taken where it is free.</summary>
/// <param name="desk">The attempt.</param>
/// <param name="visit">What it takes.</param>
/// <param name="place">Where it stands.</param>
/// <param name="verdict">Of that place.</param>
/// <param name="extraLanes">Beside those of the session.</param>
internal sealed class TakingIn(Desk desk, VisitCase visit, Place place, Verdict verdict, int extraLanes)
{
    // Outside the sessions a provider still sees one patient at a time.
    private readonly int _lanes = Math.Max(1, verdict.Lanes);

    /// <summary>Adds the appointment with what it takes. Places under caps are taken beyond the cap too, so that it counts.</summary>
    /// <returns>Null: every lane of the provider is taken, and nothing was written.</returns>
    public async Task<Added?> AddAsync(Appointment appointment, CancellationToken ct)
    {
        if (visit.IsPlain(place, verdict))
        {
            if (await CellGuard.AddAsync(desk, appointment, _lanes + extraLanes, ct) is not null)
                return Added.Whole;
            await desk.Batch().Write("DELETE FROM appointment WHERE practice_id = $1 AND id = $2", desk.Db.PracticeId, appointment.Id).RunAsync(ct);
            return null;
        }
        // A lane of the session without the minutes beside the visit before a lane beyond it.
        foreach (var (lanes, buffers) in new[] { (_lanes, true), (_lanes, false), (_lanes + extraLanes, false) }.Distinct())
        {
            if (await TryAsync(appointment, lanes, buffers, ct) is { } added)
                return added;
        }
        return null;
    }

    private async Task<Added?> TryAsync(Appointment appointment, int lanes, bool buffers, CancellationToken ct)
    {
        var wanted = visit.Wanted(CellOwner.Of(appointment.Id), place, verdict, lanes, beyondCaps: true, buffers: buffers).ToList();
        List<Wanted> without = [];
        while (true)
        {
            var (claims, missing) = await CellGuard.TakeAsync(desk, wanted, null, (batch, chosen) =>
            {
                CellGuard.Insert(batch, desk.Db, appointment);
                if (!visit.Plan.IsProviderAlone)
                    CellGuard.InsertParts(batch, desk.Db, appointment.Id, chosen);
            }, ct);
            if (claims is not null)
            {
                return new Added(Words(without),
                    without.Exists(w => w.Of == WantedOf.Cap) || claims.Any(c => c.Wanted.Of == WantedOf.Cap && c.Lane >= c.Wanted.Lanes - Overbooking.Lanes),
                    !buffers && visit.HasBuffers(place, verdict));
            }
            if (missing is not { Of: WantedOf.Resource or WantedOf.Cap })
                return null;
            wanted.Remove(missing);
            without.Add(missing);
        }
    }

    // What the practice calls it: no word of the patient's.
    private static string? Words(List<Wanted> without)
    {
        var parts = without.Select(w => w.Part).OfType<VisitPlan.Part>().Select(p => $"{p.Class} {p.Kind}".Trim().ToLowerInvariant()).ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
