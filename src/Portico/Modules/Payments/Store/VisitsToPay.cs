using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>A visit that money may be taken for.</summary>
/// <param name="PatientName">As the opened chart shows it.</param>
/// <param name="BirthDate">Null when not known.</param>
/// <param name="Provider">Null when nobody was chosen.</param>
public sealed record VisitToPay(
    VisitId Visit, PatientId Patient, string PatientName, DateOnly? BirthDate, DateOnly Date, string? Provider, VisitMoney Money);

/// <summary>Lists the visits of a patient whose chart was opened, newest first.</summary>
public sealed class VisitsToPay(IPayments payments, IPracticeDirectory directory)
{
    private const int Most = 8;

    public async Task<IReadOnlyList<VisitToPay>> ListAsync(Desk desk, PatientRow patient, CancellationToken ct)
    {
        var visits = await desk.Db.Set<VisitRow>().Where(v => v.PatientId == patient.Id).OrderByDescending(v => v.Date).Take(Most)
            .Select(v => new { v.Id, v.Date, v.ProviderId }).ToListAsync(ct);
        var providers = await directory.EveryProviderAsync(desk, ct);
        List<VisitToPay> found = [];
        foreach (var visit in visits)
            found.Add(new VisitToPay(visit.Id, patient.Id, PatientNames.Full(patient), patient.BirthDate, visit.Date,
                providers.FirstOrDefault(p => p.Id == visit.ProviderId)?.DisplayName, await payments.VisitMoneyAsync(desk, visit.Id, ct)));
        return found;
    }
}
