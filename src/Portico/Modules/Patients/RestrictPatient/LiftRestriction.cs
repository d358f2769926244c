using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Opens a restricted chart to the desk again. It was opened with a reason first, as by anyone.</summary>
[AllowedTo(Roles.Supervisor | Roles.Administrator, ByPersonOnly = true)]
public sealed class LiftRestriction : UseCase<LiftRestriction.Request, LiftRestriction.Result>
{
    public sealed record Request(PatientId Patient);

    public abstract record Result
    {
        public sealed record Lifted : Result;

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.lift-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        patient.LiftRestriction();
        patient.Changed(desk.Now, desk.Call.IsProgram ? null : desk.Call.User);
        desk.Touch(PatientTopics.Of(id));
        return new Result.Lifted();
    }
}
