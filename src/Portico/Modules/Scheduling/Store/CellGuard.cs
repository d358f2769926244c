using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
        "starts_at, ends_at, state, note, version, booked_at, booked_by, booked_why) VALUES (@practice, @id, @patient, " +
        "@resource, @location, @type, @date, @time, @minutes, @starts, @ends, @state, @note, @version, @now, @by, @why); ";

    private const string DeleteCells =
        "DELETE FROM appointment_cell WHERE practice_id = @practice AND appointment_id = @id; ";

    /// <summary>Adds the appointment with its cells in the first lane that is free throughout: one round trip when that is lane 0.</summary>
    /// <returns>False when every lane was taken; the appointment is then there without cells, for the caller to roll back.</returns>
    public static async Task<bool> AddAsync(DeskDb db, Appointment appointment, int lanes, CancellationToken ct)
    {
        var span = appointment.Span;
        await using (var command = Command(db, InsertAppointment + InsertCells(span.Count)))
        {
            AddCells(command, db, appointment, span, lane: 0);
            Add(command, "patient", db.ToStore(appointment.PatientId.Value));
            Add(command, "location", db.ToStore(appointment.LocationId.Value));
            Add(command, "type", db.ToStore(appointment.VisitTypeId.Value));
            Add(command, "date", appointment.Date);
            Add(command, "time", appointment.Time);
            Add(command, "minutes", appointment.Minutes);
            Add(command, "starts", appointment.StartsAt.ToUnixTimeTicks() / 10);
            Add(command, "ends", appointment.EndsAt.ToUnixTimeTicks() / 10);
            Add(command, "state", appointment.State.ToString());
            Add(command, "note", (object?)appointment.Note ?? DBNull.Value);
            Add(command, "version", appointment.Version);
            Add(command, "now", appointment.BookedAt.ToUnixTimeTicks() / 10);
            Add(command, "by", db.ToStore(appointment.BookedBy.Value));
            Add(command, "why", (object?)appointment.BookedWhy ?? DBNull.Value);
            if (await command.ExecuteNonQueryAsync(ct) == 1 + span.Count)
                return true;
        }
        return await TakeAsync(db, appointment, span, firstLane: 1, lanes, ct);
    }

    /// <summary>Gives up the cells that an appointment has and takes those of where it stands now.</summary>
    /// <returns>False when every lane was taken: the caller rolls back, and the old cells are as they were.</returns>
    public static Task<bool> SwapAsync(DeskDb db, Appointment appointment, int lanes, CancellationToken ct) =>
        TakeAsync(db, appointment, appointment.Span, firstLane: 0, lanes, ct);

    /// <summary>Gives the cells back.</summary>
    public static async Task FreeAsync(DeskDb db, Appointment appointment, CancellationToken ct)
    {
        await using var command = Command(db, DeleteCells);
        Add(command, "practice", db.PracticeId);
        Add(command, "id", db.ToStore(appointment.Id.Value));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> TakeAsync(
        DeskDb db, Appointment appointment, CellSpan span, int firstLane, int lanes, CancellationToken ct)
    {
        for (var lane = firstLane; lane < lanes; lane++)
        {
            // Apart, because their counts would add up: a lane half won is given back before the next is tried.
            await FreeAsync(db, appointment, ct);
            await using var command = Command(db, InsertCells(span.Count));
            AddCells(command, db, appointment, span, lane);
            if (await command.ExecuteNonQueryAsync(ct) == span.Count)
                return true;
        }
        return false;
    }

    private static string InsertCells(int count)
    {
        Debug.Assert(count is > 0 and <= MostCells, "A visit lasts from one cell to a day.");
        if (s_insertCells[count] is { } known)
            return known;
        var text = new StringBuilder("INSERT INTO appointment_cell (practice_id, resource_id, cell, lane, appointment_id) VALUES ");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}(@practice, @resource, @cell + {i}, @lane, @id)");
        return s_insertCells[count] = text.Append(" ON CONFLICT DO NOTHING; ").ToString();
    }

    private static void AddCells(DbCommand command, DeskDb db, Appointment appointment, CellSpan span, int lane)
    {
        Add(command, "practice", db.PracticeId);
        Add(command, "resource", db.ToStore(appointment.ProviderId.Value));
        Add(command, "cell", span.From);
        Add(command, "lane", lane);
        Add(command, "id", db.ToStore(appointment.Id.Value));
    }

    private static DbCommand Command(DeskDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
