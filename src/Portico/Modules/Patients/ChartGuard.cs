using Portico.Modules.Patients.Domain;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Whose chart is closed to whom: one's own always, a restricted one until a reason was given.</summary>
internal sealed class ChartGuard : IChartGuard
{
    public const string OwnRecord = "patients.own-record";
    public const string Restricted = "patients.restricted";

    private const string Sql =
        "SELECT p.is_restricted, (SELECT l.tie FROM patient_staff_link l WHERE l.practice_id = $1 AND l.user_id = $2 AND l.patient_id = $3), " +
        "EXISTS (SELECT 1 FROM break_glass g WHERE g.practice_id = $1 AND g.user_id = $2 AND g.patient_id = $3 AND g.until > $4) " +
        "FROM patient p WHERE p.practice_id = $1 AND p.id = $3";

    public void Ask(DeskBatch batch, Desk desk, Guid patient, Action opened) => batch.Read(Sql, async (reader, ct) =>
    {
        // Nobody of that id: what the act reads next says so.
        if (await reader.ReadAsync(ct))
            Check(patient, reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.Word<StaffTie>(1), reader.GetBoolean(2));
        opened();
    }, desk.Call.Practice, desk.Call.User, patient, desk.Now);

    private static void Check(Guid patient, bool isRestricted, StaffTie? tie, bool hasReason)
    {
        if (tie == StaffTie.Own)
            throw Denied(OwnRecord, "This is your own record. Ask a colleague to do this for you.");
        if ((isRestricted || tie == StaffTie.Family) && !hasReason)
            throw Denied(Restricted, "This chart is restricted. Open it on the patient's page with a reason; a supervisor will see it.");

        CallRejectedException Denied(string code, string message) => new(RejectionKind.Denied, code, message) { Chart = patient };
    }
}
