using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients.Contracts;

/// <summary>Whom a list hides from the one who reads it: restricted patients from everybody, and the reader's own record and their
/// family's, restricted or not. Beside the name it hides birth date, phone, what the visit is for, who pays and what is owed.</summary>
public sealed class ClosedCharts
{
    private readonly HashSet<PatientId> _linked;

    private ClosedCharts(HashSet<PatientId> linked) => _linked = linked;

    /// <summary>Of whoever makes this call: one read for a whole list.</summary>
    public static async Task<ClosedCharts> ToAsync(Desk desk, CancellationToken ct)
    {
        var batch = desk.Batch();
        var closed = Ask(desk, batch);
        await batch.RunAsync(ct);
        return closed;
    }

    /// <summary>The same beside other questions: known when they are answered.</summary>
    public static ClosedCharts Ask(Desk desk, DeskBatch batch)
    {
        var closed = new ClosedCharts([]);
        if (!desk.Call.IsProgram)
        {
            batch.Read("SELECT patient_id FROM patient_staff_link WHERE practice_id = $1 AND user_id = $2", async (reader, token) =>
            {
                while (await reader.ReadAsync(token))
                    closed._linked.Add(new PatientId(reader.Id(0)));
            }, desk.Db.PracticeId, desk.Call.User);
        }
        return closed;
    }

    public bool Hides(PatientRow patient) => patient.IsRestricted || IsLinked(patient.Id);

    /// <summary>The reader's own record, or one of their family.</summary>
    public bool IsLinked(PatientId patient) => _linked.Contains(patient);
}
