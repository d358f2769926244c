using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Visits;

/// <inheritdoc/>
internal sealed class WherePatientsAre : IWhereabouts
{
    public async Task<IReadOnlyDictionary<AppointmentId, Whereabouts>> FindAsync(
        Desk desk, IReadOnlyCollection<AppointmentId> appointments, CancellationToken ct)
    {
        if (appointments.Count == 0)
            return new Dictionary<AppointmentId, Whereabouts>();
        List<AppointmentId?> wanted = [.. appointments];
        var visits = await desk.Db.Set<VisitRow>().Where(v => wanted.Contains(v.AppointmentId) && v.State != VisitState.Expected)
            .Select(v => new { v.AppointmentId, v.State, v.RoomId }).ToListAsync(ct);
        return visits.ToDictionary(v => v.AppointmentId.GetValueOrDefault(),
            v => new Whereabouts(VisitSteps.OnBoard(v.State) ?? BoardState.Booked, v.RoomId));
    }
}
