using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>What the walk-in form needs: where, with whom, what for; and whom, once a patient was chosen, which opens the chart.</summary>
[AllowedTo(Roles.Desk)]
public sealed class WalkInForm(IPatients patients, IPracticeDirectory directory, ISchedule schedule) : Query<WalkInForm.Request, WalkInForm.Result>
{
    /// <param name="Patient">Null while none was chosen.</param>
    public sealed record Request(PatientId? Patient);

    /// <param name="Who">Null while none was chosen, or there is no such patient.</param>
    /// <param name="Desk">Where the desk stands: the first choice. Null: no location is in use.</param>
    /// <param name="InSession">Who has a session where, now: whom the form offers first.</param>
    public sealed record Result(Person? Who, LocationId? Desk, IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers,
        IReadOnlyList<VisitTypeRow> VisitTypes, IReadOnlyList<PayerRow> Payers, IReadOnlyList<InSession> InSession);

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
        return new(who, DeskLocation.Of(desk.Call, locations)?.Id, locations, [.. (await directory.ProvidersAsync(desk, ct)).Where(p => p.IsActive)],
            [.. (await directory.VisitTypesAsync(desk, ct)).Where(t => t.IsActive)], await directory.PayersAsync(desk, ct),
            await schedule.InSessionAsync(desk, locations, ct));
    }
}
