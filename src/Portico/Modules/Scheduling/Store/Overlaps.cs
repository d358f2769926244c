using Microsoft.EntityFrameworkCore;
using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Whether a patient has to be at two places at once. A warning: people do book two visits for a reason.</summary>
internal static class Overlaps
{
    /// <param name="except">The appointment that is being moved. Null for a new one.</param>
    public static Task<AppointmentRow?> FindAsync(
        Desk desk, PatientId patient, Place place, AppointmentId? except, CancellationToken ct)
    {
        var starts = place.StartsAt;
        var ends = starts.Plus(Duration.FromMinutes(place.Minutes));
        // No visit lasts longer than a day: the lower bound keeps the search inside the index.
        var earliest = starts.Minus(Duration.FromDays(1));
        var standing = desk.Db.Set<AppointmentRow>().Where(a => a.PatientId == patient && a.StartsAt > earliest && a.StartsAt < ends
            && a.EndsAt > starts && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow);
        if (except is { } self)
            standing = standing.Where(a => a.Id != self);
        return standing.OrderBy(a => a.StartsAt).FirstOrDefaultAsync(ct);
    }
}

/// <summary>Booking where the provider has no session is for seniors, and they say why.</summary>
internal static class OutsideHours
{
    public static bool MayBook(Desk desk) =>
        (desk.Roles & Roles.Seniors) != 0 && !string.IsNullOrWhiteSpace(desk.Call.Reason);
}
