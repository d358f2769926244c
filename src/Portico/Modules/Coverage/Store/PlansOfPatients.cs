using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Store;

namespace Portico.Modules.Coverage.Store;

internal sealed class PlansOfPatients : IPatientPlans
{
    public void Ask(DeskBatch batch, int practice, PatientId patient, DateOnly date, Action<PatientPlan> plan) => batch.Read(
        "SELECT y.id, y.name, o.plan_name FROM policy o JOIN payer y ON y.practice_id = $1 AND y.id = o.payer_id " +
        "WHERE o.practice_id = $1 AND o.patient_id = $2 AND (o.valid_from IS NULL OR o.valid_from <= $3) " +
        "AND (o.valid_to IS NULL OR o.valid_to >= $3)",
        async (reader, token) =>
        {
            while (await reader.ReadAsync(token))
                plan(new PatientPlan(new PayerId(reader.Id(0)), reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2)));
        }, practice, patient, date);
}
