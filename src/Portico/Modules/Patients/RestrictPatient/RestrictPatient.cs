using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Patients.Domain;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Closes a chart to all who give no reason, and masks its name on every list.</summary>
[AllowedTo(ShowPatient.MayRestrict)]
public sealed class RestrictPatient : UseCase<RestrictPatient.Request, RestrictPatient.Result>
{
    public sealed record Request(
        PatientId Patient, RestrictionKind Kind,
        [property: Required(ErrorMessage = "Say why this chart is restricted.")]
        [property: MinLength(5, ErrorMessage = "Say why in a few words.")]
        [property: MaxLength(300, ErrorMessage = "The reason has 300 characters at most.")]
        string Reason);

    public abstract record Result
    {
        public sealed record Restricted : Result;

        public sealed record NoSuchPatient : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.NotFound;
            public string Code => "patients.restrict-no-such-patient";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct)
    {
        await desk.OpenChartAsync(request.Patient, ct);
        var id = request.Patient;
        if (await desk.Db.Set<Patient>().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } patient)
            return new Result.NoSuchPatient();
        patient.Restrict(request.Kind);
        patient.Changed(desk.Now, desk.Call.IsProgram ? null : desk.Call.User);
        desk.Db.Add(RestrictionChange.Of(id, request.Kind, Words.Clean(request.Reason), desk.Now, desk.Call.IsProgram ? null : desk.Call.User));
        desk.Note("restriction", request.Kind.ToString());
        desk.Touch(PatientTopics.Of(id));
        return new Result.Restricted();
    }
}
