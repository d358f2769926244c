using Microsoft.EntityFrameworkCore;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Reads an appointment's history for those who take something back.</summary>
internal static class Changes
{
    /// <returns>The change that made the present version. Null: nothing has changed since the booking.</returns>
    public static Task<AppointmentChange?> LastAsync(Desk desk, Appointment appointment, CancellationToken ct)
    {
        var (id, number) = (appointment.Id, appointment.Version);
        return desk.Db.Set<AppointmentChange>().AsNoTracking().SingleOrDefaultAsync(c => c.AppointmentId == id && c.Number == number, ct);
    }
}
