using Portico.Modules.Arrivals.Domain;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Practice.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Arrivals;

/// <summary>What the walk-in form needs: where, with whom, what for; and whom, once a patient was chosen, which opens the chart.</summary>
[AllowedTo(Roles.Desk)]
public sealed class WalkInForm(IPatients patients, IPracticeDirectory directory) : Query<WalkInForm.Request, WalkInForm.Result>
{
    /// <param name="Patient">Null while none was chosen.</param>
    public sealed record Request(PatientId? Patient);

    /// <param name="Who">Null while none was chosen, or there is no such patient.</param>
    public sealed record Result(Person? Who, IReadOnlyList<LocationRow> Locations, IReadOnlyList<ProviderRow> Providers,
        IReadOnlyList<VisitTypeRow> VisitTypes);

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
        return new(who, await directory.LocationsAsync(desk, ct), [.. (await directory.ProvidersAsync(desk, ct)).Where(p => p.IsActive)],
            [.. (await directory.VisitTypesAsync(desk, ct)).Where(t => t.IsActive)]);
    }
}
