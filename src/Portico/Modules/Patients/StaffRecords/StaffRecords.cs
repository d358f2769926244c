using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Which patient records are a member of staff's own or their family's. Names are masked: the charts stay closed.</summary>
[AllowedTo(Roles.Supervisor | Roles.Administrator)]
public sealed class StaffRecords : Query<StaffRecords.Request, StaffRecords.Result>
{
    public sealed record Request(UserId User);

    public sealed record Result(IReadOnlyList<Line> Lines);

    /// <param name="Name">As lists show it: masked while restricted.</param>
    public sealed record Line(PatientId Patient, string Name, string Mrn, StaffTie Tie);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var user = request.User;
        var links = await (
            from link in desk.Db.Set<StaffLink>()
            where link.UserId == user
            join patient in desk.Db.Set<PatientRow>() on new { link.PracticeId, Id = link.PatientId } equals new { patient.PracticeId, patient.Id }
            select new { link.Tie, Patient = patient }).ToListAsync(ct);
        foreach (var link in links)
            desk.Saw(link.Patient.Id);
        var closed = await ClosedCharts.ToAsync(desk, ct);
        return new([.. links.OrderBy(l => l.Tie).ThenBy(l => l.Patient.Mrn, StringComparer.Ordinal)
            .Select(l => new Line(l.Patient.Id, PatientNames.OnList(l.Patient, closed), l.Patient.Mrn, l.Tie))]);
    }
}
