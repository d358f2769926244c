using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Visits.Contracts;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Payments.Store;

/// <summary>A visit that money may be taken for.</summary>
/// <param name="PatientName">As the opened chart shows it.</param>
/// <param name="BirthDate">Null when not known.</param>
/// <param name="Provider">Null when nobody was chosen.</param>
public sealed record VisitToPay(
    VisitId Visit, PatientId Patient, string PatientName, DateOnly? BirthDate, DateOnly Date, string? Provider, VisitMoney Money);

/// <summary>Lists the visits of a patient whose chart was opened: today's and those before, newest first, then the next ones. A series has fifty ahead.</summary>
public sealed class VisitsToPay(IPayments payments, IPracticeDirectory directory, IPracticeDay day)
{
    private const int MostSoFar = 8;
    private const int MostAhead = 4;

    /// <param name="desk">The query's.</param>
    /// <param name="patient">Whose chart was opened.</param>
    /// <param name="ct">Stops.</param>
    /// <param name="own">In the list whenever it is. Null: none is asked for by name.</param>
    public async Task<IReadOnlyList<VisitToPay>> ListAsync(Desk desk, PatientRow patient, CancellationToken ct, VisitId? own = null)
    {
        var today = await day.TodayAsync(desk, ct);
        var all = desk.Db.Set<VisitRow>().Where(v => v.PatientId == patient.Id);
        List<VisitRow> visits =
        [
            .. await all.Where(v => v.Date <= today).OrderByDescending(v => v.Date).Take(MostSoFar).ToListAsync(ct),
            .. await all.Where(v => v.Date > today).OrderBy(v => v.Date).Take(MostAhead).ToListAsync(ct),
        ];
        if (own is { } wanted && visits.All(v => v.Id != wanted))
            visits.AddRange(await all.Where(v => v.Id == wanted).ToListAsync(ct));
        var providers = await directory.EveryProviderAsync(desk, ct);
        List<VisitToPay> found = [];
        foreach (var visit in visits)
            found.Add(new VisitToPay(visit.Id, patient.Id, PatientNames.Full(patient), patient.BirthDate, visit.Date,
                providers.FirstOrDefault(p => p.Id == visit.ProviderId)?.DisplayName, await payments.VisitMoneyAsync(desk, visit.Id, ct)));
        return found;
    }
}
