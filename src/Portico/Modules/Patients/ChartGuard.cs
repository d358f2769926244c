using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Whose chart is closed to whom: one's own always, a restricted one until a reason was given.</summary>
internal sealed class ChartGuard : IChartGuard
{
    public const string OwnRecord = "patients.own-record";
    public const string Restricted = "patients.restricted";

    public async Task CheckAsync(Desk desk, Guid patient, CancellationToken ct)
    {
        var id = new PatientId(patient);
        var (user, now) = (desk.Call.User, desk.Now);
        var chart = await desk.Db.Set<Patient>().Where(p => p.Id == id).Select(p => new
        {
            p.IsRestricted,
            Tie = desk.Db.Set<StaffLink>().Where(l => l.UserId == user && l.PatientId == id)
                .Select(l => (StaffTie?)l.Tie).FirstOrDefault(),
            HasReason = desk.Db.Set<BreakGlassGrant>().Any(g => g.UserId == user && g.PatientId == id && g.Until > now),
        }).SingleOrDefaultAsync(ct);
        if (chart is null)
            return;
        if (chart.Tie == StaffTie.Own)
            throw Denied(OwnRecord, "This is your own record. Ask a colleague to do this for you.");
        if ((chart.IsRestricted || chart.Tie == StaffTie.Family) && !chart.HasReason)
            throw Denied(Restricted, "This chart is restricted. Open it on the patient's page with a reason; a supervisor will see it.");

        CallRejectedException Denied(string code, string message) => new(RejectionKind.Denied, code, message) { Chart = patient };
    }
}
