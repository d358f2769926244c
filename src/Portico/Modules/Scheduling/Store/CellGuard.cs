using System.Diagnostics;
using System.Globalization;
using System.Text;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Writes cells: the one place where a slot is won or lost. By hand, because the number of rows that came in is the answer.</summary>
/// <remarks>ON CONFLICT DO NOTHING waits for whoever holds a cell and then skips it, so losing raises no error and
/// leaves the transaction usable. Cells go in ascending order: two bookings can wait for each other only one way.</remarks>
internal static class CellGuard
{
    private const int MostCells = 24 * 60 / Cells.Minutes;
    private static readonly string[] s_insertCells = new string[MostCells + 1];

    private const string InsertAppointment =
        "INSERT INTO appointment (practice_id, id, patient_id, provider_id, location_id, visit_type_id, date, time, minutes, " +
        "starts_at, ends_at, state, note, version, booked_at, booked_by, booked_why, is_confidential) " +
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

    private const string DeleteCells = "DELETE FROM appointment_cell WHERE practice_id = $1 AND appointment_id = $2";

    /// <summary>Adds the appointment with its cells in the first lane that is free throughout: one round trip when that is lane 0.</summary>
    /// <returns>False when every lane was taken; the appointment is then there without cells, for the caller to roll back.</returns>
    public static async Task<bool> AddAsync(DeskDb db, Appointment appointment, int lanes, CancellationToken ct)
    {
        var rows = await AddCells(new DeskBatch(db).Write(InsertAppointment,
            db.PracticeId, appointment.Id, appointment.PatientId, appointment.ProviderId, appointment.LocationId, appointment.VisitTypeId,
            appointment.Date, appointment.Time, appointment.Minutes, appointment.StartsAt, appointment.EndsAt, appointment.State,
            appointment.Note, appointment.Version, appointment.BookedAt, appointment.BookedBy, appointment.BookedWhy, appointment.IsConfidential),
            db, appointment, lane: 0).RunAsync(ct);
        return rows[1] == appointment.Span.Count || await TakeAsync(db, appointment, firstLane: 1, lanes, ct);
    }

    /// <summary>Gives up the cells that an appointment has and takes those of where it stands now.</summary>
    /// <returns>False when every lane was taken: the caller rolls back, and the old cells are as they were.</returns>
    public static Task<bool> SwapAsync(DeskDb db, Appointment appointment, int lanes, CancellationToken ct) =>
        TakeAsync(db, appointment, firstLane: 0, lanes, ct);

    /// <summary>Gives the cells back.</summary>
    public static Task FreeAsync(DeskDb db, Appointment appointment, CancellationToken ct) =>
        new DeskBatch(db).Write(DeleteCells, db.PracticeId, appointment.Id).RunAsync(ct);

    private static async Task<bool> TakeAsync(DeskDb db, Appointment appointment, int firstLane, int lanes, CancellationToken ct)
    {
        for (var lane = firstLane; lane < lanes; lane++)
        {
            // A lane half won is given back before the next is tried.
            var rows = await AddCells(new DeskBatch(db).Write(DeleteCells, db.PracticeId, appointment.Id), db, appointment, lane).RunAsync(ct);
            if (rows[1] == appointment.Span.Count)
                return true;
        }
        return false;
    }

    private static DeskBatch AddCells(DeskBatch batch, DeskDb db, Appointment appointment, int lane)
    {
        var span = appointment.Span;
        return batch.Write(InsertCells(span.Count), db.PracticeId, appointment.ProviderId, span.From, lane, appointment.Id);
    }

    private static string InsertCells(int count)
    {
        Debug.Assert(count is > 0 and <= MostCells, "A visit lasts from one cell to a day.");
        if (s_insertCells[count] is { } known)
            return known;
        var text = new StringBuilder("INSERT INTO appointment_cell (practice_id, resource_id, cell, lane, appointment_id) VALUES ");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}($1, $2, $3 + {i}, $4, $5)");
        return s_insertCells[count] = text.Append(" ON CONFLICT DO NOTHING").ToString();
    }
}
