using Portico.Modules.Patients.Contracts;
using Portico.Modules.Payments.Store;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Payments.FindVisitsToPay;

/// <summary>Lists another patient's visits, so that one tender may cover a family and a mispost finds its right visit.</summary>
[AllowedTo(Roles.MoneyDesk)]
public sealed class FindVisitsToPay(IPatients patients, VisitsToPay visits) : Query<FindVisitsToPay.Request, FindVisitsToPay.Result>
{
    public sealed record Request(PatientId Patient);

    /// <param name="Visits">Newest first; empty when the patient has none, and when nobody has that id.</param>
    public sealed record Result(IReadOnlyList<VisitToPay> Visits);

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        return new Result(await patients.FindAsync(desk, request.Patient, ct) is { } patient
            ? await visits.ListAsync(desk, patient, ct) : []);
    }
}
