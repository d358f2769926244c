using Microsoft.EntityFrameworkCore;
using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>What the walk-in form needs: where, with whom, what for; and whom, once a patient was chosen, which opens the chart.</summary>
[AllowedTo(Roles.Desk)]
public sealed class WalkInForm(IPatients patients, IPracticeDirectory directory) : Query<WalkInForm.Request, WalkInForm.Result>
{
    /// <param name="Patient">Null while none was chosen.</param>
    public sealed record Request(PatientId? Patient);

    /// <param name="Who">Null while none was chosen, or there is no such patient.</param>
    /// <param name="HereToday">Who sees patients where today: the first choices.</param>
    public sealed record Result(Person? Who, IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers,
        IReadOnlyList<VisitTypeRow> VisitTypes, IReadOnlyList<PayerRow> Payers, IReadOnlyList<Place> HereToday);

    public sealed record Place(LocationId Location, ProviderId Provider);

    /// <param name="Phone">E.164. Null when none is known.</param>
    /// <param name="OnFile">Identifiers that can be matched at all.</param>
    public sealed record Person(PatientId Id, string Name, DateOnly? BirthDate, string? Phone, string Mrn,
        IReadOnlyList<Identifier> OnFile, IReadOnlyList<string> Alerts);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        Person? who = null;
        if (request.Patient is { } id)
        {
            await desk.OpenChartAsync(id, ct);
            if (await patients.FindAsync(desk, id, ct) is { } found)
                who = new(found.Id, PatientNames.Full(found), found.BirthDate, found.Phone, found.Mrn,
                    [.. Enum.GetValues<Identifier>().Where(i => IdentityProof.IsOnFile(i, found))],
                    await patients.AlertsAsync(desk, found.Id, ct));
        }
        var locations = await directory.LocationsAsync(desk, ct);
        return new(who, locations, [.. (await directory.ProvidersAsync(desk, ct)).Where(p => p.IsActive)],
            [.. (await directory.VisitTypesAsync(desk, ct)).Where(t => t.IsActive)], await directory.PayersAsync(desk, ct),
            await HereTodayAsync(desk, locations, ct));
    }

    private static async Task<IReadOnlyList<Place>> HereTodayAsync(Desk desk, IReadOnlyList<LocationRow> locations, CancellationToken ct)
    {
        List<Place> here = [];
        foreach (var day in locations.GroupBy(l => DateOnly.FromDateTime(PracticeClock.Local(desk.Now, l.Zone))))
        {
            var (date, places) = (day.Key, day.Select(l => l.Id).ToList());
            here.AddRange((await desk.Db.Set<AppointmentRow>()
                .Where(a => a.Date == date && places.Contains(a.LocationId) && a.State != AppointmentState.Cancelled)
                .Select(a => new { a.LocationId, a.ProviderId }).Distinct().ToListAsync(ct)).Select(p => new Place(p.LocationId, p.ProviderId)));
        }
        return here;
    }
}
