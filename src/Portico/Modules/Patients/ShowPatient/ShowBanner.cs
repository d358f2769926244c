using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.Clock;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Who this is, for the top of every page about a patient: two identifiers, and what to know first.</summary>
[AllowedTo(Roles.All)]
public sealed class ShowBanner(IPatients patients, IPracticeDay day) : Query<ShowBanner.Request, ShowBanner.Result>
{
    public sealed record Request(PatientId Patient);

    /// <param name="Banner">Null when there is no such patient.</param>
    public sealed record Result(Banner? Banner);

    /// <param name="BirthDate">Null while unknown.</param>
    /// <param name="Years">Whole years today. Null while the birth date is unknown.</param>
    public sealed record Banner(
        PatientId Patient, string Name, DateOnly? BirthDate, int? Years, Sex Sex, string Mrn, bool IsRestricted,
        IReadOnlyList<string> Alerts);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        if (await patients.FindAsync(desk, request.Patient, ct) is not { } row)
            return new(null);
        var alerts = await patients.AlertsAsync(desk, request.Patient, ct);
        return new(new Banner(row.Id, PatientNames.Full(row), row.BirthDate,
            row.BirthDate is { } born ? Ages.Years(born, await day.TodayAsync(desk, ct)) : null,
            row.Sex, row.Mrn, row.IsRestricted, alerts));
    }
}
