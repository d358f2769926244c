using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Takes an alert off the banner; who did it stays on record.</summary>
[AllowedTo(Roles.Care)]
public sealed class RemoveAlert : UseCase<RemoveAlert.Request, RemoveAlert.Result>
{
    public sealed record Request(PatientId Patient, AlertId Alert);

    public abstract record Result
    {
        public sealed record Removed : Result;

        public sealed record NoSuchAlert : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.no-such-alert";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var (patient, id) = (request.Patient, request.Alert);
        if (await desk.Db.Set<PatientAlert>().SingleOrDefaultAsync(
                a => a.PatientId == patient && a.Id == id && a.RemovedAt == null, ct) is not { } alert)
            return new Result.NoSuchAlert();
        alert.Remove(desk.Now, desk.Call.User);
        desk.Touch(PatientTopics.Of(patient));
        return new Result.Removed();
    }
}
