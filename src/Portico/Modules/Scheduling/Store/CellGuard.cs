using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Scheduling.Store;

/// <summary>Writes cells: the one place where a slot is won or lost. By hand, because the number of rows that came in is the answer.</summary>
/// <remarks>ON CONFLICT DO NOTHING waits for whoever holds a cell and then skips it, so losing raises no error and
/// leaves the transaction usable. Cells go in ascending by resource, lane and cell, and what was half won is rolled back before more
/// is tried: two bookings can wait for each other only one way. A cell of a hold that has expired counts as free.</remarks>
internal static class CellGuard
{
    private const int MostCells = 24 * 60 / Cells.Minutes;
    private const int MostTries = 64;

    // Bits of a number that has a sign.
    private const int CellsANumber = 62;
    private static readonly string[,] s_insertCells = new string[3, MostCells + 1];

    private const string InsertAppointment =
        "INSERT INTO appointment (practice_id, id, patient_id, provider_id, location_id, visit_type_id, date, time, minutes, " +
        "starts_at, ends_at, state, note, version, booked_at, booked_by, booked_why, is_confidential, is_later, is_overbooked, is_new_patient, is_self_pay, " +
        "patient_state, interpreter_language, series_id, series_number, group_visit_id, linked_to, link_order) " +
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)";

    private const string InsertPart =
        "INSERT INTO appointment_part (practice_id, appointment_id, number, resource_id, class, \"offset\", minutes) " +
        "VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private const string DeleteCells = "DELETE FROM appointment_cell WHERE practice_id = $1 AND appointment_id = $2";
    private const string DeleteGroupCells = "DELETE FROM appointment_cell WHERE practice_id = $1 AND group_visit_id = $2";

    /// <summary>Adds the appointment with its provider's cells in the first lane that is free throughout: one round trip when that is lane 0.</summary>
    /// <returns>The lane. Null when every lane was taken; the appointment is then there without cells, for the caller to roll back.</returns>
    public static async Task<int?> AddAsync(Desk desk, Appointment appointment, int lanes, CancellationToken ct)
    {
        var (span, owner) = (appointment.Span, CellOwner.Of(appointment.Id));
        var batch = desk.Batch();
        Insert(batch, desk.Db, appointment);
        var rows = await InsertCells(batch, desk.Db, owner, appointment.ProviderId.Value, span, lane: 0).RunAsync(ct);
        if (rows[1] == span.Count)
            return 0;
        // What was half won is given back before another lane is tried.
        await desk.Batch().Write(DeleteCells, desk.Db.PracticeId, appointment.Id).RunAsync(ct);
        var taken = await TakeAsync(desk, [new Wanted(owner, WantedOf.Provider, [appointment.ProviderId.Value], span, lanes)], null, null, ct);
        return taken.Claims?[0].Lane;
    }

    /// <summary>Gives the cells back.</summary>
    public static Task FreeAsync(DeskDb db, Appointment appointment, CancellationToken ct) =>
        new DeskBatch(db).Write(DeleteCells, db.PracticeId, appointment.Id).RunAsync(ct);

    /// <summary>Gives back what a group visit has of time; the places in it are its patients' own.</summary>
    public static Task FreeAsync(DeskDb db, GroupVisit group, CancellationToken ct) =>
        new DeskBatch(db).Write(DeleteGroupCells, db.PracticeId, group.Id).RunAsync(ct);

    /// <summary>Takes everything that is wanted, or nothing: whichever resources are free are chosen, and their cells decide.</summary>
    /// <param name="desk">The attempt.</param>
    /// <param name="wanted">Of one visit or of many.</param>
    /// <param name="from">Who has cells now that the wanted ones replace: the visit that moves, the hold that is booked. Null: nobody.</param>
    /// <param name="write">Writes the owners' own rows before their cells; called again when another's commit changed the choice. Null: they are there.</param>
    /// <param name="ct">Stops between tries.</param>
    /// <param name="known">The wanted cells as they were just read: the first try goes by them. Null: they are read.</param>
    /// <returns>The claims, in the order of the wishes; or the wish that could not be met. Then nothing was written.</returns>
    public static async Task<(IReadOnlyList<Claim>? Claims, Wanted? Missing)> TakeAsync(Desk desk, IReadOnlyList<Wanted> wanted,
        CellOwner? from, Action<DeskBatch, IReadOnlyList<Claim>>? write, CancellationToken ct, CellsRead? known = null)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var read = tries == 0 && known is not null ? known : await ReadAsync(desk, wanted, from, ct);
            var (chosen, missing) = Claims.Choose(wanted, read.Taken.Contains, from is null ? null : read.Own.Contains);
            if (chosen is null)
                return (null, missing);
            if (await WriteAsync(desk, chosen, read, from, write, ct))
                return (chosen, null);
        }
        throw new InvalidOperationException("The cells of a booking were lost to others too often.");
    }

    /// <summary>Which of the wanted cells are whose, at this moment.</summary>
    public static async Task<CellsRead> ReadAsync(Desk desk, IReadOnlyList<Wanted> wanted, CellOwner? from, CancellationToken ct)
    {
        var read = new CellsRead();
        var batch = desk.Batch();
        if (from is { } own)
        {
            batch.Read($"SELECT resource_id, cell, lane FROM appointment_cell WHERE practice_id = $1 AND {Column(own)} = $2", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    read.Own.Add(new TakenCell(reader.Id(0), reader.GetInt64(1), reader.GetInt32(2)));
            }, desk.Db.PracticeId, own.Id);
        }
        // One question a visit; a cap's cell is a day's number, far from those of times.
        foreach (var near in wanted.Where(w => w.AnyOf.Count > 0).GroupBy(w => (w.Owner, w.Of == WantedOf.Cap)))
        {
            var resources = near.SelectMany(w => w.AnyOf).Distinct().ToList();
            // As few texts as may be: each is kept prepared.
            while (!IsRound(resources.Count))
                resources.Add(resources[0]);
            AskWhose(batch, desk, read, near.Min(w => w.Span.From), near.Max(w => w.Span.End), resources, from);
        }
        await batch.RunAsync(ct);
        return read;
    }

    // Cells that lie near each other come as the bits of one number for each lane: a visit among forty rooms and devices would be hundreds of rows.
    private static void AskWhose(DeskBatch batch, Desk desk, CellsRead read, long first, long end, List<Guid> resources, CellOwner? from)
    {
        for (; first < end; first += CellsANumber)
        {
            var begin = first;
            var text = new StringBuilder("SELECT c.resource_id, c.lane, h.id, h.expires_at, " +
                "CAST(SUM(CAST(1 AS bigint) << CAST(c.cell - $2 AS int)) AS bigint) " +
                "FROM appointment_cell c LEFT JOIN slot_hold h ON h.practice_id = $1 AND h.id = c.hold_id " +
                "WHERE c.practice_id = $1 AND c.cell >= $2 AND c.cell < $3 AND c.resource_id IN (");
            for (var i = 0; i < resources.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "$" : ", $")}{i + 4}");
            text.Append(')');
            List<object?> values = [desk.Db.PracticeId, begin, Math.Min(end, begin + CellsANumber), .. resources.Cast<object?>()];
            if (from is { } own)
            {
                text.Append(CultureInfo.InvariantCulture, $" AND (c.{Column(own)} IS NULL OR c.{Column(own)} <> ${values.Count + 1})");
                values.Add(own.Id);
            }
            batch.Read(text.Append(" GROUP BY c.resource_id, c.lane, h.id, h.expires_at").ToString(), async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                {
                    var (resource, lane) = (reader.Id(0), reader.GetInt32(1));
                    var over = !reader.IsDBNull(3) && reader.Instant(3) <= desk.Now ? reader.Id(2) : (Guid?)null;
                    for (var bits = (ulong)reader.GetInt64(4); bits != 0; bits &= bits - 1)
                    {
                        var cell = new TakenCell(resource, begin + BitOperations.TrailingZeroCount(bits), lane);
                        if (over is { } hold)
                            read.Expired[cell] = hold;
                        else
                            read.Taken.Add(cell);
                    }
                }
            }, [.. values]);
        }
    }

    private static bool IsRound(int count) => count <= 4 || (count & (count - 1)) == 0;

    private static async Task<bool> WriteAsync(Desk desk, IReadOnlyList<Claim> chosen, CellsRead read, CellOwner? from,
        Action<DeskBatch, IReadOnlyList<Claim>>? write, CancellationToken ct)
    {
        var db = desk.Db;
        var batch = desk.Batch().Write("SAVEPOINT cells");
        // By their ids before any cell: whoever waits for one of them has none that comes after it.
        foreach (var hold in chosen.SelectMany(Claims.Cells).Where(read.Expired.ContainsKey).Select(c => read.Expired[c]).Distinct().Order())
            batch.Write("DELETE FROM slot_hold WHERE practice_id = $1 AND id = $2 AND expires_at <= $3", db.PracticeId, hold, desk.Now);
        write?.Invoke(batch, chosen);
        var first = batch.Writes;
        List<int> expected = [];
        var kept = new HashSet<TakenCell>();
        foreach (var claim in chosen.OrderBy(c => c.Resource).ThenBy(c => c.Lane).ThenBy(c => c.Wanted.Span.From))
        {
            foreach (var run in Runs(claim, read.Own, kept))
            {
                InsertCells(batch, db, claim.Wanted.Owner, claim.Resource, run, claim.Lane);
                expected.Add(run.Count);
            }
        }
        var last = batch.Writes;
        if (from is { } left)
        {
            GiveBack(batch, db, left, read.Own.Where(c => !kept.Contains(c)));
            if (chosen[0].Wanted.Owner is var to && to != left)
                batch.Write($"UPDATE appointment_cell SET {(to.Kind == left.Kind ? "" : Column(left) + " = NULL, ")}{Column(to)} = $3 " +
                    $"WHERE practice_id = $1 AND {Column(left)} = $2", db.PracticeId, left.Id, to.Id);
        }
        var rows = await batch.RunAsync(ct);
        if (rows.Skip(first).Take(last - first).SequenceEqual(expected))
            return true;
        await desk.Batch().Write("ROLLBACK TO SAVEPOINT cells").RunAsync(ct);
        return false;
    }

    // The cells of a claim that are not its owner's yet, as spans.
    private static IEnumerable<CellSpan> Runs(Claim claim, HashSet<TakenCell> own, HashSet<TakenCell> kept)
    {
        var (from, count) = (0L, 0);
        foreach (var cell in Claims.Cells(claim))
        {
            if (!own.Contains(cell))
            {
                from = count == 0 ? cell.Cell : from;
                count++;
                continue;
            }
            kept.Add(cell);
            if (count > 0)
                yield return new CellSpan(from, count);
            count = 0;
        }
        if (count > 0)
            yield return new CellSpan(from, count);
    }

    private static void GiveBack(DeskBatch batch, DeskDb db, CellOwner owner, IEnumerable<TakenCell> cells)
    {
        var text = $"DELETE FROM appointment_cell WHERE practice_id = $1 AND resource_id = $2 AND lane = $3 AND cell >= $4 AND cell < $5 " +
            $"AND {Column(owner)} = $6";
        foreach (var lane in cells.GroupBy(c => (c.Resource, c.Lane)))
        {
            // Each run of cells in a row has one difference between a cell and its place.
            foreach (var run in lane.Select(c => c.Cell).Order().Select((cell, i) => (Cell: cell, Run: cell - i)).GroupBy(c => c.Run))
                batch.Write(text, db.PracticeId, lane.Key.Resource, lane.Key.Lane, run.Min(c => c.Cell), run.Max(c => c.Cell) + 1, owner.Id);
        }
    }

    /// <summary>Adds a visit's own row to a batch.</summary>
    public static void Insert(DeskBatch batch, DeskDb db, Appointment a) => batch.Write(InsertAppointment,
        db.PracticeId, a.Id, a.PatientId, a.ProviderId, a.LocationId, a.VisitTypeId, a.Date, a.Time, a.Minutes, a.StartsAt, a.EndsAt, a.State,
        a.Note, a.Version, a.BookedAt, a.BookedBy, a.BookedWhy, a.IsConfidential, a.IsLater, a.IsOverbooked, a.IsNewPatient, a.IsSelfPay,
        a.PatientState, a.InterpreterLanguage, a.SeriesId, a.SeriesNumber, a.GroupVisitId, a.LinkedTo,
        a.LinkOrder);

    /// <summary>Adds to a batch what a visit takes beside its provider throughout.</summary>
    public static void InsertParts(DeskBatch batch, DeskDb db, AppointmentId id, IReadOnlyList<Claim> claims)
    {
        var number = 0;
        foreach (var claim in claims)
        {
            if (claim.Wanted.Part is { } part)
                batch.Write(InsertPart, db.PracticeId, id, ++number, claim.Resource, part.Class, part.Offset, part.Minutes);
        }
    }

    /// <summary>Adds to a batch what a visit takes now, in place of what it took. Empty: its provider throughout.</summary>
    public static void ReplaceParts(DeskBatch batch, DeskDb db, AppointmentId id, IReadOnlyList<Claim> claims)
    {
        batch.Write("DELETE FROM appointment_part WHERE practice_id = $1 AND appointment_id = $2", db.PracticeId, id);
        InsertParts(batch, db, id, claims);
    }

    private static DeskBatch InsertCells(DeskBatch batch, DeskDb db, CellOwner owner, Guid resource, CellSpan span, int lane) =>
        batch.Write(InsertText(owner.Kind, span.Count), db.PracticeId, resource, span.From, lane, owner.Id);

    private static string InsertText(OwnerKind kind, int count)
    {
        Debug.Assert(count is > 0 and <= MostCells, "A visit lasts from one cell to a day.");
        if (s_insertCells[(int)kind, count] is { } known)
            return known;
        var text = new StringBuilder($"INSERT INTO appointment_cell (practice_id, resource_id, cell, lane, {Column(kind)}) VALUES ");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}($1, $2, $3 + {i}, $4, $5)");
        return s_insertCells[(int)kind, count] = text.Append(" ON CONFLICT DO NOTHING").ToString();
    }

    private static string Column(CellOwner owner) => Column(owner.Kind);

    private static string Column(OwnerKind kind) => kind switch
    {
        OwnerKind.Appointment => "appointment_id",
        OwnerKind.Hold => "hold_id",
        OwnerKind.GroupVisit => "group_visit_id",
        _ => throw new UnreachableException(),
    };
}

/// <summary>Cells as they stood when they were read.</summary>
internal sealed class CellsRead
{
    /// <summary>Somebody else's.</summary>
    public HashSet<TakenCell> Taken { get; } = [];

    /// <summary>All cells of whoever asks, wherever they are.</summary>
    public HashSet<TakenCell> Own { get; } = [];

    /// <summary>Of a hold that is over: its id.</summary>
    public Dictionary<TakenCell, Guid> Expired { get; } = [];
}
