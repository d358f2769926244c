using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Modules.Patients;

/// <summary>Puts a short alert on the patient's banner and boards.</summary>
[AllowedTo(Roles.Care)]
public sealed class AddAlert(IPatients patients) : UseCase<AddAlert.Request, AddAlert.Result>
{
    public sealed record Request(
        PatientId Patient,
        [property: Required(ErrorMessage = "Type the alert.")]
        [property: MaxLength(120, ErrorMessage = "An alert has 120 characters at most: it stands on the banner.")]
        string Text);

    public abstract record Result
    {
        public sealed record Added : Result;

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.alert-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (!await desk.Db.Set<Patient>().AnyAsync(p => p.Id == id, ct))
            return new Result.NoSuchPatient();
        await patients.AddAlertAsync(desk, id, request.Text, ct);
        desk.Touch(PatientTopics.Of(id));
        return new Result.Added();
    }
}
