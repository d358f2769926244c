using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Group visits below the use cases.</summary>
internal static class Groups
{
    /// <summary>Nobody joins a group while it moves, and nobody moves it while somebody joins: whoever changes a group or its patients
    /// comes one after another.</summary>
    /// <remarks>On PostgreSQL by its row; SQLite has one writer.</remarks>
    /// <returns>As it is now, tracked. Null: there is none.</returns>
    public static async Task<GroupVisit?> LockAsync(Desk desk, GroupVisitId id, CancellationToken ct)
    {
        var batch = desk.Batch();
        if (batch.HasRowLocks)
            batch.Read("SELECT 1 FROM group_visit WHERE practice_id = $1 AND id = $2 FOR NO KEY UPDATE", (_, _) => Task.CompletedTask, desk.Call.Practice, id);
        await batch.RunAsync(ct);
        return await desk.Db.Set<GroupVisit>().SingleOrDefaultAsync(g => g.Id == id, ct);
    }

    public static Task<bool> IsCancelledAsync(Desk desk, GroupVisitId id, CancellationToken ct) =>
        desk.Db.Set<GroupVisit>().AnyAsync(g => g.Id == id && g.IsCancelled, ct);

    /// <returns>The patient's visit in it. Null: they have no place.</returns>
    public static Task<AppointmentId?> PlaceOfAsync(Desk desk, GroupVisitId id, PatientId patient, CancellationToken ct) =>
        desk.Db.Set<AppointmentRow>().Where(a => a.GroupVisitId == id && a.PatientId == patient && a.State != AppointmentState.Cancelled)
            .Select(a => (AppointmentId?)a.Id).FirstOrDefaultAsync(ct);

    /// <summary>How many of its places are taken.</summary>
    public static Task<int> TakenAsync(Desk desk, GroupVisitId id, CancellationToken ct)
    {
        var places = id.Value;
        return desk.Db.Set<AppointmentCell>().CountAsync(c => c.ResourceId == places, ct);
    }

    /// <summary>Everybody who has a place in it, by when they were booked, tracked.</summary>
    public static Task<List<Appointment>> PatientsAsync(Desk desk, GroupVisitId id, CancellationToken ct) =>
        desk.Db.Set<Appointment>().Where(a => a.GroupVisitId == id && a.State != AppointmentState.Cancelled)
            .OrderBy(a => a.BookedAt).ThenBy(a => a.Id).ToListAsync(ct);
}
