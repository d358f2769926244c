using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>A visit of the same patient that another one belongs to, or that belongs to it.</summary>
/// <param name="VisitType">In the practice's words.</param>
/// <param name="IsFor">It was booked for the one that is asked about. False: that one was booked for it.</param>
/// <param name="Order">How the one that was booked for the other is meant to stand to it. Null: not said.</param>
/// <param name="IsInOrder">It stands as it is meant to. True where nothing was said.</param>
public sealed record LinkedVisit(AppointmentId Appointment, string VisitType, DateOnly Date, TimeOnly Time, bool IsFor, LinkOrder? Order, bool IsInOrder);

/// <summary>Visits that were booked for another one.</summary>
internal static class LinkedVisits
{
    /// <returns>When the visit is. Null: no such visit of that patient, or it is cancelled or was missed.</returns>
    public static async Task<VisitTime?> TimeOfAsync(Desk desk, AppointmentId id, PatientId patient, CancellationToken ct) =>
        await desk.Db.Set<AppointmentRow>().Where(a => a.Id == id && a.PatientId == patient
            && a.State != AppointmentState.Cancelled && a.State != AppointmentState.NoShow)
            .Select(a => (VisitTime?)new VisitTime(a.Date, a.StartsAt, a.EndsAt)).SingleOrDefaultAsync(ct);

    /// <summary>Those that still stand: the one that this visit was booked for, then those that were booked for it, by their start.</summary>
    public static async Task<IReadOnlyList<LinkedVisit>> OfAsync(Desk desk, AppointmentId id, CancellationToken ct)
    {
        var found = await (
            from one in desk.Db.Set<Appointment>().AsNoTracking()
            join other in desk.Db.Set<Appointment>().AsNoTracking() on new { one.PracticeId, Id = one.LinkedTo } equals new { other.PracticeId, Id = (AppointmentId?)other.Id }
            where one.Id == id || other.Id == id
            select new { One = one, Other = other }).ToListAsync(ct);
        if (found.Count == 0)
            return [];
        var types = found.Select(f => f.One.Id == id ? f.Other.VisitTypeId : f.One.VisitTypeId).Distinct().ToList();
        var names = await desk.Db.Set<VisitTypeRow>().Where(t => types.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        return [.. from pair in found
            let isFor = pair.Other.Id == id
            let visit = isFor ? pair.One : pair.Other
            where visit.IsAhead || visit.State == AppointmentState.Kept
            orderby isFor, visit.StartsAt
            select new LinkedVisit(visit.Id, names[visit.VisitTypeId], visit.Date, visit.Time, isFor, pair.One.LinkOrder,
                pair.One.LinkOrder?.Holds(TimeOf(pair.One), TimeOf(pair.Other)) ?? true)];
    }

    private static VisitTime TimeOf(Appointment visit) => new(visit.Date, visit.StartsAt, visit.EndsAt);
}
