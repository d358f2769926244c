using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.FindVisitsToPay;

/// <summary>Finds another patient's visits by the record number, so that one tender may cover a family.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class FindVisitsToPay(VisitsToPay visits) : Query<FindVisitsToPay.Request, FindVisitsToPay.Result>
{
    public sealed record Request(
        [property: Required(ErrorMessage = "Enter the record number (MRN)."),
            Identifier, StringLength(40, ErrorMessage = "A record number has 40 characters at most.")] string Mrn);

    /// <param name="Visits">Empty when the patient has none, and when nobody has the number.</param>
    public sealed record Result(IReadOnlyList<VisitToPay> Visits);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        var mrn = request.Mrn.Trim();
        if (await desk.Db.Set<PatientRow>().SingleOrDefaultAsync(p => p.Mrn == mrn, ct) is not { } patient)
            return new Result([]);
        await desk.OpenChartAsync(patient.Id, ct);
        return new Result(await visits.ListAsync(desk, patient, ct));
    }
}
